"""Why a gap, what equal mistakes would force, what could be done, and the funnels across authorities."""

import re
from dataclasses import replace

import pytest
from bs4 import BeautifulSoup
from made_up_groups import OPTIONS, report

from helpers.estimate import Estimate, State
from helpers.evaluation.groups.regression import Fit
from helpers.presenting import funnel, options, why, why_forced
from helpers.presenting.claims import Verdict
from helpers.presenting.funnel_drawing import INNER, OUTER, limits
from helpers.presenting.funnel_groups import NO_NUMBER, Member, counted, the_same

NORTH = report()
AGE = replace(NORTH, attributes=("age",))


def rows(shown, caption: str) -> list[list[str]]:
    page = BeautifulSoup(shown.html, "html.parser")
    found = next(one for one in page.find_all("table") if caption in one.caption.get_text())
    return [
        [cell.get_text() for cell in row.find_all(["th", "td"])] for row in found.find_all("tr")
    ]


FOLLOWED_UP = "gaps that were found, and what becomes of them"


def test_each_gap_that_was_found_is_followed_up() -> None:
    _, under_1, of_10, *_ = rows(why.adjusted(AGE), FOLLOWED_UP)
    assert [row[0].rpartition(": ")[2] for row in (under_1, of_10)] == ["under 1", "10 to 15"]
    assert under_1[-1] == "nobody can tell whether a gap stays"
    assert under_1[2].startswith("+2")


def test_how_many_gaps_stay_is_told_before_them() -> None:
    first = why.adjusted(AGE).text.split("\n")[1]
    assert first.startswith("Of 2 gaps that were found, once alike children are compared: ")


@pytest.mark.parametrize("verdict", Verdict)
def test_what_becomes_of_a_gap_has_five_wordings(verdict: Verdict) -> None:
    assert len({why.STAYS.said(one) for one in Verdict}) == len(Verdict)
    assert why.STAYS.said(verdict)


def test_without_a_gap_there_is_nothing_to_explain() -> None:
    said = why.adjusted(replace(NORTH, attributes=("sex",))).text
    assert "No gap was found that would have to be explained." in said


def test_a_gap_stands_in_three_parts() -> None:
    head, *table = rows(why.taken_apart(AGE), "by age in three parts")
    missed = next(row for row in table if row[0].startswith("under 1: missed"))
    assert len(head) == 4 and missed[1:] == ["+5", "+4", "+3"]


def test_the_largest_part_of_the_gaps_that_were_found_is_told_in_words() -> None:
    first = why.taken_apart(AGE).text.split("\n")[1]
    assert first == (
        "Of 2 gaps taken apart, the largest part is there because the outcome follows more or less often in 2."
    )


def test_why_alike_children_could_not_be_compared_is_told() -> None:
    reason = "the group cannot be told apart from what is adjusted for"

    def without(one):
        if one.about.measure != "adjusted gap in misses":
            return one
        few = Estimate(value=None, state=State.TOO_FEW)
        return replace(one.relabelled(note=reason), estimate=few)

    told = why.adjusted(replace(AGE, findings=tuple(map(without, AGE.findings))))
    assert rows(told, FOLLOWED_UP)[1][-1] == f"alike children could not be compared: {reason}"
    assert "could not be compared, or may not be told" in told.text


def test_what_children_are_not_alike_in_is_told() -> None:
    def in_part(one):
        return one.relabelled(note=why.IN_PART) if "adjusted gap" in one.about.measure else one

    told = why.adjusted(replace(AGE, findings=tuple(map(in_part, AGE.findings))))
    assert all(row[-1].endswith(why.LEFT_OUT) for row in rows(told, FOLLOWED_UP)[1:])
    assert not any(why.LEFT_OUT in row[-1] for row in rows(why.adjusted(AGE), FOLLOWED_UP))


def test_the_note_that_something_was_left_out_is_the_one_the_evaluation_writes() -> None:
    assert Fit.IN_PART.value == why.IN_PART


def forcing(**rates: float):
    """Return the authority with other forced rates, by group."""

    def force(one):
        rate = rates.get(one.about.group.replace(" ", "_"))
        if rate is None or not one.about.measure.startswith("forced"):
            return one
        return replace(one, estimate=replace(one.estimate, value=rate))

    return replace(AGE, findings=tuple(map(force, AGE.findings)))


def test_what_equal_mistakes_would_force_is_told_from_the_lowest_to_the_highest() -> None:
    said = why_forced.forced(forcing(under_1=0.2)).text
    assert (
        "between 9 and 20 in 100 would have to be flagged, depending on the group; most for “under 1”."
        in said
    )


def test_where_nothing_would_be_forced_apart_it_is_said() -> None:
    said = why_forced.forced(replace(NORTH, attributes=("sex",))).text
    assert "By sex: about the same in every group, 9 in 100." in said


def test_what_a_study_did_not_compute_is_said_to_be_absent() -> None:
    bare = replace(report(by_group=False), attributes=("age",))
    said = [made(bare).text for made in (why.taken_apart, why_forced.forced, options.for_whom)]
    assert "No gap was found that could be taken apart." in said[0]
    assert "By age: fewer than two groups have a number." in said[1]
    assert f"What could be done was not computed for {bare.name}." in said[2]


def test_every_option_has_a_row_for_all_children_beside_things_as_they_are() -> None:
    names = [row[0] for row in rows(options.for_whom(AGE), "all children")[1:]]
    assert names == [options.AS_IT_IS, *(options.CALLED.get(one, one) for one in OPTIONS)]


def test_every_option_has_a_row_for_each_group() -> None:
    names = [row[0] for row in rows(options.for_whom(AGE), "by age")[1:]]
    assert names[:2] == [f"under 1: {options.AS_IT_IS}", f"under 1: {options.CALLED[OPTIONS[0]]}"]


def test_no_option_is_recommended() -> None:
    said = BeautifulSoup(options.for_whom(AGE).html, "html.parser").get_text()
    assert not re.search(r"recommend|best|should|better", said)


def test_funnels_keep_the_order_given() -> None:
    south = report("south-west")
    both = funnel.missed([replace(one, attributes=("age",)) for one in (south, NORTH)]).text
    assert both.index("South West") < both.index("North West")


def test_a_funnel_tells_its_numbers_in_a_table_in_a_fixed_order() -> None:
    made = rows(funnel.missed([AGE]), "missed children by group, in a fixed order")
    assert [row[0].rpartition("age: ")[2] for row in made[1:6]] == [
        "under 1", "1 to 4", "5 to 9", "10 to 15", "16 and over",
    ]  # fmt: skip


def test_gaps_of_the_same_group_are_counted_over_outcomes() -> None:
    said = funnel.in_words([AGE]).text
    assert (
        "Gaps found, in so many of 2 outcomes: more missed children for “age: under 1” in 2" in said
    )


def test_a_council_without_mistakes_by_group_is_not_left_out() -> None:
    bare = report(by_group=False)
    assert funnel.ABSENT.format(name=bare.name) in funnel.missed([bare]).text


def test_limits_are_wide_for_few_decisions_and_close_for_many() -> None:
    few, many = limits(0.7, 40, INNER), limits(0.7, 4000, INNER)
    assert few[0] < many[0] < 0.7 < many[1] < few[1]


def test_limits_hold_as_many_groups_as_they_say() -> None:
    low, high = limits(0.5, 400, INNER)
    assert (low, high) == pytest.approx((0.451, 0.549), abs=0.0005)
    assert limits(0.5, 400, OUTER)[1] > high


def test_limits_do_not_leave_what_a_share_can_be() -> None:
    assert limits(0.02, 20, OUTER)[0] == 0.0 and limits(0.98, 20, OUTER)[1] == 1.0


def member(rate: Estimate, lies: str) -> Member:
    return Member(attribute="age", name="under 1", rate=rate, verdict="", difference=0.0, lies=lies)


def test_groups_without_a_number_are_told_and_not_counted_as_inside() -> None:
    hidden = member(Estimate(value=None, state=State.SUPPRESSED), NO_NUMBER)
    assert (
        counted([hidden], "missed children") == "Of 1 group, none has a number of missed children."
    )
    assert the_same([hidden], "missed children", outcomes=1) == (
        "In 1 outcome, no gap in missed children was found for any group."
    )


def test_a_funnel_says_in_words_how_many_groups_lie_inside() -> None:
    alt = BeautifulSoup(funnel.missed([AGE]).html, "html.parser").svg["aria-label"]
    assert all(f"{outcome.title}: " in alt for outcome in NORTH.outcomes)
    assert re.search(r"\d of \d groups inside, \d without a number\.", alt)
