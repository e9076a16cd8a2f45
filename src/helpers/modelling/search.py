"""Search, choose, refit, score the held-out decisions once."""

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
import numpy.typing as npt

from helpers.evaluation import metrics, streams
from helpers.modelling.learners import LEARNERS, Settings
from helpers.modelling.material import Material
from helpers.modelling.prepare import prepare
from helpers.modelling.splits import Split


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
    """

    chosen: Compared
    compared: tuple[Compared, ...]
    score: npt.NDArray[np.float64]


def learn(
    material: Material,
    split: Split,
    *,
    algorithms: Sequence[str],
    draws: int,
    most_words: int,
    seed: int,
) -> Learned:
    """Search each algorithm on the inner folds, choose, refit on the whole training part, score who was held out.

    No decision is dropped or repeated to balance the outcome; the study dropped some of the more common kind
    (one-sided selection), which leaves scores that do not mean what they say.

    Parameters
    ----------
    material, split
        The cohort, and who is learnt from.
    algorithms
        Names of :data:`helpers.modelling.learners.LEARNERS`.
    draws
        Candidates for each algorithm.
    most_words
        Words that count, for each kind of text.
    seed
        The study's seed.
    """
    candidates = {name: LEARNERS[name].draw(draws, seed) for name in algorithms}
    machine_seed = int(streams.raw(1, "learners", seed)[0] % 2**31)
    precision: dict[str, list[list[float]]] = {name: [] for name in algorithms}
    for fold in split.folds:
        preparation = prepare(material, fold.training, most_words)
        columns = preparation.apply(material, fold.training)
        others = preparation.apply(material, fold.validation)
        for name, drawn in candidates.items():
            scores = LEARNERS[name].score(
                drawn, columns, material.followed[fold.training], others, machine_seed
            )
            followed = material.followed[fold.validation]
            precision[name].append(
                [metrics.average_precision(followed, column) for column in scores.T]
            )
    compared = tuple(
        _best(name, candidates[name], np.array(precision[name])) for name in algorithms
    )
    chosen = max(compared, key=lambda one: one.lower_bound)
    preparation = prepare(material, split.training, most_words)
    score = LEARNERS[chosen.algorithm].score(
        [chosen.settings],
        preparation.apply(material, split.training),
        material.followed[split.training],
        preparation.apply(material, split.held_out),
        machine_seed,
    )[:, 0]
    return Learned(chosen=chosen, compared=compared, score=score)


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
