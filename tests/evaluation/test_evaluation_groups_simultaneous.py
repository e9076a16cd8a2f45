import numpy as np
import pytest
from scipy import stats

from helpers.evaluation.groups.simultaneous import Counted, reach, sides, widened
from helpers.evaluation.intervals import tail_of


def counted(numerator, denominator=None):
    """Groups beside a rest without end, that knows no chance."""
    denominator = np.ones_like(numerator) if denominator is None else denominator
    whole = np.full((2, numerator.shape[1]), [[1e12], [1e12]])
    return Counted(numerator=numerator, denominator=denominator, whole=whole)


def normal(differences, *, seed=0):
    strays = np.random.default_rng(seed).normal(size=(differences, 40_001)) / 10 + 1
    strays[:, 0] = 1
    return strays


def critical(told, *, figures=None):
    """Return the critical values of differences, all in one figure unless figures are given."""
    differences = len(told.numerator)
    group, rest, varies = sides(told, np.full((2, differences), 10**6), is_share=False)
    figure = np.zeros(differences, dtype=int) if figures is None else np.array(figures)
    return reach(told, group, rest, varies=varies, figure=figure, confidence=0.95).critical[0]


@pytest.mark.parametrize("differences", [1, 5, 20])
def test_independent_differences_reach_as_far_as_the_largest_of_so_many_does(differences):
    expected = stats.norm.ppf((1 + 0.95 ** (1 / differences)) / 2)
    assert critical(counted(normal(differences))) == pytest.approx(expected, abs=0.03)


def test_differences_that_are_all_the_same_reach_as_far_as_one():
    same = np.repeat(normal(1), 6, axis=0)
    assert critical(counted(same)) == pytest.approx(critical(counted(same[:1]))[0])


def test_each_figure_reaches_as_far_as_if_it_were_asked_alone():
    told = normal(6)
    found = critical(counted(told), figures=[0, 1, 1, 0, 1, 1])
    assert found[[0, 3]] == pytest.approx(critical(counted(told[[0, 3]])))
    assert found[[1, 2, 4, 5]] == pytest.approx(critical(counted(told[[1, 2, 4, 5]])))


def test_a_resample_in_which_a_group_is_not_says_nothing_of_it():
    told, there = normal(2), np.ones((2, 40_001))
    there[0, 1::50] = 0
    assert critical(counted(told * there, there)) == pytest.approx(
        critical(counted(told)), abs=0.02
    )


def test_spread_is_that_of_both_sides_and_of_what_they_share():
    chance = np.random.default_rng(5)
    common, own, other = chance.normal(size=(3, 20_001)) / 100
    group, rest = 0.5 + common + own, 0.5 + common + 2 * other
    group[0] = rest[0] = 0.5
    told = Counted(
        numerator=group[None],
        denominator=np.ones((1, 20_001)),
        whole=np.stack([group + 3 * rest, np.full(20_001, 4.0)]),
    )
    found = sides(told, np.full((2, 1), 10**6), is_share=False)[2]
    assert found.own[0] == pytest.approx(np.var(group[1:]))
    assert found.others[0] == pytest.approx(np.var(rest[1:]))
    assert found.shared[0] == pytest.approx(np.cov(group[1:], rest[1:])[0, 1], rel=1e-3)
    assert found.error()[0] == pytest.approx(np.std(group[1:] - rest[1:]))


@pytest.mark.parametrize("families", [5, 20, 100, 10_000])
def test_one_difference_is_widened_as_every_interval_is(families):
    one = np.array([stats.norm.ppf(0.975)])
    found = widened(one, np.array([families]))[0]
    assert found == pytest.approx(stats.norm.isf(tail_of(0.95, families=families)))


def share(numerator, denominator, *, families):
    """Return the first side and its standard error, the rest being without chance."""
    told = counted(np.asarray(numerator, float), np.full(np.shape(numerator), float(denominator)))
    differences = len(told.numerator)
    many = np.stack([np.full(differences, families), np.full(differences, 10**9)])
    group, _, varies = sides(told, many, is_share=True)
    return group, np.sqrt(varies.own)


def test_a_share_has_the_spread_of_independent_draws_at_its_centre():
    chance = np.random.default_rng(1)
    one, error = share([[12, *chance.binomial(60, 0.2, 40_000)]], 60, families=60)
    centre = 13 / 62
    assert one.centre[0] == pytest.approx(centre, rel=0.01)
    assert error[0] == pytest.approx(np.sqrt(centre * (1 - centre) / 62), rel=0.02)


def test_where_families_are_alike_a_share_comes_to_fewer_draws():
    chance = np.random.default_rng(1)
    one, error = share([[12, *(3 * chance.binomial(20, 0.2, 40_000))]], 60, families=20)
    centre = 5 / 22
    assert one.draws[0] == pytest.approx(20, rel=0.02)
    assert one.centre[0] == pytest.approx(centre, rel=0.01)
    assert error[0] == pytest.approx(np.sqrt(centre * (1 - centre) / 22), rel=0.02)


@pytest.mark.parametrize("value", [0.0, 1.0])
def test_where_everybody_falls_on_one_side_families_stand_for_draws(value):
    one, error = share(np.full((1, 50), 40 * value), 40, families=30)
    assert one.value[0] == value
    assert one.centre[0] == pytest.approx(abs(value - 1 / 32))
    assert error[0] == pytest.approx(np.sqrt(1 / 32 * 31 / 32 / 32))


def test_intervals_of_a_rare_share_hold_the_truth_where_its_own_spread_would_not():
    chance, runs = np.random.default_rng(2), 4000
    counts = chance.binomial(40, 0.08, runs)
    resampled = chance.binomial(40, (counts / 40)[:, None], (runs, 400))
    one, error = share(np.hstack([counts[:, None], resampled]), 40, families=40)
    held = np.abs(one.centre - 0.08) <= 1.96 * error
    naive = np.abs(one.value - 0.08) <= 1.96 * np.std(resampled / 40, axis=1)
    assert naive.mean() < 0.9
    assert 0.94 < held.mean() < 0.99
