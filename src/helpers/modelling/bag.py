"""A modern bag of words: the words and pairs of words that tell most about the outcome in the training decisions."""

from dataclasses import dataclass
from typing import Self

import numpy as np
import numpy.typing as npt
from scipy.sparse import csr_array

from helpers.modelling.material import Text
from helpers.modelling.weights import WordWeights, weigh
from helpers.modelling.words import WordCounts, documents_with

Indices = npt.NDArray[np.intp]
Matrix = npt.NDArray[np.float32]

FEWEST = 3
"""Words and pairs for which chance alone would give fewer training documents of either kind than this (followed, not
followed) are not chosen: in few documents chance makes much look telling, and the count is far from a bell curve."""


@dataclass(frozen=True, eq=False)
class BagOfWords:
    """What was learnt about one kind of text.

    Attributes
    ----------
    kind
        Which kind of text.
    weights
        The chosen words and pairs, and their weights.
    names
        The name of each column of :meth:`apply`.
    """

    kind: str
    weights: WordWeights
    names: tuple[str, ...]

    @classmethod
    def learnt(
        cls, text: Text, training: Indices, *, followed: npt.NDArray[np.bool_], most: int
    ) -> Self:
        """Choose and weigh words from the training decisions."""
        chosen = most_telling(text.words, training, followed=followed, most=most)
        weights = weigh(text.words, training, chosen=chosen, sublinear=True)
        names = tuple(f"words {text.kind}: {term}" for term in weights.terms)
        return cls(text.kind, weights, names)

    def apply(self, text: Text, rows: Indices) -> Matrix:
        """Return the weights of the chosen words in each row, shape ``(rows, names)``."""
        return self.weights.apply(text.words, rows)


def most_telling(
    words: WordCounts, training: Indices, *, followed: npt.NDArray[np.bool_], most: int
) -> Indices:
    """Choose the words and pairs whose presence goes most with the outcome, one way or the other.

    How much: the number of training documents with the word for which the outcome followed, less what chance would
    give, in standard deviations of drawing without replacement (hypergeometric; its square is, but for ``n / (n-1)``,
    the chi-squared statistic of the two-by-two table). Ties go by the alphabet.
    """
    held = csr_array(words.counts[training])
    n, positives = len(training), int(followed[training].sum())
    documents = documents_with(held)
    found = documents_with(csr_array(held[np.flatnonzero(followed[training])]))
    share = positives / n if n else 0.0
    spread = documents * share * (1 - share) * (n - documents) / max(n - 1, 1)
    enough = np.flatnonzero((documents * min(share, 1 - share) >= FEWEST) & (spread > 0))
    apart = np.abs(found - documents * share)[enough] / np.sqrt(spread[enough])
    order = np.argsort(-apart, kind="stable")
    return enough[order][:most].astype(np.intp)
