"""What learning costs: every candidate of a fold at once, beside the same candidates one by one in scikit-learn.

All inner folds of two large and two small outcomes of the made-up authorities, with the records alone and with words,
as the study's search meets them. Average precision of logistic regression must agree at each candidate of each fold,
not only at the best; scores of trees and boosting must be the same bit for bit. Time is that of computing, on one
numeric thread.

The peer minimises the same as we do, and is run as tightly as it must be to have come to rest: lbfgs for penalties on
squares, with a tolerance of 1e-6; liblinear for absolute weights, with the intercept scaled by 300, which leaves it next
to free, and a tolerance of 1e-5. These are the quickest of scikit-learn's solvers on these folds (decision 20).
"""

import warnings
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, replace
from time import process_time

from measuring import held  # isort: skip - sets the number of numeric threads first

import numpy as np
import numpy.typing as npt
from cohorts import RECORDS, WORDS, Fold, Task, tasks
from sklearn.ensemble import HistGradientBoostingClassifier
from sklearn.exceptions import ConvergenceWarning
from sklearn.linear_model import LogisticRegression
from sklearn.preprocessing import StandardScaler
from sklearn.tree import DecisionTreeClassifier

from helpers.errors import SecondLookError
from helpers.evaluation.metrics import average_precision
from helpers.modelling.boosting import MOST_LEAVES
from helpers.modelling.learners import LEARNERS, Settings

Scores = npt.NDArray[np.float64]

OUTCOMES = {
    "north-west": ("contact-to-plan-or-care", "no-action-then-referred-again"),
    "south-east": ("first-review-then-looked-after",),
    "south-west": ("plan-ended-then-looked-after",),
}
"""Two large cohorts and two small ones."""

LOGISTIC = "logistic_regression"
FEW_TREES, FEW_BOOSTED, SEED = 10, 6, 1
MOST_ROUNDS = 20_000
CLOSE = 0.002


def without_repeats(fold: Fold) -> Fold:
    """Return the fold without columns that say of every training decision what an earlier column says, or its opposite.

    Words that only ever stand together do. A penalty on absolute weights does not mind which of them carries their
    weight, so that two right answers may rank other decisions differently.
    """
    standard = np.round(StandardScaler().fit_transform(fold.columns.astype(np.float64)), 5)
    _, first = np.unique(standard * np.where(standard[:1] < 0, -1, 1), axis=1, return_index=True)
    kept = np.sort(first)
    return replace(
        fold,
        columns=np.ascontiguousarray(fold.columns[:, kept]),
        others=np.ascontiguousarray(fold.others[:, kept]),
    )


def logistic_one_by_one(candidates: list[Settings], fold: Fold) -> Scores:
    """Fit each penalty from the beginning: L1 by liblinear, L2 by lbfgs.

    Raises
    ------
    ConvergenceWarning
        If one of them stops before it has come to rest.
    """
    scaler = StandardScaler().fit(fold.columns.astype(np.float64))
    standard, others = (
        scaler.transform(part.astype(np.float64)) for part in (fold.columns, fold.others)
    )
    found = []
    with warnings.catch_warnings():
        warnings.simplefilter("error", ConvergenceWarning)
        for one in candidates:
            model = LogisticRegression(C=one["C"], tol=1e-6, max_iter=MOST_ROUNDS)
            if one["penalty"] == "L1":
                model.set_params(
                    solver="liblinear",
                    l1_ratio=1,
                    intercept_scaling=300,
                    tol=1e-5,
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


@dataclass(frozen=True, kw_only=True)
class Compared:
    """What all penalties cost on some folds, in seconds of computing, and how far average precision is apart at most."""

    together: float
    one_by_one: float
    apart: float
    fits: int

    def tell(self, where: str, *, at_least: float | None = None) -> None:
        """Print the ratio."""
        held(
            f"logistic regression, {where}: one by one in scikit-learn",
            self.one_by_one / self.together,
            "times the computing",
            at_least=at_least,
            beside=(
                f"{self.fits:,} fits, {self.together:.2f} s beside {self.one_by_one:.1f} s; average precision "
                f"within {self.apart:.5f} at each candidate of each fold"
            ),
        )


def sum_of(parts: Sequence[Compared]) -> Compared:
    """Return what several comparisons come to."""
    return Compared(
        together=sum(part.together for part in parts),
        one_by_one=sum(part.one_by_one for part in parts),
        apart=max(part.apart for part in parts),
        fits=sum(part.fits for part in parts),
    )


def penalties(task: Task, fold: Fold) -> Compared:
    """Compare every candidate's average precision on one fold.

    Raises
    ------
    SecondLookError
        If one candidate's is further apart than is allowed: a ratio of times would mean nothing.
    """
    candidates = LEARNERS[LOGISTIC].draw(task.plan.draws, task.plan.seed)
    mine, seconds = computing(lambda: together(LOGISTIC, candidates, fold))
    theirs, plain = computing(lambda: logistic_one_by_one(candidates, fold))
    here, there = (
        np.array([average_precision(fold.outcomes, column) for column in scores.T])
        for scores in (mine, theirs)
    )
    apart = float(np.abs(here - there).max())
    if apart > CLOSE:
        raise SecondLookError(
            f"average precision of a penalty is {apart:.4f} from scikit-learn's ({task.outcome})",
            where="benchmarks/modelling.py",
        )
    return Compared(together=seconds, one_by_one=plain, apart=apart, fits=len(candidates))


def bit_equal(
    name: str,
    task: Task,
    fold: Fold,
    one_by_one: Callable[[list[Settings], Fold], Scores],
    *,
    draws: int,
) -> None:
    """Show that scores are the same, then print the ratio."""
    candidates = LEARNERS[name].draw(task.plan.draws, task.plan.seed)[:draws]
    mine, seconds = computing(lambda: together(name, candidates, fold))
    theirs, plain = computing(lambda: one_by_one(candidates, fold))
    if not (mine == theirs).all():
        raise SecondLookError(
            f"scores of {name} differ from plain fits", where="benchmarks/modelling.py"
        )
    held(
        f"{name.replace('_', ' ')}, {draws} candidates, one fold of {task.outcome}, {fold.columns.shape[1]} columns: "
        "one by one",
        plain / seconds,
        "times the computing",
        beside=f"{seconds:.2f} s beside {plain:.1f} s, scores the same bit for bit",
    )


ONE_BY_ONE: Mapping[str, tuple[Callable[[list[Settings], Fold], Scores], int]] = {
    "decision_tree": (trees_one_by_one, FEW_TREES),
    "gradient_boosting": (boosting_one_by_one, FEW_BOOSTED),
}


def main() -> None:
    """Compare all penalties of all folds, and trees and boosting on one."""
    found: list[Compared] = []
    for task in tasks(OUTCOMES, RECORDS, WORDS):
        folds = [without_repeats(fold) for fold in task.folds()]
        if not found:
            together(LOGISTIC, LEARNERS[LOGISTIC].draw(2, SEED), folds[0])  # compiled from here on
            for name, (one_by_one, draws) in ONE_BY_ONE.items():
                bit_equal(name, task, folds[0], one_by_one, draws=draws)
        found.append(sum_of([penalties(task, fold) for fold in folds]))
        reads = "records alone" if task.design == RECORDS else "with words"
        rows, columns = folds[0].columns.shape
        found[-1].tell(f"{task.outcome}, {reads}, {rows:,} decisions and {columns} columns")
    sum_of(found).tell("all of these", at_least=12)


if __name__ == "__main__":
    main()
