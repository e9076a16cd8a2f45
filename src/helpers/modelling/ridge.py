"""Logistic regression for many penalties on the sum of squared weights (L2) at once.

Such a penalty does not mind how the columns are turned. They are turned until no two go together; then a step that
divides each slope by its own curvature is Newton's, as long as everybody has the same chance. From there each candidate
goes on by steps that learn from the last ones how the curvature has changed (L-BFGS; Liu and Nocedal 1989). Where there
are more columns than decisions, there is nothing to be learnt outside the space that the decisions span.
"""

from collections.abc import Sequence

import numpy as np

from helpers.modelling.fitting import Matrix, Scores
from helpers.modelling.loss import SHORTEST, Loss, nearer, overshoots
from helpers.modelling.material import CannotLearn

_Step = tuple[Scores, Scores]
"""A step of each candidate, and how the slopes changed along it."""

TOLERANCE = 1e-5
"""A candidate is done when the step ahead changes log-odds by less than this (root mean square, weighted as in the
loss, by the curvature of the start)."""

_MOST_ROUNDS = 500
_REMEMBERED = 10
_FLAT = 1e-10
"""Directions in which decisions differ by less than this share of the most, in squares, count for nothing."""


def minimise(loss: Loss, penalty: Scores) -> Scores:
    """Return the best weights for each penalty, shape ``(candidates, columns)``; the last weight is free.

    Raises
    ------
    CannotLearn
        If a candidate does not come to rest.
    """
    turn, bend = _turned(loss.columns[:, :-1])
    turned = np.ones((len(loss.columns), len(bend) + 1), dtype=np.float32)
    np.matmul(loss.columns[:, :-1], turn.astype(np.float32), out=turned[:, :-1])
    found = _descend(Loss(turned, loss.followed), np.append(bend, len(turned)), penalty)
    return np.hstack([found[:, :-1] @ turn.T, found[:, -1:]])


def _turned(columns: Matrix) -> tuple[Scores, Scores]:
    """Return directions in which decisions do not go together, one a column, and their sums of squares in each."""
    rows, width = columns.shape
    if rows >= width:
        bend, turn = np.linalg.eigh((columns.T @ columns).astype(np.float64))
        return turn, np.maximum(bend, 0)
    exact = columns.astype(np.float64)
    bend, across = np.linalg.eigh(exact @ exact.T)
    spanned = bend > _FLAT * bend[-1]
    return exact.T @ (across[:, spanned] / np.sqrt(bend[spanned])), bend[spanned]


def _descend(loss: Loss, bend: Scores, penalty: Scores) -> Scores:
    """Return the best weights of turned columns; ``bend`` is the sum of squares of each column."""
    ridge = penalty[:, None] * np.append(np.ones(len(bend) - 1), 0)
    model = loss.share * (1 - loss.share) * bend + ridge
    weights = np.repeat(loss.start(), len(penalty), axis=0)
    slope = np.repeat(loss.slopes(loss.start()), len(penalty), axis=0) + ridge * weights
    found, number = np.empty_like(weights), np.arange(len(penalty))
    past: list[_Step] = []
    for _ in range(_MOST_ROUNDS):
        left = np.sqrt((slope**2 / model).sum(axis=1)) > TOLERANCE * loss.unit
        found[number[~left]] = weights[~left]
        if not left.any():
            return found
        number, weights, slope = number[left], weights[left], slope[left]
        ridge, model = ridge[left], model[left]
        past = [(step[left], change[left]) for step, change in past[-_REMEMBERED:]]
        step = -_uphill(slope, model, past)
        new, met = _taken(loss, weights, slope, step, ridge)
        past.append((new - weights, met - slope))
        weights, slope = new, met
    raise CannotLearn(
        "logistic regression does not come to rest on these columns",
        mend="look for columns with a few values very far from all others",
    )


def _uphill(slope: Scores, model: Scores, past: Sequence[_Step]) -> Scores:
    """Return the slope divided by the curvature, as far as ``model`` and the last steps tell of it."""
    left, shares = slope.copy(), []
    for step, change in reversed(past):
        shares.append(_over(_dot(step, left), _dot(step, change)))
        left -= shares[-1] * change
    uphill = left / model
    if past:
        step, change = past[-1]
        scale = _over(_dot(step, change), _dot(change, change / model))
        uphill *= np.where(scale > 0, scale, 1)
    for (step, change), share in zip(past, reversed(shares), strict=True):
        uphill += (share - _over(_dot(change, uphill), _dot(step, change))) * step
    return uphill


def _dot(first: Scores, second: Scores) -> Scores:
    total: Scores = (first * second).sum(axis=1, keepdims=True)
    return total


def _over(above: Scores, below: Scores) -> Scores:
    """Return the quotient, or 0 where a step met no curvature and so tells nothing."""
    return np.divide(above, below, where=below > 0, out=np.zeros_like(above))


def _taken(
    loss: Loss, weights: Scores, slope: Scores, step: Scores, ridge: Scores
) -> tuple[Scores, Scores]:
    """Return the weights and slopes after a step, shortened until none overshoots."""
    new = weights + step
    met = loss.slopes(new) + ridge * new
    share = np.ones(len(step))
    down, up = (slope * step).sum(axis=1), (met * step).sum(axis=1)
    while (far := np.flatnonzero(overshoots(up, down) & (share > SHORTEST))).size:
        share[far] *= nearer(up[far], down[far])
        new[far] = weights[far] + share[far, None] * step[far]
        met[far] = loss.slopes(new[far]) + ridge[far] * new[far]
        up[far] = (met[far] * step[far]).sum(axis=1)
    return new, met
