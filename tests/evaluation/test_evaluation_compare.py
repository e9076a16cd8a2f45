from dataclasses import replace

import numpy as np
import pytest
from evaluation_scores import made_up
from hypothesis import given, settings
from hypothesis import strategies as st

from helpers.comparison import Comparison as Verdict
from helpers.comparison import compared as verdict
from helpers.estimate import Estimate, State
from helpers.evaluation import metrics
from helpers.evaluation.compare import difference
from helpers.evaluation.resample import FamilyResamples
from helpers.evaluation.resampled import resampled
from helpers.policy import policy

RULE = policy().estimates
ENOUGH = {"n": 3000, "positives": 240, "rule": RULE}
MEASURES = ("average_precision", "lift", "roc_auc", "brier", "prevalence", *metrics.RATES)


def of(scores, resamples=300):
    return resampled(
        scores.followed,
        scores.score,
        family=scores.family,
        flags=np.array(list(scores.flags.values())),
        subsets=np.ones((1, len(scores.score)), dtype=bool),
        resamples=FamilyResamples(families=1800, seed=5, resamples=resamples),
    )


def noisier(scores, by):
    """Return a model like the first, with more chance in its scores."""
    chance = np.random.default_rng(1)
    return replace(scores, score=scores.score + by * chance.random(len(scores.score)))


def between(first, second, measure="average_precision", bound=0.02, **options):
    rows = (of(model).of(measure)[0] for model in (first, second))
    return difference(*rows, bound=bound, **ENOUGH, **options)


@pytest.mark.parametrize("measure", MEASURES)
def test_a_model_does_not_differ_from_itself(measure):
    found = between(made_up(), made_up(), measure, bound=1e-12)
    assert (found.estimate.value, found.estimate.low, found.estimate.high) == (0, 0, 0)
    assert found.verdict is Verdict.NO_DIFFERENCE


def test_a_much_worse_model_is_found_out_from_both_sides():
    good, bad = made_up(), noisier(made_up(), 30)
    assert between(good, bad, "roc_auc").verdict is Verdict.BETTER
    assert between(bad, good, "roc_auc").verdict is Verdict.WORSE


def test_where_lower_is_better_the_same_difference_speaks_for_the_other_model():
    good, bad = made_up(), noisier(made_up(), 30)
    found = between(good, bad, "brier", bound=0.01, lower_is_better=True)
    assert found.estimate.high < 0
    assert found.verdict is Verdict.BETTER


def test_pairing_narrows_the_interval_of_two_models_that_are_much_alike():
    first, second = (
        of(made_up()).average_precision[0],
        of(noisier(made_up(), 0.1)).average_precision[0],
    )
    paired = difference(first, second, bound=0.02, **ENOUGH).estimate
    apart = difference(first, np.r_[second[0], second[:0:-1]], bound=0.02, **ENOUGH).estimate
    assert paired.high - paired.low < 0.5 * (apart.high - apart.low)


def test_too_few_positives_are_too_few_to_compare():
    row = of(made_up()).roc_auc[0]
    found = difference(row, row, bound=0.02, n=3000, positives=19, rule=RULE)
    assert found.verdict is Verdict.TOO_FEW
    assert found.estimate.state is State.TOO_FEW


def test_a_measure_that_one_model_often_lacks_is_too_few_to_compare():
    row = of(made_up()).roc_auc[0]
    gaps = np.where(np.arange(len(row)) % 10 == 9, np.nan, row)
    assert difference(row, gaps, bound=0.02, **ENOUGH).verdict is Verdict.TOO_FEW


ends = st.floats(-1, 1)


@settings(max_examples=200)
@given(ends, ends, st.floats(0.001, 0.5))
def test_the_other_model_gets_the_opposite_verdict(one, other, bound):
    low, high = sorted((one, other))
    opposite = {Verdict.BETTER: Verdict.WORSE, Verdict.WORSE: Verdict.BETTER}
    found = verdict(Estimate(value=low, low=low, high=high), bound=bound)
    turned = verdict(Estimate(value=-low, low=-high, high=-low), bound=bound)
    assert turned is opposite.get(found, found)


@pytest.mark.parametrize(
    ("low", "high", "expected"),
    [
        (0.02, 0.05, Verdict.BETTER),
        (0.01, 0.05, Verdict.CANNOT_TELL),
        (-0.01, 0.019, Verdict.NO_DIFFERENCE),
        (-0.01, 0.02, Verdict.CANNOT_TELL),
        (-0.03, 0.03, Verdict.CANNOT_TELL),
        (-0.05, -0.02, Verdict.WORSE),
    ],
)
def test_a_verdict_needs_the_whole_interval(low, high, expected):
    assert verdict(Estimate(value=low, low=low, high=high), bound=0.02) is expected


def test_a_bound_of_nought_or_other_resamples_are_refused():
    row = np.zeros(10)
    with pytest.raises(ValueError, match="more than 0"):
        difference(row, row, bound=0, **ENOUGH)
    with pytest.raises(ValueError, match="same resamples"):
        difference(row, row[:5], bound=0.1, **ENOUGH)
