"""Arrivals: points of days and rates that no dial moves; and draws for small tables."""

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from helpers.synthetic.arrivals import Arrivals, arrivals
from helpers.synthetic.draws import Draws, distinct, pick, pick_by
from helpers.synthetic.strings import named, numbered

DAYS = range(15_000, 18_000)
YEARS = len(DAYS) / 365.25


def strewn(rate: float, *, children: int = 400, above: float = 0.0) -> Arrivals:
    among = np.arange(children)
    low, high = np.full(children, above), np.full(children, rate)
    return arrivals(Draws(3, "here"), "knock", among=among, above=low, below=high, days=DAYS)


def points(found: Arrivals, *, below: float) -> set[tuple[int, int, float]]:
    kept = found[np.flatnonzero(found.rate < below)]
    return set(zip(kept.child.tolist(), kept.day.tolist(), kept.rate.tolist(), strict=True))


@given(low=st.floats(0.01, 5), more=st.floats(0, 5))
@settings(max_examples=25, deadline=None)
def test_a_higher_rate_adds_points_and_moves_none(low: float, more: float) -> None:
    fewer, all_of_them = strewn(low, children=50), strewn(low + more, children=50)
    assert points(fewer, below=low) == points(all_of_them, below=low)


@given(low=st.floats(0.01, 3))
@settings(max_examples=25, deadline=None)
def test_layers_from_a_rate_on_are_what_was_left_out_below_it(low: float) -> None:
    below, above = strewn(low, children=50), strewn(3.0, children=50, above=low)
    assert points(below.and_also(above), below=3.0) == points(strewn(3.0, children=50), below=3.0)


@pytest.mark.parametrize("rate", [0.05, 0.7, 6.0])
def test_as_many_points_lie_below_a_rate_as_it_says(rate: float) -> None:
    found = strewn(rate, children=4000)
    number = (found.rate < rate).sum()
    expected = 4000 * rate * YEARS
    assert abs(number - expected) < 5 * np.sqrt(expected)


def test_points_lie_on_the_days_given_and_evenly() -> None:
    found = strewn(4.0)
    assert found.day.min() >= DAYS.start
    assert found.day.max() < DAYS.stop
    half = (found.day < (DAYS.start + DAYS.stop) / 2).mean()
    assert abs(half - 0.5) < 0.02


def test_a_child_has_the_same_points_whoever_else_is_asked_about() -> None:
    among = np.array([17])
    alone = arrivals(
        Draws(3, "here"), "knock", among=among, above=np.zeros(1), below=np.ones(1), days=DAYS
    )
    together = strewn(1.0)
    assert points(alone, below=1) == points(together[np.flatnonzero(together.child == 17)], below=1)


def test_nobody_with_a_rate_of_0_has_points() -> None:
    assert not len(strewn(0.0).child)


@given(uniform=st.floats(1e-9, 1 - 1e-9), row=st.integers(0, 2))
def test_picking_by_a_table_is_picking_by_its_row(uniform: float, row: int) -> None:
    shares = np.array([[1.0, 2.0, 0.0, 4.0], [0.0, 1.0, 1.0, 1.0], [3.0, 0.5, 0.5, 0.0]])
    drawn = np.array([uniform])
    assert pick_by(shares, np.array([row]), drawn) == pick(shares[row], drawn)


def test_brothers_and_sisters_share_chance_on_one_day() -> None:
    family, child = np.repeat(np.arange(20_000), 2), np.arange(40_000)
    drawn = Draws(1, "here").together(("one", "two"), family, child, np.full(40_000, 5))
    assert np.allclose(drawn.mean(axis=1), 0, atol=0.03)
    assert np.allclose(drawn.std(axis=1), 1, atol=0.03)
    first, second = drawn[0, ::2], drawn[0, 1::2]
    assert np.corrcoef(first, second)[0, 1] == pytest.approx(0.6, abs=0.03)
    assert np.corrcoef(drawn)[0, 1] == pytest.approx(0, abs=0.03)


@given(st.lists(st.integers(-5, 5)))
def test_distinct_numbers_stand_once_and_in_order(numbers: list[int]) -> None:
    assert distinct(np.array(numbers, dtype=np.int64)).tolist() == sorted(set(numbers))


def test_text_is_taken_from_names_and_put_together_from_digits() -> None:
    assert named(("a", "b"), np.array([1, 0, -1]))[:2].tolist() == ["b", "a"]
    assert named(("a", "b"), np.array([1, 0, -1])).isna().tolist() == [False, False, True]
    assert numbered("SYN-", np.array([7, 12_345_678])).tolist() == ["SYN-00000007", "SYN-12345678"]
