"""Logistic regression for many penalties at once.

All candidates share their decisions, so they share the work. Each round takes the slopes of all of them in one walk
over the decisions, and a step for each by coordinate descent on a quadratic model of the loss whose curvature is
theirs in common (a proximal Newton method with a shared Hessian; Lee, Sun and Saunders 2014). What is minimised is
scikit-learn's: the sum of the log losses plus, over ``C``, the sum of absolute weights (L1) or half the sum of squares
(L2), of standardised columns. The intercept is free of any penalty.

Decisions are held as float32, and products are summed as float32 over some 2,000 decisions, then as float64.
"""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

import numpy as np
import numpy.typing as npt

from helpers.modelling.fitting import Marks, Matrix, Scores, Settings, dice, refuse_one_kind
from helpers.modelling.material import CannotLearn

Indices = npt.NDArray[np.intp]

TOLERANCE = 5e-5
"""A candidate is done when a step changes log-odds by less than this (root mean square, weighted as in the loss)."""

_TOGETHER = 2048
_RENEWED_EVERY = 3
_MOST_ROUNDS = 300
_SWEEPS = 200
_INNER_SHARE, _INNER_LEAST = 0.2, 0.1
_STEEP, _SHORTEST = 0.5, 1e-6
_FLATTEST, _STEEPEST = 0.1, 1000.0
_FURTHEST = 60.0


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
    found = np.empty((len(candidates), standard.shape[1]))
    for kind in (True, False):
        rows = np.flatnonzero(absolute == kind)
        rows = rows[np.argsort(-strength[rows], kind="stable")]
        if len(rows):
            penalty = strength[rows]
            nought = np.zeros(len(rows))
            lasso, ridge = (penalty, nought) if kind else (nought, penalty)
            found[rows] = _Loss(standard, followed.astype(np.float32)).minimise(lasso, ridge)
    return Logistic(centre, spread, found[:, :-1], found[:, -1])


def _standardised(columns: Matrix, centre: Scores, spread: Scores) -> Matrix:
    """Return columns of mean 0 and standard deviation 1, or all 0, and a last column of ones for the intercept."""
    standard = np.ones((columns.shape[0], columns.shape[1] + 1), dtype=np.float32)
    divisor = np.where(spread > 0, spread, np.inf)
    for start in range(0, len(columns), _TOGETHER):
        some = slice(start, start + _TOGETHER)
        standard[some, :-1] = (columns[some] - centre) / divisor
    return standard


def _chances(odds: Scores) -> Scores:
    chances: Scores = 1 / (1 + np.exp(-np.clip(odds, -_FURTHEST * 10, _FURTHEST * 10)))
    return chances


@dataclass
class _Live:
    """The candidates that are not done; the i-th entry of everything is about the i-th of them."""

    number: Indices
    weights: Scores
    slope: Scores
    lasso: Scores
    ridge: Scores
    steepness: Scores

    def without(self, done: Marks) -> "_Live":
        return _Live(*(value[~done] for value in vars(self).values()))

    def along(self, weights: Scores, slope: Scores, step: Scores) -> Scores:
        """Return the slope of the whole objective along a step, just before ``weights``."""
        sign = np.where(weights != 0, np.sign(weights), np.sign(self.weights))
        sign = np.where(sign != 0, sign, np.sign(step))
        penalty = self.lasso[:, None] * sign + self.ridge[:, None] * weights
        penalty[:, -1] = 0
        total: Scores = ((slope + penalty) * step).sum(axis=1)
        return total


@dataclass(frozen=True, eq=False)
class _Loss:
    """The sum of log losses of standardised decisions; the last column is 1."""

    standard: Matrix
    followed: Matrix

    def _blocks(self) -> Iterator[slice]:
        for start in range(0, len(self.standard), _TOGETHER):
            yield slice(start, start + _TOGETHER)

    def slopes(self, weights: Scores) -> Scores:
        """Return the slope of the loss at each candidate's weights, shape ``(candidates, columns)``."""
        total = np.zeros(weights.shape)
        single = weights.astype(np.float32)
        for some in self._blocks():
            excess = single @ self.standard[some].T
            np.clip(excess, -_FURTHEST, _FURTHEST, out=excess)
            np.exp(np.negative(excess, out=excess), out=excess)
            excess += 1
            np.reciprocal(excess, out=excess)
            excess -= self.followed[some]
            total += excess @ self.standard[some]
        return total

    def curvature(self, weights: Scores) -> Scores:
        """Return the second derivative of the loss at one candidate's weights, shape ``(columns, columns)``."""
        columns = self.standard.shape[1]
        total = np.zeros((columns, columns))
        single = weights.astype(np.float32)
        for some in self._blocks():
            # the less likely of the two ways by the more likely: no chance is rounded to 1
            odds = np.exp(-np.minimum(np.abs(self.standard[some] @ single), _FURTHEST))
            scaled = self.standard[some] * (np.sqrt(odds) / (1 + odds))[:, None]
            total += scaled.T @ scaled
        return total

    def minimise(self, lasso: Scores, ridge: Scores) -> Scores:
        """Return the best weights for each pair of penalties, shape ``(candidates, columns)``."""
        share = float(self.followed.mean(dtype=np.float64))
        start = np.zeros((1, self.standard.shape[1]))
        start[0, -1] = np.log(share / (1 - share))
        unit = np.sqrt(len(self.standard) * share * (1 - share))
        count = len(lasso)
        found = np.repeat(start, count, axis=0)
        live = _Live(
            np.arange(count),
            found.copy(),
            np.repeat(self.slopes(start), count, axis=0),
            lasso,
            ridge,
            np.ones(count),
        )
        for number in range(_MOST_ROUNDS):
            if number % _RENEWED_EVERY == 0:
                curvature = self.curvature(live.weights[len(live.number) // 2])
                live.steepness = np.ones(len(live.number))
            done = self._advance(live, curvature, unit) <= TOLERANCE
            found[live.number[done]] = live.weights[done]
            live = live.without(done)
            if not len(live.number):
                return found
        raise CannotLearn(
            "logistic regression does not come to rest on these columns",
            mend="look for columns with a few values very far from all others",
        )

    def _advance(self, live: _Live, curvature: Scores, unit: float) -> Scores:
        """Take one step with each live candidate; return how far each wanted to go, as :data:`TOLERANCE` has it.

        The shared curvature is scaled for each candidate by what its last step met.
        """
        from helpers.modelling.descent import descend

        per = live.steepness
        modelled = live.slope / per[:, None]
        before = modelled.copy()
        new = live.weights.copy()
        least = _INNER_LEAST * TOLERANCE * unit
        descend(
            curvature,
            modelled,
            new,
            live.lasso / per,
            live.ridge / per,
            _INNER_SHARE,
            least,
            _SWEEPS,
        )
        step = new - live.weights
        bend = np.maximum(((modelled - before) * step).sum(axis=1), 0)
        length: Scores = np.sqrt(bend) / unit
        slope = self.slopes(new)
        met = ((slope - live.slope) * step).sum(axis=1)
        up = live.along(new, slope, step)
        self._shorten(live, new, slope, step, np.where(length > TOLERANCE, up, -np.inf))
        ratio = np.divide(met, bend, where=bend > 0, out=np.ones_like(bend))
        live.weights, live.slope = new, slope
        live.steepness = np.clip(ratio, _FLATTEST, _STEEPEST)
        return length

    def _shorten(self, live: _Live, new: Scores, slope: Scores, step: Scores, up: Scores) -> None:
        """Shorten steps in place until none ends much steeper uphill than it began downhill.

        The slopes along the step at both of its ends, ``up`` at the far one, tell where between them to try next
        (regula falsi).
        """
        down = live.along(live.weights, live.slope, step)
        share = np.ones(len(up))
        while (far := np.flatnonzero(up > _STEEP * np.abs(down))).size:
            share[far] *= np.clip(down[far] / (down[far] - up[far]), 0.1, 0.9)
            new[far] = live.weights[far] + share[far, None] * step[far]
            slope[far] = self.slopes(new[far])
            up[far] = np.where(share[far] > _SHORTEST, live.along(new, slope, step)[far], -np.inf)
