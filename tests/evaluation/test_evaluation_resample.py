import numpy as np

from helpers.evaluation import resample, streams
from helpers.evaluation.resample import FamilyResamples


def test_streams_of_chance_are_the_same_for_ever():
    assert streams.raw(2, "study", 7).tolist() == [7896729394953564099, 674321953448655575]


def test_a_longer_stream_begins_with_the_shorter():
    assert (streams.raw(9, "a", 1)[:4] == streams.raw(4, "a", 1)).all()


def test_uniform_numbers_lie_strictly_between_nought_and_one():
    found = streams.uniform(10_000, "uniform")
    assert 0 < found.min() < 0.001 < 0.999 < found.max() < 1


def test_a_family_keeps_its_weights_whoever_else_is_in_the_cohort():
    few = resample.family_weights(10, seed=3, block=1)
    many = resample.family_weights(500, seed=3, block=1)
    assert (many[:10] == few).all()


def test_weights_have_mean_and_variance_of_one():
    weights = resample.family_weights(4000, seed=1, block=0).astype(float)
    assert abs(weights.mean() - 1) < 0.01
    assert abs(weights.var() - 1) < 0.02


def test_blocks_hold_as_many_resamples_as_asked():
    blocks = list(FamilyResamples(families=5, seed=1, resamples=200).blocks())
    assert [block.shape for block in blocks] == [(5, 128), (5, 72)]


def test_blocks_differ_from_one_another():
    first, second = (resample.family_weights(50, seed=1, block=block) for block in (0, 1))
    assert not np.array_equal(first, second)
