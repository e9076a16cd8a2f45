"""Logistic regression for many penalties on the sum of absolute weights (L1) at once.

Each round takes the slopes of all candidates in one walk over the decisions, and a step for each by coordinate descent
on a quadratic model of the loss whose curvature is theirs in common (a proximal Newton method with a shared Hessian;
Lee, Sun and Saunders 2014).
"""

from dataclasses import dataclass

import numpy as np
import numpy.typing as npt

from helpers.modelling.fitting import Marks, Scores
from helpers.modelling.loss import SHORTEST, Loss, nearer, overshoots
from helpers.modelling.material import CannotLearn

Indices = npt.NDArray[np.intp]

TOLERANCE = 5e-5
"""A candidate is done when a step changes log-odds by less than this (root mean square, weighted as in the loss)."""

_RENEWED_EVERY = 3
_MOST_ROUNDS = 300
_SWEEPS = 200
_INNER_SHARE, _INNER_LEAST = 0.2, 0.1
_FLATTEST, _STEEPEST = 0.1, 1000.0


def minimise(loss: Loss, penalty: Scores) -> Scores:
    """Return the best weights for each penalty, shape ``(candidates, columns)``; the last weight is free.

    Candidates that stand next to each other share more if their penalties are alike.

    Raises
    ------
    CannotLearn
        If a candidate does not come to rest.
    """
    count = len(penalty)
    found = np.repeat(loss.start(), count, axis=0)
    live = _Live(
        np.arange(count),
        found.copy(),
        np.repeat(loss.slopes(loss.start()), count, axis=0),
        penalty,
        np.ones(count),
    )
    for number in range(_MOST_ROUNDS):
        if number % _RENEWED_EVERY == 0:
            curvature = loss.curvature(live.weights[len(live.number) // 2])
            live.steepness = np.ones(len(live.number))
        done = _advance(loss, live, curvature) <= TOLERANCE
        found[live.number[done]] = live.weights[done]
        live = live.without(done)
        if not len(live.number):
            return found
    raise CannotLearn(
        "logistic regression does not come to rest on these columns",
        mend="look for columns with a few values very far from all others",
    )


@dataclass
class _Live:
    """The candidates that are not done; the i-th entry of everything is about the i-th of them."""

    number: Indices
    weights: Scores
    slope: Scores
    penalty: Scores
    steepness: Scores

    def without(self, done: Marks) -> "_Live":
        return _Live(*(value[~done] for value in vars(self).values()))

    def along(self, weights: Scores, slope: Scores, step: Scores) -> Scores:
        """Return the slope of the whole objective along a step, just before ``weights``."""
        sign = np.where(weights != 0, np.sign(weights), np.sign(self.weights))
        sign = np.where(sign != 0, sign, np.sign(step))
        sign[:, -1] = 0
        total: Scores = ((slope + self.penalty[:, None] * sign) * step).sum(axis=1)
        return total


def _advance(loss: Loss, live: _Live, curvature: Scores) -> Scores:
    """Take one step with each live candidate; return how far each wanted to go, as :data:`TOLERANCE` has it.

    The shared curvature is scaled for each candidate by what its last step met.
    """
    from helpers.modelling.descent import descend

    per = live.steepness
    modelled = live.slope / per[:, None]
    before = modelled.copy()
    new = live.weights.copy()
    least = _INNER_LEAST * TOLERANCE * loss.unit
    descend(curvature, modelled, new, live.penalty / per, _INNER_SHARE, least, _SWEEPS)
    step = new - live.weights
    bend = np.maximum(((modelled - before) * step).sum(axis=1), 0)
    length: Scores = np.sqrt(bend) / loss.unit
    slope = loss.slopes(new)
    met = ((slope - live.slope) * step).sum(axis=1)
    up = live.along(new, slope, step)
    _shorten(loss, live, new, slope, step, np.where(length > TOLERANCE, up, -np.inf))
    ratio = np.divide(met, bend, where=bend > 0, out=np.ones_like(bend))
    live.weights, live.slope = new, slope
    live.steepness = np.clip(ratio, _FLATTEST, _STEEPEST)
    return length


def _shorten(loss: Loss, live: _Live, new: Scores, slope: Scores, step: Scores, up: Scores) -> None:
    """Shorten steps in place until none overshoots; ``up`` is the slope along each at its far end."""
    down = live.along(live.weights, live.slope, step)
    share = np.ones(len(up))
    while (far := np.flatnonzero(overshoots(up, down))).size:
        share[far] *= nearer(up[far], down[far])
        new[far] = live.weights[far] + share[far, None] * step[far]
        slope[far] = loss.slopes(new[far])
        up[far] = np.where(share[far] > SHORTEST, live.along(new, slope, step)[far], -np.inf)
