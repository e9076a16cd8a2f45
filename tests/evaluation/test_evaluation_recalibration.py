from dataclasses import replace

import numpy as np
import pytest
import statsmodels.api as sm
from evaluation_chances import RULE, made_up, resamples
from hypothesis import given, settings
from hypothesis import strategies as st
from hypothesis.extra import numpy as arrays
from scipy.special import expit, logit

from helpers.evaluation.calibration import calibration, recalibrate


def test_recalibration_puts_right_what_it_can():
    inner, held = (
        made_up(8000, seed=1, slope=0.5, level=-1),
        made_up(8000, seed=2, slope=0.5, level=-1),
    )
    moved = replace(held, score=recalibrate(inner.score, inner.followed, held.score))
    found = calibration(moved, resamples(), RULE)
    assert found.slope.value == pytest.approx(1, abs=0.1)
    assert found.observed_expected.value == pytest.approx(1, abs=0.1)


def test_recalibration_agrees_with_a_generalised_linear_model():
    inner = made_up(slope=0.6)
    positives = inner.followed.sum()
    target = np.where(inner.followed, (positives + 1) / (positives + 2), 1 / (2000 - positives + 2))
    model = sm.GLM(target, sm.add_constant(logit(inner.score)), family=sm.families.Binomial())
    expected = expit(sm.add_constant(logit(inner.score)) @ model.fit(tol=1e-13).params)
    found = recalibrate(inner.score, inner.followed, inner.score)
    assert found == pytest.approx(expected, abs=1e-7)


scores = arrays.arrays(float, 40, elements=st.floats(0, 1))


@settings(max_examples=150, deadline=None)
@given(scores, arrays.arrays(bool, 40), scores)
def test_recalibration_never_changes_the_order_of_scores(inner_score, inner_followed, score):
    moved = recalibrate(inner_score, inner_followed, np.sort(score))
    assert np.isfinite(moved).all()
    assert (np.diff(moved) >= 0).all()
    assert 0 <= moved.min() <= moved.max() <= 1


def test_scores_that_separate_the_kinds_can_be_recalibrated():
    followed = np.arange(100) < 30
    moved = recalibrate(np.where(followed, 1.0, 0.0), followed, np.array([0.0, 0.5, 1.0]))
    assert moved[0] == pytest.approx(1 / 72, rel=1e-6)
    assert moved[2] == pytest.approx(31 / 32, rel=1e-6)


def test_scores_that_point_the_wrong_way_all_become_the_overall_share():
    followed = np.arange(100) < 30
    moved = recalibrate(np.where(followed, 0.1, 0.2), followed, np.array([0.1, 0.9]))
    assert moved == pytest.approx([0.3, 0.3], abs=0.01)


def test_constant_inner_scores_move_the_level_alone():
    moved = recalibrate(np.full(100, 0.5), np.arange(100) < 20, np.array([0.3, 0.5, 0.7]))
    assert np.diff(logit(moved)) == pytest.approx(np.diff(logit([0.3, 0.5, 0.7])))
    assert moved[1] == pytest.approx(0.2, abs=0.01)


@pytest.mark.parametrize("followed", [True, False])
@pytest.mark.parametrize("score", [0.0, 0.5, 1.0])
def test_a_single_inner_decision_is_enough_for_a_number(score, followed):
    moved = recalibrate(np.array([score]), np.array([followed]), np.array([0.0, 0.5, 1.0]))
    assert np.isfinite(moved).all()


def test_inner_folds_of_one_kind_alone_can_be_recalibrated():
    moved = recalibrate(np.linspace(0.1, 0.3, 50), np.zeros(50, dtype=bool), np.array([0.1, 0.9]))
    assert (moved < 0.05).all()


@pytest.mark.parametrize(
    ("inner", "score"), [([], [0.5]), ([1.2], [0.5]), ([0.5], [-0.1]), ([0.5], [np.nan])]
)
def test_scores_that_are_no_chances_are_refused(inner, score):
    with pytest.raises(ValueError, match=r"between 0 and 1|inner folds"):
        recalibrate(np.array(inner), np.zeros(len(inner), dtype=bool), np.array(score))
