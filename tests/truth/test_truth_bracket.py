"""The best possible average precision: what it is of known chances, and how error brackets it."""

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from sklearn.metrics import average_precision_score

from helpers.truth.ceilings.bracket import bracket, expected_average_precision

CHANCES = st.lists(st.floats(0.001, 0.999), min_size=2, max_size=60).map(np.array)


@given(CHANCES)
def test_no_order_does_better_than_that_of_the_chances(chances: np.ndarray) -> None:
    best = expected_average_precision(ranked_by=chances, chances=chances)
    other = np.random.default_rng(0).random(len(chances))
    assert expected_average_precision(ranked_by=other, chances=chances) <= best + 1e-12


@given(CHANCES)
def test_it_lies_between_the_mean_chance_and_the_highest(chances: np.ndarray) -> None:
    best = expected_average_precision(ranked_by=chances, chances=chances)
    assert chances.mean() - 1e-12 <= best <= chances.max() + 1e-12


def test_the_same_chance_for_all_gives_that_chance() -> None:
    same = np.full(50, 0.07)
    assert expected_average_precision(ranked_by=same, chances=same) == pytest.approx(0.07)


def test_chances_of_nought_and_one_give_the_average_precision_of_labels() -> None:
    draw = np.random.default_rng(3)
    label, score = draw.random(400) < 0.1, draw.random(400)
    ours = expected_average_precision(ranked_by=score, chances=label.astype(float))
    assert ours == pytest.approx(average_precision_score(label, score))


def test_labels_drawn_from_the_chances_score_as_expected() -> None:
    draw = np.random.default_rng(4)
    chances = draw.beta(0.3, 4, 20_000)
    scored = [average_precision_score(draw.random(20_000) < chances, chances) for _ in range(40)]
    expected = expected_average_precision(ranked_by=chances, chances=chances)
    assert np.mean(scored) == pytest.approx(expected, abs=4 * np.std(scored) / np.sqrt(40))


def test_chances_with_error_bracket_what_they_are_of() -> None:
    draw = np.random.default_rng(5)
    chances = draw.beta(0.3, 4, 20_000)
    true = expected_average_precision(ranked_by=chances, chances=chances)
    found = bracket(draw.binomial(50, chances[:, None], (20_000, 8)) / 50)
    assert found.low < true < found.high
    assert found.width < 0.02
    assert (found.decisions, found.prevalence) == (20_000, pytest.approx(chances.mean(), abs=0.001))


def test_more_futures_make_the_bracket_narrower() -> None:
    draw = np.random.default_rng(6)
    chances = draw.beta(0.3, 4, 5_000)
    few, many = (
        bracket(draw.binomial(number, chances[:, None], (5_000, 2)) / number).width
        for number in (50, 800)
    )
    assert many < few / 8


def test_more_parts_of_the_same_futures_make_the_bracket_narrower() -> None:
    draw = np.random.default_rng(7)
    chances = draw.beta(0.3, 4, 20_000)
    eighths = draw.binomial(50, chances[:, None], (20_000, 8)) / 50
    halves = eighths.reshape(20_000, 2, 4).mean(axis=2)
    assert bracket(eighths).width < 0.8 * bracket(halves).width
    assert bracket(eighths).high == pytest.approx(bracket(halves).high)
