"""What is true in each child's life: levels of eight concerns and three strengths, and the need they add up to.

A level comes from a latent number: the family's circumstances (deprivation and chance), what the family and the
child have of their own in this domain, the child's age, and a family's crises that come and go by year. Need is a
weighted sum of levels with interactions and thresholds on purpose, so that a contest between a straight-line model
and a tree is not decided by how the world was made.
"""

from dataclasses import dataclass

import numpy as np
import numpy.typing as npt

from helpers.synthetic.draws import Draws, Floats, Integers
from helpers.synthetic.families import Families
from helpers.synthetic.notes.domains import CONCERNS, STRENGTHS
from helpers.synthetic.settings import Place

Levels = npt.NDArray[np.int8]

DOMAINS = CONCERNS + STRENGTHS
LIMITS = (0.85, 1.55, 2.25)
"""A latent number above these limits has level 1, 2, 3."""
WEIGHTS = np.array([0.30, 0.33, 0.24, 0.42, 0.36, 0.12, 0.12, 0.22, -0.22, -0.28, -0.15])
"""Need per level, in the order of :data:`DOMAINS`."""
HIGHEST_NEED = 4.0
_MEAN, _SCALE = 0.09, 1.27
"""Need is centred and scaled by these, so that it is near mean 0 and standard deviation 1."""
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
    need
        Shape ``(children, years)``: the need that drives everything, without the relief that help gives.
    """

    families: Families
    origin: int
    phase: Floats
    traits: Floats
    crisis: Floats
    need: Floats

    def year(self, child: Integers, day: Integers) -> Integers:
        """Return the year of the family's own calendar that each day falls into."""
        elapsed = (day - self.origin) / _YEAR + self.phase[self.families.family[child]]
        return np.clip(np.floor(elapsed).astype(np.int64), 0, self.need.shape[1] - 1)

    def at(self, child: Integers, day: Integers) -> Floats:
        """Return the need of each child on each day."""
        return np.asarray(self.need[child, self.year(child, day)])

    def levels(self, child: Integers, day: Integers) -> Levels:
        """Return the levels, of shape ``(rows, domains)``, in the order of :data:`DOMAINS`."""
        return self.levels_in_year(child, self.year(child, day))

    def levels_in_year(self, child: Integers, year: Integers) -> Levels:
        """Return the levels in a year of the family's own calendar."""
        family = self.families.family[child]
        age = _age(self, child, year)
        crisis = self.crisis[family, year]
        latent = self.traits[child] + crisis[:, None] * _loading() + _ages(age)
        return np.asarray(np.searchsorted(LIMITS, latent.ravel()), dtype=np.int8).reshape(
            latent.shape
        )


def make_need(place: Place, families: Families, draws: Draws, *, deprivation: float = 1.0) -> Need:
    """Draw what goes on in the lives of all children of one authority.

    Parameters
    ----------
    deprivation
        Which share of what deprivation adds is counted: all of it for what people see, ``deprivation_is_need`` for
        what is true.
    """
    numbers = np.arange(len(families.size))
    years = int((place.last - place.origin) / _YEAR) + 2
    need = Need(
        families=families,
        origin=place.origin,
        phase=draws.uniform("own calendar", numbers),
        traits=_traits(families, draws, deprivation=deprivation),
        crisis=_crises(draws, numbers, years, lasts=place.dials["needs_last"]),
        need=np.zeros((len(families.family), years)),
    )
    for year in range(years):
        of_all = np.full(len(families.family), year)
        levels = need.levels_in_year(families.children, of_all)
        need.need[:, year] = total(levels, _age(need, families.children, of_all))
    return need


def total(levels: Levels, age: Floats) -> Floats:
    """Return the need that levels add up to at an age in years, with interactions and thresholds."""
    level = dict(zip(DOMAINS, levels.T, strict=True))
    need = levels @ WEIGHTS
    need += 0.55 * ((level["domestic_abuse"] >= 2) & (level["substance_use"] >= 2))
    need += 0.55 * ((level["parental_mental_health"] >= 2) & (age < 2))
    need += 0.50 * ((level["exploitation"] >= 2) & (level["attendance"] >= 2))
    need += 0.60 * (level["daily_care"] == 3)
    concerns = levels[:, : len(CONCERNS)].sum(axis=1)
    need += 0.40 * ((concerns >= 4) & (level["engagement"] == 0))
    need -= 0.35 * ((concerns >= 4) & (level["kin_and_friends"] >= 2))
    return np.asarray(np.minimum((need - _MEAN) / _SCALE, HIGHEST_NEED))


def _age(need: Need, child: Integers, year: Integers) -> Floats:
    """Return the age in years in the middle of a year of the family's own calendar."""
    phase = need.phase[need.families.family[child]]
    middle = need.origin + (year + 0.5 - phase) * _YEAR
    return np.asarray((middle - need.families.birth[child]) / _YEAR)


def _traits(families: Families, draws: Draws, *, deprivation: float) -> Floats:
    numbers = np.arange(len(families.size))
    of_neighbourhood = DEPRIVATION_ADDS * deprivation * (3.0 - families.deprivation_fifth)
    circumstances = of_neighbourhood + 0.9 * draws.normal("circumstances", numbers)
    columns = []
    for domain in DOMAINS:
        shared, of_family, of_child, _ = _TRAITS["concern" if domain in CONCERNS else "strength"]
        family = shared * circumstances + of_family * draws.normal(f"family {domain}", numbers)
        child = of_child * draws.normal(f"child {domain}", families.children)
        columns.append(family[families.family] + child)
    return np.stack(columns, axis=1)


def _crises(draws: Draws, numbers: Integers, years: int, *, lasts: float) -> Floats:
    """Return each family's crises, year by year; a crisis in good part lasts into the next year."""
    crisis = np.zeros((len(numbers), years))
    crisis[:, 0] = draws.normal("crisis", numbers, 0)
    for year in range(1, years):
        crisis[:, year] = lasts * crisis[:, year - 1] + np.sqrt(1 - lasts**2) * draws.normal(
            "crisis", numbers, year
        )
    return crisis


def _loading() -> Floats:
    return np.array([_TRAITS["concern" if d in CONCERNS else "strength"][3] for d in DOMAINS])


def _ages(age: Floats) -> Floats:
    """Return how the latent numbers change with age, of shape ``(rows, domains)``."""
    shift = np.zeros((len(age), len(DOMAINS)))
    young, school, teen = age < 2, age >= 5, np.clip((age - 9) / 5, 0, 1)
    shift[:, DOMAINS.index("daily_care")] = 0.35 * young - 0.3 * teen
    shift[:, DOMAINS.index("parental_mental_health")] = 0.2 * young
    shift[:, DOMAINS.index("exploitation")] = np.where(age < 9, -2.0, -0.6 + 0.9 * teen)
    shift[:, DOMAINS.index("attendance")] = np.where(school, 0.3 * teen, -3.0)
    shift[:, DOMAINS.index("childs_wellbeing")] = np.where(age < 3, -0.6, 0.4 * teen)
    shift[:, len(CONCERNS) :] = 0.9  # most children have people and places that hold them
    return shift
