"""The three algorithms of the study, with its search spaces.

Each learner draws candidates and returns the scores of all of them at once, so that work shared by candidates is
done once. Ranges follow the study's released code: trees 5 to 20 deep, splitting 20 to 40 decisions or more, on up
to 0.8 of the columns; logistic regression, standardised, penalty C from 0.001 to 0.1, L1 or L2; gradient boosting
with 50 to 150 trees, 5 to 10 deep, on up to 0.8 of the columns. Boosting uses histograms of the columns
(scikit-learn's HistGradientBoostingClassifier), which is many times faster than the exact form and ranks alike.
"""

import math
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass

import numpy as np
import numpy.typing as npt
from sklearn.ensemble import HistGradientBoostingClassifier
from sklearn.linear_model import LogisticRegression
from sklearn.preprocessing import StandardScaler
from sklearn.tree import DecisionTreeClassifier

from helpers.evaluation import streams

Matrix = npt.NDArray[np.float32]
Marks = npt.NDArray[np.bool_]
Scores = npt.NDArray[np.float64]
Settings = Mapping[str, int | float | str]

TREE_COUNTS = 6
"""Candidates of boosting that share everything but the number of trees: one fit serves them, tree by tree."""

MOST_LEAVES = 15
"""Leaves of a boosted tree, grown best first: a few hundred positives feed no more, and fewer cost half the time."""


@dataclass(frozen=True)
class Learner:
    """One algorithm.

    Attributes
    ----------
    draw
        ``draw(draws, seed)``: the candidates.
    score
        ``score(candidates, columns, followed, others, seed)``: fit each candidate on ``columns`` and return the scores
        of ``others``, shape ``(others, candidates)``.
    """

    draw: Callable[[int, int], list[Settings]]
    score: Callable[[Sequence[Settings], Matrix, Marks, Matrix, int], Scores]


def _draw_trees(draws: int, seed: int) -> list[Settings]:
    depth, columns, split = _dice(draws, 3, "decision_tree", seed)
    return [
        {
            "max_depth": _whole(depth[i], 5, 20),
            "max_features": _share(columns[i]),
            "min_samples_split": _whole(split[i], 20, 40),
        }
        for i in range(draws)
    ]


def _score_trees(
    candidates: Sequence[Settings], columns: Matrix, followed: Marks, others: Matrix, seed: int
) -> Scores:
    models = [DecisionTreeClassifier(**one, random_state=seed) for one in candidates]
    return _probabilities([model.fit(columns, followed).predict_proba(others) for model in models])


def _draw_logistic(draws: int, seed: int) -> list[Settings]:
    strength, kind = _dice(draws, 2, "logistic_regression", seed)
    return [
        {
            "C": round(10 ** (-3 + 2 * strength[i]), 6),
            "penalty": "L1" if kind[i] < 0.5 else "L2",
        }
        for i in range(draws)
    ]


def _score_logistic(
    candidates: Sequence[Settings], columns: Matrix, followed: Marks, others: Matrix, seed: int
) -> Scores:
    scaler = StandardScaler().fit(columns)
    # in single precision, lbfgs gives up where words and pairs of words say nearly the same
    standard = scaler.transform(columns).astype(np.float64)
    others = scaler.transform(others).astype(np.float64)
    found = []
    for one in candidates:
        if one["penalty"] == "L1":
            # liblinear penalises the intercept; scaling it up makes that penalty small
            model = LogisticRegression(
                C=one["C"],
                l1_ratio=1,
                solver="liblinear",
                intercept_scaling=10,
                tol=1e-3,
                max_iter=1000,
                random_state=seed,
            )
        else:
            model = LogisticRegression(C=one["C"], tol=1e-6, max_iter=1000)
        found.append(model.fit(standard, followed).predict_proba(others))
    return _probabilities(found)


def _draw_boosting(draws: int, seed: int) -> list[Settings]:
    shapes = math.ceil(draws / TREE_COUNTS)
    depth, columns = _dice(shapes, 2, "gradient_boosting", seed)
    (trees,) = _dice(draws, 1, "number of trees", seed)
    return [
        {
            "max_depth": _whole(depth[i // TREE_COUNTS], 5, 10),
            "max_features": _share(columns[i // TREE_COUNTS]),
            "trees": _whole(trees[i], 50, 150),
        }
        for i in range(draws)
    ]


def _score_boosting(
    candidates: Sequence[Settings], columns: Matrix, followed: Marks, others: Matrix, seed: int
) -> Scores:
    found = np.empty((len(others), len(candidates)))
    shapes = {(one["max_depth"], one["max_features"]) for one in candidates}
    for shape in sorted(shapes):
        wanted = {
            i: int(one["trees"])
            for i, one in enumerate(candidates)
            if (one["max_depth"], one["max_features"]) == shape
        }
        model = HistGradientBoostingClassifier(
            max_iter=max(wanted.values()),
            max_depth=shape[0],
            max_features=shape[1],
            max_bins=64,
            max_leaf_nodes=MOST_LEAVES,
            early_stopping=False,
            random_state=seed,
        ).fit(columns, followed)
        for trees, scores in enumerate(model.staged_predict_proba(others), start=1):
            for i in (i for i, number in wanted.items() if number == trees):
                found[:, i] = scores[:, 1]
    return found


LEARNERS: Mapping[str, Learner] = {
    "decision_tree": Learner(_draw_trees, _score_trees),
    "logistic_regression": Learner(_draw_logistic, _score_logistic),
    "gradient_boosting": Learner(_draw_boosting, _score_boosting),
}
"""The algorithms by name."""


def _dice(rows: int, columns: int, name: str, seed: int) -> Scores:
    return streams.uniform(rows * columns, "search", name, seed).reshape(rows, columns).T


def _whole(share: float, low: int, high: int) -> int:
    return low + int(share * (high - low + 1))


def _share(share: float) -> float:
    return round(0.05 + 0.75 * share, 4)


def _probabilities(found: Sequence[Scores]) -> Scores:
    return np.stack([scores[:, 1] for scores in found], axis=1).astype(np.float64)
