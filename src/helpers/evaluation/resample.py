"""The family bootstrap: resample families, not decisions, since brothers and sisters resemble each other.

Each resample gives each family of the cohort a whole weight with mean and variance 1 (the Poisson form of Efron's
bootstrap). A family's weight depends on the seed, the resample and the family's number alone, so every model of a
cohort is judged on the same resamples, and differences between models are paired.
"""

from collections.abc import Iterator
from dataclasses import dataclass

import numpy as np
import numpy.typing as npt

from helpers.evaluation import streams

BLOCK = 64
"""Resamples drawn side by side: the weights of one family fill one line of a processor's cache."""

BELOW = (24107, 48220, 60275, 64292, 65296, 65497, 65530, 65535)
"""Of 65,536 equally likely numbers, how many give a weight below 1, below 2, .. below 8.

The shares of the Poisson distribution with mean 1, each moved by at most four numbers so that mean and variance are
exactly 1.
"""


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
        families = np.arange(self.families)
        for block in range(-(-self.resamples // BLOCK)):
            weights = family_weights(families, seed=self.seed, block=block)
            yield weights[:, : self.resamples - block * BLOCK].astype(np.float64)


def family_weights(
    families: npt.NDArray[np.integer], *, seed: int, block: int
) -> npt.NDArray[np.uint8]:
    """Return the weights of some families in one block of resamples, shape ``(families, BLOCK)``.

    Parameters
    ----------
    families
        Their numbers in the cohort, 0 or more, shape ``(families,)``.
    seed, block
        The study's seed, and the number of the block.
    """
    from helpers.evaluation import kernel

    weights = np.empty((len(families), BLOCK), np.uint8)
    key = streams.raw(1, "family bootstrap", seed, block)[0]
    kernel.draw(key, families.astype(np.uint64), weights)
    return weights
