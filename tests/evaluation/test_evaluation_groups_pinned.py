import numpy as np
import pytest
from evaluation_groups import drawn, made_up
from hypothesis import given, settings
from hypothesis import strategies as st
from sklearn.metrics import average_precision_score

from helpers.evaluation.groups.pinned import pinned_average_precision


def by_hand(followed, score, group, weight):
    """Average precision where the group's weights are raised to sum to those of everyone else."""
    own, others = weight[group].sum(), weight[~group].sum()
    mixed = np.where(group, weight * others / own if own else 0, weight)
    if not own or not others or not (mixed * followed).sum():
        return np.nan
    kept = mixed > 0
    return average_precision_score(followed[kept], score[kept], sample_weight=mixed[kept])


@settings(deadline=None, max_examples=40)
@given(st.integers(1, 40), st.integers(0, 10_000), st.integers(1, 8))
def test_pinned_average_precision_is_that_of_the_weighted_mixture(rows, seed, levels):
    chance = np.random.default_rng(seed)
    followed, score = chance.random(rows) < 0.3, chance.integers(0, levels + 1, rows) / levels
    family, groups = chance.integers(0, rows, rows), chance.random((3, rows)) < 0.4
    resamples = drawn(3, families=rows)
    weights = np.hstack(list(resamples.blocks()))[family]
    found = pinned_average_precision(
        followed, score, family=family, groups=groups, resamples=resamples
    )
    expected = [
        [by_hand(followed, score, group, weight) for weight in (np.ones(rows), *weights.T)]
        for group in groups
    ]
    np.testing.assert_allclose(found, expected, rtol=0, atol=1e-9)


def test_it_is_what_drawing_the_group_to_the_size_of_everyone_else_comes_to():
    scores, chance = made_up(1000), np.random.default_rng(2)
    group = np.arange(1000) < 150
    found = pinned_average_precision(
        scores.followed, scores.score, family=scores.family, groups=group[None], resamples=drawn(1)
    )
    draws = []
    for _ in range(200):
        rows = np.concatenate([np.flatnonzero(~group), chance.integers(0, 150, 850)])
        draws.append(average_precision_score(scores.followed[rows], scores.score[rows]))
    assert found[0, 0] == pytest.approx(np.mean(draws), abs=0.01)


@pytest.fixture(scope="module")
def planted():
    """Two groups of one base rate: the score knows much of one, and nothing of the other."""
    chance = np.random.default_rng(4)
    followed, unknown = chance.random(6000) < 0.2, np.arange(6000) < 1200
    known = np.clip(0.5 * followed + 0.5 * chance.random(6000), 0, 1)
    return followed, np.where(unknown, chance.random(6000), known), unknown


def pinned(planted, *groups):
    followed, score, _ = planted
    return pinned_average_precision(
        followed, score, family=np.arange(6000), groups=np.array(groups), resamples=drawn(1)
    )[:, 0]


def test_two_groups_have_the_same_pinned_figure_however_large_the_gap_between_them(planted):
    followed, score, unknown = planted
    apart = [average_precision_score(followed[rows], score[rows]) for rows in (unknown, ~unknown)]
    assert apart[1] - apart[0] > 0.5
    mixed = pinned(planted, unknown, ~unknown)
    assert mixed[0] == pytest.approx(mixed[1], abs=1e-9)


def test_a_planted_gap_to_the_rest_is_diluted(planted):
    followed, score, unknown = planted
    nothing_wrong = (np.arange(6000) >= 1200) & (np.arange(6000) < 2400)
    gap = average_precision_score(
        followed[nothing_wrong], score[nothing_wrong]
    ) - average_precision_score(followed[unknown], score[unknown])
    mixed = pinned(planted, unknown, nothing_wrong)
    assert 0 < mixed[1] - mixed[0] < 0.75 * gap
