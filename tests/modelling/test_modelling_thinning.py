import numpy as np

from helpers.modelling.thinning import FEWEST, thin

CHANCE = np.random.default_rng(5)


def cohort(rows=400, positives=40):
    followed = np.zeros(rows, dtype=bool)
    followed[:positives] = True
    columns = CHANCE.normal(size=(rows, 4)).astype(np.float32)
    columns[followed] += 1
    return columns, followed


def test_no_decision_for_which_the_outcome_followed_is_dropped():
    columns, followed = cohort()
    kept = thin(columns, followed, seed=1)
    assert followed[kept].sum() == followed.sum()


def test_some_of_the_others_are_dropped_and_the_rest_keep_their_order():
    columns, followed = cohort()
    kept = thin(columns, followed, seed=1)
    assert 0 < (~followed[kept]).sum() < (~followed).sum()
    assert (np.diff(kept) > 0).all()


def test_the_same_seed_keeps_the_same_rows():
    columns, followed = cohort()
    assert (thin(columns, followed, seed=1) == thin(columns, followed, seed=1)).all()


def test_too_few_of_a_kind_are_left_as_they_are():
    columns, followed = cohort(positives=FEWEST - 1)
    assert len(thin(columns, followed, seed=1)) == len(followed)
