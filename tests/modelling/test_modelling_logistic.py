import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from sklearn.linear_model import LogisticRegression
from sklearn.preprocessing import StandardScaler

from helpers.evaluation import metrics
from helpers.modelling import lasso, logistic, ridge
from helpers.modelling.material import CannotLearn

STRENGTHS = (0.001, 0.003, 0.01, 0.03, 0.1)


def decisions(rows=900, columns=12, *, seed=0):
    """Made-up decisions: columns that go together, a rare mark among them, one outcome in ten."""
    chance = np.random.default_rng(seed)
    shared = chance.normal(size=(rows, 1))
    made = (chance.normal(size=(rows, columns)) + 0.7 * shared).astype(np.float32)
    made[:, -1] = chance.random(rows) < 0.03
    lean = 1.2 * made[:, 0] - 0.8 * made[:, 1] + 1.5 * made[:, -1] - 3
    return made, chance.random(rows) < 1 / (1 + np.exp(-lean))


def candidates(kind, strengths=STRENGTHS):
    return [{"C": strength, "penalty": kind} for strength in strengths]


def by_scikit_learn(one, columns, followed, others):
    """The same objective, its intercept free, to a tight tolerance."""
    scaler = StandardScaler().fit(columns.astype(np.float64))
    model = LogisticRegression(C=one["C"], solver="newton-cholesky", tol=1e-10, max_iter=1000)
    if one["penalty"] == "L1":
        # liblinear penalises the intercept; scaling it far up leaves it next to free
        model = LogisticRegression(
            C=one["C"],
            l1_ratio=1,
            solver="liblinear",
            intercept_scaling=1e5,
            tol=1e-8,
            max_iter=10_000,
            random_state=0,
        )
    model.fit(scaler.transform(columns.astype(np.float64)), followed)
    chances = model.predict_proba(scaler.transform(others.astype(np.float64)))[:, 1]
    return model.coef_[0], chances


@pytest.mark.parametrize("kind", ["L1", "L2"])
@pytest.mark.parametrize("number", range(len(STRENGTHS)))
def test_chances_are_those_of_scikit_learn_at_every_penalty(kind, number):
    columns, followed = decisions()
    others, _ = decisions(seed=1)
    drawn = candidates(kind)
    _, chances = by_scikit_learn(drawn[number], columns, followed, others)
    found = logistic.fit(drawn, columns, followed, 0).score(others)[:, number]
    assert found == pytest.approx(chances, abs=2e-4)


@pytest.mark.parametrize("kind", ["L1", "L2"])
def test_weights_are_those_of_scikit_learn_at_the_loosest_penalty(kind):
    columns, followed = decisions()
    drawn = candidates(kind)
    weights, _ = by_scikit_learn(drawn[-1], columns, followed, columns)
    found = logistic.fit(drawn, columns, followed, 0).weights()[-1]
    assert found == pytest.approx(weights, abs=1e-3)


@pytest.mark.parametrize("kind", ["L1", "L2"])
def test_with_more_columns_than_decisions_chances_are_those_of_scikit_learn(kind):
    columns, followed = decisions(80, columns=200)
    others, _ = decisions(columns=200, seed=1)
    drawn = candidates(kind)
    expected = [by_scikit_learn(one, columns, followed, others)[1] for one in drawn]
    found = logistic.fit(drawn, columns, followed, 0).score(others)
    assert found == pytest.approx(np.stack(expected, axis=1), abs=2e-4)


def test_a_column_twice_shares_its_weight_under_a_penalty_on_squares():
    columns, followed = decisions()
    twice = np.hstack([columns, columns[:, :1]])
    weights = logistic.fit(candidates("L2"), twice, followed, 0).weights()
    assert weights[:, -1] == pytest.approx(weights[:, 0], rel=1e-3)


@pytest.mark.parametrize(("kind", "room"), [("L1", lasso), ("L2", ridge)])
def test_a_fit_that_does_not_come_to_rest_is_refused(kind, room, monkeypatch):
    monkeypatch.setattr(room, "_MOST_ROUNDS", 1)
    columns, followed = decisions()
    with pytest.raises(CannotLearn, match="does not come to rest"):
        logistic.fit(candidates(kind), columns, followed, 0)


@pytest.mark.parametrize("kind", ["L1", "L2"])
def test_average_precision_differs_from_penalty_to_penalty(kind):
    columns, followed = decisions(4000, columns=40)
    others, outcomes = decisions(4000, columns=40, seed=1)
    strengths = (0.008, 0.015, 0.03, 0.06, 0.1)
    scores = logistic.fit(candidates(kind, strengths), columns, followed, 0).score(others)
    found = [metrics.average_precision(outcomes, column) for column in scores.T]
    assert len({round(value, 4) for value in found}) == len(strengths)


@pytest.mark.parametrize("kind", ["L1", "L2"])
def test_no_slope_is_left_at_the_weights_found(kind):
    columns, followed = decisions()
    fitted = logistic.fit(candidates(kind), columns, followed, 0)
    standard = (columns - fitted.centre) / fitted.spread
    slope = (fitted.score(columns) - followed[:, None]).T @ standard
    penalty = 1 / np.array(STRENGTHS)[:, None]
    if kind == "L2":
        left = np.abs(slope + penalty * fitted.coefficients)
    else:
        standing = fitted.coefficients != 0
        at_nought = np.maximum(np.abs(slope) - penalty, 0)
        moved = np.abs(slope + penalty * np.sign(fitted.coefficients))
        left = np.where(standing, moved, at_nought)
    assert left.max() < 2e-3 * np.abs(slope).max()


def test_the_intercept_is_free_of_penalty():
    columns, followed = decisions()
    fitted = logistic.fit(candidates("L2"), columns, followed, 0)
    assert fitted.score(columns).mean(axis=0) == pytest.approx(followed.mean(), rel=1e-4)


def test_a_strong_absolute_penalty_leaves_the_share_of_outcomes_for_everybody():
    columns, followed = decisions()
    fitted = logistic.fit(candidates("L1", [1e-5]), columns, followed, 0)
    assert fitted.score(columns)[:, 0] == pytest.approx(followed.mean())


def test_the_order_of_candidates_does_not_matter():
    columns, followed = decisions()
    drawn = candidates("L1") + candidates("L2")
    there = logistic.fit(drawn, columns, followed, 0).score(columns)
    back = logistic.fit(drawn[::-1], columns, followed, 0).score(columns)
    assert there == pytest.approx(back[:, ::-1])


def test_columns_that_say_the_same_of_everybody_change_nothing():
    columns, followed = decisions()
    drawn = candidates("L1") + candidates("L2")
    without = logistic.fit(drawn, columns, followed, 0).score(columns)
    same = np.full((len(columns), 1), 0.1, dtype=np.float32)
    wider = np.hstack([same, columns, np.zeros_like(same)])
    assert logistic.fit(drawn, wider, followed, 0).score(wider) == pytest.approx(without)


def test_a_column_new_among_the_others_counts_for_nothing():
    columns, followed = decisions()
    columns[:, 3] = 0
    others = columns.copy()
    others[:, 3] = 7
    fitted = logistic.fit(candidates("L2"), columns, followed, 0)
    assert (fitted.score(columns) == fitted.score(others)).all()


@pytest.mark.parametrize("kind", ["L1", "L2"])
def test_perfectly_separated_decisions_are_learnt(kind):
    columns, _ = decisions()
    followed = columns[:, 0] > 1
    scores = logistic.fit(candidates(kind), columns, followed, 0).score(columns)
    assert metrics.average_precision(followed, scores[:, -1]) > 0.95


@pytest.mark.parametrize("way", [True, False])
def test_decisions_that_all_went_the_same_way_are_refused(way):
    columns, followed = decisions()
    with pytest.raises(CannotLearn, match="all went the same way"):
        logistic.fit(candidates("L2"), columns, np.full_like(followed, way), 0)


@settings(max_examples=25, deadline=None)
@given(
    seed=st.integers(0, 2**16),
    rows=st.integers(20, 80),
    width=st.integers(1, 60),
    spread=st.floats(0.1, 6),
)
def test_columns_of_any_kind_give_chances(seed, rows, width, spread):
    chance = np.random.default_rng(seed)
    columns = np.exp(spread * chance.normal(size=(rows, width))).astype(np.float32)
    columns[:, chance.random(width) < 0.3] = 0
    followed = np.arange(rows) < 3
    drawn = candidates("L1", (0.001, 0.1, 10)) + candidates("L2", (0.001, 0.1, 10))
    scores = logistic.fit(drawn, columns, followed, 0).score(columns)
    assert ((scores >= 0) & (scores <= 1)).all()
