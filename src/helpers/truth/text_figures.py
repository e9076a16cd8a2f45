"""How notes repeat themselves and how rich their words are: figures by which made-up notes can be set beside bands.

The bands are proposals of this project: no public body of English case notes exists to set them by.
"""

import gzip
import re
from collections import Counter
from collections.abc import Mapping, Sequence
from itertools import chain

import numpy as np
from numpy.typing import NDArray

BANDS: Mapping[str, tuple[float, float]] = {
    "zipf": (0.95, 1.15),
    "heaps": (0.50, 0.70),
    "once": (0.35, 0.55),
    "repeated": (0.15, 0.40),
    "alike": (0.0, 0.02),
    "gzip": (3.0, 4.5),
}
"""The lowest and the highest value of each figure that has a band; the lengths of notes have none."""
FIRST_RANK, LAST_RANK, RANKS = 5, 3000, 60
FIRST_WORDS, POINTS = 1000, 40
LONG_SENTENCE = 4
_WORD = re.compile(r"[a-z0-9'&/-]+")
_BETWEEN_SENTENCES = re.compile(r"(?<=[.?!])\s+|\n+")


def text_figures(texts: Sequence[str]) -> dict[str, float]:
    """Return the figures of some notes.

    Parameters
    ----------
    texts
        At least two notes, in an order that has nothing to do with their content; with some thousands of words.

    Returns
    -------
    dict
        ``words`` and ``words_of_the_longest`` (the middle note, and the one that 19 of 20 are shorter than), ``zipf`` (how fast
        words grow rarer by rank, ranks spaced evenly by logarithm), ``heaps`` (how fast new words come), ``once`` (share of
        different words that stand but once), ``repeated`` (share of sentences of four words or more that repeat an earlier one),
        ``alike`` (share of notes that are word for word like an earlier one), ``gzip`` (how many times shorter when packed).
    """
    tokens = [_WORD.findall(text.lower()) for text in texts]
    lengths = [len(words) for words in tokens]
    words = list(chain.from_iterable(tokens))
    counts = np.array(sorted(Counter(words).values(), reverse=True))
    raw = "\n".join(texts).encode("utf-8")
    return {
        "words": float(np.median(lengths)),
        "words_of_the_longest": float(np.quantile(lengths, 0.95)),
        "zipf": _zipf(counts),
        "heaps": _heaps(words),
        "once": float((counts == 1).mean()),
        "repeated": _repeated(_sentences(texts)),
        "alike": _repeated(texts),
        "gzip": len(raw) / len(gzip.compress(raw, mtime=0)),
    }


def within(figure: str, value: float) -> bool:
    """Say whether a value keeps within the band of its figure, its ends included."""
    low, high = BANDS[figure]
    return low <= value <= high


def _zipf(counts: NDArray[np.int64]) -> float:
    """Return minus the slope of log count on log rank, up to rank 3,000 or as far as there are words."""
    last = min(LAST_RANK, len(counts))
    ranks = np.unique(np.round(np.geomspace(FIRST_RANK, last, RANKS)).astype(int))
    return float(-np.polyfit(np.log(ranks), np.log(counts[ranks - 1]), 1)[0])


def _heaps(words: Sequence[str]) -> float:
    """Return the slope of the log of different words on the log of words read."""
    first_seen = {word: place for place, word in reversed(list(enumerate(words)))}
    places = np.sort(list(first_seen.values()))
    read = np.geomspace(min(FIRST_WORDS, len(words) / 2), len(words), POINTS)
    known = np.searchsorted(places, read)
    return float(np.polyfit(np.log(read), np.log(known), 1)[0])


def _sentences(texts: Sequence[str]) -> list[str]:
    every = chain.from_iterable(_BETWEEN_SENTENCES.split(text) for text in texts)
    return [sentence for sentence in every if len(sentence.split()) >= LONG_SENTENCE]


def _repeated(things: Sequence[str]) -> float:
    return 1 - len(set(things)) / len(things)
