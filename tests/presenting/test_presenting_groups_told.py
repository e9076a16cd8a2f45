"""What went after comparing alike children, odds, rates that no model could have, more records, and settings chosen with some."""

from dataclasses import replace

import pytest
from bs4 import BeautifulSoup
from made_up_groups import report

from helpers.estimate import ClearedFinding, Estimate, State
from helpers.evaluation.learning_curve import Told
from helpers.presenting import groups_scores, options, why, why_forced, why_tables, words
from helpers.presenting.claims import Verdict
from helpers.presenting.groups_optimism import ABSENT, LOOKS, OPTIMISM

AGE = replace(report(), attributes=("age",))
FEW = Estimate(value=None, state=State.TOO_FEW)


def changed(where, change):
    """Return the authority with other estimates and notes of some findings."""
    return replace(
        AGE, findings=tuple(change(one) if where(one.about) else one for one in AGE.findings)
    )


def added(*new: ClearedFinding):
    return replace(AGE, findings=(*AGE.findings, *new))


def one_of(measure: str, estimate: Estimate, **labels: str) -> ClearedFinding:
    """Return a cleared finding under other labels."""
    given = {"cut_off": "", "attribute": "", "group": "", "note": "", "measure": measure} | labels
    return replace(AGE.findings[-1].relabelled(**given), estimate=estimate)


def rows(shown, caption: str) -> list[list[str]]:
    page = BeautifulSoup(shown.html, "html.parser")
    found = next(one for one in page.find_all("table") if caption in one.caption.get_text())
    return [
        [cell.get_text() for cell in row.find_all(["th", "td"])] for row in found.find_all("tr")
    ]


def test_what_went_stands_beside_what_stays_of_each_gap_that_was_found() -> None:
    head, *table = rows(why.adjusted(AGE), "gaps that were found, and what becomes of them")
    missed = next(row for row in table if row[0].endswith("under 1"))
    assert head[3].startswith("What went")
    assert [cell.split(" ")[0] for cell in missed[1:4]] == ["+12", "+2", "+10"]


def test_what_stays_and_what_went_add_up_in_the_table() -> None:
    head, *table = rows(why.adjusted(AGE), "gaps by age, before and after")
    missed = next(row for row in table if row[0].startswith("under 1: missed"))
    assert len(head) == 4
    assert [cell.split(" ")[0] for cell in missed[1:]] == ["+12", "+2", "+10"]


def test_odds_stand_in_a_table_of_their_own_with_the_warning() -> None:
    page = BeautifulSoup(why.adjusted(AGE).html, "html.parser")
    captions = [table.caption.get_text() for table in page.find_all("table")]
    assert any("Odds change with everything that is compared alike" in one for one in captions)
    (first, *_), *table = rows(why.adjusted(AGE), "odds ratios by age")
    assert first == "Group and mistake"
    missed = next(row for row in table if row[0].startswith("under 1: missed"))
    assert [cell.split(" ")[0] for cell in missed[1:]] == ["1.9", "1.1"]


def test_why_nothing_was_adjusted_stands_in_the_table() -> None:
    reason = "no solution was found"

    def without(one):
        return replace(one.relabelled(note=reason), estimate=FEW)

    told = changed(
        lambda about: about.group == "under 1" and about.measure == "adjusted gap in misses",
        without,
    )
    _, *table = rows(why.adjusted(told), "gaps by age, before and after")
    missed = next(row for row in table if row[0].startswith("under 1: missed"))
    assert missed[2] == reason


def test_a_hidden_number_is_not_given_a_reason() -> None:
    hidden = Estimate(value=None, state=State.SUPPRESSED)
    told = changed(
        lambda about: about.group == "under 1" and about.measure == "adjusted gap in misses",
        lambda one: replace(one, estimate=hidden),
    )
    _, *table = rows(why.adjusted(told), "gaps by age, before and after")
    missed = next(row for row in table if row[0].startswith("under 1: missed"))
    assert missed[2] == words.SUPPRESSED


def test_a_study_without_odds_has_no_table_of_them() -> None:
    bare = replace(
        AGE, findings=tuple(one for one in AGE.findings if "odds ratio" not in one.about.measure)
    )
    assert "odds ratios" not in why.adjusted(bare).html
    assert why_tables.cell(None) == why_tables.NOT_COMPUTED


def forcing(rate: float):
    return changed(
        lambda about: about.group == "under 1" and about.measure.startswith("forced"),
        lambda one: replace(one, estimate=replace(one.estimate, value=rate)),
    )


def test_a_rate_above_all_children_is_one_that_no_model_could_have() -> None:
    shown = why_forced.forced(forcing(1.34))
    assert (
        f"for “under 1”, {why_forced.BEYOND}: more children would have to be flagged" in shown.text
    )
    assert "about the same in every other group, 9 in 100" in shown.text
    _, *table = rows(shown, "what equal mistakes would force")
    assert next(row for row in table if row[0] == "under 1")[-1] == why_forced.BEYOND
    assert "134 in 100" not in shown.html


def test_all_children_are_not_more_than_all() -> None:
    assert why_forced.BEYOND not in why_forced.forced(forcing(1.0)).html


def curve(times: str, estimate: Estimate, note: str) -> ClearedFinding:
    labels = {"attribute": "times as many families", "group": times, "note": note}
    return one_of(
        "learning_curve",
        estimate,
        outcome=AGE.outcomes[0].slug,
        design=words.HEADLINE,
        **labels,
    )


def test_what_more_records_would_do_is_told_for_all_children_together() -> None:
    told = added(
        curve("2", Estimate(value=0.14, low=0.1, high=0.17), Told.PROJECTED),
        curve("4", FEW, Told.TOO_WIDE),
    )
    said = options.for_whom(told).text
    assert "with 2 times as many families: 0.14 (0.10 to 0.17); " in said
    assert f"with 4 times as many families: {Told.TOO_WIDE.value}. What is rare" in said
    assert options.NO_CURVE in said


def test_without_a_learning_curve_more_records_are_not_passed_over() -> None:
    assert options.NO_CURVE in options.for_whom(AGE).text


@pytest.mark.parametrize(
    ("low", "high", "verdict"),
    [
        (0.02, 0.04, Verdict.TRUE),
        (-0.04, -0.02, Verdict.FALSE),
        (-0.04, 0.02, Verdict.CANNOT_TELL),
    ],
)
def test_how_much_better_chosen_settings_look_is_told_with_its_interval(
    low: float, high: float, verdict: Verdict
) -> None:
    estimate = Estimate(value=(low + high) / 2, low=low, high=high)
    labels = {"outcome": AGE.outcomes[0].slug, "design": "text-all", "cut_off": "of all"}
    said = groups_scores.ranking(added(one_of(OPTIMISM, estimate, **labels))).text
    assert LOOKS.said(verdict).format(much=words.change(estimate)) in said


def test_where_it_was_not_measured_that_is_said() -> None:
    assert ABSENT in groups_scores.ranking(AGE).text
