"""Which words count, and how much: learnt from training decisions alone."""

from dataclasses import dataclass

import numpy as np
import numpy.typing as npt
from scipy.sparse import csr_array

from helpers.modelling.words import WordCounts, documents_with

Indices = npt.NDArray[np.intp]
Matrix = npt.NDArray[np.float32]


@dataclass(frozen=True, eq=False)
class WordWeights:
    """The words that count, and their inverse document frequencies.

    Attributes
    ----------
    columns
        The chosen terms as columns of :attr:`WordCounts.counts`.
    terms
        The chosen terms.
    weights
        ``ln((1 + n) / (1 + documents with the word)) + 1``, as in scikit-learn's smoothed TF-IDF.
    sublinear
        Whether a word that stands ``n`` times counts ``1 + ln(n)`` in place of ``n``.
    """

    columns: Indices
    terms: tuple[str, ...]
    weights: Matrix
    sublinear: bool

    def apply(self, words: WordCounts, rows: Indices) -> Matrix:
        """Return TF-IDF of the chosen words, each row of length 1 (or all 0), shape ``(rows, words chosen)``."""
        weighted = self.times(words, rows) * self.weights
        length: Matrix = np.linalg.norm(weighted, axis=1, keepdims=True)
        length[length == 0] = 1
        return weighted / length

    def times(self, words: WordCounts, rows: Indices) -> Matrix:
        """Return how often each chosen word counts in each row, before weights."""
        held = csr_array(words.counts[rows][:, self.columns])
        if self.sublinear:
            held.data = 1 + np.log(held.data)
        return np.asarray(held.toarray(), dtype=np.float32)


def weigh(words: WordCounts, training: Indices, *, chosen: Indices, sublinear: bool) -> WordWeights:
    """Return the weights of chosen terms, from the training documents."""
    columns = np.sort(chosen).astype(np.intp)
    documents = documents_with(csr_array(words.counts[training]))[columns]
    weights = np.log((1 + len(training)) / (1 + documents)) + 1
    terms = tuple(words.terms[column] for column in columns.tolist())
    return WordWeights(columns, terms, weights.astype(np.float32), sublinear)


def commonest(documents: npt.NDArray[np.int64], n: int, most: int) -> Indices:
    """Return the terms that most documents hold, among those in at most half of ``n`` documents.

    A word in more than half of the documents mostly belongs to the form. A word that no document holds is never
    chosen. Ties go by the alphabet.
    """
    telling = np.flatnonzero((documents > 0) & (documents <= n / 2))
    order = np.argsort(-documents[telling], kind="stable")
    return telling[order][:most].astype(np.intp)
