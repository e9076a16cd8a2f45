import numpy as np
import pytest
from evaluation_adjusting import RULE, made_up
from scipy.special import expit

from helpers.estimate import State
from helpers.evaluation.groups.decomposition import decomposed
from helpers.evaluation.groups.reasons import reasons
from helpers.evaluation.groups.regression import Fit
from helpers.evaluation.groups.scores import GroupScores
from helpers.evaluation.groups.why import adjusted
from helpers.evaluation.resample import FamilyResamples

RESAMPLES = FamilyResamples(families=2400, seed=3, resamples=64)
ERRORS = ("false_alarms", "misses")
RATES = ("false_positive_rate", "false_negative_rate")


@pytest.fixture(scope="module")
def flags():
    return made_up(by_group=0.4)


@pytest.fixture(scope="module")
def scores(flags):
    return GroupScores(
        followed=flags.followed,
        score=expit(flags.covariates["need"] - 2),
        family=flags.family,
        flags={"some": flags.flagged},
        attributes={
            "kind": np.where(flags.group, "one", "other"),
            "age": np.where(flags.covariates["age"] < 5, "under 5", "5 and over"),
            "alike": np.full(4000, "all"),
        },
    )


@pytest.fixture(scope="module")
def found(flags, scores):
    told = reasons(
        scores, cut_off="some", covariates=flags.covariates, resamples=RESAMPLES, rule=RULE
    )
    return {(one.judged.attribute, one.judged.group, one.judged.measure): one for one in told}


def test_every_group_that_can_be_asked_about_has_every_reason(found):
    measures = [
        *(f"{when} gap in {error}" for when in ("unadjusted", "adjusted") for error in ERRORS),
        *(f"gap in {error} gone by adjusting" for error in ERRORS),
        *(
            f"{when} odds ratio of {error}"
            for when in ("unadjusted", "adjusted")
            for error in ERRORS
        ),
        *(
            f"part of gap in {rate} from {part}"
            for rate in RATES
            for part in ("base rate", "calibration", "cut-off")
        ),
        "forced false_positive_rate",
        "forced false_discovery_rate",
    ]
    groups = [("kind", "one"), ("kind", "other"), ("age", "under 5"), ("age", "5 and over")]
    assert set(found) == {(*group, measure) for group in groups for measure in measures}


def test_reasons_are_those_of_the_group(flags, scores, found):
    gap = adjusted(
        flags.followed,
        flags.flagged,
        group=flags.group,
        covariates=flags.covariates,
        family=flags.family,
        rule=RULE,
    )
    parts = decomposed(
        flags.followed,
        scores.score,
        flagged=flags.flagged,
        groups=[flags.group],
        family=flags.family,
        resamples=RESAMPLES,
        rule=RULE,
    )[0][1]
    mine = {
        measure: one.judged.estimate for (_, group, measure), one in found.items() if group == "one"
    }
    assert mine["adjusted gap in misses"] == gap.misses.adjusted
    assert mine["gap in false_alarms gone by adjusting"] == gap.false_alarms.went
    assert mine["part of gap in false_negative_rate from calibration"] == parts.calibration


def test_the_unadjusted_gap_is_the_sum_of_the_parts(found):
    for error, rate in zip(ERRORS, RATES, strict=True):
        parts = [
            found["kind", "one", f"part of gap in {rate} from {part}"].judged.estimate.value
            for part in ("base rate", "calibration", "cut-off")
        ]
        gap = found["kind", "one", f"unadjusted gap in {error}"].judged.estimate.value
        assert sum(parts) == pytest.approx(gap)


def test_what_was_adjusted_for_is_noted(found):
    assert found["kind", "one", "adjusted gap in misses"].note == "adjusted for age, need, history"
    assert found["age", "under 5", "adjusted gap in misses"].note == "adjusted for need, history"


def test_why_nothing_could_be_adjusted_is_noted(flags, scores):
    age = {"age": flags.covariates["age"]}
    told = reasons(scores, cut_off="some", covariates=age, resamples=RESAMPLES, rule=RULE)
    notes = {
        one.note
        for one in told
        if one.judged.attribute == "age" and one.judged.measure == "adjusted gap in misses"
    }
    assert notes == {Fit.ONE_AND_THE_SAME.value}


def test_a_forced_rate_that_no_model_could_have_is_noted(scores):
    often = np.where(scores.followed | (np.arange(4000) % 100 == 0), "often", "seldom")
    held = GroupScores(
        followed=scores.followed,
        score=scores.score,
        family=scores.family,
        flags=scores.flags,
        attributes={"kind": often},
    )
    told = reasons(held, cut_off="some", covariates={}, resamples=RESAMPLES, rule=RULE)
    forced = {
        one.judged.group: one for one in told if one.judged.measure == "forced false_positive_rate"
    }
    assert "no model" in forced["often"].note
    assert forced["seldom"].judged.estimate.state is State.TOO_FEW


def test_flags_that_do_not_exist_are_refused(flags, scores):
    with pytest.raises(ValueError, match="no flags named"):
        reasons(scores, cut_off="none", covariates={}, resamples=RESAMPLES, rule=RULE)
