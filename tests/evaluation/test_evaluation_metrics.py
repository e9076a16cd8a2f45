import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from helpers.evaluation import metrics

COMPLEMENTS = {
    "precision": "false_discovery_rate",
    "recall": "false_negative_rate",
    "specificity": "false_positive_rate",
    "negative_predictive_value": "false_omission_rate",
}

tables = st.lists(st.integers(0, 50), min_size=4, max_size=4).map(
    lambda cells: np.array(cells, dtype=float)
)


def rate(name, cells):
    return float(metrics.ratio(*metrics.rate_of(name, cells)))


def test_average_precision_is_the_precision_at_each_child_found():
    followed = np.array([True, False, True, False])
    assert metrics.average_precision(followed, np.array([0.9, 0.8, 0.7, 0.1])) == pytest.approx(
        (1 / 1 + 2 / 3) / 2
    )


def test_average_precision_without_a_positive_is_undefined_and_not_nought():
    assert np.isnan(metrics.average_precision(np.zeros(5, dtype=bool), np.linspace(0, 1, 5)))


@settings(deadline=None, max_examples=60)
@given(tables)
def test_being_right_and_being_wrong_add_up_to_one(cells):
    for right, wrong in COMPLEMENTS.items():
        total = rate(right, cells) + rate(wrong, cells)
        assert total == pytest.approx(1) or (np.isnan(rate(right, cells)) and np.isnan(total))


def test_missed_children_are_undefined_and_not_nought_where_the_outcome_followed_nobody():
    assert np.isnan(rate("false_negative_rate", np.array([0.0, 5, 0, 3])))


def test_false_alarms_are_undefined_where_nobody_is_flagged():
    assert np.isnan(rate("false_discovery_rate", np.array([0.0, 0, 5, 3])))


def test_every_decision_stands_in_exactly_one_cell():
    chance = np.random.default_rng(0)
    marks = metrics.cells_of(chance.random(50) < 0.5, chance.random(50) < 0.5)
    assert list(marks) == list(metrics.CELLS)
    assert (np.sum(list(marks.values()), axis=0) == 1).all()
