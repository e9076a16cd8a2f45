"""The loss of logistic regression, for many candidates in one walk over the decisions.

Decisions are held as float32, and products are summed as float32 over some 2,000 decisions, then as float64.
"""

from collections.abc import Iterator
from dataclasses import dataclass

import numpy as np

from helpers.modelling.fitting import Marks, Matrix, Scores

TOGETHER = 2048
"""Decisions that are read together: what lies between stays in the processor's cache."""

FURTHEST = 60.0
"""Log-odds beyond which a chance is as good as certain."""

SHORTEST = 1e-6
"""A step is not shortened beyond this share of itself."""

_STEEP = 0.5


@dataclass(frozen=True, eq=False)
class Loss:
    """The sum of log losses of decisions; the last column is 1, so that its weight is the intercept."""

    columns: Matrix
    followed: Matrix

    @property
    def share(self) -> float:
        """Of the decisions, the share for which the outcome followed."""
        return float(self.followed.mean(dtype=np.float64))

    @property
    def unit(self) -> float:
        """The length, in the curvature that all have at the start, of a step that changes every log-odds by 1."""
        return float(np.sqrt(len(self.columns) * self.share * (1 - self.share)))

    def start(self) -> Scores:
        """Return weights under which everybody has the same chance, shape ``(1, columns)``."""
        weights = np.zeros((1, self.columns.shape[1]))
        weights[0, -1] = np.log(self.share / (1 - self.share))
        return weights

    def _blocks(self) -> Iterator[slice]:
        for start in range(0, len(self.columns), TOGETHER):
            yield slice(start, start + TOGETHER)

    def slopes(self, weights: Scores) -> Scores:
        """Return the slope of the loss at each candidate's weights, shape ``(candidates, columns)``."""
        total = np.zeros(weights.shape)
        single = weights.astype(np.float32)
        for some in self._blocks():
            excess = single @ self.columns[some].T
            np.clip(excess, -FURTHEST, FURTHEST, out=excess)
            np.exp(np.negative(excess, out=excess), out=excess)
            excess += 1
            np.reciprocal(excess, out=excess)
            excess -= self.followed[some]
            total += excess @ self.columns[some]
        return total

    def curvature(self, weights: Scores) -> Scores:
        """Return the second derivative of the loss at one candidate's weights, shape ``(columns, columns)``."""
        columns = self.columns.shape[1]
        total = np.zeros((columns, columns))
        single = weights.astype(np.float32)
        for some in self._blocks():
            # the less likely of the two ways by the more likely: no chance is rounded to 1
            odds = np.exp(-np.minimum(np.abs(self.columns[some] @ single), FURTHEST))
            scaled = self.columns[some] * (np.sqrt(odds) / (1 + odds))[:, None]
            total += scaled.T @ scaled
        return total


def overshoots(up: Scores, down: Scores) -> Marks:
    """Return which steps end much steeper uphill (``up``) than they began downhill (``down``, below 0)."""
    return up > _STEEP * np.abs(down)


def nearer(up: Scores, down: Scores) -> Scores:
    """Return the share of a step that overshot to try next, from the slopes along it at both ends (regula falsi)."""
    share: Scores = np.clip(down / (down - up), 0.1, 0.9)
    return share
