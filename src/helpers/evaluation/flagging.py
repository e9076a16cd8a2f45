"""Which children a score would flag."""

import math

import numpy as np
import numpy.typing as npt

from helpers.evaluation import streams

Marks = npt.NDArray[np.bool_]


def top_share(score: npt.NDArray[np.float64], share: float) -> Marks:
    """Flag exactly ``ceil(share * rows)`` decisions with the highest scores.

    Equal scores at the edge are broken by a fixed random number of the decision's position in its cohort, which
    knows nothing of the outcome. (Breaking them by the order of the rows would let the order of the records decide.)
    """
    chance = streams.raw(len(score), "order among equal scores")
    order = np.lexsort((chance, -score))
    flagged = np.zeros(len(score), dtype=bool)
    flagged[order[: math.ceil(round(share * len(score), 9))]] = True
    return flagged


def at_least(score: npt.NDArray[np.float64], cut_off: float) -> Marks:
    """Flag the decisions whose score reaches ``cut_off``."""
    flagged: Marks = score >= cut_off
    return flagged
