"""Figures of notes: how rich their words are, and how they repeat themselves."""

import numpy as np
import pytest

from helpers.truth.text_figures import BANDS, text_figures, within


def drawn(*, exponent: float, notes: int = 300, words: int = 100, seed: int = 5) -> list[str]:
    """Return notes of words whose chances fall off by rank with an exponent."""
    chance = np.arange(1.0, 20_001.0) ** -exponent
    ranks = np.random.default_rng(seed).choice(20_000, size=(notes, words), p=chance / chance.sum())
    return [" ".join(f"w{rank}" for rank in note) for note in ranks]


@pytest.mark.parametrize("exponent", [0.9, 1.1])
def test_the_exponent_of_drawn_words_is_found(exponent):
    assert text_figures(drawn(exponent=exponent))["zipf"] == pytest.approx(exponent, abs=0.12)


def test_words_that_never_run_out_come_as_fast_as_they_are_read():
    fresh = [" ".join(f"w{note}x{place}" for place in range(50)) for note in range(60)]
    found = text_figures(fresh)
    assert found["heaps"] == pytest.approx(1, abs=0.01)
    assert found["once"] == 1


def test_lengths_are_counted_in_words():
    found = text_figures([*drawn(exponent=1, notes=99), "only three words"])
    assert found["words"] == 100


def test_sentences_that_repeat_are_counted_and_short_ones_are_not():
    fresh = [f"This is number {number} of them. Not so. {text}" for number, text in enumerate(drawn(exponent=1, notes=20))]  # fmt: skip
    assert text_figures(fresh)["repeated"] == 0
    repeating = [f"The same was said once more. {text}" for text in drawn(exponent=1, notes=20)]
    assert text_figures(repeating)["repeated"] == pytest.approx(19 / 40)


def test_notes_word_for_word_alike_are_counted():
    once = drawn(exponent=1, notes=40)
    assert text_figures(once)["alike"] == 0
    assert text_figures(once + once[:10])["alike"] == pytest.approx(0.2)


def test_notes_that_repeat_are_packed_smaller():
    once = drawn(exponent=1, notes=60)
    assert text_figures(once * 3)["gzip"] > 1.5 * text_figures(once)["gzip"]


def test_every_band_is_of_a_figure_that_is_counted():
    assert set(BANDS) < set(text_figures(drawn(exponent=1)))


@pytest.mark.parametrize(
    ("value", "kept"), [(0.94, False), (0.95, True), (1.15, True), (1.16, False)]
)
def test_the_ends_of_a_band_belong_to_it(value, kept):
    assert within("zipf", value) is kept
