import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from made_up_cohorts import cohort

from helpers.modelling import splits
from helpers.modelling.material import CannotLearn

LAWS = settings(deadline=None, max_examples=25)


def of_all(material, seed=1):
    return splits.all_cases(
        material.followed, material.family, held_out=0.4, folds=5, validation=0.2, seed=seed
    )


def of_earlier(material, horizon=12):
    return splits.earlier_cases(
        material.month,
        material.followed,
        material.family,
        horizon=horizon,
        held_out=1 / 3,
        folds=3,
    )


@LAWS
@given(st.integers(0, 1000))
def test_no_family_stands_on_both_sides(seed):
    material = cohort(1500, prevalence=0.4, seed=seed)
    for split in (of_all(material), of_earlier(material)):
        assert not np.isin(material.family[split.training], material.family[split.held_out]).any()
        for fold in split.folds:
            learnt, judged = material.family[fold.training], material.family[fold.validation]
            assert not np.isin(learnt, judged).any()


def families_of_many_sizes(seed):
    """Most families are small, a few large, and in some the outcome followed many decisions."""
    chance = np.random.default_rng(seed)
    sizes = 1 + np.minimum(chance.poisson(chance.exponential(2, 500)), 14)
    family = chance.permutation(np.repeat(np.arange(500), sizes))
    lean = np.clip(chance.beta(0.3, 6, 500), 0, 0.9)
    return chance.random(len(family)) < lean[family], family


def drawn_by_share(followed, family, seed, share=0.4):
    split = splits.all_cases(followed, family, held_out=share, folds=2, validation=0.2, seed=seed)
    return split.held_out


@LAWS
@given(st.integers(0, 10_000), st.integers(0, 1000))
def test_all_cases_hold_out_their_share_of_outcomes_but_for_one_familys(world, seed):
    followed, family = families_of_many_sizes(world)
    held_out = drawn_by_share(followed, family, seed)
    most = np.bincount(family, weights=followed).max()
    assert abs(followed[held_out].sum() - 0.4 * followed.sum()) <= most


@LAWS
@given(st.integers(0, 10_000), st.integers(0, 1000))
def test_all_cases_hold_out_their_share_of_decisions_but_for_a_few_familys(world, seed):
    followed, family = families_of_many_sizes(world)
    held_out = drawn_by_share(followed, family, seed)
    kinds = len(np.unique(np.bincount(family, weights=followed)))
    assert abs(len(held_out) - 0.4 * len(family)) <= 2 * kinds * np.bincount(family).max()


def test_every_family_is_held_out_equally_often():
    followed, family = families_of_many_sizes(1)
    times = np.zeros(500)
    for seed in range(300):
        times[np.unique(family[drawn_by_share(followed, family, seed)])] += 1
    # a fair coin of 0.4 thrown 300 times strays by more than 5.5 standard errors in one of 20 million families
    assert np.abs(times / 300 - 0.4).max() < 5.5 * np.sqrt(0.4 * 0.6 / 300)


def test_all_cases_use_every_decision_once():
    split = of_all(cohort())
    assert sorted([*split.training, *split.held_out]) == list(range(900))


def test_inner_folds_stay_within_the_training_part():
    split = of_all(cohort())
    for fold in split.folds:
        assert sorted([*fold.training, *fold.validation]) == sorted(split.training)


def test_another_seed_draws_other_families():
    material = cohort()
    assert not np.array_equal(of_all(material, 1).held_out, of_all(material, 2).held_out)


@LAWS
@given(st.integers(0, 1000), st.sampled_from([6, 12]))
def test_outcomes_of_earlier_cases_were_known_before_the_last_block_began(seed, horizon):
    material = cohort(1500, prevalence=0.4, seed=seed)
    split = of_earlier(material, horizon)
    known = material.month[split.training] + np.timedelta64(horizon, "M")
    assert known.max() < material.month[split.held_out].min()


def test_earlier_cases_hold_out_the_last_third_from_the_first_of_a_month():
    material = cohort()
    split = of_earlier(material)
    assert len(split.held_out) == pytest.approx(300, abs=20)
    first = material.month[split.held_out].min()
    assert set(split.held_out) == set(np.flatnonzero(material.month >= first))


def test_inner_windows_grow_and_look_ahead():
    material = cohort(1500)
    folds = of_earlier(material).folds
    assert [len(fold.training) for fold in folds] == sorted(len(fold.training) for fold in folds)
    for fold in folds:
        assert material.month[fold.training].max() < material.month[fold.validation].min()


def test_records_too_short_for_follow_up_cannot_be_learnt_from_in_time():
    material = cohort()
    with pytest.raises(CannotLearn, match="follow-up"):
        of_earlier(material, horizon=60)


def test_a_part_of_one_kind_cannot_be_learnt_from():
    material = cohort()
    with pytest.raises(CannotLearn, match="too few"):
        splits.all_cases(
            np.zeros(900, dtype=bool),
            material.family,
            held_out=0.4,
            folds=2,
            validation=0.2,
            seed=1,
        )


def test_a_family_on_both_sides_is_refused():
    material = cohort()
    split = of_all(material)
    mixed = splits.Split(np.arange(0, 900, 2), np.arange(1, 900, 2), split.folds)
    with pytest.raises(ValueError, match="both sides"):
        splits.checked(mixed, material.followed, material.family)


def test_a_future_decision_in_training_is_refused():
    months = np.array(["2020-01", "2021-01"], dtype="datetime64[M]")
    with pytest.raises(ValueError, match="future"):
        splits.in_order(months, [(np.array([1]), np.array([0]))])
