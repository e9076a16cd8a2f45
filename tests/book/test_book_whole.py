"""The main job, end to end: four made-up authorities become one published book."""

import json
import re
import shutil
import time
from pathlib import Path

import pytest
from bs4 import BeautifulSoup

from helpers.disclosure.counts import NOT_OF_CHILDREN

pytestmark = [pytest.mark.slow, pytest.mark.timeout(600)]

AUTHORITIES = ("north-west", "south-west", "west-midlands", "south-east")
PAGES = ("data", "performance", "text", "subgroups", "trust", "ethics")
CHAPTERS = (
    "index", "why", "methods", "protocol", "results", "results/overall", "results/funnel", "results/worlds", "results/bar", "results/ledger", "results/proofs",
    "results/datasheet", "results/scorecard", "subgroups", "authorities", "ethics", "run-it-yourself", "glossary", "references",
)  # fmt: skip
SHOWS_RESULTS = [
    "results",
    "results/overall",
    "results/funnel",
    "results/worlds",
    "results/bar",
    "results/ledger",
    "results/proofs",
    "results/datasheet",
    "results/scorecard",
    "subgroups",
] + [f"authorities/{slug}/{page}" for slug in AUTHORITIES for page in PAGES]
UNCHANGED_SECONDS = 20


def page(whole_book, name: str) -> BeautifulSoup:
    return BeautifulSoup((whole_book.site / f"{name}.html").read_text("utf-8"), "lxml")


@pytest.fixture(scope="module")
def results(whole_book) -> dict:
    return json.loads((whole_book.site / "results.json").read_text("utf-8"))


@pytest.mark.parametrize("name", CHAPTERS)
def test_every_chapter_is_there(whole_book, name):
    assert page(whole_book, name).find("h1") is not None


@pytest.mark.parametrize("slug", AUTHORITIES)
def test_every_authority_has_its_pages_under_its_own_name(whole_book, slug):
    shown = slug.replace("-", " ").title() + " (invented)"
    for name in PAGES:
        assert shown in page(whole_book, f"authorities/{slug}/{name}").find("h1").get_text()


@pytest.mark.parametrize("name", SHOWS_RESULTS)
def test_every_page_with_results_says_that_the_data_are_made_up(whole_book, name):
    text = page(whole_book, name).find("main").get_text()
    assert "Made-up data" in text
    assert re.search(r"can\s+show", text)
    assert re.search(r"cannot\s+show", text)


def test_no_published_count_is_small_or_unrounded(results):
    for authority in AUTHORITIES:
        findings = results["results"][authority]["findings"]
        for finding in (one for one in findings if one["measure"] not in NOT_OF_CHILDREN):
            for name in ("n", "positives", "numerator", "denominator"):
                number = finding[name]
                assert number is None or (number % 5 == 0 and not 0 < number < 10), finding


def test_every_number_is_an_estimate_or_says_why_it_is_none(results):
    for authority in AUTHORITIES:
        for finding in results["results"][authority]["findings"]:
            assert (finding["value"] is None) == (finding["state"] != "estimated"), finding


def test_the_record_names_the_run_of_each_authority(results):
    assert set(results["runs"]) == set(AUTHORITIES)
    assert all(run["data"] == "synthetic" for run in results["runs"].values())


def test_nothing_child_level_is_published(whole_book):
    suffixes = {path.suffix for path in whole_book.site.rglob("*") if path.is_file()}
    assert not suffixes & {".parquet", ".ipynb", ".csv", ".xlsx", ".pkl"}
    for path in whole_book.site.rglob("*"):
        if path.suffix in {".html", ".json", ".js"}:
            assert not re.search(r"SYN-(NW|SW|WM|SE)-", path.read_text("utf-8", "ignore")), path


def test_nothing_changed_is_done_again(whole_book):
    before = (whole_book.site / "index.html").stat().st_mtime_ns
    start = time.monotonic()
    again = whole_book.call("book", "--world", "small", "--effort", "smoke")
    taken = time.monotonic() - start
    assert again.returncode == 0, again.stderr
    assert (whole_book.site / "index.html").stat().st_mtime_ns == before
    assert taken < UNCHANGED_SECONDS


def test_a_missing_site_is_built_again_from_what_is_done(whole_book):
    """Deleting the output must not leave a stamp that says it is there."""
    other = whole_book.folder / "build" / "moved"
    (whole_book.site).rename(other)
    try:
        folders = [f"data/synthetic/{slug}" for slug in AUTHORITIES]
        assert whole_book.call("build", *folders).returncode == 0
        assert (whole_book.site / "index.html").is_file()
    finally:
        shutil.rmtree(other)


def test_an_analysts_site_builds_without_the_four(whole_book):
    own = whole_book.folder / "build" / "own"
    made = whole_book.call("build", "data/synthetic/north-west", "--out", str(own))
    assert made.returncode == 0, made.stdout + made.stderr
    pages = {path.relative_to(own).as_posix() for path in own.rglob("*.html")}
    assert "authorities/north-west/performance.html" in pages
    assert "methods.html" in pages
    assert not {name for name in pages if "south" in name or name.startswith("results")}
    assert "These pages ask" in (own / "index.html").read_text("utf-8")


def test_the_books_own_folder_is_never_written_to(whole_book):
    source = Path(__file__).parents[2] / "book"
    copied = whole_book.folder / "book"
    names = {path.relative_to(source) for path in source.rglob("*") if path.is_file()}
    assert {path.relative_to(copied) for path in copied.rglob("*") if path.is_file()} == names


def test_one_notebook_runs_on_its_own(whole_book):
    import papermill

    out = whole_book.folder / "build" / "alone.ipynb"
    papermill.execute_notebook(
        whole_book.folder / "notebooks" / "performance.ipynb",
        out,
        parameters={"authority": "data/synthetic/south-east"},
        cwd=whole_book.folder,
        progress_bar=False,
    )
    assert "South East (invented)" in out.read_text("utf-8")
