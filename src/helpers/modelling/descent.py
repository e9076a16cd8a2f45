"""The compiled heart of logistic regression: coordinate descent where many penalties share one curvature.

Numba compiles this function at its first call and keeps the result on disk. This module is imported only when it is
called for, so that nobody else waits for Numba.
"""

import numpy as np
import numpy.typing as npt

from helpers.evaluation.compiled import compiled

Numbers = npt.NDArray[np.float64]


@compiled
def descend(
    curvature: Numbers,
    slope: Numbers,
    weights: Numbers,
    lasso: Numbers,
    share: float,
    least: float,
    sweeps: int,
) -> None:
    """Minimise a quadratic model of the loss plus a penalty, for each candidate.

    With ``d`` the step from the given weights, ``d' curvature d / 2 + slope' d`` plus ``lasso`` times the sum of
    absolute weights, where the last weight (the intercept) is free.
    Coordinates are taken in turn; after a whole sweep only the weights that are not nought, until these rest.

    Parameters
    ----------
    curvature
        Shared by all candidates, shape ``(columns, columns)``. A column without curvature is left as it is.
    slope
        Shape ``(candidates, columns)``; on return the slope of the quadratic model at the new weights.
    weights
        Shape ``(candidates, columns)``; on return the new weights.
    lasso
        Shape ``(candidates,)``.
    share, least
        A candidate rests when no step is longer, in units of the curvature, than ``share`` of the longest step of its
        first sweep, or than ``least``.
    sweeps
        The most sweeps for one candidate.
    """
    columns = weights.shape[1]
    moving = np.empty(columns, np.int64)
    for one in range(weights.shape[0]):
        whole, count, enough = True, 0, least
        for sweep in range(sweeps):
            longest = 0.0
            visits = columns if whole else count
            if whole:
                count = 0
            for visit in range(visits):
                column = visit if whole else moving[visit]
                bend = curvature[column, column]
                if bend <= 0:
                    continue
                pull = bend * weights[one, column] - slope[one, column]
                if column < columns - 1:
                    held = max(abs(pull) - lasso[one], 0.0)
                    new = np.sign(pull) * held / bend
                else:
                    new = pull / bend
                step = new - weights[one, column]
                if whole and new != 0:
                    moving[count] = column
                    count += 1
                if step != 0:
                    weights[one, column] = new
                    for other in range(columns):
                        slope[one, other] += step * curvature[column, other]
                    longest = max(longest, abs(step) * np.sqrt(bend))
            if sweep == 0:
                enough = max(least, share * longest)
            if longest > enough:
                whole = False
            elif whole:
                break
            else:
                whole = True
