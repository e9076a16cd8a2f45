"""Made-up councils beside published figures: what is counted in each, and over several."""

import math

import pytest

from helpers.synthetic.published import published
from helpers.truth.scorecard import Counted, counted, notes_by_kind, over_all


def council(value: float, child_years: float) -> Counted:
    return Counted(slug="north-west", figures={"referrals": value}, child_years=child_years)


def test_councils_weigh_by_the_years_of_their_children():
    assert over_all([council(100, 3), council(200, 1)]) == {"referrals": pytest.approx(125)}


def test_what_a_council_cannot_count_is_left_out():
    assert over_all([council(math.nan, 3), council(200, 1)]) == {"referrals": 200}
    assert math.isnan(over_all([council(math.nan, 3)])["referrals"])


def test_every_published_figure_is_counted_in_a_council_and_the_same_again():
    first, again = (counted("north-west", world="small", seed=3) for _ in range(2))
    assert set(first.figures) == {one.key for one in published()}
    assert first.child_years > 0
    assert first.figures["contacts"] == again.figures["contacts"] > 0


def test_kinds_with_too_few_notes_are_left_out():
    every = notes_by_kind("north-west", world="small", seed=3, children=1500, read=100)
    few = notes_by_kind("north-west", world="small", seed=3, children=1500, read=100_000)
    assert "contact" in every and not few
    assert every["contact"]["words"] > 20
