"""The file of ceilings: what was worked out, from which settings and which source, and whether that still stands.

It is kept beside made-up data, in git. A ceiling holds for one authority in one world: when any setting of it changes, or the
source it rests on, it is stale and is shown nowhere until it is worked out anew.
"""

import datetime as dt
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any

import yaml

from helpers.errors import SecondLookError
from helpers.stages import source_digest
from helpers.synthetic.settings import place
from helpers.synthetic.worlds import authorities
from helpers.truth.ceilings.bracket import Bracket
from helpers.truth.ceilings.full_state import Ceiling

FILE = Path("data/synthetic/ceilings.yml")
WORLDS = ("default", "no-signal", "weak", "strong", "predictable")
"""The worlds whose ceilings are kept: those that pages show."""
RESTS_ON = (
    "outcomes",
    "synthetic",
    "truth/ceilings/possible",
    "truth/ceilings/allotted.py",
    "truth/ceilings/bracket.py",
    "truth/ceilings/decisions.py",
    "truth/ceilings/full_state.py",
    "truth/ceilings/standing.py",
    "truth/ceilings/watched.py",
)
"""Rooms, and files of this one, on whose source a ceiling rests."""
_HEADER = """# The best possible in made-up worlds: written by 'second-look ceilings', not by hand.
# For each outcome: how many decisions were simulated, for which share of them the outcome is to be expected and for which it
# came, and between which two numbers the average precision lies of whoever knows everything about a child on the day; for the
# outcome as recorded, and for true harm in the same months. Made-up worlds only: this says nothing about real children.
"""
_AGAIN = "run 'second-look ceilings'"


@dataclass(frozen=True, kw_only=True)
class Kept:
    """What a file of ceilings holds of one world.

    Attributes
    ----------
    settings
        By authority, the fingerprint of the settings that it was made with, whatever the number of children.
    outcomes
        By outcome, what is best possible.
    """

    settings: Mapping[str, str]
    outcomes: Mapping[str, Ceiling]


def settings_of(slug: str, world: str) -> str:
    """Return the fingerprint of one authority's settings in one world, whatever the number of children and the world's name."""
    return replace(place(slug, world=world), children=0, world="").fingerprint


def sources() -> dict[str, str]:
    """Return the hash of each room on which a ceiling rests."""
    return {room: source_digest(room) for room in RESTS_ON}


def keep(world: str, found: Sequence[Ceiling], *, file: Path = FILE) -> None:
    """Write the ceilings of one world into the file, and leave those of other worlds that still stand as they are.

    Raises
    ------
    SecondLookError
        If the file that is there cannot be read.
    """
    now = sources()
    worlds = _raw(file)["worlds"] if file.exists() and _raw(file)["rests_on"] == now else {}
    worlds[world] = {
        "day": dt.datetime.now(dt.UTC).date().isoformat(),
        "settings": {slug: settings_of(slug, world) for slug in authorities()},
        "outcomes": {one.outcome: _told(one) for one in found},
    }
    ordered = {name: worlds[name] for name in sorted(worlds, key=_place)}
    text = _HEADER + yaml.safe_dump(
        {"rests_on": now, "worlds": ordered}, sort_keys=False, width=120
    )
    written = file.with_suffix(".part")
    file.parent.mkdir(parents=True, exist_ok=True)
    written.write_text(text, "utf-8")
    written.replace(file)


def stale(file: Path = FILE) -> list[str]:
    """Return what is stale or missing, a few words each: rooms that changed, and worlds by name.

    Raises
    ------
    SecondLookError
        If the file cannot be read.
    """
    if not file.exists():
        return ["the file of ceilings"]
    raw, now = _raw(file), sources()
    changed = [
        f"the source of '{room}'" for room in RESTS_ON if raw["rests_on"].get(room) != now[room]
    ]
    return changed + [f"the world '{name}'" for name in WORLDS if not _stands(raw, name)]


def kept(file: Path = FILE) -> dict[str, Kept]:
    """Return the ceilings that still stand, by world; none if the source that they rest on has changed.

    Raises
    ------
    SecondLookError
        If the file cannot be read.
    """
    if not file.exists():
        return {}
    raw = _raw(file)
    if raw["rests_on"] != sources():
        return {}
    return {name: _kept(one, file) for name, one in raw["worlds"].items() if _stands(raw, name)}


def _stands(raw: Mapping[str, Any], world: str) -> bool:
    settings = raw["worlds"].get(world, {}).get("settings", {})
    return bool(settings) and settings == {slug: settings_of(slug, world) for slug in authorities()}


def _kept(raw: Mapping[str, Any], file: Path) -> Kept:
    try:
        outcomes = {name: _ceiling(name, one) for name, one in raw["outcomes"].items()}
        return Kept(settings=dict(raw["settings"]), outcomes=outcomes)
    except (KeyError, TypeError, ValueError, AttributeError) as error:
        raise SecondLookError(
            "this file of ceilings is damaged", where=file, mend=_AGAIN
        ) from error


def _raw(file: Path) -> dict[str, Any]:
    try:
        raw = yaml.safe_load(file.read_text("utf-8"))
        if not isinstance(raw["rests_on"], dict) or not isinstance(raw["worlds"], dict):
            raise TypeError
    except (OSError, UnicodeDecodeError, yaml.YAMLError, KeyError, TypeError) as error:
        raise SecondLookError(
            "this file of ceilings is damaged", where=file, mend=_AGAIN
        ) from error
    return dict(raw)


def _place(world: str) -> tuple[int, str]:
    return (WORLDS.index(world) if world in WORLDS else len(WORLDS), world)


def _told(one: Ceiling) -> dict[str, Any]:
    return {
        "decisions": one.record.decisions,
        "record": _told_bracket(one.record, came=one.followed),
        "harm": _told_bracket(one.harm, came=one.harmed),
    }


def _told_bracket(one: Bracket, *, came: float) -> dict[str, float]:
    return {
        "expected": round(one.prevalence, 5),
        "came": round(came, 5),
        "low": round(one.low, 5),
        "high": round(one.high, 5),
    }


def _ceiling(name: str, raw: Mapping[str, Any]) -> Ceiling:
    decisions = int(raw["decisions"])
    return Ceiling(
        outcome=name,
        record=_bracket(raw["record"], decisions),
        harm=_bracket(raw["harm"], decisions),
        followed=float(raw["record"]["came"]),
        harmed=float(raw["harm"]["came"]),
    )


def _bracket(raw: Mapping[str, Any], decisions: int) -> Bracket:
    return Bracket(
        low=float(raw["low"]),
        high=float(raw["high"]),
        prevalence=float(raw["expected"]),
        decisions=decisions,
    )
