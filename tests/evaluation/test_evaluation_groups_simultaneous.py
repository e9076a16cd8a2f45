import numpy as np
import pytest
from scipy import stats

from helpers.evaluation.groups.simultaneous import (
    critical_value,
    side,
    standard_error,
    widened,
)
from helpers.evaluation.intervals import tail_of


def deviations(differences, *, seed=0):
    return np.random.default_rng(seed).normal(size=(differences, 40_000))


@pytest.mark.parametrize("differences", [1, 5, 20])
def test_independent_differences_reach_as_far_as_the_largest_of_so_many_does(differences):
    found = critical_value(deviations(differences), np.ones(differences), confidence=0.95)
    expected = stats.norm.ppf((1 + 0.95 ** (1 / differences)) / 2)
    assert found == pytest.approx(expected, abs=0.03)


def test_differences_that_are_all_the_same_reach_as_far_as_one():
    same = np.repeat(deviations(1), 6, axis=0)
    found = critical_value(same, np.ones(6), confidence=0.95)
    assert found == pytest.approx(critical_value(same[:1], np.ones(1), confidence=0.95))


def test_what_is_missing_in_a_resample_says_nothing():
    some = deviations(2)
    some[0, ::50] = np.nan
    whole = critical_value(deviations(2), np.ones(2), confidence=0.95)
    assert critical_value(some, np.ones(2), confidence=0.95) == pytest.approx(whole, abs=0.02)


@pytest.mark.parametrize("families", [5, 20, 100, 10_000])
def test_one_difference_is_widened_as_every_interval_is(families):
    critical = np.array([stats.norm.ppf(0.975)])
    found = widened(critical, np.array([families]))[0]
    assert found == pytest.approx(stats.norm.isf(tail_of(0.95, families=families)))


def test_a_share_has_the_spread_of_independent_draws_at_its_centre():
    chance = np.random.default_rng(1)
    positives = np.array([[12.0, *chance.binomial(60, 0.2, 40_000)]])
    one = side(positives, np.full_like(positives, 60.0), families=np.array([60]), is_share=True)
    centre = 13 / 62
    assert one.centre[0] == pytest.approx(centre)
    error = standard_error(one.deviations, one.extra)[0]
    assert error == pytest.approx(np.sqrt(centre * (1 - centre) / 62), rel=0.02)


@pytest.mark.parametrize("share", [0.0, 1.0])
def test_where_everybody_falls_on_one_side_families_stand_for_draws(share):
    positives = np.full((1, 50), 40 * share)
    one = side(positives, np.full((1, 50), 40.0), families=np.array([30]), is_share=True)
    assert one.value[0] == share
    assert one.centre[0] == pytest.approx(abs(share - 1 / 32))
    error = standard_error(one.deviations, one.extra)[0]
    assert error == pytest.approx(np.sqrt(1 / 32 * 31 / 32 / 32))


def test_intervals_of_a_rare_share_hold_the_truth_where_its_own_spread_would_not():
    chance, runs = np.random.default_rng(2), 4000
    counts = chance.binomial(40, 0.08, runs).astype(float)
    resampled = chance.binomial(40, (counts / 40)[:, None], (runs, 400))
    numerator = np.hstack([counts[:, None], resampled])
    one = side(numerator, np.full_like(numerator, 40), families=np.full(runs, 40), is_share=True)
    error = standard_error(one.deviations, one.extra)
    plain = np.nanstd(numerator[:, 1:] / 40, axis=1)
    held = np.abs(one.centre - 0.08) <= 1.96 * error
    naive = np.abs(one.value - 0.08) <= 1.96 * plain
    assert naive.mean() < 0.9
    assert 0.94 < held.mean() < 0.99
