"""Notes as a bag of words: counted once for a cohort, chosen and weighted on training decisions alone.

Counting is our own because it is asked for pairs of words in tens of millions of words: each distinct passage is
read once and words become numbers early, which takes a fraction of the time of scikit-learn's ``CountVectorizer``
(the tests hold that both count alike).
"""

import re
from array import array
from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
import numpy.typing as npt
import pandas as pd
from scipy.sparse import csr_array, hstack

from helpers.modelling.passages import Passages, passages

Indices = npt.NDArray[np.intp]

RAREST = 5
"""Words in fewer documents of the cohort than this are not counted at all (names, slips of the pen)."""

RAREST_PAIR = 20
"""The same for pairs of neighbouring words, of which there are many more."""

_BREAK = "."
_PIECES = re.compile(r"[^\W\d_](?:'?[^\W\d_])+|[.;:!?\u2022]|\n[ \t]*[-*]")
"""A word of two letters or more (an apostrophe may stand inside), or what ends a sentence or begins a bullet."""


@dataclass(frozen=True, eq=False)
class WordCounts:
    """How often each word, and each pair of neighbouring words, stands in each document.

    Attributes
    ----------
    counts
        Shape ``(documents, terms)``, float32.
    terms
        The words and pairs (two words and a space between), in alphabetical order.
    """

    counts: csr_array
    terms: tuple[str, ...]


def count_words(texts: Sequence[str]) -> WordCounts:
    """Count words and pairs of neighbouring words: lower case, two letters or more.

    A pair stands within one sentence of one passage; one-letter words and numbers are read over. Common words stay,
    since "no concerns" needs its "no". Counting uses no outcome and no order among decisions, so it may be done once
    for the whole cohort; which terms count, and how much, is learnt from training decisions alone.
    """
    found = passages(texts)
    vocabulary, word, passage = _read(found)
    first, second = word[:-1], word[1:]
    beside = (passage[:-1] == passage[1:]) & (first > 0) & (second > 0)
    pair, pairs = pd.factorize(first[beside] * np.int64(len(vocabulary)) + second[beside])
    real = word > 0
    kept = [
        _common(found, word[real], passage[real], rarest=RAREST),
        _common(found, pair, passage[:-1][beside], rarest=RAREST_PAIR),
    ]
    terms = [vocabulary[key] for key in kept[0].keys.tolist()]
    terms += [
        f"{vocabulary[key // len(vocabulary)]} {vocabulary[key % len(vocabulary)]}"
        for key in pairs[kept[1].keys].tolist()
    ]
    by_passage = csr_array(hstack([one.by_passage for one in kept], format="csr"))
    counts = csr_array(found.standing @ by_passage)
    rarest = np.repeat([RAREST, RAREST_PAIR], [len(one.keys) for one in kept])
    often = np.flatnonzero(documents_with(counts) >= rarest).tolist()
    order = sorted(often, key=terms.__getitem__)
    counts = csr_array(counts[:, order])
    counts.sort_indices()
    return WordCounts(counts, tuple(terms[i] for i in order))


def documents_with(counts: csr_array) -> npt.NDArray[np.int64]:
    """Return in how many documents each term stands."""
    return np.bincount(counts.indices, minlength=counts.shape[1]).astype(np.int64)


@dataclass(frozen=True, eq=False)
class _Common:
    """What may stand in documents enough: its numbers, and how often it stands in each passage."""

    keys: Indices
    by_passage: csr_array


def _read(
    found: Passages,
) -> tuple[list[str], npt.NDArray[np.int64], npt.NDArray[np.int32]]:
    """Return the vocabulary, all words as numbers in reading order (0: a break), and the passage of each."""
    number: defaultdict[str, int] = defaultdict()
    number.default_factory = number.__len__
    for mark in _BREAK:
        number[mark]
    read, lengths = array("i"), array("i")
    for text in found.texts:
        pieces = _PIECES.findall(text.lower().replace("\u2019", "'"))
        read.extend([number[piece] for piece in pieces])
        lengths.append(len(pieces))
    words = list(number)
    is_break = np.array([not one[0].isalpha() for one in words])
    word = np.frombuffer(read, dtype=np.int32).astype(np.int64) if read else np.zeros(0, np.int64)
    word[is_break[word]] = 0
    passage = np.repeat(np.arange(len(lengths), dtype=np.int32), np.array(lengths, dtype=np.int32))
    return words, word, passage


def _common(
    found: Passages, key: npt.NDArray[np.int64], passage: npt.NDArray[np.int32], *, rarest: int
) -> _Common:
    """Count by passage what may stand in ``rarest`` documents: nothing stands in more of them than its passages do.

    ``key`` is the number of what is read, ``passage`` where it stands.
    """
    documents = np.bincount(found.standing.indices, minlength=len(found.texts))
    often = np.bincount(key, weights=documents[passage]) >= rarest
    seen = often[key]
    place = np.cumsum(often) - 1
    by_passage = csr_array(
        (np.ones(int(seen.sum()), dtype=np.float32), (passage[seen], place[key[seen]])),
        shape=(len(found.texts), int(often.sum())),
    )
    return _Common(np.flatnonzero(often), by_passage)
