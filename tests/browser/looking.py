"""Look at one open page in every way the tests ask about: light and dark, wide and narrow."""

from dataclasses import dataclass
from typing import Any

from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import Page

RULES = {
    "runOnly": {"type": "tag", "values": ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa"]},
    "resultTypes": ["violations"],
    "preload": False,  # it would fetch style sheets from wrong addresses
}
NARROW = (320, 390)
TABLES = """() => [...document.querySelectorAll('main table')].filter(t =>
    !t.querySelector('caption')?.textContent.trim() ||
    [...t.querySelectorAll('th')].some(h => !h.scope || !h.textContent.trim())).map(t => t.outerHTML.slice(0, 200))"""
IMAGES = """() => [...document.images].filter(i =>
    !i.hasAttribute('alt') || (i.alt && i.src.endsWith(i.alt))).map(i => i.outerHTML.slice(0, 200))"""
SCROLLERS = """() => [...document.querySelectorAll('main *')].filter(e =>
    e.scrollWidth > e.clientWidth + 1 && ['auto', 'scroll'].includes(getComputedStyle(e).overflowX) &&
    e.tabIndex < 0).map(e => e.outerHTML.slice(0, 200))"""


@dataclass(frozen=True)
class Seen:
    """What one page shows.

    ``broken`` holds the rules broken, by colour scheme; ``widths`` how wide the page is in a narrow window; the
    others, pieces of HTML that lack something.
    """

    elsewhere: list[str]
    errors: list[str]
    language: str | None
    broken: dict[str, list[tuple[str, str]]]
    widths: dict[int, int]
    tables: list[str]
    images: list[str]
    scrollers: list[str]


def broken_rules(page: Page) -> list[tuple[str, str]]:
    """Return the rules of WCAG 2.2 AA that a page breaks, each with the HTML that breaks it."""
    found = Axe().run(page, options=RULES).response["violations"]
    return [(rule["id"], node["html"][:200]) for rule in found for node in rule["nodes"]]


def look_at(seen: Any) -> Seen:
    """Look at an open page; it is left dark and narrow."""
    page = seen.page
    broken = {}
    for scheme in ("light", "dark"):
        page.emulate_media(color_scheme=scheme, reduced_motion="reduce")
        page.wait_for_function(f"document.documentElement.dataset.theme === '{scheme}'")
        broken[scheme] = broken_rules(page)
    widths = {}
    for width in NARROW:
        page.set_viewport_size({"width": width, "height": 800})
        widths[width] = page.evaluate("document.documentElement.scrollWidth")
    return Seen(
        elsewhere=seen.elsewhere,
        errors=seen.errors,
        language=page.locator("html").get_attribute("lang"),
        broken=broken,
        widths=widths,
        tables=page.evaluate(TABLES),
        images=page.evaluate(IMAGES),
        scrollers=page.evaluate(SCROLLERS),
    )
