"""Logistic regression of flags on a group and on what is adjusted for, with what each decision pulls at the answer."""

import warnings
from collections.abc import Mapping
from dataclasses import dataclass
from enum import StrEnum

import numpy as np
import numpy.typing as npt
from scipy.special import expit

Numbers = npt.NDArray[np.float64]
Marks = npt.NDArray[np.bool_]

FEWEST_PER_COLUMN = 5
"""Children of the rarer kind that each column of a regression needs (Vittinghoff and McCulloch 2007)."""

ALONE = 0.9
"""A group of which more than this share has nobody else near it in something cannot be told apart from that thing."""

_MOST_STEPS_ACROSS = 256
_OTHERS_PER_STEP = 8
_FEWEST_MISSING = 20
_MOST_STEPS = 35
_FAR = 12.0
"""Log odds that no child is this sure of: coefficients were on their way to infinity."""
_NOTHING = 1e-9


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


def columns(covariates: Mapping[str, Numbers], marked: Marks) -> Numbers:
    """Return what is adjusted for as columns with mean 0 and spread 1, shape ``(rows, columns)``.

    A covariate of more than two values comes with its square, since what matters of age need not rise with age
    throughout. One that is missing for some counts as its mean there, and a column says where: unless fewer than 20
    decisions lack it or all of them were treated alike, in which case such a column would only tell these apart.
    What does not vary, or follows from the columns before it, is left out.

    Parameters
    ----------
    covariates
        Each of shape ``(rows,)``, NaN where not recorded.
    marked
        What the regression is to tell, shape ``(rows,)``.
    """
    kept: list[Numbers] = []
    for name, values in covariates.items():
        if values.shape != marked.shape:
            raise ValueError(f"'{name}' has {len(values)} values for {len(marked)} decisions")
        for column in _of_one(np.asarray(values, dtype=np.float64), marked):
            spread = column.std()
            if spread > _NOTHING * max(1.0, np.abs(column).max()):
                _keep((column - column.mean()) / spread, kept)
    return np.column_stack(kept) if kept else np.empty((len(marked), 0))


def _of_one(values: Numbers, marked: Marks) -> list[Numbers]:
    known = np.isfinite(values)
    if not known.any():
        return []
    filled = np.where(known, values, values[known].mean())
    found = [filled]
    low, high = values[known].min(), values[known].max()
    if not ((values == low) | (values == high) | ~known).all():
        found.append(((filled - filled.mean()) / filled.std()) ** 2)
    lacking = marked[~known]
    if len(lacking) >= _FEWEST_MISSING and lacking.any() and not lacking.all():
        found.append((~known).astype(np.float64))
    return found


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
    """Say whether what is adjusted for, as :func:`columns` returns it, adds up to membership of the group."""
    return adjusting.shape[1] > 0 and _left_over(group - group.mean(), adjusting) <= _NOTHING


def fitted(marked: Marks, group: Marks, adjusting: Numbers) -> Adjustment | Fit:
    """Return the group's difference and odds ratio after adjusting, or why there is none.

    The estimating equations are those of GEE with independent working correlation, which maximum likelihood solves.
    With ``p(x, 1)`` and ``p(x, 0)`` the chances that a child of kind ``x`` is marked inside and outside the group, the
    difference is the mean of ``p(x, 1) - p(x, 0)`` over the group's own children (standardisation, g-computation).

    Parameters
    ----------
    marked, group
        Who is marked and who is of the group, shape ``(rows,)``.
    adjusting
        Shape ``(rows, columns)``.
    """
    design = np.column_stack([np.ones(len(marked)), group, adjusting])
    solved = _solved(marked.astype(np.float64), design)
    if isinstance(solved, Fit):
        return solved
    inside, outside = design[group].copy(), design[group].copy()
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


def _solved(marked: Numbers, design: Numbers) -> Numbers | Fit:
    """Return the coefficients of maximum likelihood, shape ``(columns,)``, or why there are none."""
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
            return Fit.SEPARATED
        except np.linalg.LinAlgError:
            return Fit.NO_SOLUTION
    solved: Numbers = np.asarray(found.params, dtype=np.float64)
    if found.mle_retvals["converged"] and np.isfinite(solved).all():
        return solved
    far = not np.isfinite(solved).all() or np.abs(design @ solved).max() > _FAR
    return Fit.SEPARATED if far else Fit.NO_SOLUTION
