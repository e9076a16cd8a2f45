"""Every page of the whole book, as a browser meets it: nothing fetched from elsewhere, and usable by everyone."""

import sys
from pathlib import Path

import pytest
from playwright.sync_api import sync_playwright

sys.path.insert(0, str(Path(__file__).parents[1] / "browser"))
from looking import NARROW
from visiting import pages_of, served, started, surveyed

pytestmark = [
    pytest.mark.slow,
    pytest.mark.browser,
    pytest.mark.xdist_group("book"),
    pytest.mark.timeout(600),
]


@pytest.fixture(scope="module")
def survey(whole_book):
    """What every page of the book shows, each opened once."""
    with sync_playwright() as driver, served(whole_book.site) as address:
        browser = started(driver)
        found = surveyed(browser, address, pages_of(whole_book.site))
        browser.close()
    return found


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
