"""Intervals of estimates that a sum over families approximates, without resampling.

An estimate that solves equations added up over decisions varies as the sum of what each decision pulls at it, its
influence (Hampel 1974). Added up within families first, so that brothers and sisters may resemble each other in any
way, the squares of these sums give the variance of Liang and Zeger (1986).
"""

import math

import numpy as np
import numpy.typing as npt
from scipy.special import ndtri

from helpers.evaluation.intervals import tail_of

Numbers = npt.NDArray[np.float64]
Indices = npt.NDArray[np.integer]


def ends(
    value: float, influence: Numbers, *, family: Indices, carried_by: int, confidence: float
) -> tuple[float, float]:
    """Return the ends of an interval, as far out as those of :func:`helpers.evaluation.intervals.estimate`.

    Parameters
    ----------
    value
        The estimate.
    influence
        What each decision pulls at it, on its scale, shape ``(rows,)``.
    family
        The number of each decision's family, 0 or more, shape ``(rows,)``.
    carried_by
        How many families carry the estimate; see :func:`helpers.evaluation.intervals.tail_of`.
    confidence
        How often intervals are to hold what is estimated, such as 0.95.
    """
    by_family = np.bincount(family, weights=influence)
    reach = -float(ndtri(tail_of(confidence, families=carried_by)))
    away = reach * math.sqrt(float(by_family @ by_family))
    return value - away, value + away
