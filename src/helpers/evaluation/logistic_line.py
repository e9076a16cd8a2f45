"""Logistic regression of what followed on the log odds of a score, for many weightings at once."""

import numpy as np
import numpy.typing as npt
from scipy.special import expit

Numbers = npt.NDArray[np.float64]

SMALLEST = 1e-6
"""Scores closer than this to 0 or 1 count as this close: log odds of 0 and 1 do not exist."""

_STEPS = 40
_SMALL_STEP = 1e-6
_SMALL_STEP_FROM_START = 1e-3
_LONGEST_STEP = 3.0
_FLAT = 1e-9
_ALIKE = 1e-12


def log_odds(score: Numbers) -> Numbers:
    """Return log odds of scores between 0 and 1, of the same shape."""
    inside = np.clip(score, SMALLEST, 1 - SMALLEST)
    odds: Numbers = np.log(inside) - np.log1p(-inside)
    return odds


def line(
    odds: Numbers,
    *,
    weight: Numbers,
    followed: Numbers,
    slope: bool,
    start: Numbers | None = None,
) -> Numbers:
    """Return intercept and slope of maximum likelihood in each column, shape ``(2, columns)``; NaN where none exists.

    Newton's method for all columns side by side until a step moves no log odds by more than a millionth, or by more
    than a thousandth where ``start`` is given: the error left is about the square of that step. A step is never
    longer than 3 log odds. Where the likelihood has no maximum (one kind alone, all scores alike, or scores that
    separate the two kinds) it becomes flat, or steps do not become small.

    Parameters
    ----------
    odds
        Log odds of distinct scores, shape ``(rows,)``.
    weight
        The weight of the decisions at each score, shape ``(rows, columns)``.
    followed
        The weight of those for whom the outcome followed, same shape.
    slope
        Whether the slope is learned; if not, it is 1 and the intercept is an offset.
    start
        Where to begin, shape ``(2, 1)``; a solution for similar weights saves steps. By default the overall share
        if the slope is learned, the scores as they are if not.
    """
    columns = weight.shape[1]
    found = np.full((2, columns), np.nan)
    if not len(odds):
        return found
    basis = np.stack([np.ones_like(odds), odds, odds**2])
    target = basis[:2] @ followed
    at = _begin(weight, followed, slope=slope) if start is None else start
    small = _SMALL_STEP if start is None else _SMALL_STEP_FROM_START
    active = np.arange(columns)
    for _ in range(_STEPS):
        step = _step(basis, weight[:, active], target[:, active], at, slope=slope)
        moved = np.abs(step[0] + np.outer([odds.min(), odds.max()], step[1])).max(axis=0)
        at = at + step * np.minimum(1, _LONGEST_STEP / np.maximum(moved, _SMALL_STEP))
        there = moved < small
        found[:, active[there]] = at[:, there]
        going = ~there & np.isfinite(moved)
        active, at = active[going], at[:, going]
        if not len(active):
            break
    return found


def _begin(weight: Numbers, followed: Numbers, *, slope: bool) -> Numbers:
    if not slope:
        return np.array([[0.0], [1.0]])
    overall = log_odds(np.array([followed.sum() / max(weight.sum(), 1.0)]))
    return np.array([overall, [0.0]])


def _step(basis: Numbers, weight: Numbers, target: Numbers, at: Numbers, *, slope: bool) -> Numbers:
    """Return one step of Newton's method, shape ``(2, columns)``; ``at`` may be one place for all columns."""
    share = expit(at[0] + np.outer(basis[1], at[1]))
    if share.shape[1] == 1:  # the same for all columns: much less to compute
        expected = (basis[:2] * share[:, 0]) @ weight
        curved = (basis * (share * (1 - share))[:, 0]) @ weight
    else:
        weighted = weight * share
        expected = basis[:2] @ weighted
        curved = basis @ (weighted * (1 - share))
    ahead = target - expected
    if not slope:
        up = ahead[0] / np.where(curved[0] > _FLAT, curved[0], np.nan)
        return np.stack([up, np.zeros_like(up)])
    determinant = curved[0] * curved[2] - curved[1] ** 2
    bent = (curved[0] > _FLAT) & (determinant > _ALIKE * curved[0] * curved[2])
    step = np.stack(
        [
            curved[2] * ahead[0] - curved[1] * ahead[1],
            curved[0] * ahead[1] - curved[1] * ahead[0],
        ]
    )
    turned: Numbers = step / np.where(bent, determinant, np.nan)
    return turned
