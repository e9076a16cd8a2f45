"""A made-up authority, block by block or whole: its event tables, the facts for its notes, and the truth."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any, Generic, TypeVar, overload

import pandas as pd

from helpers.events import TABLES, EventTables
from helpers.synthetic.draws import Draws
from helpers.synthetic.families import block_count, make_families
from helpers.synthetic.journeys.contacts import Candidates, live
from helpers.synthetic.journeys.ending import cut, whole_lives
from helpers.synthetic.journeys.journal import Journal, Standing
from helpers.synthetic.journeys.town import Town
from helpers.synthetic.need import make_need
from helpers.synthetic.note_facts import note_facts
from helpers.synthetic.planted import planted
from helpers.synthetic.recording.record import Recorded, entered_together, record
from helpers.synthetic.settings import Place, facts, place
from helpers.synthetic.signal import signal
from helpers.synthetic.strings import named
from helpers.synthetic.teams import TEAM_NAMES, team_of
from helpers.synthetic.truth_tables import truth_tables

__all__ = [
    "Lived",
    "MadeAuthority",
    "block_count",
    "events_of_block",
    "happened_in_block",
    "lived",
    "make_authority",
    "make_block",
    "recorded_of",
    "together",
]

_TEAM_OF = {
    "referrals": "Front Door",
    "assessments": "Assessment",
    "enquiries": "Assessment",
    "plans": "Safeguarding",
    "needs": "Safeguarding",
    "care": "Children We Look After",
}


@dataclass(frozen=True)
class MadeAuthority:
    """What the generator made: one block of an authority, or all of it.

    Attributes
    ----------
    place
        The settings it was made from.
    events
        What its records hold, without notes.
    entered
        When each row of the events reached the system; see :class:`helpers.synthetic.recording.record.Recorded`.
    note_facts
        One row per note to be written; see :func:`helpers.synthetic.note_facts.note_facts`.
    truth
        What only the generator can know: ``children``, ``need`` (true and as people see it, by child and year),
        ``harm``, ``help``, ``futures`` (what happens with and without the help given), ``contacts`` (with the concern
        that each was about), ``recording`` (every error of the records), ``second_ids``.
    """

    place: Place
    events: EventTables
    entered: dict[str, pd.DataFrame]
    note_facts: pd.DataFrame
    truth: dict[str, pd.DataFrame]


def make_authority(
    slug: str, *, world: str = "default", seed: int = 1, children: int | None = None
) -> MadeAuthority:
    """Make one authority, all its blocks put together. The same arguments give the same authority.

    Raises
    ------
    SecondLookError
        If there is no such authority or world, or if there are too few or too many children.
    """
    where = place(slug, world=world, children=children)
    return together([make_block(where, seed=seed, block=b) for b in range(block_count(where))])


def make_block(where: Place, *, seed: int, block: int) -> MadeAuthority:
    """Make one block of an authority: a function of these arguments alone, whatever else is made and in what order.

    Parameters
    ----------
    block
        From 0 to one less than :func:`helpers.synthetic.families.block_count`.

    Raises
    ------
    SecondLookError
        If the authority has no such block.
    """
    there = lived(where, seed=seed, block=block)
    recorded = recorded_of(there)
    notes = note_facts(there.town, there.tables)
    truth = truth_tables(there.town, there.candidates, lives=there.lives, tables=there.tables)
    truth |= {"recording": recorded.log, "second_ids": recorded.second_ids}
    return MadeAuthority(where, recorded.events, recorded.entered, notes, truth)


def events_of_block(where: Place, *, seed: int, block: int) -> EventTables:
    """Return what the records hold of one block, without its notes and its truth."""
    return recorded_of(lived(where, seed=seed, block=block)).events


def happened_in_block(where: Place, *, seed: int, block: int) -> dict[str, pd.DataFrame]:
    """Return what happened in one block within the period of the records, before anyone recorded it.

    Event tables with ``child`` (index in the block) in place of ``child_id``; without people and families.
    """
    there = lived(where, seed=seed, block=block)
    return _with_teams(there.town, there.tables)


AnyTown = TypeVar("AnyTown", bound=Town)


@dataclass(frozen=True)
class Lived(Generic[AnyTown]):
    """A block after its last day: whole lives, and what of them falls into the records' period."""

    town: AnyTown
    candidates: Candidates
    lives: dict[str, pd.DataFrame]
    tables: dict[str, pd.DataFrame]


@overload
def lived(where: Place, *, seed: int, block: int) -> Lived[Town]: ...


@overload
def lived(where: Place, *, seed: int, block: int, kind: type[AnyTown]) -> Lived[AnyTown]: ...


def lived(where: Place, *, seed: int, block: int, kind: type[Town] = Town) -> Lived[Any]:
    """Let one block live to its last day.

    Parameters
    ----------
    kind
        The kind of town, which may keep what is decided on the way.
    """
    town = first_day(where, Draws(seed, where.slug, block), kind=kind)
    candidates = live(town)
    lives = whole_lives(town)
    return Lived(town, candidates, lives, cut(town, lives))


def recorded_of(there: Lived[AnyTown]) -> Recorded:
    """Return what the records hold of a block that has lived."""
    town = there.town
    return record(town.place, town.families, town.draws, _with_teams(town, there.tables))


@overload
def first_day(where: Place, draws: Draws) -> Town: ...


@overload
def first_day(where: Place, draws: Draws, *, kind: type[AnyTown]) -> AnyTown: ...


def first_day(where: Place, draws: Draws, *, kind: type[Town] = Town) -> Town:
    """Return an authority on the first day of its made-up history: its families, and nothing that happened yet."""
    families = make_families(where, draws)
    seen = make_need(where, families, draws)
    is_need = where.dials["deprivation_is_need"]
    return kind(
        place=where,
        facts=facts(),
        draws=draws,
        families=families,
        need=seen,
        true_need=seen if is_need == 1 else make_need(where, families, draws, deprivation=is_need),
        journal=Journal(),
        standing=Standing.at_first(children=len(families.family), families=len(families.size)),
        planted=planted(where, families),
        signal=signal(where.slug, where.dials["signal"]),
    )


def together(blocks: Sequence[MadeAuthority]) -> MadeAuthority:
    """Return blocks of one authority as one: event tables sorted anew, all else block after block."""
    if len(blocks) == 1:
        return blocks[0]
    events = {name: pd.concat([b.events[name] for b in blocks]) for name in TABLES}
    truth = {
        name: pd.concat([b.truth[name] for b in blocks], ignore_index=True)
        for name in blocks[0].truth
    }
    notes = pd.concat([b.note_facts for b in blocks], ignore_index=True)
    entered = entered_together([block.entered for block in blocks])
    return MadeAuthority(blocks[0].place, EventTables(events), entered, notes, truth)


def _with_teams(town: Town, tables: dict[str, pd.DataFrame]) -> dict[str, pd.DataFrame]:
    """Return the event tables with the team that worked with each family."""
    return {
        name: _with_team(town, name, frame) if name in _TEAM_OF else frame
        for name, frame in tables.items()
        if name in TABLES
    }


def _with_team(town: Town, name: str, frame: pd.DataFrame) -> pd.DataFrame:
    family = town.families.family[frame["child"].to_numpy()]
    return frame.assign(team=named(TEAM_NAMES, team_of(town.draws, _TEAM_OF[name], family)))
