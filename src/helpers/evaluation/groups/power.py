"""What a comparison could have found: the chance of finding a true gap, and the gap that would be found eight times in ten."""

from collections.abc import Callable
from dataclasses import dataclass

import numpy as np
import numpy.typing as npt
from scipy.special import ndtr

from helpers.evaluation.groups.simultaneous import Side, Spread, drawn_in

Numbers = npt.NDArray[np.float64]
Indices = npt.NDArray[np.integer]

WANTED = 0.8
"""The chance with which a gap must be found to count as one that would be found."""

_HALVINGS = 40


@dataclass(frozen=True, kw_only=True, eq=False)
class Comparisons:
    """Several groups, each beside the rest, all arrays of shape ``(differences,)``.

    Attributes
    ----------
    group, rest
        Both sides.
    spread
        How they vary.
    critical
        How many standard errors a difference must lie from 0 to be found.
    families
        How many families carry each difference.
    is_share
        Whether the measure is a share, whose spread depends on its size.
    """

    group: Side
    rest: Side
    spread: Spread
    critical: Numbers
    families: Indices
    is_share: bool


def power(comparisons: Comparisons, size: float) -> Numbers:
    """Return the chance of finding a group whose true measure lies ``size`` above that of the rest.

    Where nothing can lie so far above it, ``size`` below. The group's spread is taken as it would be at that gap, not as
    it is at the gap that was seen: power is a matter of how many children there are, not of what they turned out to be.

    Returns
    -------
    Shape ``(differences,)``; NaN where a share can lie so far neither above nor below.
    """
    reckoned = _Reckoned(comparisons, size)
    chance = reckoned.found(np.minimum(size, reckoned.top))
    return np.where(size < reckoned.top, chance, np.nan)


def smallest_found(comparisons: Comparisons, size: float) -> Numbers:
    """Return the true gap that would be found eight times in ten, in the direction that :func:`power` asks about.

    Returns
    -------
    Shape ``(differences,)``; NaN where no gap would be.
    """
    reckoned = _Reckoned(comparisons, size)
    return _crossing(lambda gap: reckoned.found(gap) - WANTED, reckoned.top)


class _Reckoned:
    """What both answers share: spread, expected difference and edge of what is found, at any true gap."""

    def __init__(self, comparisons: Comparisons, size: float) -> None:
        rest = comparisons.rest
        self.comparisons = comparisons
        self.up = rest.value + size < 1
        farthest = 1000 * comparisons.spread.error() * comparisons.critical
        if comparisons.is_share:
            farthest = np.where(self.up, 1 - rest.value, rest.value)
        self.top: Numbers = farthest
        self.edge = _crossing(self._beyond, self.top)

    def found(self, gap: Numbers) -> Numbers:
        """Return the chance that the estimated difference lies beyond the edge of what is found."""
        away = (self._expected(gap) - self._expected(self.edge)) / self._unsure()
        chance: Numbers = ndtr(away / self._error(gap))
        return np.where(np.isfinite(self.edge), chance, 0.0)

    def _unsure(self) -> Numbers:
        """By how much the spread is wider than its standard error says, since that is itself estimated.

        Of a share the standard error hangs on the share that is seen, and the edge takes account of that. Of anything
        else it has as many degrees of freedom as families less one; that widens the spread as in the usual approximation
        of Student's noncentral distribution.
        """
        if self.comparisons.is_share:
            return np.ones_like(self.top)
        spare = np.maximum(self.comparisons.families, 2) - 1.0
        many = 1 + 1 / spare
        known = 1 + self.comparisons.critical**2 / many / (2 * spare)
        unsure: Numbers = np.sqrt(many * known)
        return unsure

    def _beyond(self, gap: Numbers) -> Numbers:
        """How far an estimated difference lies beyond what would just be found, at the spread that belongs to it."""
        return self._expected(gap) - self.comparisons.critical * self._error(gap)

    def _share(self, gap: Numbers) -> Numbers:
        at = self.comparisons.rest.value + np.where(self.up, gap, -gap)
        return drawn_in(at, self.comparisons.group.draws)

    def _expected(self, gap: Numbers) -> Numbers:
        """The difference of centres that is expected at a true gap, in its direction."""
        if not self.comparisons.is_share:
            return gap
        away = self._share(gap) - self.comparisons.rest.centre
        return np.where(self.up, away, -away)

    def _error(self, gap: Numbers) -> Numbers:
        """The standard error that belongs to a true gap."""
        if not self.comparisons.is_share:
            return self.comparisons.spread.error()
        here, seen = self._share(gap), self.comparisons.group.centre
        stretched = np.sqrt(here * (1 - here) / (seen * (1 - seen)))
        return self.comparisons.spread.error(stretched)


def _crossing(rising: Callable[[Numbers], Numbers], top: Numbers) -> Numbers:
    """Return where functions that begin below 0 come to it, by halving; NaN where they are still below at ``top``."""
    low, high = np.zeros_like(top), top.copy()
    for _ in range(_HALVINGS):
        middle = (low + high) / 2
        below = rising(middle) < 0
        low, high = np.where(below, middle, low), np.where(below, high, middle)
    return np.where(rising(top) < 0, np.nan, high)
