"""Gaps between groups in words: five wordings, what would have been found, and how many questions were asked."""

import pytest
from made_up_groups import report

from helpers.estimate import Estimate, State
from helpers.evaluation.groups.gaps import GapVerdict
from helpers.presenting import gap_words, gaps, words
from helpers.presenting.gap import Gap, gaps_of
from helpers.presenting.groups_source import Place, places

NORTH = report()
OUTCOME = NORTH.outcomes[0]
AGE = Place(report=NORTH, outcome=OUTCOME, attribute="age")


def gap(note: str, value: float = 0.12, low: float = 0.03, high: float = 0.21, **changes) -> Gap:
    usual = {
        "group": "under 1",
        "measure": "false_negative_rate",
        "estimate": Estimate(value=value, low=low, high=high, n=2400, positives=96),
        "note": note,
        "power": Estimate(value=0.23),
        "smallest": Estimate(value=0.18),
        "size": 0.05,
    }
    return Gap(**(usual | changes))


def without(state: State) -> Gap:
    return gap("", estimate=Estimate(value=None, state=state))


ALL_FIVE = {
    gap_words.FOUND: gap(gap_words.FOUND),
    gap_words.NONE: gap(gap_words.NONE, 0.01, -0.02, 0.04),
    gap_words.CANNOT_TELL: gap(gap_words.CANNOT_TELL, 0.02, -0.09, 0.14),
    words.TOO_FEW: without(State.TOO_FEW),
    words.SUPPRESSED: without(State.SUPPRESSED),
}
WORDINGS = {
    gap_words.FOUND: (
        "Gap found: for “under 1”, more of the children for whom the outcome followed are missed than for all others, by 12 in 100 "
        "(3 to 21)."
    ),
    gap_words.NONE: (
        "No gap of practical size in missed children for “under 1”: any difference to all others is smaller than 5 in 100. A gap of "
        "5 in 100 would have been found 2 times in 10; only gaps of 18 in 100 or more would be found 8 times in 10."
    ),
    gap_words.CANNOT_TELL: (
        "Cannot tell whether there is a gap in missed children for “under 1”: compared with all others, it may be anything from 9 in "
        "100 fewer to 14 in 100 more. A gap of 5 in 100 would have been found 2 times in 10; only gaps of 18 in 100 or more would be "
        "found 8 times in 10."
    ),
    words.TOO_FEW: (
        "Too few to judge missed children for “under 1”: too few children, in this group or outside it, can be counted here."
    ),
    words.SUPPRESSED: (
        "Suppressed to protect children: missed children for “under 1”. A count behind it is so small that it might point to a child."
    ),
}


@pytest.mark.parametrize("verdict", ALL_FIVE)
def test_each_verdict_has_its_wording(verdict: str) -> None:
    assert ALL_FIVE[verdict].in_words() == WORDINGS[verdict]


def test_verdicts_are_called_as_the_evaluation_calls_them() -> None:
    named = {gap_words.FOUND, gap_words.NONE, gap_words.CANNOT_TELL, words.TOO_FEW}
    assert named == set(GapVerdict)


def test_a_gap_to_the_other_side_is_told_with_its_sizes_turned() -> None:
    said = gap(gap_words.FOUND, -0.08, -0.14, -0.02).in_words()
    assert "fewer of the children for whom the outcome followed are missed" in said
    assert said.endswith("by 8 in 100 (2 to 14).")


def test_a_gap_that_is_found_and_too_small_to_matter_says_so() -> None:
    said = gap(gap_words.FOUND, 0.03, 0.01, 0.04).in_words()
    assert said.endswith("Yet it is smaller than 5 in 100, the least that would matter.")


def test_a_verdict_is_that_of_the_evaluation_and_not_judged_anew_on_rounded_ends() -> None:
    assert gap(gap_words.FOUND, 0.04, 0.0, 0.08).verdict == gap_words.FOUND


def test_nothing_noted_is_told_of_a_gap_that_did_not_pass_the_door() -> None:
    hidden = gap(gap_words.FOUND, estimate=Estimate(value=None, state=State.SUPPRESSED))
    assert hidden.in_words() == WORDINGS[words.SUPPRESSED]


def test_a_gap_that_rounding_hides_is_told_without_a_size() -> None:
    hidden = gap(gap_words.FOUND, 0.02, -0.01, 0.05)
    assert hidden.in_words() == (
        "Gap found in missed children for “under 1”, before numbers were rounded; the rounded ones do not show how large it is."
    )
    assert hidden.in_short == "“under 1”: too small for the rounded numbers"


def test_a_range_that_rounding_moved_to_one_side_is_not_told_as_it_stands() -> None:
    moved = gap(gap_words.CANNOT_TELL, 0.05, 0.01, 0.09).in_words()
    assert (
        "before numbers were rounded, the range of the difference reached from fewer to more"
        in moved
    )


def test_no_power_is_told_where_a_gap_was_found() -> None:
    assert gap(gap_words.FOUND).chances() == ""


def test_a_hidden_power_is_not_told() -> None:
    hidden = Estimate(value=None, state=State.SUPPRESSED)
    assert gap(gap_words.NONE, 0.01, -0.02, 0.04, power=hidden).chances() == ""


def test_without_a_gap_that_would_be_found_the_sentence_ends_earlier() -> None:
    said = gap(gap_words.CANNOT_TELL, 0.0, -0.2, 0.3, smallest=None).chances()
    assert said == "A gap of 5 in 100 would have been found 2 times in 10."


@pytest.mark.parametrize(
    ("chance", "said"),
    [(0.0, "hardly ever"), (0.051, "1 time in 10"), (0.8, "8 times in 10"), (1.0, "nearly always")],
)
def test_a_chance_is_told_as_times_in_ten(chance: float, said: str) -> None:
    assert gap_words.often(chance) == said


def test_a_gap_without_an_interval_does_not_break_the_words() -> None:
    bare = gap(gap_words.CANNOT_TELL, estimate=Estimate(value=0.1, n=100, positives=50))
    assert bare.in_words().startswith("Cannot tell whether there is a gap in missed children")


def test_gaps_stand_in_the_order_of_groups_and_not_of_size() -> None:
    found = [one.group for one in gaps_of(AGE, "false_negative_rate")]
    assert found == ["under 1", "1 to 4", "5 to 9", "10 to 15", "16 and over"]


def test_the_answer_comes_before_the_counts() -> None:
    first = gaps.in_short(NORTH).text.split("\n")[1]
    assert first.startswith(
        "False alarms, of those flagged, compared with all others: by age, “under 1”: 5 in 100 more (3 to 7)"
    )


def test_how_many_questions_were_asked_is_told() -> None:
    said = gaps.in_short(NORTH).text
    asked = [
        one
        for place in places(NORTH, OUTCOME)
        for measure in gap_words.MEASURES
        for one in gaps_of(place, measure)
        if one.verdict in gaps.ANSWERED
    ]
    assert f"Whether a group differs from all others was asked {len(asked)} times" in said


def test_how_often_chance_alone_shows_a_gap_is_told() -> None:
    said = gaps.in_short(NORTH).text
    assert "The questions fall into 25 sets" in said
    assert "chance alone may show a gap in perhaps one of 25" in said


def test_without_a_gap_it_is_told_how_many_could_have_been_missed() -> None:
    said = gaps.in_short(report(attributes=("sex",))).text
    assert "no gap was found. That does not show that there is none: in 9 of 9 comparisons" in said


def test_a_study_without_gaps_says_so() -> None:
    bare = report(by_group=False)
    said = f"No gaps were looked for: the study of {bare.name} was run without mistakes by group."
    assert said in gaps.in_short(bare).text
    assert gaps.each(places(bare, bare.outcomes[0])[0]).text == said


def test_too_few_children_make_no_question() -> None:
    said = gaps.in_short(report("south-west", decisions=400)).text
    assert "Nothing can be said of any group: of 100 comparisons with all others" in said
    assert "No gap can be ruled out." in said


def test_what_may_be_said_by_attribute_names_every_group_once() -> None:
    (alarms, *_) = gaps.by_attribute(AGE)
    names = ("under 1", "1 to 4", "5 to 9", "10 to 15", "16 and over")
    said, _, power = alarms.partition("; a gap of 5 in 100 would have been found")
    assert all(said.count(f"“{name}”") == 1 for name in names)
    assert power == " 2 times in 10 for “1 to 4” and “5 to 9”."
