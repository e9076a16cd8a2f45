"""What each mend does to a page, and what it refuses to mend."""

from bs4 import BeautifulSoup

from helpers.publishing.mends import mend


def mended(body: str) -> BeautifulSoup:
    html, complaints = mend(f"<!DOCTYPE html><html><body>{body}</body></html>")
    assert complaints == []
    return BeautifulSoup(html, "html.parser")


def complaints_about(body: str) -> list[str]:
    return mend(f"<html><body>{body}</body></html>")[1]


def test_a_table_without_caption_takes_the_heading_above_it():
    page = mended("<h2>Groups<a class='headerlink'>#</a></h2><table><tr><th>a</th></tr></table>")
    assert page.caption.get_text() == "Groups"


def test_a_table_that_nothing_names_is_refused():
    assert "caption" in complaints_about("<table><tr><td>1</td></tr></table>")[0]


def test_header_cells_say_what_they_head():
    page = mended(
        "<h2>T</h2><table><thead><tr><th></th><th>n</th><th colspan=2>rates</th></tr></thead>"
        "<tbody><tr><th>girls</th><td>1</td></tr></tbody></table>"
    )
    assert [th.get("scope") for th in page.find_all("th")] == ["col", "colgroup", "row"]


def test_an_empty_corner_is_no_header():
    page = mended("<h2>T</h2><table><thead><tr><th></th><th>n</th></tr></thead></table>")
    assert page.thead.find("td").get_text() == ""


def test_tables_scroll_in_an_area_that_the_keyboard_reaches():
    page = mended("<h2>T</h2><table><tr><td>1</td></tr></table>")
    area = page.find(attrs={"role": "region"})
    assert (area["tabindex"], area["aria-label"]) == ("0", "T")


def test_a_table_that_already_scrolls_is_left_in_its_area():
    page = mended(
        "<div role='region' tabindex='0' aria-label='G'><table><caption>G</caption></table></div>"
    )
    assert len(page.find_all(attrs={"role": "region"})) == 1


def test_two_areas_never_share_a_name():
    page = mended("<h2>T</h2><table></table><table></table>")
    names = [area["aria-label"] for area in page.find_all(attrs={"role": "region"})]
    assert names == ["T", "T (2)"]


def test_controls_are_named_by_the_words_they_show():
    page = mended("<button aria-label='Find'>Search</button><button aria-label='Mode'></button>")
    assert [b.get("aria-label") for b in page.find_all("button")] == [None, "Mode"]


def test_an_image_without_words_is_refused():
    assert "alternative text" in complaints_about("<img src='_images/a1.png'>")[0]


def test_an_image_named_by_its_file_is_refused():
    assert (
        "alternative text"
        in complaints_about("<img src='../_images/a1.png' alt='_images/a1.png'>")[0]
    )


def test_a_decorative_image_may_be_silent():
    assert complaints_about("<img src='leaf.png' alt=''>") == []


def test_a_script_from_another_host_is_refused():
    assert "cdn.example" in complaints_about("<script src='https://cdn.example/x.js'></script>")[0]


def test_a_link_that_the_reader_may_follow_is_no_request():
    assert complaints_about("<a href='https://example.org'>a source</a>") == []


def test_the_heavy_icon_script_is_left_out():
    page = mended("<script src='_static/scripts/fontawesome.js?digest=1'></script>")
    assert page.script is None


def test_mending_twice_changes_nothing():
    once, _ = mend("<html><body><h2>T</h2><table><tr><th>a</th></tr></table></body></html>")
    assert mend(once)[0] == once
