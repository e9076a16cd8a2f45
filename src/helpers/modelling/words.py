"""Notes as a bag of words: counted once for a cohort, chosen and weighted on training decisions alone."""

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
import numpy.typing as npt
from scipy.sparse import csr_array
from sklearn.feature_extraction.text import ENGLISH_STOP_WORDS, CountVectorizer

Indices = npt.NDArray[np.intp]

RAREST = 5
"""Words in fewer documents of the cohort than this are not counted at all (names, slips of the pen)."""


@dataclass(frozen=True, eq=False)
class WordCounts:
    """How often each word stands in each document.

    Attributes
    ----------
    counts
        Shape ``(documents, terms)``, float32.
    terms
        The words, in alphabetical order.
    """

    counts: csr_array
    terms: tuple[str, ...]


def count_words(texts: Sequence[str]) -> WordCounts:
    """Count the words of each text: lower case, two letters or more, common English words left out.

    Counting uses no outcome and no order among decisions, so it may be done once for the whole cohort; which
    words count, and how much, is learnt by :class:`WordWeights` from training decisions alone.
    """
    counter = CountVectorizer(
        token_pattern=r"(?u)\b[^\W\d_]{2,}\b",
        stop_words=sorted(ENGLISH_STOP_WORDS),
        dtype=np.float32,
    )
    if not any(text.strip() for text in texts):
        return WordCounts(csr_array((len(texts), 0), dtype=np.float32), ())
    try:
        counts = csr_array(counter.fit_transform(texts))
    except ValueError:  # texts without a single word of two letters
        return WordCounts(csr_array((len(texts), 0), dtype=np.float32), ())
    kept = np.flatnonzero(_documents_with(counts) >= RAREST)
    terms = counter.get_feature_names_out()[kept]
    return WordCounts(csr_array(counts[:, kept]), tuple(terms.tolist()))


@dataclass(frozen=True, eq=False)
class WordWeights:
    """The words that count, and their inverse document frequencies.

    Attributes
    ----------
    columns
        The chosen terms as columns of :attr:`WordCounts.counts`.
    weights
        ``ln((1 + n) / (1 + documents with the word)) + 1``, as in scikit-learn's smoothed TF-IDF.
    """

    columns: Indices
    weights: npt.NDArray[np.float32]

    def apply(self, words: WordCounts, rows: Indices) -> npt.NDArray[np.float32]:
        """Return TF-IDF of the chosen words, each row of length 1 (or all 0), shape ``(rows, words chosen)``."""
        counts = words.counts[rows][:, self.columns].toarray() * self.weights
        length = np.sqrt((counts**2).sum(axis=1, keepdims=True))
        weighted: npt.NDArray[np.float32] = counts / np.where(length > 0, length, 1)
        return weighted


def learn_word_weights(words: WordCounts, training: Indices, most_words: int) -> WordWeights:
    """Choose the words that most training documents hold, among those in at most half of them.

    A word in more than half of the documents mostly belongs to the form. A word that no training document holds
    is never chosen. Ties go by the alphabet.
    """
    documents = _documents_with(words.counts[training])
    telling = np.flatnonzero((documents > 0) & (documents <= len(training) / 2))
    most_common = telling[np.argsort(-documents[telling], kind="stable")][:most_words]
    columns = np.sort(most_common).astype(np.intp)
    weights = np.log((1 + len(training)) / (1 + documents[columns])) + 1
    return WordWeights(columns, weights.astype(np.float32))


def _documents_with(counts: csr_array) -> npt.NDArray[np.int64]:
    return np.bincount(counts.indices, minlength=counts.shape[1]).astype(np.int64)
