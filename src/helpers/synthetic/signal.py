"""How much a child's state, beside chance, decides what happens: the dial ``signal``.

At 1 the world is as its settings stand. At ``x`` what is weighed counts ``x`` times as much about its usual mean, and
thresholds and rates are moved so that about as many children pass as before: what is weighed and the chance beside it
are taken for normal, with the mean and spread that ``moments.yml`` holds. At 0 nothing but chance decides.
"""

from collections.abc import Mapping
from dataclasses import dataclass

import numpy as np

from helpers.synthetic.draws import Floats
from helpers.synthetic.packaged import package_yaml

MOST_FOR_RATES = 1.5
"""Rates feel the dial no further: above it a few children would have all contacts, and the others none."""


@dataclass(frozen=True)
class Signal:
    """The dial in one authority.

    Attributes
    ----------
    dial
        0 for chance alone, 1 for the world as it stands.
    moments
        Mean and spread of what is weighed, by threshold or rate.
    """

    dial: float
    moments: Mapping[str, tuple[float, float]]

    def weighed(self, gate: str, weighed: Floats) -> Floats:
        """Return what a threshold weighs, so that it can be compared with the threshold as it stands.

        With mean ``m`` and spread ``s`` at dial 1, ``w`` is replaced by ``m + (x (w - m) + e) k - e``, where ``e`` is
        the chance beside it, of spread 1, and ``k`` keeps the spread of the sum; ``e`` is left to the caller, so what
        is returned and what :meth:`chance` returns add up to it.
        """
        if self.dial == 1:
            return weighed
        mean, _ = self.moments[gate]
        return np.asarray(mean + self.dial * (weighed - mean) * self.keeps_spread(gate))

    def chance(self, gate: str, chance: Floats) -> Floats:
        """Return the chance beside what is weighed."""
        return chance if self.dial == 1 else np.asarray(chance * self.keeps_spread(gate))

    def log_rate(self, rate: str, log_rate: Floats) -> Floats:
        """Return the log of a rate, centred so that the mean of the rate stays about the same."""
        if self.dial == 1:
            return log_rate
        mean, spread = self.moments[rate]
        dial = self.for_rates
        kept = (1 - dial**2) * spread**2 / 2
        return np.asarray(mean + dial * (log_rate - mean) + kept)

    @property
    def for_rates(self) -> float:
        """The dial as rates feel it."""
        return min(self.dial, MOST_FOR_RATES)

    @property
    def share(self) -> float:
        """The dial, but never above 1: for what is fully there in the world as it stands."""
        return min(self.dial, 1.0)

    def keeps_spread(self, gate: str) -> float:
        """Return the factor that keeps the spread of what is weighed and the chance beside it as at dial 1."""
        _, spread = self.moments[gate]
        return float(np.sqrt((spread**2 + 1) / (self.dial**2 * spread**2 + 1)))


def signal(slug: str, dial: float) -> Signal:
    """Return the dial of one authority."""
    raw = package_yaml("moments.yml")[slug]
    return Signal(
        dial, {name: (float(mean), float(spread)) for name, (mean, spread) in raw.items()}
    )
