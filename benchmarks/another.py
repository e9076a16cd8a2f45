"""Gradient boosting beside another library's: LightGBM through the same search on a made-up authority's contacts.

LightGBM is another learner: it bins columns, draws them and grows leaves in its own way, so that no score can be the
same and average precision alone is compared. The rest is shared: both go through the study's own search, with the same
candidates on the same folds, chosen by the same rule and judged on the same families held out. That both were given
identical matrices is checked before anything is printed.
"""

import hashlib
from collections.abc import Sequence
from dataclasses import dataclass, field, replace
from time import process_time
from unittest.mock import patch

from measuring import held  # isort: skip - sets the number of numeric threads first

import lightgbm
import numpy as np
import numpy.typing as npt
from cohorts import RECORDS, Task, tasks

from helpers.errors import SecondLookError
from helpers.evaluation.compare import difference
from helpers.evaluation.intervals import families_carrying
from helpers.evaluation.resampled import resampled
from helpers.modelling import search
from helpers.modelling.boosting import MOST_LEAVES, draw
from helpers.modelling.fitting import Fitted, Marks, Matrix, Scores, Settings
from helpers.modelling.learners import LEARNERS, Learner
from helpers.policy import policy
from helpers.study.learning import resamples_of
from helpers.study.protocol import protocol

CONTACTS = {"north-west": ("contact-to-plan-or-care",)}
OURS, THEIRS = "gradient_boosting", "lightgbm"
BINS = 64


@dataclass(frozen=True, eq=False)
class Boosters:
    """Candidates fitted by LightGBM: one booster for each shape, and how many of its trees each candidate reads."""

    models: Sequence[lightgbm.Booster]
    model: Sequence[int]
    trees: Sequence[int]

    def score(self, others: Matrix) -> Scores:
        """See :class:`helpers.modelling.fitting.Fitted`."""
        found = [
            self.models[number].predict(others, num_iteration=trees, num_threads=1)
            for number, trees in zip(self.model, self.trees, strict=True)
        ]
        return np.stack(found, axis=1)

    def weights(self) -> Scores:
        """See :class:`helpers.modelling.fitting.Fitted`."""
        found = np.stack(
            [
                self.models[number].feature_importance("gain", iteration=trees)
                for number, trees in zip(self.model, self.trees, strict=True)
            ]
        )
        return found / np.maximum(found.sum(axis=1, keepdims=True), 1e-300)


def fit(candidates: Sequence[Settings], columns: Matrix, followed: Marks, seed: int) -> Boosters:
    """Boost one model for each shape; columns are binned once for all of them.

    What scikit-learn's boosting leaves at its defaults is given here by name, so that both learn alike.
    """
    trees = [int(one["trees"]) for one in candidates]
    shape = [(one["max_depth"], one["max_features"]) for one in candidates]
    shapes = sorted(set(shape))
    model = [shapes.index(one) for one in shape]
    fixed = {
        "objective": "binary",
        "learning_rate": 0.1,
        "num_leaves": MOST_LEAVES,
        "min_data_in_leaf": 20,
        "min_sum_hessian_in_leaf": 1e-3,
        "max_bin": BINS,
        "min_data_in_bin": 1,
        "feature_pre_filter": False,
        "seed": seed,
        "deterministic": True,
        "force_col_wise": True,
        "num_threads": 1,
        "verbose": -1,
    }
    binned = lightgbm.Dataset(columns, label=followed, params=fixed, free_raw_data=False)
    models = [
        lightgbm.train(
            fixed | {"max_depth": depth, "feature_fraction_bynode": share},
            binned,
            num_boost_round=max(trees[i] for i, read in enumerate(model) if read == number),
        )
        for number, (depth, share) in enumerate(shapes)
    ]
    return Boosters(models, model, trees)


@dataclass
class Watched:
    """A learner whose time is taken, and whose matrices are noted by their hashes."""

    learner: Learner
    seconds: float = 0.0
    given: list[str] = field(default_factory=list)

    def fit(
        self, candidates: Sequence[Settings], columns: Matrix, followed: Marks, seed: int
    ) -> Fitted:
        """Fit and note."""
        self._note(columns, followed)
        began = process_time()
        fitted = self.learner.fit(candidates, columns, followed, seed)
        self.seconds += process_time() - began
        return _WatchedFit(self, fitted)

    def _note(self, *arrays: npt.NDArray[np.generic]) -> None:
        for array in arrays:
            self.given.append(hashlib.sha256(np.ascontiguousarray(array)).hexdigest())


@dataclass(frozen=True, eq=False)
class _WatchedFit:
    watched: Watched
    fitted: Fitted

    def score(self, others: Matrix) -> Scores:
        self.watched._note(others)
        began = process_time()
        scores = self.fitted.score(others)
        self.watched.seconds += process_time() - began
        return scores

    def weights(self) -> Scores:
        return self.fitted.weights()


def learnt(task: Task, name: str, learner: Learner) -> tuple[search.Learned, Watched]:
    """Search, choose and score as the study does, with one learner."""
    watched = Watched(learner)
    with patch.dict(search.LEARNERS, {name: Learner(learner.draw, watched.fit)}):
        plan = replace(task.plan, algorithms=(name,))
        return search.learn(task.material, task.split, plan), watched


def compare(task: Task) -> None:
    """Show that both met the same matrices; print the ratio of their times and how average precision differs."""
    ours, mine = learnt(task, OURS, LEARNERS[OURS])
    theirs, other = learnt(task, THEIRS, Learner(draw, fit))
    if mine.given != other.given:
        raise SecondLookError(
            "the two learners were not given the same matrices", where="benchmarks/another.py"
        )
    rows = task.split.held_out
    followed, family = task.material.followed[rows], task.material.family[rows]
    first, second = (
        resampled(
            followed,
            learned.score,
            family=family,
            flags=np.zeros((1, len(rows)), dtype=bool),
            subsets=np.ones((1, len(rows)), dtype=bool),
            resamples=resamples_of(task.material.families),
        ).of("average_precision")[0]
        for learned in (ours, theirs)
    )
    between = difference(
        first,
        second,
        bound=protocol().practical_size["average_precision"],
        n=len(rows),
        positives=int(followed.sum()),
        rule=policy().estimates,
        carried_by=families_carrying(followed, family),
    )
    made = between.estimate
    held(
        f"gradient boosting of {task.outcome}, {task.plan.draws} candidates on {len(task.split.folds)} folds and the "
        "chosen one again, beside LightGBM",
        mine.seconds / other.seconds,
        "times LightGBM's computing",
        beside=(
            f"{mine.seconds:.1f} s beside {other.seconds:.1f} s, on matrices that are the same; another learner, so that "
            f"average precision alone is compared: {first[0]:.4f} and {second[0]:.4f} on {len(rows):,} decisions held "
            f"out, difference {made.value:+.4f} ({made.low:+.4f} to {made.high:+.4f}, families resampled): "
            f"{between.verdict}"
        ),
    )


def main() -> None:
    """Compare the two on the contacts of one authority."""
    for task in tasks(CONTACTS, RECORDS):
        compare(task)


if __name__ == "__main__":
    main()
