import math

import numpy as np
import pytest

from helpers.evaluation import resample, streams
from helpers.evaluation.resample import BELOW, BLOCK, FamilyResamples

FEW, MANY = np.arange(10), np.arange(4000)
FROZEN = [[0, 1, 1, 1, 1, 0, 1, 1, 2, 3, 5, 0], [1, 0, 0, 1, 2, 0, 1, 1, 2, 2, 0, 1]]


def split_mix(key, count):
    """The published generator, number by number, for Python's unlimited integers."""
    mask, numbers, state = (1 << 64) - 1, [], int(key)
    for _ in range(count):
        state = (state + 0x9E3779B97F4A7C15) & mask
        mixed = ((state ^ (state >> 30)) * 0xBF58476D1CE4E5B9) & mask
        mixed = ((mixed ^ (mixed >> 27)) * 0x94D049BB133111EB) & mask
        numbers.append(mixed ^ (mixed >> 31))
    return numbers


def test_streams_of_chance_are_the_same_for_ever():
    assert streams.raw(2, "study", 7).tolist() == [7896729394953564099, 674321953448655575]


def test_a_longer_stream_begins_with_the_shorter():
    assert (streams.raw(9, "a", 1)[:4] == streams.raw(4, "a", 1)).all()


def test_uniform_numbers_lie_strictly_between_nought_and_one():
    found = streams.uniform(10_000, "uniform")
    assert 0 < found.min() < 0.001 < 0.999 < found.max() < 1


def test_the_generator_that_weights_are_held_to_gives_its_published_numbers():
    assert split_mix(0, 2) == [0xE220A8397B1DCDAF, 0x6E789E6AA1B965F4]


def test_weights_are_those_of_the_published_generator():
    key = streams.raw(1, "family bootstrap", 7, 2)[0]
    numbers = np.array(split_mix(key, 10 * BLOCK // 4), dtype=np.uint64).reshape(10, 1, -1)
    parts = (numbers >> np.array([0, 16, 32, 48], dtype=np.uint64)[:, None]) & np.uint64(0xFFFF)
    expected = np.searchsorted(BELOW, parts.reshape(10, BLOCK), side="right")
    assert (resample.family_weights(FEW, seed=7, block=2) == expected).all()


def test_weights_are_the_same_for_ever():
    found = resample.family_weights(FEW[:2], seed=1, block=0)
    assert found[:, :12].tolist() == FROZEN


def test_a_family_keeps_its_weights_whoever_else_is_in_the_cohort():
    many = resample.family_weights(MANY, seed=3, block=1)
    assert (resample.family_weights(FEW[::-3], seed=3, block=1) == many[FEW[::-3]]).all()


def test_the_law_of_weights_has_mean_and_variance_of_exactly_one():
    shares = np.diff([0, *BELOW, 1 << 16])
    weights = np.arange(len(shares))
    assert (shares @ weights, shares @ weights**2) == (1 << 16, 2 << 16)


@pytest.mark.parametrize("weight", range(9))
def test_the_law_of_weights_is_poisson_to_one_part_in_ten_thousand(weight):
    share = np.diff([0, *BELOW, 1 << 16])[weight] / (1 << 16)
    assert share == pytest.approx(math.exp(-1) / math.factorial(weight), abs=1e-4)


def test_drawn_weights_have_mean_and_variance_of_one():
    weights = resample.family_weights(MANY, seed=1, block=0).astype(float)
    assert abs(weights.mean() - 1) < 0.01
    assert abs(weights.var() - 1) < 0.02


@pytest.mark.parametrize("axis", [0, 1], ids=["families", "resamples"])
def test_neighbours_are_drawn_without_regard_to_each_other(axis):
    weights = np.moveaxis(resample.family_weights(MANY, seed=1, block=0).astype(float), axis, 0)
    together = ((weights[1:] - 1) * (weights[:-1] - 1)).mean()
    assert abs(together) < 5 / math.sqrt(weights.size)


def test_blocks_hold_as_many_resamples_as_asked():
    blocks = list(FamilyResamples(families=5, seed=1, resamples=100).blocks())
    assert [block.shape for block in blocks] == [(5, 64), (5, 36)]


def test_blocks_and_seeds_differ_from_one_another():
    one, other, third = (
        resample.family_weights(MANY[:50], seed=seed, block=block)
        for seed, block in [(1, 0), (1, 1), (2, 0)]
    )
    assert not np.array_equal(one, other)
    assert not np.array_equal(one, third)
