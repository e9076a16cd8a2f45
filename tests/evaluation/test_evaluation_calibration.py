import time
from dataclasses import replace

import numpy as np
import pytest
import statsmodels.api as sm
from evaluation_chances import FAMILIES, RULE, made_up, resamples
from evaluation_reference import ends
from hypothesis import assume, given, settings
from hypothesis import strategies as st
from hypothesis.extra import numpy as arrays
from scipy.special import logit

from helpers.estimate import State
from helpers.evaluation.calibration import Held, calibration, calibration_curve
from helpers.evaluation.logistic_line import line, log_odds
from helpers.evaluation.resample import family_weights


def peer(held, weight, *, slope):
    """Intercept and slope by a generalised linear model, an independent implementation."""
    odds = logit(held.score)
    family = sm.families.Binomial()
    if slope:
        model = sm.GLM(held.followed, sm.add_constant(odds), family=family, freq_weights=weight)
        return model.fit(tol=1e-13, maxiter=100).params
    ones = np.ones((len(odds), 1))
    model = sm.GLM(held.followed, ones, family=family, offset=odds, freq_weights=weight)
    return np.array([model.fit(tol=1e-13, maxiter=100).params[0], 1.0])


def of_rows(held, weight, *, slope, start=None):
    return line(
        log_odds(held.score),
        weight=weight,
        followed=weight * held.followed[:, None],
        slope=slope,
        start=start,
    )


@pytest.mark.parametrize("slope", [True, False])
@pytest.mark.parametrize(("level", "tilt"), [(0, 1), (-1.5, 0.4), (1, 2.5)])
def test_lines_agree_with_a_generalised_linear_model(slope, level, tilt):
    held = made_up(level=level, slope=tilt)
    found = of_rows(held, np.ones((len(held.score), 1)), slope=slope)[:, 0]
    assert found == pytest.approx(peer(held, None, slope=slope), abs=1e-8)


@pytest.mark.parametrize("slope", [True, False])
def test_lines_of_resamples_agree_with_a_generalised_linear_model(slope):
    held = made_up(800)
    weight = family_weights(np.arange(FAMILIES), seed=3, block=0)[held.family][:, :5].astype(float)
    start = of_rows(held, np.ones((800, 1)), slope=slope)
    found = of_rows(held, weight, slope=slope, start=start)
    expected = [peer(held, weight[:, column], slope=slope) for column in range(5)]
    assert pytest.approx(np.array(expected), abs=1e-5) == found.T


def test_estimates_are_those_of_the_decisions_as_they_are():
    held = made_up(level=0.3)
    found = calibration(held, resamples(), RULE)
    assert found.intercept.value == pytest.approx(peer(held, None, slope=False)[0], abs=1e-8)
    assert found.slope.value == pytest.approx(peer(held, None, slope=True)[1], abs=1e-8)
    assert found.observed_expected.value == pytest.approx(held.followed.sum() / held.score.sum())


def test_intervals_are_those_of_families_resampled_row_by_row():
    held = made_up(1200)
    weights = family_weights(np.arange(FAMILIES), seed=3, block=0)[held.family]
    repeated = [
        Held(
            followed=np.repeat(held.followed, weight),
            score=np.repeat(held.score, weight),
            family=np.repeat(held.family, weight),
        )
        for weight in weights.T
    ]
    rows = [(peer(each, None, slope=True)[1], each) for each in repeated]
    found = calibration(held, resamples(64), RULE)
    expected = ends([slope for slope, _ in rows], held.followed, held.family)
    assert [found.slope.low, found.slope.high] == pytest.approx(expected, abs=1e-5)
    ratios = [each.followed.sum() / each.score.sum() for _, each in rows]
    expected = ends(ratios, held.followed, held.family)
    assert [found.observed_expected.low, found.observed_expected.high] == pytest.approx(expected)


def test_equal_scores_give_the_same_whether_grouped_or_not():
    held = made_up(decimals=2)
    held = replace(held, score=np.clip(held.score, 0.01, 0.99))
    weight = np.ones((len(held.score), 1))
    found = calibration(held, resamples(), RULE)
    assert found.slope.value == pytest.approx(of_rows(held, weight, slope=True)[1, 0], abs=1e-9)


def test_scores_that_are_right_have_slope_one_and_intercept_nought_on_average():
    lines = [
        of_rows(made_up(3000, seed=seed), np.ones((3000, 1)), slope=slope)[at, 0]
        for seed in range(40)
        for slope, at in ((True, 1), (False, 0))
    ]
    slopes, intercepts = np.array(lines).reshape(-1, 2).T
    for found, right in ((slopes, 1), (intercepts, 0)):
        assert abs(found.mean() - right) < 4 * found.std() / np.sqrt(len(found))


def test_scores_that_are_too_extreme_have_a_slope_below_one():
    found = calibration(made_up(4000, slope=0.5, level=-1), resamples(), RULE)
    assert found.slope.high < 1


def test_scores_that_are_too_low_are_told_by_ratio_and_intercept():
    found = calibration(made_up(4000, level=1), resamples(), RULE)
    assert found.observed_expected.low > 1
    assert found.intercept.low > 0


def test_too_few_positives_are_too_few_to_judge():
    held = made_up()
    few = replace(held, followed=held.followed & (np.cumsum(held.followed) < 20))
    found = calibration(few, resamples(), RULE)
    states = {each.state for each in (found.observed_expected, found.intercept, found.slope)}
    assert states == {State.TOO_FEW}


def test_a_constant_score_has_a_level_but_no_slope():
    held = replace(made_up(), score=np.full(2000, 0.15))
    found = calibration(held, resamples(), RULE)
    share = held.followed.mean()
    assert found.intercept.value == pytest.approx(logit(share) - logit(0.15))
    assert found.slope.state is State.TOO_FEW


def test_scores_that_separate_the_two_kinds_have_no_slope():
    held = made_up()
    apart = replace(held, score=np.where(held.followed, 0.9, 0.1) + 0.05 * held.score)
    found = calibration(apart, resamples(), RULE)
    assert found.slope.state is State.TOO_FEW
    assert found.intercept.state is State.ESTIMATED


def test_scores_of_nought_and_one_are_counted_as_close_to_these():
    held = made_up()
    extreme = np.where(held.score < 0.05, 0.0, np.where(held.score > 0.6, 1.0, held.score))
    close = np.clip(extreme, 1e-6, 1 - 1e-6)
    found, expected = (
        calibration(replace(held, score=score), resamples(), RULE) for score in (extreme, close)
    )
    assert found.slope == expected.slope
    assert found.slope.value < 1


def test_nobody_is_too_few_to_judge():
    nobody = made_up().of(np.zeros(2000, dtype=bool))
    assert calibration(nobody, resamples(), RULE).slope.state is State.TOO_FEW
    assert calibration_curve(nobody, resamples(), RULE) == ()


def test_a_curve_has_ten_groups_of_nearly_equal_size_where_there_are_enough():
    held = made_up(6000, level=1.5)
    curve = calibration_curve(held, resamples(), RULE)
    assert [group.observed.n for group in curve] == [600] * 10
    shares = [held.followed[chosen].mean() for chosen in np.split(np.argsort(held.score), 10)]
    assert [group.observed.value for group in curve] == pytest.approx(shares)


def test_groups_rise_in_score_and_hold_everybody_once():
    held = made_up(decimals=2)
    curve = calibration_curve(held, resamples(), RULE)
    means = [group.mean_score.value for group in curve]
    assert means == sorted(means)
    assert sum(group.observed.n for group in curve) == 2000
    assert sum(group.observed.positives for group in curve) == held.followed.sum()


@settings(max_examples=40, deadline=None)
@given(st.integers(0, 99), st.integers(1, 3), st.floats(-4, 4))
def test_a_shown_group_is_never_too_few_and_equal_scores_stay_together(seed, decimals, level):
    held = made_up(600, seed=seed, decimals=decimals, level=level)
    curve = calibration_curve(held, resamples(8), RULE)
    if len(curve) > 1:
        assert all(group.observed.state is State.ESTIMATED for group in curve)
        assert min(group.observed.positives for group in curve) >= RULE.fewest_positives
    assert len(curve) <= len(np.unique(held.score))
    again = calibration_curve(held.of(np.arange(600)[::-1]), resamples(8), RULE)
    assert [group.observed for group in again] == [group.observed for group in curve]


def test_intervals_of_a_curve_hold_the_share_observed():
    for group in calibration_curve(made_up(4000), resamples(), RULE):
        assert group.observed.low < group.observed.value < group.observed.high
        assert group.mean_score.low < group.mean_score.value < group.mean_score.high


def test_arrays_of_different_lengths_and_unknown_families_are_refused():
    held = made_up()
    with pytest.raises(ValueError, match="as many rows"):
        replace(held, followed=held.followed[1:])
    with pytest.raises(ValueError, match="of its cohort"):
        calibration(replace(held, family=held.family + FAMILIES), resamples(), RULE)


@settings(max_examples=40, deadline=None)
@given(arrays.arrays(np.int64, 60, elements=st.integers(0, 4)), st.integers(0, 30))
def test_a_weight_is_the_same_as_a_row_repeated(weight, seed):
    held = made_up(60, seed=seed, level=1.5)
    repeated = Held(
        followed=np.repeat(held.followed, weight),
        score=np.repeat(held.score, weight),
        family=np.repeat(held.family, weight),
    )
    assume(0 < repeated.followed.sum() < len(repeated.followed))
    once = of_rows(held, weight[:, None].astype(float), slope=True)
    often = of_rows(repeated, np.ones((weight.sum(), 1)), slope=True)
    assert once == pytest.approx(often, abs=1e-6, nan_ok=True)


def test_a_thousand_resamples_of_many_decisions_take_seconds():
    held = replace(made_up(24_000), family=np.arange(24_000) % FAMILIES)
    calibration(held, resamples(8), RULE)  # draws are compiled at the first call
    start = time.process_time()
    calibration(held, resamples(128), RULE)
    assert time.process_time() - start < 2  # a thousand take eight times as long
