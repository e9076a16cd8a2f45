from itertools import pairwise

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from scipy import stats

from helpers.evaluation.intervals import estimate, families_carrying, tail_of
from helpers.policy import policy

RULE = policy().estimates
RESAMPLED = np.random.default_rng(0).normal(0.3, 0.05, 4000)


def made(**more):
    return estimate(0.3, RESAMPLED, n=1000, positives=60, rule=RULE, **more)


@given(st.integers(2, 10_000), st.floats(0.5, 0.99))
def test_the_tail_is_that_of_students_distribution_stretched_by_families(families, confidence):
    reach = stats.t(families - 1).ppf((1 + confidence) / 2) * np.sqrt(families / (families - 1))
    assert tail_of(confidence, families=families) == pytest.approx(stats.norm.sf(reach))


def test_with_many_families_the_interval_is_the_plain_percentile_interval():
    assert tail_of(0.95, families=10**7) == pytest.approx(0.025, abs=1e-6)


def test_fewer_families_make_a_wider_interval():
    widths = [
        found.high - found.low
        for found in (made(carried_by=families) for families in (1, 2, 5, 20, 60, 5000))
    ]
    assert all(wider > narrower for wider, narrower in pairwise(widths[1:]))
    assert widths[0] == widths[1]


def test_unless_families_are_given_each_decision_of_the_rarer_kind_counts_as_one():
    assert made() == made(carried_by=60)


def test_the_rarer_kind_carries_a_measure_and_siblings_count_once():
    followed = np.array([True, True, True, False, False, False, False])
    family = np.array([4, 4, 2, 2, 0, 1, 1])
    assert families_carrying(followed, family) == 2
    assert families_carrying(~followed, family) == 2
    assert families_carrying(np.zeros(7, dtype=bool), family) == 0
