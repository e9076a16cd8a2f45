"""How notes repeat themselves and how rich their words are: held within bands that stand in docs/decisions/0015.

Measured on the notes of two small authorities; the figures of whole authorities, by kind of note, stand there too.
"""

import gzip
import re
from collections import Counter
from itertools import pairwise

import numpy as np
import pytest

from helpers.synthetic.notes import write
from helpers.synthetic.world import make_authority

NOTES = 2_600
FIRST, LAST = 5, 3_000
SPACED = np.unique(np.round(np.geomspace(FIRST, LAST, 60)).astype(int))


@pytest.fixture(scope="module", params=["north-west", "south-west"])
def notes(request):
    facts = make_authority(request.param, seed=1, children=5_200).note_facts
    written = write(facts, seed=1, synthetic_header=False).notes.iloc[:NOTES]
    assert len(written) == NOTES
    return written


@pytest.fixture(scope="module")
def tokens(notes):
    """Return the words of each note, in small letters."""
    return [re.findall(r"[a-z0-9'&/-]+", text.lower()) for text in notes["text"]]


def _counts(tokens):
    counted = Counter(word for words in tokens for word in words)
    return np.array(sorted(counted.values(), reverse=True))


def test_the_commonest_words_fall_off_by_zipfs_law(tokens):
    counts = _counts(tokens)
    spaced = -np.polyfit(np.log(SPACED), np.log(counts[SPACED - 1]), 1)[0]
    assert 0.95 <= spaced <= 1.15
    ranks = np.arange(FIRST, LAST + 1)
    every_rank = -np.polyfit(np.log(ranks), np.log(counts[ranks - 1]), 1)[0]
    assert every_rank <= 1.30  # gives the last decade of ranks nine tenths of the weight


def test_new_words_keep_coming_by_heaps_law(tokens):
    words = [word for note in tokens for word in note]
    first_seen = {word: place for place, word in reversed(list(enumerate(words)))}
    places = np.sort(list(first_seen.values()))
    read = np.geomspace(1_000, len(words), 40)
    known = np.searchsorted(places, read)
    assert 0.50 <= np.polyfit(np.log(read), np.log(known), 1)[0] <= 0.70


def test_a_third_to_a_half_of_the_words_stand_once(tokens):
    assert 0.33 <= (_counts(tokens) == 1).mean() <= 0.55


def test_sentences_repeat_a_little(notes):
    sentences = [
        sentence
        for text in notes["text"]
        for sentence in re.split(r"(?<=[.?!])\s+|\n+", text)
        if len(sentence.split()) >= 4
    ]
    assert 0.15 <= 1 - len(set(sentences)) / len(sentences) <= 0.40


def test_few_notes_are_word_for_word_alike(notes):
    assert 0.0 < 1 - notes["text"].nunique() / len(notes) <= 0.02


def test_runs_of_five_words_are_shared_as_far_as_stated(notes, tokens):
    children = notes["child_id"].tolist()[:1_000]
    kinds, running = _shared(tokens[:1_000], children)
    assert 0.25 <= running <= 0.40
    assert kinds <= 0.25


def _shared(tokens, children):
    """Return the share of runs of five words that stand in notes about two or more children: of kinds, of all."""
    whose, seen = {}, Counter()
    for child, words in zip(children, tokens, strict=True):
        for run in zip(*(words[start:] for start in range(5)), strict=False):
            seen[run] += 1
            whose.setdefault(run, set()).add(child)
    shared = {run for run, found in whose.items() if len(found) > 1}
    return len(shared) / len(seen), sum(seen[run] for run in shared) / seen.total()


def test_text_is_as_dense_as_text_is(notes):
    raw = "\n".join(notes["text"]).encode("utf-8")
    assert 3.0 <= len(raw) / len(gzip.compress(raw, mtime=0)) <= 4.5


def test_openings_of_neighbouring_sentences_differ(notes):
    same = total = 0
    for text in notes["text"]:
        openings = [" ".join(part.split()[:3]) for part in re.split(r"(?<=[.?!])\s+|\n+", text)]
        pairs = list(pairwise(openings))
        same += sum(first == second for first, second in pairs)
        total += len(pairs)
    assert same / total < 0.02
