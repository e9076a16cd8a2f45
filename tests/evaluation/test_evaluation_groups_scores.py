from dataclasses import replace

import numpy as np
import pytest
from evaluation_groups import RULE, drawn, made_up
from hypothesis import given, settings
from hypothesis import strategies as st

from helpers.evaluation import metrics
from helpers.evaluation.groups import cells
from helpers.evaluation.groups.cells import cell_sums
from helpers.evaluation.groups.scores import walk
from helpers.evaluation.intervals import families_carrying


def walked(scores, *, resamples=20):
    return walk(scores, pairs=True, resamples=drawn(resamples), rule=RULE)


@st.composite
def counted(draw):
    """A small cohort with flags and subsets of any kind, often with nobody in a cell."""
    rows = draw(st.integers(1, 40))
    chance = np.random.default_rng(draw(st.integers(0, 10_000)))
    return {
        "followed": chance.random(rows) < draw(st.sampled_from([0.0, 0.3, 1.0])),
        "score": chance.random(rows),
        "family": chance.integers(0, rows, rows),
        "flags": chance.random((draw(st.integers(0, 3)), rows)) < 0.4,
        "subsets": chance.random((3, rows)) < np.array([[1.0], [0.6], [0.2]]),
        "resamples": drawn(3, families=rows),
    }


@settings(deadline=None, max_examples=60)
@given(counted())
def test_sums_are_those_of_the_weights_of_the_decisions_in_question(cohort):
    weights = np.hstack(list(cohort["resamples"].blocks()))[cohort["family"]]
    weights = np.hstack([np.ones((len(weights), 1)), weights])
    plain = dict(cohort)
    found = cell_sums(plain.pop("followed"), plain.pop("score"), **plain)
    np.testing.assert_allclose(
        found.expected, cohort["subsets"] @ (cohort["score"][:, None] * weights)
    )
    for cut_off, flagged in enumerate(cohort["flags"]):
        marks = metrics.cells_of(cohort["followed"], flagged)
        for name, parts in metrics.RATES.items():
            for sums, those in zip(found.rate(name, cut_off), parts, strict=True):
                among = np.any([marks[cell] for cell in those], axis=0)
                np.testing.assert_array_equal(sums, (cohort["subsets"] & among) @ weights)


def test_families_are_counted_within_each_group_and_outside_it():
    scores = made_up()
    found = walked(scores)
    flagged = scores.flags["one half"]
    expected = [
        [len(np.unique(scores.family[flagged & rows])) for rows in sets]
        for sets in (found.subsets, ~found.subsets)
    ]
    assert found.families(flagged).tolist() == expected


def test_families_that_carry_a_group_are_those_of_the_rarer_outcome():
    scores = made_up()
    found = walked(scores)
    expected = [
        families_carrying(scores.followed[rows], scores.family[rows]) for rows in found.subsets
    ]
    assert found.carried_by()[0].tolist() == expected


def test_any_number_of_threads_gives_the_same_sums(monkeypatch):
    several = walked(made_up(), resamples=200).found
    monkeypatch.setattr(cells, "default_threads", lambda: 1)
    alone = walked(made_up(), resamples=200).found
    assert np.array_equal(several.weight, alone.weight)
    assert np.array_equal(several.expected, alone.expected)


@pytest.mark.parametrize(
    ("change", "told"),
    [
        ({"family": np.full(3000, 1800)}, "not one of its cohort"),
        ({"flags": {"one half": np.ones(10, dtype=bool)}}, "as many rows"),
        ({"score": np.full(3000, np.nan)}, "between 0 and 1"),
    ],
)
def test_arrays_that_make_no_sense_are_refused(change, told):
    with pytest.raises(ValueError, match=told):
        walked(replace(made_up(), **change))
