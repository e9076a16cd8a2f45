"""What gaps are adjusted for: covariates as columns of a regression, and which of them tell a group by themselves."""

from collections.abc import Mapping

import numpy as np
import numpy.typing as npt

Numbers = npt.NDArray[np.float64]
Marks = npt.NDArray[np.bool_]

ALONE = 0.9
"""A group of which more than this share has nobody else near it in something cannot be told apart from that thing."""

LEFT_OVER = 0.01
"""The share of a group's variance that must be left over by a sum of all that is adjusted for."""

_MOST_STEPS_ACROSS = 256
_OTHERS_PER_STEP = 8
_FEWEST_MISSING = 20
_FEWEST_BEYOND = 20
_SHARE_BEYOND = 1 / 200
_NOTHING = 1e-9


def columns(covariates: Mapping[str, Numbers], marked: Marks) -> Numbers:
    """Return what is adjusted for as columns with mean 0 and spread 1, shape ``(rows, columns)``.

    A covariate of more than two values comes with its square, since what matters of age need not rise with age
    throughout. A value further out than 20 decisions (or one in 200, if more) reach counts as the furthest that so many do: a
    few children with very much on record would otherwise decide a regression. One that is missing for some counts as its
    mean there, and a column says where: unless fewer than 20 decisions lack it or all of them were treated alike,
    in which case such a column would only tell these apart.

    Parameters
    ----------
    covariates
        Each of shape ``(rows,)``, NaN where not recorded.
    marked
        What the regression is to tell, shape ``(rows,)``.
    """
    found = [
        column
        for values in covariates.values()
        for column in _of_one(np.asarray(values, dtype=np.float64), marked)
    ]
    return independent(np.column_stack(found) if found else np.empty((len(marked), 0)))


def independent(adjusting: Numbers) -> Numbers:
    """Return columns with mean 0 and spread 1, without those that do not vary or follow from columns before them.

    Parameters
    ----------
    adjusting
        Shape ``(rows, columns)``, as is what is returned, if with fewer columns.
    """
    kept: list[Numbers] = []
    for column in adjusting.T:
        spread = column.std()
        if spread > _NOTHING * max(1.0, np.abs(column).max()):
            _keep((column - column.mean()) / spread, kept)
    return np.column_stack(kept) if kept else adjusting[:, :0]


def _of_one(values: Numbers, marked: Marks) -> list[Numbers]:
    known = np.isfinite(values)
    if not known.any():
        return []
    low, high = _reached(values[known])
    drawn_in = np.clip(values, low, high)
    filled = np.where(known, drawn_in, drawn_in[known].mean())
    found = [filled]
    if not ((drawn_in == low) | (drawn_in == high) | ~known).all():
        found.append(((filled - filled.mean()) / filled.std()) ** 2)
    lacking = marked[~known]
    if len(lacking) >= _FEWEST_MISSING and lacking.any() and not lacking.all():
        found.append((~known).astype(np.float64))
    return found


def _reached(values: Numbers) -> tuple[float, float]:
    """Return the lowest and highest value that enough decisions reach, and beyond which a few would decide a regression."""
    many = max(_FEWEST_BEYOND, round(len(values) * _SHARE_BEYOND))
    if len(values) < 2 * many:
        return float(values.min()), float(values.max())
    ordered = np.partition(values, (many - 1, len(values) - many))
    return float(ordered[many - 1]), float(ordered[len(values) - many])


def _keep(column: Numbers, kept: list[Numbers]) -> None:
    """Append a column unless those before it add up to it."""
    if not kept or _left_over(column, np.column_stack(kept)) > _NOTHING:
        kept.append(column)


def _left_over(column: Numbers, others: Numbers) -> float:
    """Return the share of a column's variance that a linear sum of others with mean 0 leaves over."""
    weights = np.linalg.lstsq(others.T @ others, others.T @ column, rcond=None)[0]
    rest = column - others @ weights
    return float(rest @ rest) / float(column @ column)


def telling(group: Marks, covariates: Mapping[str, Numbers]) -> frozenset[str]:
    """Return the names of covariates that tell the group by themselves, so that nobody of the rest is comparable in them.

    Age tells an age group. In equal steps of a covariate, how many of the group share theirs with nobody of the rest?

    Parameters
    ----------
    group
        The group's decisions, shape ``(rows,)``.
    covariates
        Each of shape ``(rows,)``, NaN where not recorded.
    """
    return frozenset(name for name, values in covariates.items() if _alone(group, values) > ALONE)


def _alone(group: Marks, values: Numbers) -> float:
    """Return the share of the group that has nobody of the rest in its step; steps are wide where the rest are few."""
    steps = int(np.clip((~group).sum() // _OTHERS_PER_STEP, 2, _MOST_STEPS_ACROSS))
    known = np.isfinite(values)
    low, high = (values[known].min(), values[known].max()) if known.any() else (0.0, 0.0)
    width = high - low if high > low else 1.0
    step = np.full(len(values), steps)
    step[known] = np.minimum((values[known] - low) / width * steps, steps - 1).astype(np.int64)
    others = np.bincount(step[~group], minlength=steps + 1)
    return float((others[step[group]] == 0).mean()) if group.any() else 0.0


def adds_up_to(adjusting: Numbers, group: Marks) -> bool:
    """Say whether what is adjusted for, as :func:`columns` returns it, adds up to membership of the group, or nearly so."""
    return adjusting.shape[1] > 0 and _left_over(group - group.mean(), adjusting) <= LEFT_OVER
