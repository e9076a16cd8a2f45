"""The page that asks whom a model gets wrong: figures by group, pairs, scores, and what stands beside them."""

import re
from dataclasses import replace

import pytest
from bs4 import BeautifulSoup, Tag
from made_up_groups import report

from helpers.estimate import Estimate, State
from helpers.presenting import charts, groups, groups_scores, groups_tables, words
from helpers.presenting.groups_folded import folded
from helpers.presenting.groups_named import attribute, group, in_order

NORTH = report()


def only(*attributes: str):
    return replace(NORTH, attributes=attributes)


def soup(shown) -> BeautifulSoup:
    return BeautifulSoup(shown.html, "html.parser")


@pytest.fixture(scope="module")
def age() -> BeautifulSoup:
    return soup(groups.errors(only("age")))


def table(page: BeautifulSoup, caption: str) -> list[list[str]]:
    found: Tag = next(one for one in page.find_all("table") if caption in one.caption.get_text())
    return [
        [cell.get_text().replace("\N{NO-BREAK SPACE}", " ") for cell in row.find_all(["th", "td"])]
        for row in found.find_all("tr")
    ]


def test_each_outcome_has_a_figure_for_each_attribute(age) -> None:
    asked = [figure.strong.get_text() for figure in age.find_all("figure")]
    assert asked == [
        f"{outcome.title}: how often is the model wrong about children, by age?"
        for outcome in NORTH.outcomes
    ]


def test_the_counts_behind_a_group_stand_beside_its_name(age) -> None:
    drawn = re.sub(r"\s+", " ", age.svg.get_text(" "))
    assert "under 1 (24,000 decisions, 960 followed, 2,400 flagged)" in drawn


def test_all_children_have_a_mark_in_the_figure_and_a_row_in_its_table(age) -> None:
    assert "all children" in age.svg.get_text()
    assert table(age, "mistakes by age")[-1][0] == "all children"


def test_no_figure_stands_without_all_children() -> None:
    page = soup(groups.errors(only("sex", "deprivation")))
    assert all("all children" in figure.svg.get_text() for figure in page.find_all("figure"))


def test_a_row_for_each_group_stands_in_the_fixed_order(age) -> None:
    rows = [row[0] for row in table(age, "mistakes by age")[1:-1]]
    assert rows == ["under 1", "1 to 4", "5 to 9", "10 to 15", "16 and over"]


def test_models_on_later_cases_stand_in_a_table_of_their_own(age) -> None:
    head, first, *_ = table(age, "other models and lines")
    assert "later decisions held out" in head[3]
    assert first[0] == "under 1: false alarms" and first[3].endswith(": gap found")


def test_an_attribute_without_groups_says_why() -> None:
    said = groups.errors(replace(report(by_group=False), attributes=("age",))).text
    assert "nothing is counted by age, because the study was run without it." in said


def test_pairs_that_have_no_number_are_named_in_one_sentence() -> None:
    small = report("south-west", decisions=900)
    said = groups_tables.by_pairs(replace(small, attributes=("age", "sex"))).text
    assert said.count("No number can be shown by age and sex: the groups are too small.") == 2


def test_groups_of_a_pair_without_a_number_are_counted_in_the_caption() -> None:
    said = groups_tables.by_pairs(only("age", "sex")).text
    assert "mistakes by age and sex; 2 of 15 groups have no number" in said


def test_one_attribute_makes_no_pair() -> None:
    assert "There are no two attributes to be paired." in groups_tables.by_pairs(only("age")).text


def test_scores_that_may_be_right_are_called_neither() -> None:
    said = groups_scores.meaning(only("sex")).text
    assert "By sex: scores are neither surely too low nor surely too high for every group." in said


def test_average_precision_stands_beside_guessing_and_the_pinned_score() -> None:
    rows = table(soup(groups_scores.ranking(only("sex"))), "average precision by sex")
    assert rows[0][2:] == [
        "Guessing: for whom it followed",
        "Times as much as guessing (interval)",
        "The study's pinned score (interval)",
    ]
    assert rows[1] == [
        "female",
        "0.12 (0.10 to 0.14)",
        "0.04",
        "3.0 (2.4 to 3.6)",
        "0.11 (0.09 to 0.13)",
    ]


def test_fewer_than_two_groups_have_no_range() -> None:
    small = replace(report("south-west", decisions=400), attributes=("sex",))
    assert "By sex: fewer than two groups have both numbers." in groups_scores.ranking(small).text


def test_attributes_of_which_the_same_is_said_share_a_sentence() -> None:
    small = report("south-west", decisions=400)
    said = groups_scores.meaning(small).text
    assert (
        "By age, sex, ethnicity, disability and deprivation of the neighbourhood: too few to judge"
        in said
    )


def test_groups_without_a_number_have_no_figure() -> None:
    small = replace(report("south-west", decisions=400), attributes=("sex",))
    shown = groups.errors(small)
    assert "<figure" not in shown.html
    assert f"{small.outcomes[0].title}: 9 numbers rest on too few children to judge." in shown.text


def test_no_cell_is_blank() -> None:
    for shown in (
        groups.errors(only("age", "sex")),
        groups_tables.by_pairs(only("age", "sex")),
        groups_scores.meaning(only("sex")),
        groups_scores.ranking(only("ethnicity")),
    ):
        assert all(cell.get_text(strip=True) for cell in soup(shown).select("td, th"))


def test_a_group_of_a_pair_is_called_by_both_its_names() -> None:
    assert group("under 1, 2", "age and deprivation") == "under 1, fifth 2"
    assert attribute("age and deprivation") == "age and deprivation of the neighbourhood"


def test_groups_of_a_pair_stand_in_the_order_of_both() -> None:
    given = [
        "1 to 4, male",
        "under 1, male",
        f"under 1, {words.NOT_YET_RECORDED}",
        "under 1, female",
    ]
    assert in_order("age and sex", given) == [given[3], given[1], given[2], given[0]]


def test_a_declared_attribute_keeps_its_name_and_its_groups_stand_by_theirs() -> None:
    assert attribute("first_language") == "first language"
    assert in_order("first_language", ["Welsh", "English"]) == ["English", "Welsh"]


def test_a_figure_lies_open_where_a_gap_was_found_and_folded_where_none_was() -> None:
    page = soup(groups.errors(only("age", "sex")))
    lies_open = [
        figure.find_parent("details").has_attr("open") for figure in page.find_all("figure")
    ]
    assert lies_open == [True, True, False, False]


def test_paper_has_what_lies_open_and_only_names_what_is_folded() -> None:
    page = BeautifulSoup(groups.errors(NORTH).html, "html.parser")
    on_paper = [one.find_parent(class_="on-screen-only") is None for one in page.find_all("figure")]
    assert on_paper == [
        one.find_parent("details").has_attr("open") for one in page.find_all("figure")
    ]
    assert all(
        one.find_parent(class_="on-screen-only")
        for one in page.find_all("details", open=False)
        if "in words" in one.summary.get_text()
    )


def test_what_may_be_said_stands_outside_what_is_folded() -> None:
    page = soup(groups.errors(only("sex")))
    assert all(one.find_parent("details") is None for one in page.find_all("ul"))


def test_every_fold_is_called_differently(age) -> None:
    summaries = [one.get_text() for one in age.find_all("summary")]
    assert len(summaries) == len(set(summaries))


def test_nothing_is_folded_where_there_is_nothing() -> None:
    assert folded("Tables", [None]).html == ""


def test_the_mark_of_all_children_does_not_strike_through_words() -> None:
    few = Estimate(value=None, state=State.TOO_FEW)
    known = Estimate(value=0.5, low=0.4, high=0.6)

    def strokes(*estimates: Estimate) -> int:
        drawn = charts.dots(
            [charts.DotRow(label="a group", estimates=estimates)],
            series=("one", "other"),
            scale=charts.Scale(title="in 100", top=100, times=100, everybody=(known, known)),
        )
        assert drawn is not None
        return sum(line.get_zorder() == 1 for line in drawn.axes[0].get_lines())

    assert (strokes(known, known), strokes(known, few)) == (2, 1)


def test_whether_pairs_were_compared_is_told_before_their_tables() -> None:
    assert groups_tables.NOT_ASKED in groups_tables.by_pairs(NORTH).text
