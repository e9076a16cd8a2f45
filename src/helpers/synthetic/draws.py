"""Draws for one block of a made-up authority: chance keyed by seed, authority, block, purpose and the things concerned."""

from dataclasses import dataclass
from functools import cache

import numpy as np
import numpy.typing as npt

from helpers.synthetic import chance

Floats = npt.NDArray[np.float64]
Integers = npt.NDArray[np.int64]
Flags = npt.NDArray[np.bool_]

SHARED = 0.6
"""Share of the variance of a decision's chance part that brothers and sisters have in common."""


@dataclass(frozen=True)
class Draws:
    """Every draw of one block of families. The same purpose and ids give the same draw, in any order."""

    seed: int
    slug: str
    block: int = 0

    def uniform(self, purpose: str, *ids: chance.Key) -> Floats:
        """Return numbers strictly between 0 and 1."""
        return chance.uniform_after(_beginning(self.seed, self.slug, self.block, purpose), *ids)

    def normal(self, purpose: str, *ids: chance.Key) -> Floats:
        """Return standard normal numbers."""
        return chance.normal_after(_beginning(self.seed, self.slug, self.block, purpose), *ids)

    def together(self, purpose: str, family: Integers, child: Integers, day: Integers) -> Floats:
        """Return standard normal numbers that children of one family on one day partly share."""
        common = self.normal(purpose, family, day)
        own = self.normal(purpose + " own", child, day)
        return np.asarray(np.sqrt(SHARED) * common + np.sqrt(1 - SHARED) * own)

    def waiting(self, purpose: str, rate: Floats, *ids: chance.Key) -> Floats:
        """Return exponential waiting times in days, from ``rate`` per year."""
        with np.errstate(divide="ignore"):
            return np.asarray(-np.log(self.uniform(purpose, *ids)) / rate * 365.25)


@cache
def _beginning(seed: int, slug: str, block: int, purpose: str) -> int:
    return chance.state_after(seed, slug, block, purpose)


def pick(shares: Floats, uniform: Floats) -> Integers:
    """Return the index of the share that each uniform number falls into.

    Parameters
    ----------
    shares
        Weights, of shape ``(choices,)`` or ``(rows, choices)``; they need not add up to 1.
    uniform
        One number between 0 and 1 for each row.
    """
    cumulated = np.cumsum(np.atleast_2d(shares), axis=1)
    limits = cumulated / cumulated[:, -1:]
    return np.asarray((uniform[:, None] > limits).sum(axis=1), dtype=np.int64)
