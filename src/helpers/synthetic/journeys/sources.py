"""Who gets in touch about a child, by what it is about and how old the child is."""

from functools import cache

import numpy as np

from helpers.synthetic.draws import Flags, Floats, Integers, pick_by
from helpers.synthetic.journeys.town import Town
from helpers.synthetic.settings import facts

AT_ANY_HOUR = ("6", "3E")
"""Police and accident departments get in touch at weekends too; the others wait for Monday."""
_NOT_BEFORE = {"2A": 4.5, "3C": 4.5, "1C": 12.0}
"""No school gets in touch about a child below school age; a child may do so from this age, in years, on."""
_NOT_FROM = {"3B": 5.0}
"""No health visitor gets in touch about a child of this age, in years, or older."""
_AGES = (4.5, 5.0, 12.0)
_YEAR = 365.25


def source_of(town: Town, child: Integers, day: Integers, domain: Integers) -> Integers:
    """Return who gets in touch (index of the source's code)."""
    age = (day - town.families.birth[child]) / _YEAR
    stage = np.searchsorted(_AGES, age, side="right")
    shares = shares_by_stage()
    drawn = town.draws.uniform("source", child, day)
    return pick_by(shares, stage * (len(shares) // (len(_AGES) + 1)) + domain, drawn)


@cache
def may_wait() -> Flags:
    """Return for each source whether it waits for a working day."""
    return ~np.isin(facts().codes["sources"], AT_ANY_HOUR)


@cache
def shares_by_stage() -> Floats:
    """Return the share of each source, of shape (stages of age times concerns, sources)."""
    codes = facts().codes["sources"]
    stages = []
    for begins in (0.0, *_AGES):
        shares = facts().shares["sources"].copy()
        for code, age in _NOT_BEFORE.items():
            shares[:, codes.index(code)] *= begins >= age
        for code, age in _NOT_FROM.items():
            shares[:, codes.index(code)] *= begins < age
        stages.append(shares)
    return np.concatenate(stages)
