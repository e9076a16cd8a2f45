import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from helpers.estimate import State
from helpers.evaluation.luck import stability, with_training
from helpers.evaluation.resample import FamilyResamples
from helpers.policy import policy

RULE = policy().estimates
ROWS, FAMILIES = 600, 350
CHANCE = np.random.default_rng(3)
FAMILY = CHANCE.integers(0, FAMILIES, ROWS)
FOLLOWED = CHANCE.random(ROWS) < 0.1
RESAMPLES = FamilyResamples(families=FAMILIES, seed=1, resamples=200)


def stable(flagged):
    return stability(flagged, followed=FOLLOWED, family=FAMILY, resamples=RESAMPLES, rule=RULE)


def test_models_that_flag_the_same_children_are_wholly_stable():
    flagged = np.tile(CHANCE.random(ROWS) < 0.1, (5, 1))
    found = stable(flagged)
    assert found.flagged_again.value == 1
    assert found.always_flagged.value == 1


def test_models_that_flag_by_lot_flag_again_as_many_as_they_flag():
    found = stable(CHANCE.random((200, ROWS)) < 0.1)
    assert found.flagged_again.value == pytest.approx(0.1, abs=0.02)
    assert found.always_flagged.value == 0


@settings(max_examples=25, deadline=None)
@given(st.integers(2, 6), st.integers(0, 2**16))
def test_flagged_again_is_the_mean_over_all_pairs_of_models(models, seed):
    flagged = np.random.default_rng(seed).random((models, ROWS)) < 0.2
    pairs = [(one, other) for one in range(models) for other in range(models) if one != other]
    both = sum((flagged[one] & flagged[other]).sum() for one, other in pairs)
    first = sum(flagged[one].sum() for one, _ in pairs)
    assert stable(flagged).flagged_again.value == pytest.approx(both / first)


def test_one_model_has_no_stability():
    with pytest.raises(ValueError, match="two models"):
        stable(np.ones((1, ROWS), dtype=bool))


def test_an_interval_with_training_luck_holds_the_spread_of_refits_around_the_model():
    again = np.full(400, 0.2)
    tested = 0.2 + 0.05 * CHANCE.standard_normal(400)
    found = with_training(0.3, again, tested, n=ROWS, positives=60, rule=RULE)
    assert found.value == 0.3
    assert found.low == pytest.approx(0.3 - 1.96 * 0.05, abs=0.02)
    assert found.high == pytest.approx(0.3 + 1.96 * 0.05, abs=0.02)


def test_refits_of_which_too_many_cannot_be_measured_are_too_few_to_judge():
    tested = np.where(np.arange(100) < 10, np.nan, 0.2)
    found = with_training(0.3, tested, tested, n=ROWS, positives=60, rule=RULE)
    assert found.state is State.TOO_FEW
