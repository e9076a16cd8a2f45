"""What learning costs: every candidate of a fold at once, beside the same candidates one by one in scikit-learn.

One fold of a cohort of 24,000 made-up decisions, as the search meets it, with the records alone and with words. Scores
of trees and boosting must be the same bit for bit; average precision of logistic regression must agree at each
candidate, not only at the best. Time is that of computing, on one numeric thread.
"""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from time import process_time

from measuring import held  # isort: skip - sets the number of numeric threads first

import numpy as np
import numpy.typing as npt
from sklearn.ensemble import HistGradientBoostingClassifier
from sklearn.linear_model import LogisticRegression
from sklearn.preprocessing import StandardScaler
from sklearn.tree import DecisionTreeClassifier

from helpers.errors import SecondLookError
from helpers.evaluation.metrics import average_precision
from helpers.modelling.boosting import MOST_LEAVES
from helpers.modelling.learners import LEARNERS, Settings

Matrix = npt.NDArray[np.float32]
Marks = npt.NDArray[np.bool_]
Scores = npt.NDArray[np.float64]

LEARNING, OTHERS, RECORDS, WORDS = 11_500, 2_900, 106, 300
DRAWS, FEW_TREES, FEW_BOOSTED, SEED = 50, 10, 6, 1
CLOSE = 0.002


@dataclass(frozen=True, kw_only=True)
class Fold:
    """Made-up decisions to learn from, and others to score."""

    columns: Matrix
    followed: Marks
    others: Matrix
    outcomes: Marks


def made_up(*, words: int) -> Fold:
    """Return a fold in which one decision in 25 is followed by the outcome.

    Records are counts, marks and times that go together; words stand in few of the notes each.
    """
    chance = np.random.default_rng(SEED)
    rows = LEARNING + OTHERS
    burden = chance.normal(size=(rows, 4))
    known = burden @ chance.normal(size=(4, RECORDS)) / 2 + chance.normal(size=(rows, RECORDS))
    known[:, : RECORDS // 3] = np.floor(np.exp(known[:, : RECORDS // 3] / 2))
    known[:, RECORDS // 3 : 2 * RECORDS // 3] = known[:, RECORDS // 3 : 2 * RECORDS // 3] > 1.2
    frequency = 0.4 / (1 + np.arange(words) / 10)
    said = chance.random((rows, words)) < frequency
    notes = said / np.sqrt(np.maximum(said.sum(axis=1, keepdims=True), 1))
    columns = np.ascontiguousarray(np.hstack([known, notes]), dtype=np.float32)
    effect = np.where(chance.random(RECORDS) < 0.15, chance.normal(size=RECORDS), 0)
    lean = 0.25 * (known - known.mean(axis=0)) / known.std(axis=0) @ effect + 0.9 * burden[:, 0]
    lean += said[:, :20] @ chance.normal(0, 0.3, 20) if words else 0
    followed = chance.random(rows) < 1 / (1 + np.exp(4.1 - lean))
    return Fold(
        columns=columns[:LEARNING],
        followed=followed[:LEARNING],
        others=columns[LEARNING:],
        outcomes=followed[LEARNING:],
    )


def logistic_one_by_one(candidates: list[Settings], fold: Fold) -> Scores:
    """Fit each penalty from the beginning: L1 by liblinear, L2 by lbfgs."""
    scaler = StandardScaler().fit(fold.columns)
    standard, others = (
        scaler.transform(part).astype(np.float64) for part in (fold.columns, fold.others)
    )
    found = []
    for one in candidates:
        model = LogisticRegression(C=one["C"], tol=1e-6, max_iter=1000)
        if one["penalty"] == "L1":
            model = LogisticRegression(
                C=one["C"],
                l1_ratio=1,
                solver="liblinear",
                intercept_scaling=10,
                tol=1e-3,
                max_iter=1000,
                random_state=SEED,
            )
        found.append(model.fit(standard, fold.followed).predict_proba(others)[:, 1])
    return np.stack(found, axis=1)


def trees_one_by_one(candidates: list[Settings], fold: Fold) -> Scores:
    """Grow each tree as one would by hand."""
    models = [DecisionTreeClassifier(**one, random_state=SEED) for one in candidates]
    found = [model.fit(fold.columns, fold.followed).predict_proba(fold.others) for model in models]
    return np.stack([scores[:, 1] for scores in found], axis=1)


def boosting_one_by_one(candidates: list[Settings], fold: Fold) -> Scores:
    """Boost each candidate from its first tree."""
    found = []
    for one in candidates:
        model = HistGradientBoostingClassifier(
            max_iter=one["trees"],
            max_depth=one["max_depth"],
            max_features=one["max_features"],
            max_bins=64,
            max_leaf_nodes=MOST_LEAVES,
            early_stopping=False,
            random_state=SEED,
        )
        found.append(model.fit(fold.columns, fold.followed).predict_proba(fold.others)[:, 1])
    return np.stack(found, axis=1)


def together(name: str, candidates: list[Settings], fold: Fold) -> Scores:
    """Score as the search does."""
    return LEARNERS[name].score(candidates, fold.columns, fold.followed, fold.others, SEED)


def computing(work: Callable[[], Scores]) -> tuple[Scores, float]:
    """Return what a call found, and the seconds of computing it took."""
    began = process_time()
    found = work()
    return found, process_time() - began


def logistic(where: str, fold: Fold, *, at_least: float) -> None:
    """Compare every candidate's average precision, then the time of all."""
    candidates = LEARNERS["logistic_regression"].draw(DRAWS, SEED)
    together("logistic_regression", candidates[:2], fold)
    mine, seconds = computing(lambda: together("logistic_regression", candidates, fold))
    theirs, plain = computing(lambda: logistic_one_by_one(candidates, fold))
    here, there = (
        np.array([average_precision(fold.outcomes, column) for column in scores.T])
        for scores in (mine, theirs)
    )
    apart = float(np.abs(here - there).max())
    if apart > CLOSE:
        raise SecondLookError(
            f"average precision of a penalty is {apart:.4f} from scikit-learn's",
            where="benchmarks/modelling.py",
        )
    absolute = np.array([one["penalty"] == "L1" for one in candidates])
    chances = np.abs(mine - theirs).max(axis=0)
    held(
        f"logistic regression, {DRAWS} penalties, {where}: one by one in scikit-learn",
        plain / seconds,
        "times the computing",
        at_least=at_least,
        beside=(
            f"{seconds:.2f} s beside {plain:.1f} s; average precision within {apart:.4f} at each penalty "
            f"(from {here.min():.3f} to {here.max():.3f}, {len(np.unique(here))} different), chances within "
            f"{chances[~absolute].max():.4f} (L2) and {chances[absolute].max():.4f} (L1: liblinear penalises the intercept)"
        ),
    )


def bit_equal(
    name: str,
    where: str,
    fold: Fold,
    one_by_one: Callable[[list[Settings], Fold], Scores],
    *,
    draws: int,
) -> None:
    """Show that scores are the same, then print the ratio and what a fold's whole search costs."""
    candidates = LEARNERS[name].draw(DRAWS, SEED)[:draws]
    mine, seconds = computing(lambda: together(name, candidates, fold))
    theirs, plain = computing(lambda: one_by_one(candidates, fold))
    if not (mine == theirs).all():
        raise SecondLookError(
            f"scores of {name} differ from plain fits", where="benchmarks/modelling.py"
        )
    held(
        f"{name.replace('_', ' ')}, {draws} candidates, {where}: one by one",
        plain / seconds,
        "times the computing",
        beside=f"{seconds:.2f} s beside {plain:.1f} s, scores the same bit for bit",
    )


ONE_BY_ONE: Mapping[str, tuple[Callable[[list[Settings], Fold], Scores], int]] = {
    "decision_tree": (trees_one_by_one, FEW_TREES),
    "gradient_boosting": (boosting_one_by_one, FEW_BOOSTED),
}


def main() -> None:
    """Compare all three algorithms."""
    records, words = made_up(words=0), made_up(words=WORDS)
    logistic(f"{RECORDS} columns", records, at_least=12)
    logistic(f"{RECORDS + WORDS} columns", words, at_least=12)
    for name, (one_by_one, draws) in ONE_BY_ONE.items():
        bit_equal(name, f"{RECORDS} columns", records, one_by_one, draws=draws)


if __name__ == "__main__":
    main()
