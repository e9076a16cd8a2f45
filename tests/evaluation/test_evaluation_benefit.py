import numpy as np
import pytest
from evaluation_reference import ends
from hypothesis import given, settings
from hypothesis import strategies as st
from hypothesis.extra import numpy as arrays

from helpers.estimate import State
from helpers.evaluation.benefit import (
    benefits,
    net_benefit,
)
from helpers.evaluation.resample import FamilyResamples, family_weights
from helpers.policy import policy

RULE = policy().estimates
FAMILIES = 500
RESAMPLES = FamilyResamples(families=FAMILIES, seed=2, resamples=64)


def made_up(rows=3000, *, seed=0, useful=True):
    chance = np.random.default_rng(seed)
    score = chance.beta(1, 9, rows)
    followed = chance.random(rows) < (score if useful else 0.1)
    return followed, score, chance.integers(0, FAMILIES, rows)


def judged(followed, score, family, thresholds=(0.05, 0.1, 0.2)):
    return benefits(
        followed, score, family=family, thresholds=thresholds, resamples=RESAMPLES, rule=RULE
    )


def by_rates(followed, score, threshold, weight=None):
    """Net benefit from rates, as decision curve programs define it: TPR x prevalence - FPR x (1 - prevalence) x odds."""
    weight = np.ones(len(score)) if weight is None else weight
    flagged = score >= threshold
    prevalence = np.average(followed, weights=weight)
    true_rate = np.average(flagged[followed], weights=weight[followed])
    false_rate = np.average(flagged[~followed], weights=weight[~followed])
    odds = threshold / (1 - threshold)
    return true_rate * prevalence - false_rate * (1 - prevalence) * odds


def cells(*counts, resamples=20):
    return np.repeat(np.array(counts, dtype=float)[:, None], 1 + resamples, axis=1)


def test_net_benefit_is_what_a_hand_would_compute():
    """Of 1,000 decisions 30 children are found with 90 false alarms; nine false alarms weigh one child."""
    assert net_benefit(np.array([30.0, 90.0, 20.0, 860.0]), 0.1) == pytest.approx(30 - 90 / 9)


def test_net_benefit_per_thousand_does_not_depend_on_how_many_there_are():
    few, many = np.array([3.0, 9, 2, 86]), np.array([30.0, 90, 20, 860])
    assert net_benefit(few, 0.2) == pytest.approx(net_benefit(many, 0.2))


@pytest.mark.parametrize("threshold", [0.02, 0.1, 0.35])
def test_net_benefit_agrees_with_the_definition_by_rates(threshold):
    followed, score, family = made_up()
    (found,) = judged(followed, score, family, (threshold,))
    assert found.model.value == pytest.approx(1000 * by_rates(followed, score, threshold))


def test_intervals_are_those_of_the_definition_by_rates_in_each_resample():
    followed, score, family = made_up()
    (found,) = judged(followed, score, family, (0.1,))
    weights = family_weights(np.arange(FAMILIES), seed=2, block=0)[family].astype(float)
    values = [1000 * by_rates(followed, score, 0.1, weight) for weight in weights.T]
    expected = ends(values, followed, family)
    assert [found.model.low, found.model.high] == pytest.approx(expected)


def test_flagging_nobody_is_worth_nothing_and_that_is_certain():
    for found in judged(*made_up()):
        assert (found.nobody.value, found.nobody.low, found.nobody.high) == (0, 0, 0)


def test_flagging_everybody_is_what_a_threshold_below_all_scores_gives():
    followed, score, family = made_up()
    everybody = judged(followed, np.full(len(score), 0.9), family, (0.1,))[0]
    assert everybody.model == everybody.everybody
    assert judged(followed, score, family, (0.1,))[0].everybody == everybody.everybody


def test_flagging_everybody_is_worth_nothing_where_the_threshold_is_the_prevalence():
    followed, score, family = made_up()
    (found,) = judged(followed, score, family, (float(followed.mean()),))
    assert found.everybody.value == pytest.approx(0, abs=1e-9)


@pytest.mark.parametrize(("threshold", "better"), [(0.03, "everybody"), (0.3, "nobody")])
def test_the_model_is_held_to_the_better_of_the_two_defaults(threshold, better):
    (found,) = judged(*made_up(), (threshold,))
    assert found.better == better
    default = getattr(found, better).value
    assert found.gained.value == pytest.approx(found.model.value - default)


def test_a_useful_model_gains_and_a_useless_one_does_not():
    (useful,) = judged(*made_up(), (0.1,))
    (useless,) = judged(*made_up(useful=False), (0.1,))
    assert useful.gained.low > 0
    assert useless.gained.low <= 0


def test_a_model_that_flags_everybody_differs_from_it_in_no_resample():
    followed, score, family = made_up()
    (found,) = judged(followed, np.full(len(score), 0.5), family, (0.03,))
    assert (found.gained.value, found.gained.low, found.gained.high) == (0, 0, 0)


def test_too_few_positives_are_too_few_to_judge():
    followed, score, family = made_up()
    few = followed & (np.cumsum(followed) < 20)
    (found,) = judged(few, score, family, (0.1,))
    assert {found.model.state, found.gained.state} == {State.TOO_FEW}


@pytest.mark.parametrize("threshold", [0.0, 1.0, np.nan])
def test_thresholds_that_are_no_chances_are_refused(threshold):
    with pytest.raises(ValueError, match="between 0 and 1"):
        judged(*made_up(), (threshold,))


counts = arrays.arrays(np.int64, 4, elements=st.integers(0, 1000))


@settings(max_examples=100)
@given(counts, st.floats(0.01, 0.99))
def test_net_benefit_is_never_above_that_of_finding_every_child_without_a_false_alarm(
    found, threshold
):
    if found.sum():
        best = 1000 * (found[0] + found[2]) / found.sum()
        assert net_benefit(found.astype(float), threshold) <= best + 1e-9
