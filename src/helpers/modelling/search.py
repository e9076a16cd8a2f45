"""Search, choose, refit, score the held-out decisions once."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

import numpy as np
import numpy.typing as npt

from helpers.evaluation import metrics, streams
from helpers.modelling.learners import LEARNERS, Settings
from helpers.modelling.material import Material
from helpers.modelling.prepare import TextPlan, prepare
from helpers.modelling.splits import Split
from helpers.modelling.thinning import thin

Indices = npt.NDArray[np.intp]


@dataclass(frozen=True, kw_only=True)
class Compared:
    """The best candidate of one algorithm on the inner folds.

    Attributes
    ----------
    algorithm, settings
        Which candidate.
    mean, deviation
        Mean and standard deviation (of a sample, ``n - 1``) of average precision over the folds.
    folds
        How many folds.
    """

    algorithm: str
    settings: Settings
    mean: float
    deviation: float
    folds: int

    @property
    def margin(self) -> float:
        """Half the width of the study's interval: 1.96 standard errors over the folds."""
        return float(1.96 * self.deviation / np.sqrt(self.folds))

    @property
    def lower_bound(self) -> float:
        """The study's rule of choice, its *best worst case*: the mean less the margin."""
        return self.mean - self.margin


@dataclass(frozen=True, kw_only=True, eq=False)
class Learned:
    """What one design learnt about one cohort.

    Attributes
    ----------
    chosen
        The candidate with the highest lower bound of all algorithms.
    compared
        The best candidate of each algorithm.
    score
        Its scores of the held-out decisions, in the order of ``split.held_out``; fitted on the whole training part.
    inner_rows, inner_score
        Training decisions on which candidates were compared, fold after fold, and the scores that the chosen candidate
        gave them, having learnt from others: what recalibration may learn from.
    """

    chosen: Compared
    compared: tuple[Compared, ...]
    score: npt.NDArray[np.float64]
    inner_rows: Indices
    inner_score: npt.NDArray[np.float64]


@dataclass(frozen=True, kw_only=True)
class Plan:
    """How one design learns.

    Attributes
    ----------
    algorithms
        Names of :data:`helpers.modelling.learners.LEARNERS`.
    draws
        Candidates for each algorithm.
    text
        How notes are read.
    thinned
        Whether decisions for which nothing followed are thinned out of what is learnt from.
    seed
        The study's seed.
    """

    algorithms: tuple[str, ...]
    draws: int
    text: TextPlan
    thinned: bool
    seed: int

    @property
    def machine_seed(self) -> int:
        """The seed of learners that draw by chance."""
        return int(streams.raw(1, "learners", self.seed)[0] % 2**31)


def learn(material: Material, split: Split, plan: Plan) -> Learned:
    """Search each algorithm on the inner folds, choose, refit on the whole training part, score who was held out.

    Unless the plan says so, no decision is dropped or repeated to balance the outcome; the study dropped some of the
    more common kind (one-sided selection), which leaves scores that do not mean what they say.
    """
    candidates = {name: LEARNERS[name].draw(plan.draws, plan.seed) for name in plan.algorithms}
    scores: dict[str, list[npt.NDArray[np.float64]]] = {name: [] for name in plan.algorithms}
    for fold in split.folds:
        parts = prepared(material, fold.training, fold.validation, plan)
        for name, found in scored(parts, candidates, plan).items():
            scores[name].append(found)
    compared = tuple(
        _best(name, candidates[name], _precision(material, split, scores[name]))
        for name in plan.algorithms
    )
    chosen = max(compared, key=lambda one: one.lower_bound)
    place = candidates[chosen.algorithm].index(chosen.settings)
    return Learned(
        chosen=chosen,
        compared=compared,
        score=learn_again(
            material,
            split.training,
            split.held_out,
            algorithm=chosen.algorithm,
            settings=chosen.settings,
            plan=plan,
        ),
        inner_rows=np.concatenate([fold.validation for fold in split.folds]),
        inner_score=np.concatenate([found[:, place] for found in scores[chosen.algorithm]]),
    )


@dataclass(frozen=True, kw_only=True, eq=False)
class Prepared:
    """Decisions to learn from and decisions to score, in numbers without gaps.

    Attributes
    ----------
    columns, followed
        What is learnt from: shapes ``(rows, columns)`` and ``(rows,)``.
    others
        What is scored, shape ``(others, columns)``.
    """

    columns: npt.NDArray[np.float32]
    followed: npt.NDArray[np.bool_]
    others: npt.NDArray[np.float32]

    def only(self, rows: Indices) -> "Prepared":
        """Return the same with other rows to learn from; a row may stand there more than once."""
        return Prepared(
            columns=self.columns[rows], followed=self.followed[rows], others=self.others
        )


def prepared(material: Material, training: Indices, others: Indices, plan: Plan) -> Prepared:
    """Learn from training decisions how to prepare them, and prepare both parts."""
    preparation = prepare(material, training, plan.text)
    return Prepared(
        columns=preparation.apply(material, training),
        followed=material.followed[training],
        others=preparation.apply(material, others),
    )


def learn_again(
    material: Material,
    training: Indices,
    others: Indices,
    *,
    algorithm: str,
    settings: Settings,
    plan: Plan,
) -> npt.NDArray[np.float64]:
    """Learn one candidate from some decisions and return its scores of others, shape ``(others,)``."""
    parts = prepared(material, training, others, plan)
    return scored(parts, {algorithm: [settings]}, plan)[algorithm][:, 0]


def scored(
    parts: Prepared, candidates: Mapping[str, Sequence[Settings]], plan: Plan
) -> dict[str, npt.NDArray[np.float64]]:
    """Learn every candidate; return the scores of the other part, each of shape ``(others, candidates)``."""
    columns, followed = parts.columns, parts.followed
    if plan.thinned:
        kept = thin(columns, followed, seed=plan.machine_seed)
        columns, followed = columns[kept], followed[kept]
    return {
        name: LEARNERS[name].score(drawn, columns, followed, parts.others, plan.machine_seed)
        for name, drawn in candidates.items()
    }


def _precision(
    material: Material, split: Split, scores: Sequence[npt.NDArray[np.float64]]
) -> npt.NDArray[np.float64]:
    """Return average precision on each fold, shape ``(folds, candidates)``."""
    return np.array(
        [
            [
                metrics.average_precision(material.followed[fold.validation], column)
                for column in found.T
            ]
            for fold, found in zip(split.folds, scores, strict=True)
        ]
    )


def _best(
    name: str, candidates: Sequence[Settings], precision: npt.NDArray[np.float64]
) -> Compared:
    """Return the candidate with the highest lower bound; ``precision`` has shape ``(folds, candidates)``."""
    compared = [
        Compared(
            algorithm=name,
            settings=settings,
            mean=float(column.mean()),
            deviation=float(column.std(ddof=1)),
            folds=len(column),
        )
        for settings, column in zip(candidates, precision.T, strict=True)
    ]
    return max(compared, key=lambda one: one.lower_bound)
