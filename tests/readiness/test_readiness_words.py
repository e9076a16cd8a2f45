import pandas as pd
import pytest

from helpers.cohort import Cohort
from helpers.errors import SecondLookError
from helpers.readiness import readiness

SLUG = "contact-to-plan-or-care"


def cohort(decisions, followed, *, families=None, left_out=None):
    frame = pd.DataFrame(
        {
            "child_id": [f"child {number}" for number in range(decisions)],
            "family_id": [
                f"family {number % (families or decisions)}" for number in range(decisions)
            ],
            "followed": [number < followed for number in range(decisions)],
        }
    )
    left_out = left_out or {}
    considered = decisions + sum(left_out.values())
    return Cohort(outcome=SLUG, decisions=frame, considered=considered, left_out=left_out)


def of(made, **more):
    (result,) = readiness([SLUG], {SLUG: made}, **more)
    return result


def test_enough_decisions_can_be_evaluated_without_a_word():
    result = of(cohort(1000, 50))
    assert result.can_be_evaluated
    assert result.reasons == ()
    assert (result.decisions, result.followed) == (1000, 50)


@pytest.mark.parametrize(
    ("followed", "enough"), [(49, False), (50, True), (950, True), (951, False)]
)
def test_the_held_out_part_needs_twenty_of_each(followed, enough):
    assert of(cohort(1000, followed)).can_be_evaluated is enough


def test_a_larger_held_out_share_needs_fewer_decisions():
    assert of(cohort(1000, 40), held_out_share=0.5).can_be_evaluated


def test_the_reason_names_what_is_missing_and_what_helps():
    (reason,) = of(cohort(1000, 20)).reasons
    assert reason.startswith("About 8 decisions for which the outcome followed")
    assert "at least 20 are needed" in reason


def test_one_decision_is_told_as_one():
    assert of(cohort(1000, 3)).reasons[0].startswith("About 1 decision for which")


def test_an_empty_cohort_says_why_most_were_left_out():
    result = of(cohort(0, 0, left_out={"too old": 3, "open case": 5}))
    assert not result.can_be_evaluated
    assert result.reasons == (
        "No decision is left to ask about, of 8 found. Most were left out for this reason: open case (5).",
    )


def test_one_family_cannot_be_split():
    result = of(cohort(1000, 500, families=1))
    assert not result.can_be_evaluated
    assert "one family" in result.reasons[0]


@pytest.mark.parametrize(
    ("with_notes", "said"),
    [(0, "No decision has a case note"), (49, "Fewer than half"), (50, None)],
)
def test_missing_notes_are_told_and_stand_in_no_way(with_notes, said):
    texts = pd.DataFrame(
        {
            "current": ["words" if number < with_notes else "" for number in range(100)],
            "earlier": [""] * 100,
        },
        dtype="string",
    )
    result = of(cohort(100, 50), documents={SLUG: texts})
    assert result.can_be_evaluated
    assert [reason.startswith(said) for reason in result.reasons] == ([True] if said else [])


def test_an_outcome_whose_records_could_not_be_read_cannot_be_evaluated():
    (result,) = readiness([SLUG], {})
    assert not result.can_be_evaluated
    assert result.reasons == ("The records that this outcome needs could not be read.",)


def test_an_unknown_outcome_is_named():
    with pytest.raises(SecondLookError, match="did you mean"):
        readiness(["contact-to-plan"], {})
