"""What a model that knows so much can reach: against a table, against simulation, and by its laws."""

import math

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from scipy.stats import norm
from sklearn.metrics import average_precision_score, roc_auc_score

from helpers.errors import SecondLookError
from helpers.truth.bar import known, what_the_bar_asks
from helpers.truth.liability import MOST, Liability, explained_for

SHARES = (0.1, 0.2, 0.3, 0.4, 0.5, 0.6, 0.7, 0.8)
TABLE = {
    0.01: (0.030, 0.055, 0.092, 0.142, 0.210, 0.299, 0.413, 0.558),
    0.02: (0.052, 0.087, 0.134, 0.194, 0.270, 0.362, 0.475, 0.612),
    0.05: (0.107, 0.160, 0.221, 0.293, 0.374, 0.467, 0.573, 0.693),
    0.10: (0.185, 0.252, 0.323, 0.398, 0.479, 0.566, 0.660, 0.761),
    0.15: (0.254, 0.328, 0.401, 0.476, 0.553, 0.633, 0.716, 0.804),
    0.20: (0.317, 0.394, 0.467, 0.539, 0.612, 0.685, 0.759, 0.835),
    0.30: (0.432, 0.509, 0.578, 0.642, 0.704, 0.763, 0.822, 0.881),
}
"""Average precision by prevalence and share explained, from an independent calculation to three digits."""
NEEDED = {0.02: 0.82, 0.05: 0.77, 0.10: 0.69, 0.15: 0.62}
"""The share to be explained for an average precision of .65, from the same calculation."""

prevalences = st.floats(0.01, 0.4)
explained = st.floats(0.0, 0.95)


@pytest.mark.parametrize("prevalence", TABLE)
def test_average_precision_is_that_of_an_independent_calculation(prevalence):
    ours = [Liability(prevalence=prevalence, explained=one).average_precision for one in SHARES]
    assert ours == pytest.approx(TABLE[prevalence], abs=0.002)


@pytest.mark.parametrize("prevalence", NEEDED)
def test_what_the_mark_needs_is_that_of_an_independent_calculation(prevalence):
    needed = explained_for("average_precision", 0.65, prevalence=prevalence)
    assert needed == pytest.approx(NEEDED[prevalence], abs=0.006)


@pytest.mark.parametrize(("prevalence", "share"), [(0.03, 0.46), (0.2, 0.7)])
def test_a_simulated_population_comes_to_the_same(prevalence, share):
    chance = np.random.default_rng(11)
    score = chance.standard_normal(600_000)
    rest = chance.standard_normal(600_000)
    liability = math.sqrt(share) * score + math.sqrt(1 - share) * rest
    followed = liability > norm.isf(prevalence)
    model = Liability(prevalence=prevalence, explained=share)
    assert average_precision_score(followed, score) == pytest.approx(model.average_precision, abs=0.01)  # fmt: skip
    assert roc_auc_score(followed, score) == pytest.approx(model.roc_auc, abs=0.004)
    flagged = score >= np.quantile(score, 0.9)
    line = model.where_flagged(0.1)
    assert followed[flagged].mean() == pytest.approx(line.precision, abs=0.01)
    assert flagged[followed].mean() == pytest.approx(line.recall, abs=0.01)


@pytest.mark.parametrize(("prevalence", "share"), [(0.02, 0.2), (0.05, 0.4), (0.3, 0.5)])
def test_the_area_is_near_the_approximation_of_wray_and_others(prevalence, share):
    threshold = norm.isf(prevalence)
    above = norm.pdf(threshold) / prevalence
    below = -above * prevalence / (1 - prevalence)
    spread = (1 - share * above * (above - threshold)) + (1 - share * below * (below - threshold))
    area = norm.cdf((above - below) * share / math.sqrt(share * spread))
    assert Liability(prevalence=prevalence, explained=share).roc_auc == pytest.approx(area, abs=0.01)  # fmt: skip


@given(prevalences)
@settings(max_examples=20, deadline=None)
def test_who_knows_nothing_guesses(prevalence):
    model = Liability(prevalence=prevalence, explained=0)
    assert model.average_precision == pytest.approx(prevalence, abs=1e-4)
    assert model.roc_auc == pytest.approx(0.5, abs=1e-4)


@given(prevalences, explained)
@settings(max_examples=30, deadline=None)
def test_who_knows_more_does_better(prevalence, share):
    less, more = (Liability(prevalence=prevalence, explained=one) for one in (share, share + 0.04))
    assert more.average_precision > less.average_precision
    assert more.roc_auc > less.roc_auc


@given(prevalences, explained, st.floats(0.02, 0.9))
@settings(max_examples=30, deadline=None)
def test_right_flags_are_the_same_counted_either_way(prevalence, share, flagged):
    line = Liability(prevalence=prevalence, explained=share).where_flagged(flagged)
    assert line.precision * flagged == pytest.approx(line.recall * prevalence, abs=2e-4)


@given(prevalences, st.floats(0.01, 0.9), st.sampled_from(["average_precision", "roc_auc"]))
@settings(max_examples=20, deadline=None)
def test_what_is_needed_for_a_value_comes_to_it(prevalence, share, measure):
    reached = getattr(Liability(prevalence=prevalence, explained=share), measure)
    assert explained_for(measure, reached, prevalence=prevalence) == pytest.approx(share, abs=1e-3)


@pytest.mark.parametrize("recall", [0.2, 0.8])
def test_the_line_that_finds_so_many_finds_so_many(recall):
    line = Liability(prevalence=0.03, explained=0.4).where_found(recall)
    assert line.recall == pytest.approx(recall, abs=1e-3)


@pytest.mark.parametrize(
    "wrong", [{"prevalence": 0}, {"prevalence": 1}, {"explained": -0.1}, {"explained": 1}]
)
def test_impossible_shares_are_refused(wrong):
    with pytest.raises(SecondLookError, match="is impossible"):
        Liability(**({"prevalence": 0.1, "explained": 0.5} | wrong))


@pytest.mark.parametrize("value", [0.05, 1.0])
def test_values_that_nothing_comes_to_are_refused(value):
    with pytest.raises(SecondLookError, match="no share explained"):
        explained_for("average_precision", value, prevalence=0.1)


@pytest.mark.parametrize(
    ("reached", "share"), [(0.03, 0.0), (0.05, 0.0), (1.0, MOST)], ids=["worse", "guess", "all"]
)
def test_a_model_at_an_end_knows_nothing_or_all(reached, share):
    assert known(0.05, reached) == share


def test_the_same_area_leaves_more_false_alarms_where_outcomes_are_rarer():
    wrong = [1 - one.one_in_five.precision for one in what_the_bar_asks([]).of_one_area]
    assert wrong == sorted(wrong, reverse=True)


def test_every_asked_pair_is_answered():
    pairs = [(0.03, 0.1), (0.05, 0.3)]
    assert list(what_the_bar_asks(pairs).explained) == pairs
