import math

import numpy as np
from hypothesis import given, settings
from hypothesis import strategies as st

from helpers.evaluation import flagging


@settings(deadline=None, max_examples=50)
@given(st.integers(1, 300), st.integers(0, 100), st.integers(1, 5))
def test_exactly_the_highest_tenth_is_flagged_even_with_equal_scores(rows, seed, levels):
    score = np.random.default_rng(seed).integers(0, levels, rows) / levels
    flagged = flagging.top_share(score, 0.1)
    assert flagged.sum() == math.ceil(rows / 10)
    assert score[flagged].min() >= np.max(score[~flagged], initial=-1)


def test_equal_scores_are_not_broken_by_the_order_of_the_rows():
    flagged = flagging.top_share(np.full(1000, 0.5), 0.1)
    assert 20 < flagged[:500].sum() < 80


def test_a_score_at_the_cut_off_is_flagged():
    assert flagging.at_least(np.array([0.49, 0.5]), 0.5).tolist() == [False, True]
