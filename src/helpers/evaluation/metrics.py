"""Measures of flags as sums over the cells of a decision table, and average precision of one ranking.

What cannot be computed is NaN, never 0.
"""

from collections.abc import Mapping

import numpy as np
import numpy.typing as npt
from sklearn.metrics import average_precision_score

Numbers = npt.NDArray[np.float64]
Marks = npt.NDArray[np.bool_]

CELLS = ("true_positives", "false_positives", "false_negatives", "true_negatives")
"""The four cells of a decision table, in the order in which sums are stacked."""

RATES: Mapping[str, tuple[tuple[str, ...], tuple[str, ...]]] = {
    "flagged_share": (("true_positives", "false_positives"), CELLS),
    "false_discovery_rate": (("false_positives",), ("true_positives", "false_positives")),
    "false_negative_rate": (("false_negatives",), ("true_positives", "false_negatives")),
    "false_omission_rate": (("false_negatives",), ("false_negatives", "true_negatives")),
    "false_positive_rate": (("false_positives",), ("false_positives", "true_negatives")),
    "precision": (("true_positives",), ("true_positives", "false_positives")),
    "recall": (("true_positives",), ("true_positives", "false_negatives")),
    "specificity": (("true_negatives",), ("false_positives", "true_negatives")),
    "negative_predictive_value": (("true_negatives",), ("false_negatives", "true_negatives")),
    "false_alarms_per_child_found": (("false_positives",), ("true_positives",)),
}
"""Each rate as (cells of its numerator, cells of its denominator). The last is no share: it can be above 1."""

NO_SHARES = frozenset({"false_alarms_per_child_found"})


def average_precision(followed: Marks, score: Numbers) -> float:
    """Return average precision, the sum of precision times gained recall; NaN if the outcome followed nobody.

    Parameters
    ----------
    followed
        Whether the outcome followed, shape ``(rows,)``.
    score
        The model's score, shape ``(rows,)``; higher means that the outcome is held more likely.
    """
    return float(average_precision_score(followed, score)) if followed.any() else np.nan


def rate_of(name: str, cells: Numbers) -> tuple[Numbers, Numbers]:
    """Return numerator and denominator of a rate, of the shape that a cell has.

    Parameters
    ----------
    name
        One of :data:`RATES`.
    cells
        Sums of weights over the four :data:`CELLS`, shape ``(4, ...)``.
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


def cells_of(followed: Marks, flagged: Marks) -> dict[str, Marks]:
    """Return which decisions stand in each of the :data:`CELLS`, arrays of shape ``(rows,)``."""
    marks = (followed & flagged, ~followed & flagged, followed & ~flagged, ~followed & ~flagged)
    return dict(zip(CELLS, marks, strict=True))
