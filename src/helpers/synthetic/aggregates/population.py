"""The children among whom events are counted: how many there are on a day, and how many years they spend together."""

from dataclasses import dataclass

import numpy as np
import pandas as pd

from helpers.synthetic.draws import Draws, Floats
from helpers.synthetic.families import make_families
from helpers.synthetic.settings import Place

FIFTHS = 5
_YEAR = 365.25


@dataclass(frozen=True)
class Population:
    """All children of an authority, whether or not they are on record, while its records last.

    Attributes
    ----------
    first, last
        First and last day of the records.
    child_years
        Years that children spend in the authority while the records last, by fifth of deprivation (shape ``(5,)``,
        the most deprived first).
    present
        Children there on each 31 March, of shape ``(days, 5)``.
    """

    first: pd.Timestamp
    last: pd.Timestamp
    child_years: Floats
    present: Floats

    @property
    def marches(self) -> list[pd.Timestamp]:
        """Every 31 March of the records; each ends a year that they hold."""
        return marches(self.first, self.last)

    def __add__(self, other: "Population") -> "Population":
        """Return the children of two blocks of one authority together."""
        return Population(
            self.first,
            self.last,
            self.child_years + other.child_years,
            self.present + other.present,
        )


def marches(first: pd.Timestamp, last: pd.Timestamp) -> list[pd.Timestamp]:
    """Return every 31 March from ``first`` to ``last``."""
    days = (pd.Timestamp(year, 3, 31) for year in range(first.year, last.year + 1))
    return [day for day in days if first <= day <= last]


def population_of(where: Place, *, seed: int, block: int) -> Population:
    """Return the children of one block of a made-up authority.

    Raises
    ------
    SecondLookError
        If the authority has no such block.
    """
    families = make_families(where, Draws(seed, where.slug, block))
    first, last = (pd.Timestamp(day, unit="D") for day in (where.first, where.last))
    fifth = families.deprivation_fifth[families.family]
    from_day = np.maximum(families.birth, where.first)
    until = np.minimum(families.left, where.last + 1)
    days = np.maximum(until - from_day, 0)
    present = [
        _by_fifth(fifth, (families.birth <= day) & (families.left > day))
        for day in ((march - pd.Timestamp(0)).days for march in marches(first, last))
    ]
    return Population(first, last, _by_fifth(fifth, days / _YEAR), np.array(present).reshape(-1, 5))


def _by_fifth(fifth: np.ndarray, weights: np.ndarray) -> Floats:
    summed: Floats = np.zeros(FIFTHS)
    np.add.at(summed, fifth - 1, weights)
    return summed
