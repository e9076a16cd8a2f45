"""What is true in each child's life: levels of eight concerns and three strengths, and the need they add up to.

A level comes from a latent number: the family's circumstances (deprivation and chance), what the family and the
child have of their own in this domain, the child's age, and a family's crises that come and go by year. Need is a
weighted sum of levels with interactions and thresholds on purpose, so that a contest between a straight-line model
and a tree is not decided by how the world was made.

Latent numbers are kept in 32 bits, one array for each domain: sums and comparisons alone, which come out the same on
every machine. The levels of one child in one year are packed into one number, two bits for each domain.
"""

from dataclasses import dataclass

import numpy as np
import numpy.typing as npt

from helpers.synthetic.draws import Draws, Flags, Floats, Integers
from helpers.synthetic.families import Families
from helpers.synthetic.notes.domains import CONCERNS, STRENGTHS
from helpers.synthetic.settings import Place

Levels = npt.NDArray[np.int8]
Single = npt.NDArray[np.float32]

DOMAINS = CONCERNS + STRENGTHS
LIMITS = (np.float32(0.85), np.float32(1.55), np.float32(2.25))
"""A latent number above these limits has level 1, 2, 3."""
WEIGHTS = (30, 33, 24, 42, 36, 12, 12, 22, -22, -28, -15)
"""Hundredths of need per level, in the order of :data:`DOMAINS`."""
HIGHEST_NEED, LOWEST_NEED = 4.0, -4.0
"""Need never goes beyond the first; the second stands where a child is not there."""
_MEAN, _SCALE = 9, 127
"""Need is centred and scaled by these hundredths, so that it is near mean 0 and standard deviation 1."""
DEPRIVATION_ADDS = 0.32
"""What one fifth of deprivation adds to a family's circumstances."""
_YEAR = 365.25
_TRAITS = {  # shares of a latent number: circumstances, family's own, child's own, crisis
    "concern": (0.57, 0.54, 0.42, 0.43),
    "strength": (-0.40, 0.70, 0.45, -0.25),
}


@dataclass(frozen=True)
class Need:
    """The true state of every child, year by year of their family's own calendar.

    Attributes
    ----------
    phase
        Shape ``(families,)``: how far into a year of its own each family is at the origin.
    need
        Shape ``(years, children)``: the need that drives everything, without the relief that help gives.
    packed
        Shape ``(years, children)``: the levels, two bits for each domain.
    there
        Shape ``(years, children)``: whether the child is born and in the records for part of the year.
    """

    families: Families
    origin: int
    phase: Floats
    need: Single
    packed: npt.NDArray[np.uint32]
    there: Flags

    def year(self, child: Integers, day: Integers) -> Integers:
        """Return the year of the family's own calendar that each day falls into."""
        elapsed = (day - self.origin) / _YEAR + self.phase[self.families.family[child]]
        return np.minimum(np.maximum(elapsed.astype(np.int64), 0), len(self.need) - 1)

    def at(self, child: Integers, day: Integers) -> Floats:
        """Return the need of each child on each day."""
        needs: Floats = self.need[self.year(child, day), child].astype(np.float64)
        return needs

    def levels_of(self, domains: tuple[str, ...], child: Integers, day: Integers) -> Levels:
        """Return the levels of some domains of each child on each day, of shape ``(domains, rows)``."""
        packed = self.packed[self.year(child, day), child]
        shifts = np.array([[2 * DOMAINS.index(domain)] for domain in domains], dtype=np.uint32)
        return np.asarray((packed >> shifts) & np.uint32(3), dtype=np.int8)

    def highest(self) -> Floats:
        """Return the highest need that each child ever has."""
        highest: Floats = self.need.max(axis=0).astype(np.float64)
        return highest

    def begins(self, year: Integers) -> Floats:
        """Return the day on which a year of its own calendar begins for each family, of shape (years, families)."""
        return np.asarray(self.origin + (year[:, None] - self.phase) * _YEAR)


def make_need(place: Place, families: Families, draws: Draws, *, deprivation: float = 1.0) -> Need:
    """Draw what goes on in the lives of all children of one block.

    Parameters
    ----------
    deprivation
        Which share of what deprivation adds is counted: all of it for what people see, ``deprivation_is_need`` for
        what is true.
    """
    numbers = np.arange(len(families.size))
    years, children = int((place.last - place.origin) / _YEAR) + 2, len(families.family)
    need = Need(
        families=families,
        origin=place.origin,
        phase=draws.uniform("own calendar", numbers),
        need=np.empty((years, children), dtype=np.float32),
        packed=np.empty((years, children), dtype=np.uint32),
        there=np.empty((years, children), dtype=np.bool_),
    )
    traits = _traits(families, draws, deprivation=deprivation)
    crises = _crises(draws, numbers, years, lasts=place.dials["needs_last"])
    birth, left = (column.astype(np.float32) for column in (families.birth, families.left))
    for year, begins in enumerate(need.begins(np.arange(years)).astype(np.float32)):
        first_day = begins.take(families.family)
        age = (first_day + np.float32(_YEAR / 2) - birth) / np.float32(_YEAR)
        levels = _levels(traits, crises[year].take(families.family), age)
        there = (birth < first_day + np.float32(_YEAR)) & (left > first_day)
        need.need[year] = np.where(there, total(levels, age), np.float32(LOWEST_NEED))
        need.packed[year] = _packed(levels)
        need.there[year] = there
    return need


def may_become(
    place: Place,
    families: Families,
    draws: Draws,
    *,
    child: Integers,
    year: Integers,
    turns: Floats,
    deprivation: float = 1.0,
) -> tuple[Single, npt.NDArray[np.uint32]]:
    """Return what need may become in the year after, for each of a few ways in which a family's crises may turn.

    What happens in the world is one of these; the others are what could have happened.

    Parameters
    ----------
    child, year
        Whose need, and which year of their family's own calendar is the present one: one row each.
    turns
        What chance adds to the crises of the year after, as standard normal numbers, of shape ``(turns,)``.
    deprivation
        As for :func:`make_need`.

    Returns
    -------
    Need, and the levels packed as in :class:`Need`, each of shape ``(turns, rows)``.
    """
    numbers = np.arange(len(families.size))
    lasts = place.dials["needs_last"]
    crises = _crises(draws, numbers, int(year.max(initial=0)) + 1, lasts=lasts)
    family = families.family[child]
    traits = _traits(families, draws, deprivation=deprivation)[:, child]
    phase = draws.uniform("own calendar", numbers)[family]
    begins = (place.origin + (year + 1 - phase) * _YEAR).astype(np.float32)
    age = (begins + np.float32(_YEAR / 2) - families.birth[child].astype(np.float32)) / np.float32(
        _YEAR
    )
    now = crises[year, family]
    need = np.empty((len(turns), len(child)), dtype=np.float32)
    packed = np.empty((len(turns), len(child)), dtype=np.uint32)
    for row, turn in enumerate(turns):
        crisis = (lasts * now + np.sqrt(1 - lasts**2) * turn).astype(np.float32)
        levels = _levels(traits, crisis, age)
        need[row], packed[row] = total(levels, age), _packed(levels)
    return need, packed


def total(levels: Levels, age: Single) -> Single:
    """Return the need that levels, of shape ``(domains, rows)``, add up to at an age in years.

    There are interactions and thresholds. The sum is of whole hundredths, so that it is exact.
    """
    level = dict(zip(DOMAINS, levels, strict=True))
    need = np.zeros(levels.shape[1], dtype=np.int16)
    for weight, of_domain in zip(WEIGHTS, levels, strict=True):
        need += np.int16(weight) * of_domain
    need += np.int16(55) * ((level["domestic_abuse"] >= 2) & (level["substance_use"] >= 2))
    need += np.int16(55) * ((level["parental_mental_health"] >= 2) & (age < 2))
    need += np.int16(50) * ((level["exploitation"] >= 2) & (level["attendance"] >= 2))
    need += np.int16(60) * (level["daily_care"] == 3)
    concerns = levels[: len(CONCERNS)].sum(axis=0, dtype=np.int8)
    need += np.int16(40) * ((concerns >= 4) & (level["engagement"] == 0))
    need -= np.int16(35) * ((concerns >= 4) & (level["kin_and_friends"] >= 2))
    scaled = (need - np.int16(_MEAN)).astype(np.float32) / np.float32(_SCALE)
    return np.asarray(np.minimum(scaled, np.float32(HIGHEST_NEED)))


def _traits(families: Families, draws: Draws, *, deprivation: float) -> Single:
    """Return what lasts of each latent number, of shape ``(domains, children)``."""
    numbers = np.arange(len(families.size))
    of_neighbourhood = DEPRIVATION_ADDS * deprivation * (3.0 - families.deprivation_fifth)
    circumstances = of_neighbourhood + 0.9 * draws.normal("circumstances", numbers)
    traits = np.empty((len(DOMAINS), len(families.family)), dtype=np.float32)
    for first in range(0, len(DOMAINS), 4):  # one random number serves four
        together = DOMAINS[first : first + 4]
        of_families = draws.normals(tuple(f"family {one}" for one in together), numbers)
        of_children = draws.normals(tuple(f"child {one}" for one in together), families.children)
        for number, domain in enumerate(together):
            kind = "concern" if domain in CONCERNS else "strength"
            shared, of_family, of_child, _ = _TRAITS[kind]
            family = shared * circumstances + of_family * of_families[number]
            traits[first + number] = family[families.family] + of_child * of_children[number]
    return traits


def _crises(draws: Draws, numbers: Integers, years: int, *, lasts: float) -> Single:
    """Return each family's crises, year by year; a crisis in good part lasts into the next year."""
    crisis = np.empty((years, len(numbers)), dtype=np.float32)
    now = draws.normal("crisis", numbers, 0)
    for year in range(years):
        crisis[year] = now
        now = lasts * now + np.sqrt(1 - lasts**2) * draws.normal("crisis", numbers, year + 1)
    return crisis


def _levels(traits: Single, crisis: Single, age: Single) -> Levels:
    """Return the levels in one year, of shape ``(domains, children)``."""
    levels = np.empty(traits.shape, dtype=np.int8)
    by_age = _ages(age)
    loaded = {kind: crisis * np.float32(shares[3]) for kind, shares in _TRAITS.items()}
    for number, domain in enumerate(DOMAINS):
        latent = traits[number] + loaded["concern" if domain in CONCERNS else "strength"]
        if domain in by_age:
            latent += by_age[domain]
        level = levels[number]
        np.greater(latent, LIMITS[0], out=level.view(np.bool_))
        level += latent > LIMITS[1]
        level += latent > LIMITS[2]
    return levels


def _ages(age: Single) -> dict[str, Single | np.float32]:
    """Return how the latent numbers of some domains change with age."""
    young, small, at_home, before_nine = (
        (age < limit).astype(np.float32) for limit in (2, 3, 5, 9)
    )
    teen = np.minimum(np.maximum((age - np.float32(9)) * np.float32(0.2), 0), 1)
    by_age = {
        "daily_care": 0.35 * young - 0.3 * teen,
        "parental_mental_health": 0.2 * young,
        "exploitation": 0.9 * teen - 1.4 * before_nine - 0.6,
        "attendance": 0.3 * teen - 3.0 * at_home,
        "childs_wellbeing": 0.4 * teen - 0.6 * small,
    }
    # most children have people and places that hold them
    return by_age | dict.fromkeys(STRENGTHS, np.float32(0.9))


def _packed(levels: Levels) -> npt.NDArray[np.uint32]:
    packed = np.zeros(levels.shape[1], dtype=np.uint32)
    for level in levels[::-1]:
        packed <<= np.uint32(2)
        packed |= level.view(np.uint8)
    return packed
