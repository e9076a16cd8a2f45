"""The numbers behind a made-up world, read from ``worlds.yml`` and ``durations.yml``."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from functools import cache
from importlib.resources import files
from types import MappingProxyType
from typing import Any

import numpy as np
import yaml

from helpers.errors import SecondLookError, nearest_name
from helpers.synthetic.draws import Floats, Integers
from helpers.synthetic.notes.domains import CONCERNS

FEWEST_CHILDREN = 20
"""The smallest population of children that a world is made for."""


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
    documents: tuple[str, ...]
    files: Mapping[str, Any]
    capacity: float
    dials: Mapping[str, float]
    families: Mapping[str, Any]
    rates: Mapping[str, float]
    gates: Mapping[str, float]
    weights: Mapping[str, float]
    goals_met: float

    @property
    def origin(self) -> int:
        """The day on which the simulation begins, before the records do."""
        return self.first - self.burn_in_days

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
    raw = _package_yaml("durations.yml")
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


def authorities() -> tuple[str, ...]:
    """Return the slugs of all made-up authorities."""
    return tuple(_package_yaml("worlds.yml")["authorities"])


def worlds() -> tuple[str, ...]:
    """Return the names of all worlds."""
    return tuple(_package_yaml("worlds.yml")["worlds"])


def place(slug: str, *, world: str = "default", children: int | None = None) -> Place:
    """Return the settings of one authority in one world.

    Parameters
    ----------
    slug, world
        Names that stand in ``worlds.yml``.
    children
        How many children to simulate, in place of the world's own number.

    Raises
    ------
    SecondLookError
        If there is no such authority or world, or if there are too few children.
    """
    raw = _package_yaml("worlds.yml")
    _known(slug, raw["authorities"], "authority")
    _known(world, raw["worlds"], "world")
    own = raw["authorities"][slug]
    changes = dict(raw["worlds"][world] or {})
    scale = changes.pop("scale", 1.0)
    number = int(own["children"] * scale) if children is None else children
    if number < FEWEST_CHILDREN:
        raise SecondLookError(
            f"{number} children are too few to make an authority of",
            where="children",
            mend=f"ask for at least {FEWEST_CHILDREN}",
        )
    shared = _merged(raw["shared"], own.get("shared", {}), changes)
    period = own["period"]
    return Place(
        slug=slug,
        name=own["name"],
        prefix=own["prefix"],
        world=world,
        children=number,
        first=_day(period["start"]),
        last=_day(period["end"]),
        burn_in_days=round(shared["burn_in_years"] * 365.25),
        outcomes=tuple(own["outcomes"]),
        documents=tuple(own["documents"]),
        files=own["files"],
        capacity=own["capacity"],
        dials=shared["dials"],
        families=shared["families"],
        rates=shared["rates"],
        gates=shared["gates"],
        weights=shared["weights"],
        goals_met=shared["goals_met"],
    )


def _known(name: str, names: Mapping[str, object], kind: str) -> None:
    if name not in names:
        raise SecondLookError(
            f"there is no made-up {kind} '{name}'", where=kind, mend=nearest_name(name, names)
        )


@cache
def _package_yaml(name: str) -> dict[str, Any]:
    text = files("helpers.synthetic").joinpath(name).read_text("utf-8")
    return dict(yaml.safe_load(text))


def _merged(*layers: Mapping[str, Any]) -> dict[str, Any]:
    """Lay later settings over earlier ones, section by section; a section's name must exist already."""
    whole: dict[str, Any] = {}
    for number, layer in enumerate(layers):
        for name, value in layer.items():
            if number and name not in whole:
                raise SecondLookError(
                    f"'{name}' is not a setting", where="worlds.yml", mend=nearest_name(name, whole)
                )
            is_section = number and isinstance(value, dict)
            whole[name] = _merged(whole[name], value) if is_section else value
    return whole


def _distribution(points: list[list[float]]) -> tuple[Floats, Floats]:
    array = np.array(points, dtype=np.float64)
    return array[:, 0], array[:, 1]


def _day(day: date) -> int:
    return int(np.datetime64(day, "D").astype(np.int64))
