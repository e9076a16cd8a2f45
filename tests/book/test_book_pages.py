"""Every page of the whole book, as a browser meets it: nothing fetched from elsewhere, and usable by everyone."""

import pytest
from page_rules import *  # noqa: F403
from visiting import pages_of, served, surveyed

pytestmark = [
    pytest.mark.slow,
    pytest.mark.browser,
    pytest.mark.timeout(600),
]


@pytest.fixture(scope="module")
def survey(whole_book, browser):
    """What every page of the book shows, each opened once."""
    with served(whole_book.site) as address:
        return surveyed(browser, address, pages_of(whole_book.site))
