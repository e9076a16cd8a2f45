"""Folds of families: everybody scored once, by a model that saw nobody of the family."""

import numpy as np
import pandas as pd
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from study_worlds import FEW, OUTCOME, events

from helpers import cohort
from helpers.features.structured import structured
from helpers.modelling.material import CannotLearn, Material
from helpers.outcomes.declare import outcome
from helpers.study.folded import family_folds, parts
from helpers.study.protocol import protocol

PERIOD = {"period_start": pd.Timestamp("2019-04-01"), "period_end": pd.Timestamp("2025-03-31")}


@given(
    family=st.lists(st.integers(0, 60), min_size=1, max_size=200),
    folds=st.integers(2, 6),
    seed=st.integers(0, 2**20),
)
@settings(deadline=None, max_examples=100)
def test_families_stay_together_and_folds_are_alike(family, folds, seed):
    family = np.array(family)
    followed = family % 4 == 0
    fold = family_folds(followed, family, folds=folds, seed=seed)
    of_family = pd.Series(fold).groupby(family).agg(["min", "max"])
    assert (of_family["min"] == of_family["max"]).all()
    many = np.bincount(of_family["min"], minlength=folds)
    assert many.max() - many.min() <= 1
    assert fold.max() < folds


def material(family, followed):
    rows = len(family)
    return Material(
        structured=np.zeros((rows, 1), np.float32),
        columns={"child_age_years": "the child"},
        texts=(),
        followed=np.array(followed),
        family=np.array(family),
        month=np.full(rows, np.datetime64("2020-01", "M")),
    )


def test_a_family_in_two_folds_is_a_mistake_of_ours_and_raises():
    leaking = material([0, 0, 1, 1], [True, False, True, False])
    with pytest.raises(ValueError, match="a family stands on both sides"):
        list(parts(np.array([0, 1, 1, 1]), leaking))


def test_a_fold_without_the_outcome_cannot_be_learnt():
    with pytest.raises(CannotLearn):
        list(parts(np.array([0, 0, 1, 1]), material([0, 1, 2, 3], [False, False, True, False])))


@pytest.mark.parametrize("design", protocol().groups.folded)
def test_everybody_is_scored_and_no_family_stands_in_two_folds(studied, design):
    (path,) = studied.path.parent.glob(f"folded-{OUTCOME}-{design}-{FEW.draws}/*/folded.parquet")
    (cohort_path,) = studied.path.parent.glob(f"cohort-{OUTCOME}/*/decisions.parquet")
    scored, decisions = pd.read_parquet(path), pd.read_parquet(cohort_path)
    assert len(scored) == len(decisions)
    assert scored["score"].between(0, 1).all()
    of_family = scored["fold"].groupby(decisions["family_id"])
    assert of_family.min().equals(of_family.max())


def test_out_of_fold_scores_lie_in_the_stages_and_nowhere_else(studied):
    holding = list(studied.place.rglob("folded.parquet"))
    assert len(holding) == len(protocol().groups.folded)
    assert all(path.is_relative_to(studied.path.parent) for path in holding)


def test_ethnicity_is_never_a_model_input():
    one, declared = events(children=60), outcome(OUTCOME)
    people = one["people"].assign(
        ethnicity=one["people"]["ethnicity"].map({"WBRI": "BAFR", "BAFR": "AIND"})
    )
    other = type(one)({**one, "people": people})
    built = [cohort.build(each, declared, **PERIOD) for each in (one, other)]
    assert not built[0].decisions["ethnicity"].equals(built[1].decisions["ethnicity"])
    read = [structured(each, of, declared) for each, of in zip((one, other), built, strict=True)]
    pd.testing.assert_frame_equal(*read)
