"""Logistic regression of flags on a group and on what is adjusted for, with what each decision pulls at the answer."""

import warnings
from dataclasses import dataclass, replace
from enum import StrEnum

import numpy as np
import numpy.typing as npt
from scipy.special import expit

from helpers.evaluation.groups.covariates import adds_up_to, independent

Numbers = npt.NDArray[np.float64]
Marks = npt.NDArray[np.bool_]
Indices = npt.NDArray[np.integer]

FEWEST_PER_COLUMN = 5
"""Children of the rarer kind that each column of a regression needs (Vittinghoff and McCulloch 2007)."""

_MOST_STEPS = 35
_FAR = 12.0
"""Log odds that no child is this sure of: coefficients were on their way to infinity."""
_ROUNDS = 3


class Fit(StrEnum):
    """Whether a gap could be adjusted, or why not."""

    ADJUSTED = "adjusted"
    IN_PART = "adjusted, but not for what tells the group"
    TOO_FEW = "too few to judge"
    TOO_MANY_COLUMNS = "too few children for so much to adjust for"
    ONE_AND_THE_SAME = "the group cannot be told apart from what is adjusted for"
    SEPARATED = "what is adjusted for tells by itself who is flagged"
    NO_SOLUTION = "no solution was found"


@dataclass(frozen=True, kw_only=True, eq=False)
class Adjustment:
    """A group's answer after adjusting.

    Attributes
    ----------
    difference
        How much more often the group's children are marked than others of the same kind would be.
    log_odds_ratio
        The group's coefficient.
    of_difference, of_log_odds_ratio
        What each decision pulls at the two, shape ``(rows,)``.
    """

    difference: float
    log_odds_ratio: float
    of_difference: Numbers
    of_log_odds_ratio: Numbers


def fitted(marked: Marks, group: Marks, adjusting: Numbers, *, fewest: int) -> Adjustment | Fit:
    """Return the group's difference and odds ratio after adjusting, or why there is none.

    The estimating equations are those of GEE with independent working correlation, which maximum likelihood solves.
    With ``p(x, 1)`` and ``p(x, 0)`` the chances that a child of kind ``x`` is marked inside and outside the group, the
    difference is the mean of ``p(x, 1) - p(x, 0)`` over the group's own children (standardisation, g-computation).

    Where all children of some kind are marked, or none is, likelihood is largest at infinity. There they are marked
    alike inside and outside the group, so they add a difference of nothing, and the others are fitted without them.

    Parameters
    ----------
    marked, group
        Who is marked and who is of the group, shape ``(rows,)``.
    adjusting
        As :func:`helpers.evaluation.groups.covariates.columns` returns it, shape ``(rows, columns)``.
    fewest
        How many marked and how many not marked there must be inside and outside the group.
    """
    open_rows = np.arange(len(marked))
    for _ in range(_ROUNDS):
        marks, inside = marked[open_rows], group[open_rows]
        cells = [np.sum(side & mark) for side in (inside, ~inside) for mark in (marks, ~marks)]
        if min(cells) < fewest:
            return Fit.SEPARATED
        varying = independent(adjusting[open_rows])
        refused = _refused(marks, inside, varying)
        if refused:
            return refused
        design = np.column_stack([np.ones(len(marks)), inside, varying])
        solved, has_ended = _solved(marks.astype(np.float64), design)
        if solved is None:
            return Fit.SEPARATED if has_ended else Fit.NO_SOLUTION
        if has_ended:
            found = _adjustment(marks, inside, design, solved)
            return _among(found, open_rows, group)
        told = np.abs(design @ solved) > _FAR
        if not told.any():
            return Fit.NO_SOLUTION
        if ((design @ solved > 0) != marks)[told].any():
            return Fit.SEPARATED
        open_rows = open_rows[~told]
    return Fit.SEPARATED


def _refused(marked: Marks, group: Marks, adjusting: Numbers) -> Fit | None:
    """Say why a regression would not be worth while, or nothing."""
    if adds_up_to(adjusting, group):
        return Fit.ONE_AND_THE_SAME
    rarer = min(int(marked.sum()), int((~marked).sum()))
    if rarer < FEWEST_PER_COLUMN * (1 + adjusting.shape[1]):
        return Fit.TOO_MANY_COLUMNS
    return None


def _adjustment(marked: Marks, group: Marks, design: Numbers, solved: Numbers) -> Adjustment:
    """Return difference and odds ratio from coefficients, shape ``(columns,)``, the second of which is the group's."""
    inside, outside = design[group], design[group].copy()
    outside[:, 1] = 0
    with_group, without = expit(inside @ solved), expit(outside @ solved)
    between = with_group - without
    share = expit(design @ solved)
    spread = (design * (share * (1 - share))[:, None]).T @ design
    bent = (inside * (with_group * (1 - with_group))[:, None]).mean(axis=0)
    bent -= (outside * (without * (1 - without))[:, None]).mean(axis=0)
    pulls = np.linalg.solve(spread, np.column_stack([bent, np.eye(len(solved))[1]]))
    of_difference, of_odds = (((marked - share) * (design @ pull)) for pull in pulls.T)
    of_difference[group] += (between - between.mean()) / len(between)
    return Adjustment(
        difference=float(between.mean()),
        log_odds_ratio=float(solved[1]),
        of_difference=of_difference,
        of_log_odds_ratio=of_odds,
    )


def _among(found: Adjustment, rows: Indices, group: Marks) -> Adjustment:
    """Return what was found among some rows as that of all, where all others have a difference of nothing."""
    if len(rows) == len(group):
        return found
    share = float(group[rows].sum() / group.sum())
    of_difference, of_odds = np.zeros(len(group)), np.zeros(len(group))
    of_difference[rows], of_odds[rows] = share * found.of_difference, found.of_log_odds_ratio
    pull = group.astype(np.float64)
    pull[rows] *= 1 - 1 / share
    of_difference -= pull * share * found.difference / group.sum()
    return replace(
        found,
        difference=share * found.difference,
        of_difference=of_difference,
        of_log_odds_ratio=of_odds,
    )


def _solved(marked: Numbers, design: Numbers) -> tuple[Numbers | None, bool]:
    """Return the coefficients of maximum likelihood, shape ``(columns,)``, and whether steps towards them came to an end.

    Without coefficients, the second says whether all children are told apart, or else nothing could be solved.
    """
    from statsmodels.discrete.discrete_model import Logit
    from statsmodels.tools.sm_exceptions import PerfectSeparationError, PerfectSeparationWarning

    with warnings.catch_warnings():
        warnings.simplefilter("ignore")
        warnings.simplefilter("error", PerfectSeparationWarning)
        try:
            found = Logit(marked, design, check_rank=False).fit(
                method="newton",
                maxiter=_MOST_STEPS,
                disp=False,
                skip_hessian=True,
                warn_convergence=False,
            )
        except (PerfectSeparationError, PerfectSeparationWarning):
            return None, True
        except np.linalg.LinAlgError:
            return None, False
    solved: Numbers = np.asarray(found.params, dtype=np.float64)
    if not np.isfinite(solved).all():
        return None, False
    return solved, bool(found.mle_retvals["converged"])
