"""Days on which something may happen to a child, each with the rate that is needed for it to happen.

Arrivals are points of a plane of days and rates, strewn evenly: on a day when the rate of a child is ``r`` a year, just
the points below ``r`` happen. So a change of one dial, which raises or lowers rates, adds or removes what happens and
moves nothing. (This is thinning, after Lewis and Shedler 1979, with the plane kept instead of a fixed ceiling.) The
plane is cut into layers of rates, and each child has points of its own in each layer, so that nobody is given points
far above any rate that the child could reach.
"""

from dataclasses import dataclass
from functools import cache

import numpy as np

from helpers.synthetic.draws import Draws, Floats, Integers, placed

LAYERS = (0.0, *(2.0**power for power in range(-5, 10)))
"""Edges of the layers, in times a year."""
_MOST_IN_LAYER = 2**14
_YEAR = 365.25


@dataclass(frozen=True)
class Arrivals:
    """Points of the plane: one row each, in no order. ``rate`` is the rate a year from which on it happens."""

    child: Integers
    day: Integers
    rate: Floats

    def __getitem__(self, rows: np.ndarray) -> "Arrivals":
        return Arrivals(self.child[rows], self.day[rows], self.rate[rows])

    def and_also(self, *more: "Arrivals") -> "Arrivals":
        """Return these and other arrivals together."""
        everything = (self, *more)
        return Arrivals(
            np.concatenate([one.child for one in everything]),
            np.concatenate([one.day for one in everything]),
            np.concatenate([one.rate for one in everything]),
        )


def arrivals(
    draws: Draws, purpose: str, *, among: Integers, above: Floats, below: Floats, days: range
) -> Arrivals:
    """Return the points of all layers that begin at a rate of at least ``above`` and less than ``below``.

    Parameters
    ----------
    purpose
        What may happen; names the plane.
    among
        The children who are given points.
    above, below
        Rates a year, one for each of these children.
    days
        The days on which things may happen.
    """
    parts = [
        _in_layer(draws, f"{purpose} {layer}", among[wanted], layer=layer, days=days)
        for layer, lowest in enumerate(LAYERS[:-1])
        if (wanted := (above <= lowest) & (lowest < below)).any()
    ]
    return Arrivals(among[:0], among[:0], np.zeros(0)).and_also(*parts)


def _in_layer(draws: Draws, purpose: str, among: Integers, *, layer: int, days: range) -> Arrivals:
    lowest, depth = LAYERS[layer], LAYERS[layer + 1] - LAYERS[layer]
    chances = _poisson(depth * len(days) / _YEAR)
    number = placed(chances, draws.uniform(f"{purpose} number", among))
    child = np.repeat(among, number)
    nth = np.arange(len(child)) - np.repeat(np.cumsum(number) - number, number)
    bits = draws.bits(purpose, child * _MOST_IN_LAYER + nth)
    upper, lower = bits >> np.uint64(32), bits & np.uint64(0xFFFFFFFF)
    day = days.start + ((upper * np.uint64(len(days))) >> np.uint64(32)).view(np.int64)
    return Arrivals(child, day, np.asarray(lowest + depth * (lower + 0.5) / 2.0**32))


@cache
def _poisson(mean: float) -> Floats:
    """Return the chances of at most 0, 1, 2 … points where so many are expected."""
    from scipy.special import (
        gammaln,
    )  # slow to load, and those who only hand out work need it never

    number = np.arange(min(int(mean + 12 * np.sqrt(mean) + 25), _MOST_IN_LAYER - 1))
    return np.asarray(np.cumsum(np.exp(number * np.log(mean) - mean - gammaln(number + 1))))
