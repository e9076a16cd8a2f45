"""Shares over redraws of one made-up authority: counts of every redraw put together, and how sure that makes the share.

The redraws are independent and made alike, so the spread between them holds everything that chance decides: who lives
there, what happens, what is recorded, and what a model learns from it. Brothers and sisters stay within one redraw.
"""

import math
from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
import numpy.typing as npt
from scipy.stats import t as student

from helpers.estimate import Estimate, too_few
from helpers.policy import policy

Numbers = npt.NDArray[np.float64]
FEWEST = 2
"""Redraws from which on there is a spread."""


@dataclass(frozen=True, kw_only=True)
class Share:
    """So many of so many, in one redraw; the part may exceed the whole where a ratio of two counts is told."""

    part: int
    whole: int


def pooled(redraws: Sequence[Share]) -> Estimate:
    """Return the share over all redraws, with its interval from the spread between them.

    The interval is that of a ratio of two sums (Cochran, Sampling Techniques, 1977, section 6.4), with Student's
    distribution over the redraws. Where all redraws agree exactly there is none: they have no spread to tell of. With
    fewer redraws than two, or too few in the whole, there is too little to judge.
    """
    part, whole = sum(one.part for one in redraws), sum(one.whole for one in redraws)
    if not _enough(redraws, whole):
        return too_few(n=whole, positives=part)
    value = part / whole
    reach = _reach(_deviations(redraws, value))
    return Estimate(
        value=value,
        low=max(value - reach, 0.0) if reach else None,
        high=value + reach if reach else None,
        numerator=part,
        denominator=whole,
    )


def difference(first: Sequence[Share], second: Sequence[Share]) -> Estimate:
    """Return by how much one share exceeds another that was counted in the same redraws; see :func:`contrast`."""
    return contrast([(1, first), (-1, second)])


def contrast(terms: Sequence[tuple[int, Sequence[Share]]]) -> Estimate:
    """Return a sum of shares, each with its sign, that were counted in the same redraws, redraw by redraw.

    The interval is that of :func:`pooled`, on the deviations of all terms together, so that what they have in common
    in a redraw falls out.

    Raises
    ------
    ValueError
        If they do not come from the same number of redraws.
    """
    if len({len(redraws) for _, redraws in terms}) != 1:
        raise ValueError("shares are compared redraw by redraw")
    wholes = [sum(one.whole for one in redraws) for _, redraws in terms]
    parts = [sum(one.part for one in redraws) for _, redraws in terms]
    n, positives = sum(wholes), sum(parts)
    if not all(_enough(redraws, whole) for (_, redraws), whole in zip(terms, wholes, strict=True)):
        return too_few(n=n, positives=positives)
    shares = [part / whole for part, whole in zip(parts, wholes, strict=True)]
    signed = list(zip(terms, shares, strict=True))
    value = sum(sign * share for (sign, _), share in signed)
    apart = np.sum(
        [sign * _deviations(redraws, share) for (sign, redraws), share in signed], axis=0
    )
    reach = _reach(apart)
    return Estimate(value=value, low=value - reach, high=value + reach, n=n, positives=positives)


def _enough(redraws: Sequence[Share], whole: int) -> bool:
    return len(redraws) >= FEWEST and whole >= policy().estimates.fewest_positives


def _deviations(redraws: Sequence[Share], share: float) -> Numbers:
    """Return how far each redraw lies from the share of all, in units of the share; shape ``(redraws,)``."""
    parts, wholes = (
        np.array([getattr(one, name) for one in redraws], dtype=np.float64)
        for name in ("part", "whole")
    )
    return np.asarray((parts - share * wholes) / wholes.mean())


def _reach(deviations: Numbers) -> float:
    """Return how far an interval reaches to either side."""
    redraws = len(deviations)
    error = float(deviations.std(ddof=1)) / math.sqrt(redraws)
    return float(student.ppf((1 + policy().estimates.confidence) / 2, redraws - 1)) * error
