"""Every page of a built site, as a browser meets it: nothing fetched from elsewhere, and usable by everyone."""

from pathlib import Path

import pytest
from looking import broken_rules
from page_rules import *  # noqa: F403


def test_every_kind_of_page_is_looked_at(survey):
    assert {"index.html", "search.html", "results/overall.html"} < set(survey)


def test_the_language_of_every_page_is_british_english(survey):
    assert {seen.language for seen in survey.values()} == {"en-GB"}


def test_the_rules_do_find_a_broken_page(visit):
    with visit("index.html") as seen:
        seen.page.evaluate(
            "document.querySelector('main article').innerHTML += '<img src=\"data:,\">'"
        )
        found = broken_rules(seen.page)
    assert [rule for rule, _ in found] == ["image-alt"]


@pytest.mark.parametrize("width", [390, 1280])
def test_the_sidebar_opens_and_closes(visit, width):
    with visit("index.html", width=width) as seen:
        sidebar = seen.page.locator(".bd-sidebar-primary a[href*='why']").first
        toggle = seen.page.locator("button.primary-toggle").first
        before = in_view(sidebar)
        toggle.click()
        seen.page.wait_for_timeout(700)
        after = in_view(sidebar)
    assert (before, after) == ((False, True) if width < 992 else (True, False))


def in_view(locator) -> bool:
    box = locator.bounding_box()
    return box is not None and box["x"] >= 0 and box["width"] > 0


def test_a_reader_can_reach_the_text_with_the_first_key(visit):
    with visit("index.html") as seen:
        seen.page.keyboard.press("Tab")
        first = seen.page.evaluate("document.activeElement.getAttribute('href')")
    assert first == "#main-content"


def test_the_place_of_the_keyboard_can_be_seen(visit):
    unmarked = []
    with visit("index.html", width=390) as seen:
        for _ in range(20):
            seen.page.keyboard.press("Tab")
            unmarked += seen.page.evaluate("""() => {
                const now = document.activeElement, style = getComputedStyle(now);
                return now === document.body || style.outlineStyle !== 'none' || style.boxShadow !== 'none'
                    ? [] : [now.outerHTML.slice(0, 120)];
            }""")
    assert unmarked == []


def test_search_finds_a_word_without_another_host(visit):
    with visit("search.html?q=flagged") as seen:
        seen.page.wait_for_selector("#search-results li")
        found = seen.page.locator("#search-results li a").first.inner_text()
        elsewhere = seen.elsewhere
    assert (bool(found), elsewhere) == (True, [])


def test_a_page_names_its_own_authority_and_never_the_default_one(visit):
    with visit("authorities/one/performance.html") as seen:
        text = seen.page.locator("main").inner_text()
    assert "data/nobody" not in text
    assert "How well does it predict? One (invented)" in text


def test_a_figure_carries_the_words_its_code_gave_it(visit):
    with visit("authorities/one/performance.html") as seen:
        assert seen.page.locator("main img").first.get_attribute("alt") == "A red dot"


def test_sources_are_not_published(built_site: Path):
    assert not [path for path in built_site.rglob("*") if "_sources" in path.name]
