"""From a value and its resamples to an honest estimate: an interval, or *too few to judge*."""

import numpy as np
import numpy.typing as npt

from helpers.estimate import Estimate, too_few
from helpers.policy import EstimatePolicy

Numbers = npt.NDArray[np.float64]


def can_be_judged(*, n: int, positives: int, rule: EstimatePolicy) -> bool:
    """Say whether there are enough decisions with and without the outcome to judge anything."""
    return positives >= rule.fewest_positives and n - positives >= rule.fewest_negatives


def estimate(
    value: float,
    resampled: Numbers,
    *,
    n: int,
    positives: int,
    rule: EstimatePolicy,
    numerator: int | None = None,
    denominator: int | None = None,
    families: int | None = None,
) -> Estimate:
    """Return the value with its percentile interval, or *too few to judge*.

    Parameters
    ----------
    value
        The measure on the decisions as they are; NaN if it cannot be computed.
    resampled
        The measure in each resample of families, NaN where it could not be computed, shape ``(resamples,)``.
    n, positives
        Decisions, and those for which the outcome followed.
    rule
        The thresholds of policy.
    numerator, denominator
        The counts of a rate.
    families
        For a rate: distinct families among its denominator. Where every decision of the denominator falls on the
        same side, all resamples agree and would pretend to certainty; the exact binomial interval (Clopper and
        Pearson 1934) with families for trials takes their place.
    """
    computable = resampled[np.isfinite(resampled)]
    enough = can_be_judged(n=n, positives=positives, rule=rule)
    if (
        not enough
        or not np.isfinite(value)
        or len(computable) < rule.computable_share * len(resampled)
    ):
        return too_few(n=n, positives=positives)
    tail = (1 - rule.confidence) / 2
    low, high = np.quantile(computable, [tail, 1 - tail])
    if families and numerator == 0:
        high = 1 - tail ** (1 / families)
    if families and numerator is not None and numerator == denominator:
        low = tail ** (1 / families)
    return Estimate(
        value=float(value),
        low=float(low),
        high=float(high),
        n=n,
        positives=positives,
        numerator=numerator,
        denominator=denominator,
    )
