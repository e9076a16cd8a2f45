"""Logistic regression for many penalties at once: all candidates share their decisions, so they share the work.

What is minimised is scikit-learn's: the sum of the log losses plus, over ``C``, the sum of absolute weights (L1) or
half the sum of squares (L2), of standardised columns. The intercept is free of any penalty.
"""

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np

from helpers.modelling import lasso, ridge
from helpers.modelling.fitting import Marks, Matrix, Scores, Settings, dice, refuse_one_kind
from helpers.modelling.loss import FURTHEST, TOGETHER, Loss


def draw(draws: int, seed: int) -> list[Settings]:
    """Draw penalties: ``C`` from 0.001 to 0.1, evenly in its logarithm, as L1 or L2."""
    strength, kind = dice(draws, 2, "logistic_regression", seed)
    return [
        {
            "C": round(10 ** (-3 + 2 * strength[i]), 6),
            "penalty": "L1" if kind[i] < 0.5 else "L2",
        }
        for i in range(draws)
    ]


@dataclass(frozen=True, eq=False)
class Logistic:
    """Fitted candidates.

    Attributes
    ----------
    centre, spread
        Mean and standard deviation of each column; 0 for a column that says the same of everybody.
    coefficients
        Of the standardised columns, in log-odds, shape ``(candidates, columns)``.
    intercepts
        Shape ``(candidates,)``.
    """

    centre: Scores
    spread: Scores
    coefficients: Scores
    intercepts: Scores

    def score(self, others: Matrix) -> Scores:
        """See :class:`helpers.modelling.fitting.Fitted`."""
        varies = self.spread > 0
        slopes = np.divide(
            self.coefficients, self.spread, where=varies, out=np.zeros_like(self.coefficients)
        )
        odds = others @ slopes.T + (self.intercepts - slopes @ self.centre)
        return _chances(odds)

    def weights(self) -> Scores:
        """See :class:`helpers.modelling.fitting.Fitted`."""
        return self.coefficients


def fit(candidates: Sequence[Settings], columns: Matrix, followed: Marks, seed: int) -> Logistic:
    """Fit every candidate; chance takes no part.

    Raises
    ------
    CannotLearn
        If all decisions went the same way, or the slopes do not come to rest.
    """
    refuse_one_kind(followed)
    centre = columns.mean(axis=0, dtype=np.float64)
    varies = columns.max(axis=0) > columns.min(axis=0)
    spread = np.where(varies, columns.std(axis=0, dtype=np.float64), 0.0)
    standard = _standardised(columns, centre, spread)
    strength = 1 / np.array([float(one["C"]) for one in candidates])
    absolute = np.array([one["penalty"] == "L1" for one in candidates])
    loss = Loss(standard, followed.astype(np.float32))
    found = np.empty((len(candidates), standard.shape[1]))
    for kind, minimise in ((True, lasso.minimise), (False, ridge.minimise)):
        rows = np.flatnonzero(absolute == kind)
        rows = rows[np.argsort(-strength[rows], kind="stable")]
        if len(rows):
            found[rows] = minimise(loss, strength[rows])
    return Logistic(centre, spread, np.where(varies, found[:, :-1], 0), found[:, -1])


def _standardised(columns: Matrix, centre: Scores, spread: Scores) -> Matrix:
    """Return columns of mean 0 and standard deviation 1, or all 0, and a last column of ones for the intercept."""
    standard = np.ones((columns.shape[0], columns.shape[1] + 1), dtype=np.float32)
    divisor = np.where(spread > 0, spread, np.inf)
    for start in range(0, len(columns), TOGETHER):
        some = slice(start, start + TOGETHER)
        standard[some, :-1] = (columns[some] - centre) / divisor
    return standard


def _chances(odds: Scores) -> Scores:
    chances: Scores = 1 / (1 + np.exp(-np.clip(odds, -FURTHEST * 10, FURTHEST * 10)))
    return chances
