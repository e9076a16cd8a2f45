"""Measures of scores and of flags, for one weighting or for many at once.

Every measure is a function of *sums of weights over sets of decisions*. The sets are worked out once; the sums for
any number of weightings (one column each) are then one matrix product. A weight of 2 equals writing the decision
twice. What cannot be computed is NaN, never 0.
"""

from collections.abc import Mapping
from dataclasses import dataclass

import numpy as np
import numpy.typing as npt

Numbers = npt.NDArray[np.float64]
Marks = npt.NDArray[np.bool_]
Indices = npt.NDArray[np.intp]

CELLS = ("true_positives", "false_positives", "false_negatives", "true_negatives")
"""The four cells of a decision table, in the order in which sums are stacked."""

RATES: Mapping[str, tuple[tuple[str, ...], tuple[str, ...]]] = {
    "flagged_share": (("true_positives", "false_positives"), CELLS),
    "false_discovery_rate": (("false_positives",), ("true_positives", "false_positives")),
    "false_negative_rate": (("false_negatives",), ("true_positives", "false_negatives")),
    "false_omission_rate": (("false_negatives",), ("false_negatives", "true_negatives")),
    "false_positive_rate": (("false_positives",), ("false_positives", "true_negatives")),
}
"""Each rate as (cells of its numerator, cells of its denominator)."""


@dataclass(frozen=True)
class Ranking:
    """The sets of decisions on which average precision and the area under the ROC curve rest.

    Walk down the scores. ``m`` distinct scores hold at least one decision for which the outcome followed.

    Attributes
    ----------
    set_of_row
        The set of each decision, shape ``(rows,)``: ``0 .. m-1`` for positives at the j-th such score; ``m + 2j``
        for negatives above it (and below the one before); ``m + 2j + 1`` for negatives that share it.
    scores_with_positives
        ``m``. There are ``3m + 1`` sets.
    """

    set_of_row: Indices
    scores_with_positives: int

    @property
    def sets(self) -> int:
        """The number of sets."""
        return 3 * self.scores_with_positives + 1


def rank(followed: Marks, score: Numbers) -> Ranking:
    """Return the sets of decisions that the measures of ranking need.

    Parameters
    ----------
    followed
        Whether the outcome followed, shape ``(rows,)``.
    score
        The model's score, shape ``(rows,)``; higher means that the outcome is held more likely.
    """
    _, block = np.unique(-score, return_inverse=True)
    holds_positive = np.bincount(block, weights=followed) > 0
    before: Indices = np.cumsum(holds_positive) - holds_positive
    m = int(holds_positive.sum())
    negative_set = m + 2 * before[block] + holds_positive[block]
    return Ranking(np.where(followed, before[block], negative_set).astype(np.intp), m)


def average_precision_of(sums: Numbers) -> Numbers:
    """Return average precision for each weighting, as in scikit-learn: the sum of precision times gained recall.

    Parameters
    ----------
    sums
        Sums of weights over the sets of :func:`rank`, shape ``(sets, weightings)``.
    """
    positive, negative = _halves(sums)
    found = np.cumsum(positive, axis=0)
    flagged = found + np.cumsum(negative, axis=0)[1::2]
    with np.errstate(invalid="ignore", divide="ignore"):
        precision = np.where(flagged > 0, found / flagged, 0.0)
        result: Numbers = (positive * precision).sum(axis=0) / positive.sum(axis=0)
    return result


def roc_auc_of(sums: Numbers) -> Numbers:
    """Return the area under the ROC curve for each weighting: the chance that a positive outranks a negative.

    ``sums`` as for :func:`average_precision_of`; ties count half.
    """
    positive, negative = _halves(sums)
    total = negative.sum(axis=0)
    below = total - np.cumsum(negative, axis=0)[1::2]
    wins = (positive * (below + 0.5 * negative[1::2])).sum(axis=0)
    with np.errstate(invalid="ignore", divide="ignore"):
        result: Numbers = wins / (positive.sum(axis=0) * total)
    return result


def rate_of(name: str, cells: Numbers) -> tuple[Numbers, Numbers]:
    """Return numerator and denominator of a rate for each weighting.

    Parameters
    ----------
    name
        One of :data:`RATES`.
    cells
        Sums of weights over the four :data:`CELLS`, shape ``(4, weightings)``.
    """
    top, bottom = RATES[name]
    return (
        cells[[CELLS.index(cell) for cell in top]].sum(axis=0),
        cells[[CELLS.index(cell) for cell in bottom]].sum(axis=0),
    )


def ratio(numerator: Numbers, denominator: Numbers) -> Numbers:
    """Return ``numerator / denominator``, NaN where the denominator is 0."""
    with np.errstate(invalid="ignore", divide="ignore"):
        result: Numbers = np.where(denominator > 0, numerator / denominator, np.nan)
    return result


def cell_of_row(followed: Marks, flagged: Marks) -> Indices:
    """Return the cell of the decision table (index into :data:`CELLS`) of each decision."""
    return np.where(flagged, np.where(followed, 0, 1), np.where(followed, 2, 3)).astype(np.intp)


def average_precision(followed: Marks, score: Numbers, weight: Numbers | None = None) -> float:
    """Return average precision; NaN if the outcome followed nobody. Arguments of shape ``(rows,)``."""
    ranking = rank(followed, score)
    return float(average_precision_of(_sums(ranking.set_of_row, ranking.sets, weight))[0])


def roc_auc(followed: Marks, score: Numbers, weight: Numbers | None = None) -> float:
    """Return the area under the ROC curve; NaN without positives or negatives. Arguments of shape ``(rows,)``."""
    ranking = rank(followed, score)
    return float(roc_auc_of(_sums(ranking.set_of_row, ranking.sets, weight))[0])


def brier(followed: Marks, score: Numbers, weight: Numbers | None = None) -> float:
    """Return the mean squared difference of score and outcome (Brier 1950); NaN without weight."""
    weights = np.ones(len(score)) if weight is None else weight
    squares = weights @ (score - followed) ** 2
    return float(ratio(np.atleast_1d(squares), np.atleast_1d(weights.sum()))[0])


def confusion(followed: Marks, flagged: Marks, weight: Numbers | None = None) -> dict[str, float]:
    """Return the weight in each of the four :data:`CELLS`."""
    sums = _sums(cell_of_row(followed, flagged), len(CELLS), weight)[:, 0]
    return dict(zip(CELLS, sums.tolist(), strict=True))


def rates(followed: Marks, flagged: Marks, weight: Numbers | None = None) -> dict[str, float]:
    """Return every rate of :data:`RATES`; NaN where its denominator is 0."""
    cells = _sums(cell_of_row(followed, flagged), len(CELLS), weight)
    return {name: float(ratio(*rate_of(name, cells))[0]) for name in RATES}


def _halves(sums: Numbers) -> tuple[Numbers, Numbers]:
    m = (len(sums) - 1) // 3
    return sums[:m], sums[m:]


def _sums(set_of_row: Indices, sets: int, weight: Numbers | None) -> Numbers:
    return np.bincount(set_of_row, weights=weight, minlength=sets).astype(np.float64)[:, None]
