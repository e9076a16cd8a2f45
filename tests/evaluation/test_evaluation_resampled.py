import subprocess
import sys

import numpy as np
import pytest
from evaluation_reference import RANKING, plain
from hypothesis import given, settings
from hypothesis import strategies as st

from helpers.evaluation import metrics
from helpers.evaluation import resampled as resampled_room
from helpers.evaluation.resample import FamilyResamples
from helpers.evaluation.resampled import resampled

MEASURES = (*RANKING, *metrics.RATES)
CLOSE = 1e-9


@st.composite
def scored(draw, most=40):
    """A small model: equal scores, brothers and sisters, flags and subsets of any kind, often with nobody in a cell."""
    rows = draw(st.integers(1, most))
    chance = np.random.default_rng(draw(st.integers(0, 10_000)))
    levels = draw(st.integers(1, 12))
    return {
        "followed": chance.random(rows) < draw(st.sampled_from([0.0, 0.1, 0.4, 1.0])),
        "score": chance.integers(0, levels + 1, rows) / levels,
        "family": chance.integers(0, rows, rows),
        "flags": chance.random((draw(st.integers(0, 3)), rows)) < 0.4,
        "subsets": chance.random((3, rows)) < np.array([[1.0], [0.6], [0.2]]),
        "resamples": FamilyResamples(families=rows, seed=draw(st.integers(0, 99)), resamples=3),
    }


def measured(model, **changed):
    model = model | changed
    return resampled(model.pop("followed"), model.pop("score"), **model)


def weights_of(model):
    """Return the weights of all columns, the decisions as they are first, shape ``(rows, 1 + resamples)``."""
    drawn = np.hstack(list(model["resamples"].blocks()))[model["family"]]
    return np.hstack([np.ones((len(drawn), 1)), drawn])


def assert_as_plain(model):
    found, weights = measured(model), weights_of(model)
    for cut_off, flagged in enumerate(model["flags"]):
        for at, subset in enumerate(model["subsets"]):
            for column in range(weights.shape[1]):
                weight = weights[:, column] * subset
                expected = plain(model["followed"], model["score"], flagged, weight)
                here = [found.of(name, cut_off=cut_off)[at, column] for name in MEASURES]
                np.testing.assert_allclose(
                    here, [expected[name] for name in MEASURES], rtol=0, atol=CLOSE
                )


@settings(deadline=None, max_examples=60)
@given(scored())
def test_every_resample_agrees_with_the_plain_measures_of_weighted_decisions(model):
    assert_as_plain(model)


def test_many_decisions_and_resamples_agree_with_the_plain_measures():
    chance = np.random.default_rng(3)
    rows = 1500
    score = np.round(chance.random(rows), 2) * chance.integers(0, 2, rows)
    model = {
        "followed": chance.random(rows) < 0.1 * score,
        "score": score,
        "family": chance.integers(0, 900, rows),
        "flags": score >= np.array([[0.5], [0.9]]),
        "subsets": np.array([np.ones(rows, dtype=bool), chance.random(rows) < 0.1]),
        "resamples": FamilyResamples(families=900, seed=1, resamples=70),
    }
    assert_as_plain(model)


@settings(deadline=None, max_examples=40)
@given(scored())
def test_a_resample_equals_writing_each_row_as_often_as_its_family_was_drawn(model):
    found, times = measured(model), weights_of(model)[:, -1].astype(int)
    rows = np.repeat(np.arange(len(times)), times)
    again = measured(
        model,
        followed=model["followed"][rows],
        score=model["score"][rows],
        family=model["family"][rows],
        flags=model["flags"][:, rows],
        subsets=model["subsets"][:, rows],
    )
    np.testing.assert_allclose(
        found.average_precision[:, -1], again.average_precision[:, 0], atol=CLOSE
    )
    np.testing.assert_array_equal(found.cells[..., -1], again.cells[..., 0])


@settings(deadline=None, max_examples=40)
@given(scored())
def test_a_constant_score_has_the_prevalence_for_average_precision(model):
    found = measured(model, score=np.full(len(model["score"]), 0.3))
    computable = found.followed > 0
    np.testing.assert_allclose(
        found.average_precision[computable], found.prevalence[computable], atol=CLOSE
    )
    assert np.isin(found.roc_auc[np.isfinite(found.roc_auc)], 0.5).all()


@settings(deadline=None, max_examples=40)
@given(scored())
def test_rankings_do_not_change_when_scores_are_bent_but_keep_their_order(model):
    found, bent = measured(model), measured(model, score=model["score"] ** 3 / 2 + 0.1)
    np.testing.assert_array_equal(found.roc_auc, bent.roc_auc)
    np.testing.assert_array_equal(found.average_precision, bent.average_precision)


@settings(deadline=None, max_examples=40)
@given(scored())
def test_decision_tables_of_two_halves_add_up_to_that_of_all(model):
    half = model["subsets"][1]
    found = measured(model, subsets=np.array([np.ones_like(half), half, ~half]))
    everyone, one, other = (found.cells[:, :, subset] for subset in range(3))
    np.testing.assert_array_equal(one + other, everyone)
    np.testing.assert_array_equal(
        everyone.sum(axis=1), found.weight[None, 0].repeat(len(everyone), 0)
    )


@settings(deadline=None, max_examples=40)
@given(scored())
def test_a_group_for_whom_the_outcome_never_followed_is_undefined_and_not_nought(model):
    found = measured(model, subsets=np.array([~model["followed"]]))
    assert np.isnan(found.average_precision).all()
    assert np.isnan(found.roc_auc).all()
    for cut_off in range(len(model["flags"])):
        assert np.isnan(found.of("false_negative_rate", cut_off=cut_off)).all()


@pytest.fixture(scope="module")
def model():
    chance = np.random.default_rng(5)
    score = chance.random(500)
    return {
        "followed": chance.random(500) < score / 3,
        "score": score,
        "family": chance.integers(0, 300, 500),
        "flags": score[None] > 0.7,
        "subsets": np.array([np.ones(500, dtype=bool), score > 0.3]),
        "resamples": FamilyResamples(families=300, seed=2, resamples=500),
    }


def test_the_number_of_threads_changes_nothing(model):
    one, two = measured(model, threads=1), measured(model, threads=2)
    for name in ("average_precision", "roc_auc", "brier", "weight", "followed", "cells"):
        np.testing.assert_array_equal(getattr(one, name), getattr(two, name))


def test_a_worker_process_uses_one_thread_since_there_is_one_for_each_core(monkeypatch):
    assert resampled_room.default_threads() == 2
    monkeypatch.setattr(resampled_room.multiprocessing, "parent_process", object)
    assert resampled_room.default_threads() == 1


def test_more_resamples_begin_with_the_fewer(model):
    fewer = measured(model, resamples=FamilyResamples(families=300, seed=2, resamples=10))
    np.testing.assert_array_equal(
        fewer.average_precision, measured(model).average_precision[:, :11]
    )


def test_a_large_family_drawn_often_is_counted_in_full():
    rows = 9000
    drawn = FamilyResamples(families=1, seed=0, resamples=2000)
    found = measured(
        {
            "followed": np.arange(rows) % 2 == 0,
            "score": np.zeros(rows),
            "family": np.zeros(rows, dtype=int),
            "flags": np.zeros((0, rows), dtype=bool),
            "subsets": np.ones((1, rows), dtype=bool),
            "resamples": drawn,
        }
    )
    assert found.weight.max() >= 5 * rows
    np.testing.assert_array_equal(found.weight[0, 1:], rows * np.hstack(list(drawn.blocks()))[0])


@pytest.mark.parametrize(
    "wrong",
    [
        {"family": np.full(500, 300)},
        {"family": np.full(500, -1)},
        {"family": np.zeros(499, dtype=int)},
        {"score": np.full(500, np.nan)},
        {"flags": np.zeros((1, 499), dtype=bool)},
        {"subsets": np.ones((1, 501), dtype=bool)},
    ],
    ids=["unknown family", "no family", "few families", "no score", "few flags", "many members"],
)
def test_arrays_that_do_not_go_together_are_refused(model, wrong):
    with pytest.raises(ValueError, match=r"there are scores|not a number|not one of"):
        measured(model, **wrong)


def test_who_resamples_nothing_does_not_wait_for_the_compiler():
    program = "import sys, helpers.evaluation.judge; sys.exit('numba' in sys.modules)"
    assert subprocess.run([sys.executable, "-c", program], check=False).returncode == 0
