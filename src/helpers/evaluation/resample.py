"""The family bootstrap: resample families, not decisions, since brothers and sisters resemble each other.

Each resample gives each family of the cohort an integer weight from a Poisson distribution with mean 1 (the
Poisson form of Efron's bootstrap). A family's weight depends on the seed, the resample and the family alone, so
every model of a cohort is judged on the same resamples, and differences between models are paired.
"""

from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache

import numpy as np
import numpy.typing as npt
from scipy.special import pdtr

from helpers.evaluation import streams

BLOCK = 128
"""Resamples drawn side by side: enough for fast matrix products, few enough to stay in little memory."""

_LEVELS = 1 << 16


@dataclass(frozen=True, kw_only=True)
class FamilyResamples:
    """The resamples of one cohort.

    Attributes
    ----------
    families
        How many families the whole cohort has; families are numbered ``0 .. families - 1``.
    seed
        The study's seed.
    resamples
        How many resamples.
    """

    families: int
    seed: int
    resamples: int

    def blocks(self) -> Iterator[npt.NDArray[np.float64]]:
        """Yield weights of shape ``(families, resamples of the block)``, block by block."""
        for block in range(-(-self.resamples // BLOCK)):
            weights = family_weights(self.families, seed=self.seed, block=block)
            yield weights[:, : self.resamples - block * BLOCK].astype(np.float64)


def family_weights(families: int, *, seed: int, block: int) -> npt.NDArray[np.uint8]:
    """Return the weights of one block, shape ``(families, BLOCK)``.

    A 64-bit number serves four weights: 16 bits are looked up in the Poisson distribution, which leaves its mean
    right to one part in 20,000. More families add rows and change none.
    """
    numbers = streams.raw(families * BLOCK // 4, "family bootstrap", seed, block)
    places = numbers.astype("<u8").view("<u2")
    weights: npt.NDArray[np.uint8] = _poisson_table()[places].reshape(families, BLOCK)
    return weights


@cache
def _poisson_table() -> npt.NDArray[np.uint8]:
    shares = (np.arange(_LEVELS) + 0.5) / _LEVELS
    return np.searchsorted(pdtr(np.arange(12), 1.0), shares).astype(np.uint8)
