"""Every page of the whole book, as a browser meets it: nothing fetched from elsewhere, and usable by everyone."""

import sys
from pathlib import Path

import pytest
from playwright.sync_api import sync_playwright

sys.path.insert(0, str(Path(__file__).parents[1] / "browser"))
from page_rules import *  # noqa: F403
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
