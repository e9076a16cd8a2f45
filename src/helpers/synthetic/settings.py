"""The numbers behind a made-up world, read from ``worlds.yml`` and ``durations.yml``."""

import json
from collections.abc import Mapping
from dataclasses import asdict, dataclass
from datetime import date
from functools import cache
from hashlib import sha256
from types import MappingProxyType
from typing import Any

import numpy as np

from helpers.errors import SecondLookError
from helpers.synthetic.draws import Floats, Integers
from helpers.synthetic.notes.domains import CONCERNS
from helpers.synthetic.packaged import package_yaml
from helpers.synthetic.worlds import DEFAULT, settings_of

_SECTIONS = (
    "dials",
    "scrutiny",
    "thresholds",
    "families",
    "rates",
    "gates",
    "weights",
    "goals_met",
    "recording",
)
FEWEST_CHILDREN = 20
"""The smallest population of children that a world is made for."""
LARGEST_ID = 99_999_989
"""A prime of eight digits, below which ids are scattered."""
MOST_CHILDREN = LARGEST_ID // 2
"""The largest population: any child may be recorded under two ids."""


@dataclass(frozen=True)
class Place:
    """One made-up authority in one world: everything that shapes its data.

    Attributes
    ----------
    slug, name, prefix
        Folder name, shown name, and the two letters in the ids of its children.
    children
        Children who are ever simulated; only some of them come to the notice of the authority.
    first, last
        First and last day of the records, in days since 1970-01-01.
    scrutiny, thresholds
        What is planted about groups of children: by attribute and group, how many times as many people look, and how
        much higher or lower each threshold lies, in units of need.
    recording
        How often the records err, by kind of error.
    code_drift
        From when on which codes are written as others: ``table, column, since, codes, becomes, share, why``.
    new_system
        The day on which the authority moved to a new system, if it did within the period.
    """

    slug: str
    name: str
    prefix: str
    world: str
    children: int
    first: int
    last: int
    burn_in_days: int
    outcomes: tuple[str, ...]
    contrasts: tuple[str, ...]
    documents: tuple[str, ...]
    files: Mapping[str, Any]
    capacity: float
    dials: Mapping[str, float]
    scrutiny: Mapping[str, Mapping[str, float]]
    thresholds: Mapping[str, Mapping[str, float]]
    families: Mapping[str, Any]
    rates: Mapping[str, float]
    gates: Mapping[str, float]
    weights: Mapping[str, float]
    goals_met: float
    recording: Mapping[str, Any]
    code_drift: tuple[Mapping[str, Any], ...]
    new_system: int | None

    @property
    def origin(self) -> int:
        """The day on which the simulation begins, before the records do."""
        return self.first - self.burn_in_days

    @property
    def fingerprint(self) -> str:
        """A hash of every setting: two places with the same one are made alike."""
        content = json.dumps(asdict(self), sort_keys=True, default=str)
        return sha256(content.encode("utf-8")).hexdigest()[:16]

    @property
    def help_remains(self) -> float:
        """The factor by which help multiplies later hazards."""
        return 1.0 - self.dials["effect_of_help"]


@dataclass(frozen=True)
class Facts:
    """Durations and shares that all authorities have in common."""

    durations: Mapping[str, tuple[Floats, Floats]]
    shares: Mapping[str, Floats]
    told: Mapping[str, Floats]
    codes: Mapping[str, tuple[str, ...]]

    def lasting(self, what: str, uniform: Floats) -> Integers:
        """Return whole numbers of days for uniform numbers, by the distribution called ``what``."""
        shares, limits = self.durations[what]
        return np.asarray(np.ceil(np.interp(uniform, shares, limits)), dtype=np.int64)


@cache
def facts() -> Facts:
    """Return what ``durations.yml`` says."""
    raw = package_yaml("durations.yml")
    durations = {name: _distribution(points) for name, points in raw["durations"].items()}
    tables = ("sources", "primary_need", "plan_category")
    return Facts(
        durations=MappingProxyType(durations),
        shares=MappingProxyType(
            {
                table: np.array([raw[table][c] for c in CONCERNS], dtype=np.float64)
                for table in tables
            }
        ),
        told=MappingProxyType(
            {
                table: np.array(raw[table]["told"], dtype=np.float64)
                for table in ("sources", "plan_category")
            }
        ),
        codes=MappingProxyType({table: tuple(raw[table]["codes"]) for table in tables}),
    )


def place(
    slug: str, *, world: str = DEFAULT, children: int | None = None, fitted: bool = True
) -> Place:
    """Return the settings of one authority in one world.

    Parameters
    ----------
    slug, world, fitted
        As for :func:`helpers.synthetic.worlds.settings_of`.
    children
        How many children to simulate, in place of the world's own number.

    Raises
    ------
    SecondLookError
        If there is no such authority or world, a setting is impossible, or there are too few or too many children.
    """
    told = settings_of(slug, world, fitted=fitted)
    number = told["children"] if children is None else children
    if number < FEWEST_CHILDREN:
        raise SecondLookError(
            f"{number} children are too few to make an authority of",
            where="children",
            mend=f"ask for at least {FEWEST_CHILDREN}",
        )
    if number > MOST_CHILDREN:
        raise SecondLookError(
            f"{number} children are more than there are ids for",
            where="children",
            mend=f"ask for at most {MOST_CHILDREN}",
        )
    shared, period = told["shared"], told["period"]
    return Place(
        slug=slug,
        name=told["name"],
        prefix=told["prefix"],
        world=told["world"],
        children=number,
        first=_day(period["start"]),
        last=_day(period["end"]),
        burn_in_days=round(shared["burn_in_years"] * 365.25),
        outcomes=tuple(told["outcomes"]),
        contrasts=tuple(told.get("contrasts", ())),
        documents=tuple(told["documents"]),
        files=told["files"],
        capacity=told["capacity"],
        code_drift=tuple(told.get("code_drift", ())),
        new_system=_within(told.get("new_system"), period),
        **{section: shared[section] for section in _SECTIONS},
    )


def _distribution(points: list[list[float]]) -> tuple[Floats, Floats]:
    array = np.array(points, dtype=np.float64)
    return array[:, 0], array[:, 1]


def _within(day: date | None, period: Mapping[str, date]) -> int | None:
    """Return a day if it lies in the period, for what comes later or was long before leaves no mark on the records."""
    if day is None or not period["start"] < day <= period["end"]:
        return None
    return _day(day)


def _day(day: date) -> int:
    return int(np.datetime64(day, "D").astype(np.int64))
