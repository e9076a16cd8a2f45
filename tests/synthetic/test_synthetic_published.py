"""The table of published figures is whole, and says of each what it is, where it stands and how it is used."""

import math

import pytest

from helpers.synthetic.packaged import package_yaml
from helpers.synthetic.published import FITTED, HELD_OUT, Published, published

FEWEST_HELD_OUT = 8


@pytest.mark.parametrize("one", published(), ids=lambda one: one.key)
def test_each_figure_has_a_name_a_unit_and_a_source(one: Published) -> None:
    assert one.name
    assert one.unit
    assert one.source
    assert 2010 <= one.year <= 2026
    assert one.value > 0
    assert 0 < one.tolerance < 1


def test_each_figure_is_fitted_or_held_out() -> None:
    stated = {told["status"] for told in package_yaml("published.yml").values()}
    assert stated == {FITTED, HELD_OUT}


def test_enough_figures_are_held_out() -> None:
    assert sum(not one.fitted for one in published()) >= FEWEST_HELD_OUT


def test_the_highest_council_lies_above_the_lowest() -> None:
    spread = [one.between for one in published() if one.between]
    assert spread
    assert all(lowest < highest for lowest, highest in spread)


def test_bands_of_one_table_add_up_to_all() -> None:
    of_key = {one.key: one.value for one in published()}
    bands = ("to_3_months", "3_to_6_months", "6_to_12_months", "1_to_2_years", "from_2_years")
    for table in ("plans", "need"):
        assert sum(of_key[f"{table}_{band}"] for band in bands) == pytest.approx(100, abs=0.2)


def test_a_figure_within_its_tolerance_is_met() -> None:
    one = next(one for one in published() if one.key == "referrals")
    assert one.met(one.value * (1 + 0.99 * one.tolerance))
    assert not one.met(one.value * (1 - 1.01 * one.tolerance))
    assert not one.met(math.nan)
    assert one.off(2 * one.value) == pytest.approx(1)
