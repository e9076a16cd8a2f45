import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from sklearn import metrics as peers

from helpers.evaluation import metrics

LAWS = settings(deadline=None, max_examples=60)


@st.composite
def weighted_scores(draw):
    rows = draw(st.integers(4, 40))
    chance = np.random.default_rng(draw(st.integers(0, 10_000)))
    followed = chance.random(rows) < 0.4
    followed[:2] = [True, False]
    score = chance.integers(0, draw(st.integers(1, 12)) + 1, rows) / 12
    weight = chance.integers(0, 4, rows).astype(float)
    weight[:2] = 1
    return followed, score, weight


@LAWS
@given(weighted_scores())
def test_average_precision_agrees_with_scikit_learn(sample):
    followed, score, weight = sample
    expected = peers.average_precision_score(followed, score, sample_weight=weight)
    assert metrics.average_precision(followed, score, weight) == pytest.approx(expected)


@LAWS
@given(weighted_scores())
def test_roc_auc_agrees_with_scikit_learn(sample):
    followed, score, weight = sample
    expected = peers.roc_auc_score(followed, score, sample_weight=weight)
    assert metrics.roc_auc(followed, score, weight) == pytest.approx(expected)


@LAWS
@given(weighted_scores())
def test_brier_agrees_with_scikit_learn(sample):
    followed, score, weight = sample
    expected = peers.brier_score_loss(followed, score, sample_weight=weight)
    assert metrics.brier(followed, score, weight) == pytest.approx(expected)


@LAWS
@given(weighted_scores())
def test_the_decision_table_agrees_with_scikit_learn(sample):
    followed, score, weight = sample
    flagged = score >= 0.5
    (tn, fp), (fn, tp) = peers.confusion_matrix(
        followed, flagged, sample_weight=weight, labels=[False, True]
    )
    assert metrics.confusion(followed, flagged, weight) == pytest.approx(
        {
            "true_positives": tp,
            "false_positives": fp,
            "false_negatives": fn,
            "true_negatives": tn,
        }
    )


@LAWS
@given(weighted_scores())
def test_false_alarms_and_missed_children_are_one_minus_precision_and_recall(sample):
    followed, score, weight = sample
    flagged = score >= 0.5
    found = metrics.rates(followed, flagged, weight)
    recall = peers.recall_score(followed, flagged, sample_weight=weight)
    assert found["false_negative_rate"] == pytest.approx(1 - recall)
    if weight[flagged].sum():
        precision = peers.precision_score(followed, flagged, sample_weight=weight)
        assert found["false_discovery_rate"] == pytest.approx(1 - precision)


@LAWS
@given(weighted_scores())
def test_a_whole_weight_equals_writing_the_row_so_often(sample):
    followed, score, weight = sample
    times = weight.astype(int)
    again, score_again = np.repeat(followed, times), np.repeat(score, times)
    for measure in (metrics.average_precision, metrics.roc_auc, metrics.brier):
        assert measure(followed, score, weight) == pytest.approx(measure(again, score_again))


@LAWS
@given(weighted_scores())
def test_a_constant_score_has_the_prevalence_for_average_precision(sample):
    followed, _, weight = sample
    found = metrics.average_precision(followed, np.full(len(followed), 0.3), weight)
    assert found == pytest.approx(weight[followed].sum() / weight.sum())


@LAWS
@given(weighted_scores())
def test_roc_auc_does_not_change_when_scores_are_bent_but_keep_their_order(sample):
    followed, score, weight = sample
    bent = metrics.roc_auc(followed, score**3 / 2, weight)
    assert bent == pytest.approx(metrics.roc_auc(followed, score, weight))


def test_ranking_measures_without_a_positive_are_undefined_and_not_nought():
    nobody, score = np.zeros(5, dtype=bool), np.linspace(0, 1, 5)
    assert np.isnan(metrics.average_precision(nobody, score))
    assert np.isnan(metrics.roc_auc(nobody, score))


def test_missed_children_are_undefined_and_not_nought_where_the_outcome_followed_nobody():
    found = metrics.rates(np.zeros(5, dtype=bool), np.ones(5, dtype=bool))
    assert np.isnan(found["false_negative_rate"])


def test_false_alarms_are_undefined_where_nobody_is_flagged():
    found = metrics.rates(np.ones(5, dtype=bool), np.zeros(5, dtype=bool))
    assert np.isnan(found["false_discovery_rate"])
