"""Two models of one cohort, compared resample by resample, and what the interval of their difference allows to say.

Both models meet the same resamples of families, so what makes a resample easy or hard for both drops out of the
difference: its interval is narrower than the intervals of the two models would suggest.
"""

from dataclasses import dataclass
from enum import StrEnum

import numpy as np
import numpy.typing as npt

from helpers.estimate import Estimate, State
from helpers.evaluation.intervals import estimate
from helpers.policy import EstimatePolicy

Numbers = npt.NDArray[np.float64]


class Verdict(StrEnum):
    """What may be said of the first model beside the second, given the smallest difference that matters in practice."""

    BETTER = "better by at least the bound"
    WORSE = "worse by at least the bound"
    NO_DIFFERENCE = "no difference of practical size"
    CANNOT_TELL = "cannot tell"
    TOO_FEW = "too few to judge"


@dataclass(frozen=True, kw_only=True)
class Difference:
    """The first model's measure minus the second's, on the measure's own scale, and the verdict."""

    estimate: Estimate
    verdict: Verdict


def difference(
    first: Numbers,
    second: Numbers,
    *,
    bound: float,
    n: int,
    positives: int,
    rule: EstimatePolicy,
    lower_is_better: bool = False,
) -> Difference:
    """Compare one measure of two models.

    Parameters
    ----------
    first, second
        A row of :class:`helpers.evaluation.resampled.Resampled` of each model, on the same resamples: the measure as
        it is, then in each resample, shape ``(1 + resamples,)``.
    bound
        The smallest difference that matters in practice, more than 0, on the measure's own scale.
    n, positives
        Decisions that both rest on, and those for which the outcome followed.
    rule
        The thresholds of policy.
    lower_is_better
        For errors, such as the false discovery rate or the Brier score.

    Raises
    ------
    ValueError
        If the two do not have the same resamples, or the bound is not above 0.
    """
    if first.shape != second.shape or first.ndim != 1:
        raise ValueError("two models are compared on the same resamples")
    between = first - second
    made = estimate(between[0], between[1:], n=n, positives=positives, rule=rule)
    return Difference(
        estimate=made, verdict=verdict(made, bound=bound, lower_is_better=lower_is_better)
    )


def verdict(estimated: Estimate, *, bound: float, lower_is_better: bool = False) -> Verdict:
    """Return what the whole interval of a difference allows to say; arguments as for :func:`difference`.

    An interval wholly at or beyond the bound shows a difference that matters; one wholly within shows that none does.
    One that reaches across the bound leaves it open, even if it lies on one side of 0.
    """
    if not bound > 0:
        raise ValueError("the smallest difference that matters is more than 0")
    if estimated.state is not State.ESTIMATED or estimated.low is None or estimated.high is None:
        return Verdict.TOO_FEW
    low, high = estimated.low, estimated.high
    if lower_is_better:
        low, high = -high, -low
    if low >= bound:
        return Verdict.BETTER
    if high <= -bound:
        return Verdict.WORSE
    if -bound < low and high < bound:
        return Verdict.NO_DIFFERENCE
    return Verdict.CANNOT_TELL
