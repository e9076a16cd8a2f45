"""Calibration slopes of many groups at once, each resample one step of Newton's method from the slope of all decisions."""

import numpy as np
import numpy.typing as npt
from scipy.special import expit

from helpers.evaluation.groups.sums import sums_by_owner
from helpers.evaluation.logistic_line import line, log_odds
from helpers.evaluation.resample import FamilyResamples

Numbers = npt.NDArray[np.float64]
Marks = npt.NDArray[np.bool_]
Indices = npt.NDArray[np.integer]

_ALIKE = 1e-12


def slopes(
    followed: Marks, score: Numbers, *, family: Indices, subsets: Marks, resamples: FamilyResamples
) -> Numbers:
    """Return the calibration slope of each subset, shape ``(subsets, 1 + resamples)``; NaN where none exists.

    The first column is the slope of maximum likelihood. In a resample it is moved by one Newton step, taken from
    there with the resample's weights (the one-step bootstrap, Moulton and Zeger 1991): what further steps would add
    is of a smaller order than what the interval tells.

    Parameters
    ----------
    followed, score, family
        Outcome, score and number of the family of each decision, shape ``(rows,)``.
    subsets
        Shape ``(subsets, rows)``.
    """
    odds = log_odds(score)
    fitted = np.array([_fitted(odds[rows], followed[rows]) for rows in subsets]).reshape(-1, 2)
    owner, row = np.nonzero(subsets)
    share = expit(fitted[owner, 0] + fitted[owner, 1] * odds[row])
    bent = share * (1 - share)
    middle = _by_owner(owner, bent * odds[row], len(subsets)) / _by_owner(owner, bent, len(subsets))
    away = odds[row] - middle[owner]
    ahead = followed[row] - share
    values = np.stack([ahead, ahead * away, bent, bent * away, bent * away**2], axis=1)
    sums = sums_by_owner(
        owner, family[row], values, owners=len(subsets), resamples=resamples
    ).transpose(1, 0, 2)
    determinant = sums[2] * sums[4] - sums[3] ** 2
    steep = determinant > _ALIKE * np.abs(sums[2] * sums[4])
    step = (sums[2] * sums[1] - sums[3] * sums[0]) / np.where(steep, determinant, np.nan)
    step[:, 0] = 0
    found: Numbers = fitted[:, 1:] + step
    return found


def _fitted(odds: Numbers, followed: Marks) -> Numbers:
    """Return intercept and slope of maximum likelihood, shape ``(2,)``."""
    distinct, place = np.unique(odds, return_inverse=True)
    weight = _by_owner(place, np.ones(len(place)), len(distinct))
    positive = _by_owner(place, followed.astype(np.float64), len(distinct))
    return line(distinct, weight=weight[:, None], followed=positive[:, None], slope=True)[:, 0]


def _by_owner(owner: Indices, value: Numbers, owners: int) -> Numbers:
    sums: Numbers = np.bincount(owner, weights=value, minlength=owners).astype(np.float64)
    return sums
