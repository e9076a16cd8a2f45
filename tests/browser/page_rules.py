"""Rules that every page of any site keeps; the tests that import them bring the fixture ``survey``."""

import pytest
from looking import NARROW

__all__ = [
    "test_no_page_breaks_a_rule_of_wcag_2_2_aa",
    "test_no_page_reports_an_error",
    "test_no_page_scrolls_sideways",
    "test_nothing_is_fetched_from_another_host",
    "test_parts_of_pages_can_be_read_and_reached_by_everyone",
]


def only_those_with(found: dict) -> dict:
    return {name: what for name, what in found.items() if what}


def test_nothing_is_fetched_from_another_host(survey):
    assert only_those_with({name: seen.elsewhere for name, seen in survey.items()}) == {}


def test_no_page_reports_an_error(survey):
    assert only_those_with({name: seen.errors for name, seen in survey.items()}) == {}


@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_no_page_breaks_a_rule_of_wcag_2_2_aa(survey, scheme):
    assert only_those_with({name: seen.broken[scheme] for name, seen in survey.items()}) == {}


@pytest.mark.parametrize("width", NARROW)
def test_no_page_scrolls_sideways(survey, width):
    assert only_those_with({n: s.widths[width] > width for n, s in survey.items()}) == {}


@pytest.mark.parametrize("part", ["tables", "images", "scrollers"])
def test_parts_of_pages_can_be_read_and_reached_by_everyone(survey, part):
    assert only_those_with({name: getattr(seen, part) for name, seen in survey.items()}) == {}
