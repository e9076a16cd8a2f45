"""Two models of one cohort, compared resample by resample, and what the interval of their difference allows to say.

Both models meet the same resamples of families, so what makes a resample easy or hard for both drops out of the
difference: its interval is narrower than the intervals of the two models would suggest.
"""

from dataclasses import dataclass

import numpy as np
import numpy.typing as npt

from helpers.comparison import Comparison, compared
from helpers.estimate import Estimate
from helpers.evaluation.intervals import estimate
from helpers.policy import EstimatePolicy

Numbers = npt.NDArray[np.float64]


@dataclass(frozen=True, kw_only=True)
class Difference:
    """The first model's measure minus the second's, on the measure's own scale, and the verdict."""

    estimate: Estimate
    verdict: Comparison


def difference(
    first: Numbers,
    second: Numbers,
    *,
    bound: float,
    n: int,
    positives: int,
    rule: EstimatePolicy,
    lower_is_better: bool = False,
    carried_by: int | None = None,
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
    carried_by
        How many families carry the difference; see :func:`helpers.evaluation.intervals.estimate`.

    Raises
    ------
    ValueError
        If the two do not have the same resamples, or the bound is not above 0.
    """
    if first.shape != second.shape or first.ndim != 1:
        raise ValueError("two models are compared on the same resamples")
    between = first - second
    made = estimate(
        between[0], between[1:], n=n, positives=positives, rule=rule, carried_by=carried_by
    )
    return Difference(
        estimate=made, verdict=compared(made, bound=bound, lower_is_better=lower_is_better)
    )
