"""The page about the study's mark: what it asks, where our models lie, and what one area comes to."""

import re

import pytest
from bs4 import BeautifulSoup
from made_up_evidence import of_worlds, read, told

from helpers import report
from helpers.presenting import bar


@pytest.fixture
def proofs(tmp_path):
    return read(tmp_path, of_worlds())


@pytest.fixture
def asks(proofs):
    return report.bar(proofs)


def test_a_thousand_children_add_up(asks):
    said = bar.asked(asks).text
    followed, flagged, right, again, wrong, missed = map(
        int,
        re.search(
            r"For (\d+) of them .* flags (\d+): (\d+) of these (\d+), and (\d+) others. It misses (\d+)",
            said,
        ).groups(),
    )
    assert followed == again == right + missed == 30
    assert flagged == right + wrong


def test_what_is_needed_falls_as_outcomes_grow_more_frequent(asks):
    rows = BeautifulSoup(bar.needed(asks).html, "html.parser").tbody.find_all("tr")
    known = [int(row.find_all("td")[0].get_text()) for row in rows]
    assert known == sorted(known, reverse=True)
    assert len(rows) == len(asks.at_the_mark)


def test_models_are_placed_by_what_one_would_know(proofs, asks):
    said = bar.where_models_lie(proofs, asks).text
    assert (
        "Made to be predictable: 2 models, for outcomes that follow for 4 in 100, do as well as one would that knows 89 in 100 "
        "of what decides. 2 of their scores lie at the mark or above." in said
    )
    assert "Middle, the world of this book: 2 models" in said
    assert "None of their scores lies at the mark or above" in said


def test_the_map_stands_without_models_where_worlds_were_not_compared(tmp_path):
    proofs = read(tmp_path, told())
    shown = bar.where_models_lie(proofs, report.bar(proofs))
    assert "has left no evidence" in shown.text and "<svg" in shown.html
    assert "Each small mark" not in shown.html


def test_the_studys_pair_is_said_to_be_no_dot_of_the_curves(asks):
    shown = bar.same_area(asks)
    assert "known only second hand" in shown.html
    assert "it is no dot of these curves" in shown.html
    assert "which we do not know" in shown.text


def test_what_one_area_comes_to_is_told_for_every_frequency(asks):
    page = BeautifulSoup(bar.same_area(asks).html, "html.parser")
    assert [row.th.get_text() for row in page.tbody.find_all("tr")] == [
        "30 in 1,000",
        "100 in 1,000",
        "300 in 1,000",
    ]


@pytest.mark.parametrize("piece", ["map", "area"])
def test_every_figure_asks_a_question_and_names_itself(proofs, asks, piece):
    shown = bar.same_area(asks) if piece == "area" else bar.where_models_lie(proofs, asks)
    page = BeautifulSoup(shown.html, "html.parser")
    assert page.figure.strong.get_text().endswith("?")
    assert page.svg["role"] == "img" and 0 < len(page.svg["aria-label"]) <= 250
