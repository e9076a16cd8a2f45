"""From a value and its resamples to an honest estimate: an interval, or *too few to judge*."""

import math

import numpy as np
import numpy.typing as npt
from scipy.special import ndtr, stdtrit

from helpers.estimate import Estimate, too_few
from helpers.policy import EstimatePolicy

Numbers = npt.NDArray[np.float64]
Marks = npt.NDArray[np.bool_]
Indices = npt.NDArray[np.integer]


def can_be_judged(*, n: int, positives: int, rule: EstimatePolicy) -> bool:
    """Say whether there are enough decisions with and without the outcome to judge anything."""
    return positives >= rule.fewest_positives and n - positives >= rule.fewest_negatives


def families_carrying(followed: Marks, family: Indices) -> int:
    """Return on how many families the measures of some decisions hang.

    These are the families for whom the outcome followed at least once or, if they are fewer, those for whom it did
    not follow at least once: the rarer kind decides how much can be known.

    Parameters
    ----------
    followed, family
        Outcome and family of each decision, shape ``(rows,)``.
    """
    return min(len(np.unique(family[followed])), len(np.unique(family[~followed])))


def tail_of(confidence: float, *, families: int) -> float:
    """Return the share of resamples to leave out at each end, so that intervals are not too narrow.

    A bootstrap of ``m`` families varies too little by ``(m - 1) / m``, and takes its own spread for the true one. The
    expanded percentile interval (Hesterberg 2015) reads its ends further out, where a normal
    distribution has what Student's distribution with ``m - 1`` degrees of freedom, so stretched, has outside.

    Parameters
    ----------
    families
        How many families carry the measure; fewer than two count as two.
    """
    many = max(families, 2)
    reach = math.sqrt(many / (many - 1)) * stdtrit(many - 1, (1 + confidence) / 2)
    return float(ndtr(-reach))


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
    carried_by: int | None = None,
) -> Estimate:
    """Return the value with its interval from resamples, or *too few to judge*.

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
    carried_by
        How many families carry the measure (:func:`families_carrying`), for :func:`tail_of`. Unless given, every
        decision of the rarer kind counts as a family of its own, which is too many where siblings are alike.
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
    carrying = min(positives, n - positives) if carried_by is None else carried_by
    outside = tail_of(rule.confidence, families=carrying)
    low, high = np.quantile(computable, [outside, 1 - outside])
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
