import pandas as pd
import pytest
from scipy import stats

from helpers.errors import SecondLookError
from helpers.estimate import Estimate, State, count, too_few
from helpers.presenting import words
from helpers.presenting.cases import cases
from helpers.presenting.claims import (
    Claim,
    Verdict,
    better_than_guessing,
    exceeds,
    higher,
    reaches,
    stretch,
)
from helpers.presenting.groups_named import in_order
from helpers.signing import sign

HIDDEN = Estimate(value=None, state=State.SUPPRESSED)
FEW = too_few(n=100, positives=15)


def between(low: float, high: float) -> Estimate:
    return Estimate(value=(low + high) / 2, low=low, high=high, n=900, positives=90)


@pytest.mark.parametrize("say", [words.number, words.score, words.in_hundred])
@pytest.mark.parametrize(("estimate", "said"), [(HIDDEN, words.SUPPRESSED), (FEW, words.TOO_FEW)])
def test_a_number_that_is_missing_says_why(say, estimate: Estimate, said: str) -> None:
    assert say(estimate) == said


def test_a_rate_is_said_in_a_hundred_with_its_interval() -> None:
    assert words.in_hundred(Estimate(value=0.62, low=0.55, high=0.69)) == "62 in 100 (55 to 69)"


def test_a_small_rate_is_said_in_a_thousand() -> None:
    assert words.in_hundred(Estimate(value=0.004, low=0.002, high=0.01)) == "4 in 1,000 (2 to 10)"


def test_none_and_all_are_said_as_such() -> None:
    assert [words.in_hundred(Estimate(value=value)) for value in (0.0, 1.0)] == [
        "0 in 100",
        "100 in 100",
    ]


def test_a_score_is_said_with_its_interval() -> None:
    assert words.score(between(0.1, 0.14)) == "0.12 (0.10 to 0.14)"


def test_a_count_has_its_thousands_parted() -> None:
    assert words.number(count(24000)) == "24,000"


def test_children_not_yet_recorded_stand_last() -> None:
    given = [words.NOT_YET_RECORDED, "male", "female"]
    assert in_order("sex", given) == ["female", "male", words.NOT_YET_RECORDED]


def test_an_unknown_group_is_still_shown() -> None:
    assert in_order("sex", ["something else", "male"]) == ["male", "something else"]


@pytest.mark.parametrize(
    ("estimate", "verdict"),
    [
        (between(0.67, 0.71), Verdict.TRUE),
        (between(0.65, 0.7), Verdict.CANNOT_TELL),
        (between(0.5, 0.6), Verdict.FALSE),
        (between(0.1, 0.64), Verdict.CANNOT_TELL),
        (between(0.6, 0.7), Verdict.CANNOT_TELL),
        (Estimate(value=0.9), Verdict.CANNOT_TELL),
        (HIDDEN, Verdict.SUPPRESSED),
        (FEW, Verdict.TOO_FEW),
    ],
)
def test_a_mark_is_reached_by_the_whole_stretched_interval_or_cannot_be_told(
    estimate: Estimate, verdict: Verdict
) -> None:
    assert reaches(estimate, 0.65) is verdict


@pytest.mark.parametrize(
    ("area", "verdict"),
    [
        (between(0.55, 0.7), Verdict.TRUE),
        (between(0.51, 0.7), Verdict.CANNOT_TELL),
        (between(0.5, 0.7), Verdict.CANNOT_TELL),
        (between(0.3, 0.43), Verdict.FALSE),
        (between(0.5, 0.5), Verdict.FALSE),
        (FEW, Verdict.TOO_FEW),
    ],
    ids=[
        "well above",
        "above, but not if stretched",
        "touches",
        "below",
        "the same score for everybody",
        "too few",
    ],
)
def test_a_model_beats_guessing_only_if_its_whole_stretched_interval_does(
    area: Estimate, verdict: Verdict
) -> None:
    assert better_than_guessing(area) is verdict


@pytest.mark.parametrize(
    ("one", "other", "verdict"),
    [
        (between(0.3, 0.4), between(0.1, 0.2), Verdict.TRUE),
        (between(0.1, 0.2), between(0.3, 0.4), Verdict.FALSE),
        (between(0.1, 0.3), between(0.2, 0.4), Verdict.CANNOT_TELL),
        (between(0.1, 0.3), HIDDEN, Verdict.SUPPRESSED),
        (FEW, between(0.1, 0.3), Verdict.TOO_FEW),
    ],
)
def test_one_is_higher_only_if_the_intervals_part(
    one: Estimate, other: Estimate, verdict: Verdict
) -> None:
    assert higher(one, other) is verdict


def test_claims_are_judged_as_sixteen_made_at_once() -> None:
    alone, at_once = stats.norm.isf(0.05 / 2), stats.norm.isf(0.05 / 2 / 16)
    assert stretch() == pytest.approx(at_once / alone)


@pytest.mark.parametrize("verdict", list(Verdict))
def test_a_claim_has_a_sentence_for_every_verdict(verdict: Verdict) -> None:
    claim = Claim(true="It is.", false="It is not.", cannot_tell="Nobody can tell.")
    assert claim.said(verdict).endswith(".")


def test_a_teaching_case_needs_the_generators_signature() -> None:
    rows = pd.DataFrame({"case": ["one"], "text": ["A made-up family."]})
    with pytest.raises(SecondLookError, match="not made by the generator"):
        cases(rows)


def test_a_signed_teaching_case_is_shown_as_made_up() -> None:
    rows = sign(pd.DataFrame({"case": ["one"], "text": ["A <made-up> family."]}))
    assert "A made-up case: one" in cases(rows).html and "&lt;made-up&gt;" in cases(rows).html


@pytest.mark.parametrize(
    ("estimates", "said"),
    [
        ([between(0.1, 0.2)], ""),
        ([HIDDEN], "1 number is suppressed to protect children"),
        ([FEW, FEW], "2 numbers rest on too few children to judge"),
        (
            [HIDDEN, HIDDEN, FEW],
            "2 numbers are suppressed to protect children and 1 rests on too few children to judge",
        ),
    ],
)
def test_numbers_not_shown_are_counted_by_reason(estimates: list[Estimate], said: str) -> None:
    assert words.unshown(estimates) == said


@pytest.mark.parametrize(
    ("values", "said"),
    [
        ([0.87, 0.89], "between 87 and 89 in 100"),
        ([0.5], "50 in 100"),
        ([0.004, 0.2], "between 4 in 1,000 and 20 in 100"),
    ],
)
def test_rates_are_said_by_their_ends(values: list[float], said: str) -> None:
    assert words.between(values) == said


@pytest.mark.parametrize(
    ("estimate", "verdict"),
    [
        (Estimate(value=1.0, low=1.0, high=1.0), Verdict.FALSE),
        (between(1.0, 1.2), Verdict.CANNOT_TELL),
        (between(1.1, 1.2), Verdict.TRUE),
        (between(0.8, 0.9), Verdict.FALSE),
        (HIDDEN, Verdict.SUPPRESSED),
    ],
)
def test_a_mark_that_is_only_touched_is_not_exceeded(estimate: Estimate, verdict: Verdict) -> None:
    assert exceeds(estimate, 1.0) is verdict
