from dataclasses import replace

import numpy as np
import pytest
from evaluation_reference import RANKING, ends, plain
from evaluation_scores import made_up

from helpers.estimate import State
from helpers.evaluation import metrics
from helpers.evaluation.judge import OF_GROUPS, Scores, judge, not_judged
from helpers.evaluation.resample import FamilyResamples
from helpers.policy import policy

RULE = policy().estimates


def judged(scores, *, resamples=200, families=1800):
    drawn = FamilyResamples(families=families, seed=5, resamples=resamples)
    return {
        (one.measure, one.cut_off, one.attribute, one.group): one.estimate
        for one in judge(scores, drawn, RULE)
    }


@pytest.fixture(scope="module")
def everything():
    return judged(made_up())


@pytest.mark.parametrize("measure", [*RANKING, *metrics.RATES])
def test_value_and_interval_are_those_of_the_plain_measures(measure):
    scores, drawn = made_up(900), FamilyResamples(families=1800, seed=5, resamples=40)
    cut_off = "" if measure in RANKING else "top tenth"
    weights = np.hstack(list(drawn.blocks()))[scores.family]
    flagged = scores.flags["top tenth"]
    by_hand = [
        plain(scores.followed, scores.score, flagged, weight)[measure]
        for weight in (np.ones(900), *weights.T)
    ]
    found = judged(scores, resamples=40)[measure, cut_off, "", ""]
    expected = (by_hand[0], *ends(by_hand[1:], scores.followed, scores.family))
    assert (found.value, found.low, found.high) == pytest.approx(expected, abs=1e-9)


def test_intervals_hold_their_value(everything):
    estimated = [one for one in everything.values() if one.low is not None]
    assert estimated
    assert all(one.low <= one.value <= one.high for one in estimated)


def test_a_rate_is_its_numerator_over_its_denominator(everything):
    rates = [one for one in everything.values() if one.denominator]
    assert rates
    assert all(one.value == pytest.approx(one.numerator / one.denominator) for one in rates)


@pytest.mark.parametrize("measure", OF_GROUPS)
def test_counts_of_groups_add_up_to_the_count_of_all(everything, measure):
    groups = [everything[measure, "top tenth", "sex", name] for name in ("female", "male")]
    whole = everything[measure, "top tenth", "", ""]
    assert sum(one.numerator for one in groups) == whole.numerator
    assert sum(one.denominator for one in groups) == whole.denominator


def test_a_group_with_nineteen_positives_is_too_few_to_judge():
    scores = made_up()
    labels = np.full(3000, "male", dtype=object)
    labels[np.flatnonzero(scores.followed)[:19]] = "female"
    labels[np.flatnonzero(~scores.followed)[:400]] = "female"
    found = judged(replace(scores, attributes={"sex": labels}))
    assert found["false_negative_rate", "top tenth", "sex", "female"].state is State.TOO_FEW
    assert found["false_negative_rate", "top tenth", "sex", "male"].state is State.ESTIMATED


def test_too_few_negatives_are_too_few_to_judge():
    scores = made_up()
    followed = np.ones(3000, dtype=bool)
    followed[:19] = False
    found = judged(replace(scores, followed=followed))
    assert found["roc_auc", "", "", ""].state is State.TOO_FEW


def test_false_alarms_where_nobody_is_flagged_are_too_few_to_judge_and_not_nought():
    nobody = {"one half": np.zeros(3000, dtype=bool)}
    found = judged(replace(made_up(), flags=nobody))
    assert found["false_discovery_rate", "one half", "", ""].state is State.TOO_FEW
    assert found["false_negative_rate", "one half", "", ""].value == 1


def test_a_measure_missing_in_more_than_a_twentieth_of_the_resamples_is_too_few_to_judge():
    two = {"one half": np.arange(3000) < 2}
    found = judged(replace(made_up(), flags=two))
    assert found["false_discovery_rate", "one half", "", ""].state is State.TOO_FEW


def test_where_every_flag_is_a_false_alarm_the_interval_does_not_pretend_to_certainty():
    scores = made_up()
    wrong = {"one half": ~scores.followed & (np.arange(3000) < 40)}
    found = judged(replace(scores, flags=wrong))["false_discovery_rate", "one half", "", ""]
    assert found.value == found.high == 1
    assert 0.85 < found.low < 0.95


def test_every_model_of_a_cohort_meets_the_same_resamples():
    first = judged(made_up())["prevalence", "", "", ""]
    second = judged(replace(made_up(), score=1 - made_up().score))["prevalence", "", "", ""]
    assert (first.low, first.high) == (second.low, second.high)


def test_intervals_are_wider_where_brothers_and_sisters_share_their_outcome():
    scores = made_up(1500)
    family = np.repeat(np.arange(500), 3)
    followed = np.repeat(np.random.default_rng(1).random(500) < 0.1, 3)
    together = replace(scores, family=family, followed=followed)
    apart = replace(together, family=np.arange(1500))

    def width(scores):
        one = judged(scores, resamples=600)["prevalence", "", "", ""]
        return one.high - one.low

    assert width(together) > 1.4 * width(apart)


def test_intervals_hold_the_truth_about_as_often_as_they_say():
    held = 0
    for seed in range(60):
        scores = made_up(800, prevalence=0.1, seed=seed)
        one = judged(scores, resamples=200)["prevalence", "", "", ""]
        held += one.low <= 0.1 <= one.high
    assert held >= 51


def test_rankings_by_chance_seldom_seem_to_beat_guessing():
    chance = np.random.default_rng(7)
    rows, above = 1200, 0
    for _ in range(100):
        scores = Scores(
            followed=chance.permutation(rows) < 60,
            score=chance.random(rows),
            family=np.arange(rows),
            flags={},
            attributes={},
        )
        above += judged(scores, families=rows)["roc_auc", "", "", ""].low > 0.5
    # the interval leaves 2.5 in 100 above; more than 8 would come less than once in 1,000 times
    assert above <= 8


def test_without_a_model_the_same_estimates_are_named_as_with_one(everything):
    scores = made_up()
    nothing = not_judged(scores.followed, scores.attributes, list(scores.flags))
    names = {(one.measure, one.cut_off, one.attribute, one.group) for one in nothing}
    assert names == set(everything)
    assert {one.estimate.state for one in nothing} == {State.TOO_FEW}
