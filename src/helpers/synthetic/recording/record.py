"""Record what happened: the event tables as the files of an authority hold them, with every error known."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property

import numpy as np
import pandas as pd

from helpers.events import TABLES, EventTables
from helpers.synthetic.draws import Draws, Integers, in_order
from helpers.synthetic.families import NEVER, Families, ids, scattered
from helpers.synthetic.journeys.ending import dates
from helpers.synthetic.recording.codes import drift, leave_blank
from helpers.synthetic.recording.copies import (
    NEVER_ANOTHER,
    Page,
    last_days_of_first_ids,
    page,
    under_two_ids,
)
from helpers.synthetic.recording.entries import Entries, Rows
from helpers.synthetic.recording.entry import enter
from helpers.synthetic.recording.log import log
from helpers.synthetic.recording.new_system import move
from helpers.synthetic.recording.people import AboutPeople, people
from helpers.synthetic.recording.swaps import exchange_day_and_month, exchange_start_and_end
from helpers.synthetic.settings import LARGEST_ID, Place
from helpers.synthetic.strings import Strings

EVENTS = (
    "contacts", "early_help", "referrals", "assessments", "enquiries", "conferences", "plans", "care", "needs",
)  # fmt: skip
"""The event tables that are recorded. Notes are dated by the day on which they were written and hold no such errors."""


@dataclass(frozen=True)
class Recorded:
    """What the records hold.

    Attributes
    ----------
    events
        Event tables, without notes; with the families of the children who are in the records.
    second_ids
        The children who are recorded under two ids: ``child_id``, ``second_id``, and ``until``, the last day of the first.
    entry_days, errors
        Work out :attr:`entered` and :attr:`log`, which not everyone wants who wants the records.
    """

    events: EventTables
    second_ids: pd.DataFrame
    entry_days: Callable[[], dict[str, pd.DataFrame]]
    errors: Callable[[], pd.DataFrame]

    @cached_property
    def entered(self) -> dict[str, pd.DataFrame]:
        """For each table of events, row by row: ``child_id``, ``start``, and the days ``entered`` and ``end_entered``."""
        return self.entry_days()

    @cached_property
    def log(self) -> pd.DataFrame:
        """Every error; see :func:`helpers.synthetic.recording.log.log`."""
        return self.errors()


def record(
    place: Place, families: Families, draws: Draws, tables: Mapping[str, pd.DataFrame]
) -> Recorded:
    """Record what happened to the children of one block.

    An error of one row is drawn by its child, day and table alone: it changes no row of any other child, and no draw of
    any other kind of error.

    Parameters
    ----------
    tables
        What happened in the period: for each of :data:`EVENTS` a frame with ``child`` (index in the block) and the
        columns of the event table but ``child_id``.
    """
    entries = {table: _entries(table, tables[table], draws) for table in EVENTS}
    enter(entries, place)
    move(entries, place)
    drift(entries, place)
    leave_blank(entries, place)
    exchange_day_and_month(entries, place, families)
    exchange_start_and_end(entries, place, families)
    pages = {table: page(rows, place, families) for table, rows in entries.items()}
    until = last_days_of_first_ids(pages, place, families, draws)
    pages = under_two_ids(pages, until)
    about = people(place, families, draws, pages)
    book = _Book(place, families)
    orders = {table: book.order(one.who, one.day) for table, one in pages.items()}
    events = {table: book.events(table, one, orders[table]) for table, one in pages.items()}
    events["people"] = book.people(about)
    events["families"] = book.families(np.concatenate([one.who for one in pages.values()]))

    def entry_days() -> dict[str, pd.DataFrame]:
        return {
            table: _entered(events[table], pages[table], order) for table, order in orders.items()
        }

    def errors() -> pd.DataFrame:
        return log(entries, pages, about, families=families, named=book.named)

    return Recorded(EventTables(events), book.second_ids(until), entry_days, errors)


def filed(notes: pd.DataFrame, second_ids: pd.DataFrame) -> pd.DataFrame:
    """Return notes under the id that was in use on their day.

    Parameters
    ----------
    notes
        With the first ``child_id`` of each child, and ``date``.
    second_ids
        As in :class:`Recorded`.
    """
    if second_ids.empty:
        return notes
    second = second_ids.set_index("child_id")
    later = notes["date"] > notes["child_id"].map(second["until"])
    return notes.assign(
        child_id=notes["child_id"].mask(later, notes["child_id"].map(second["second_id"]))
    )


def _entered(recorded: pd.DataFrame, one: Page, order: Rows) -> pd.DataFrame:
    """Return the days of entry of the rows of one table, in this order."""
    return recorded[["child_id", "start"]].assign(
        entered=dates(pd.Series(one.entered[order])),
        end_entered=dates(pd.Series(one.end_entered[order])),
    )


def _entries(table: str, happened: pd.DataFrame, draws: Draws) -> Entries:
    columns = ["child", *(column for column in TABLES[table] if column != "child_id")]
    true = pd.DataFrame({column: happened[column] for column in columns}, copy=False)
    return Entries(table, true, draws)


def entered_together(parts: Sequence[Mapping[str, pd.DataFrame]]) -> dict[str, pd.DataFrame]:
    """Return the days of entry of several blocks, row by row as their event tables put together."""
    return {
        table: pd.concat([part[table] for part in parts]).sort_values(
            ["child_id", "start"], kind="stable", ignore_index=True
        )
        for table in parts[0]
    }


@dataclass(frozen=True)
class _Book:
    """Who is who in the files: ``who`` is a child's index, or for a second id that plus the number of children."""

    place: Place
    whole: Families

    @cached_property
    def _numbers(self) -> Integers:
        """Numbers that no two ids share, by ``who``: second ids count down from the largest."""
        first = self.whole.number + self.whole.children
        return np.concatenate([first, LARGEST_ID - 1 - first])

    @cached_property
    def _names(self) -> Strings:
        return ids(f"SYN-{self.place.prefix}-", self._numbers)

    @cached_property
    def _ranks(self) -> Integers:
        return scattered(self._numbers)

    def named(self, who: Integers) -> Strings:
        """Return the ids that the files give."""
        return self._names[who]

    def order(self, who: Integers, day: Integers) -> Rows:
        """Return the order of event tables: by id, then by day, then as they stand."""
        earliest = int(day.min(initial=NEVER))
        days = int(day.max(initial=earliest)) + 1 - earliest
        return in_order(self._ranks[who] * days + (day - earliest))

    def events(self, table: str, one: Page, order: Rows) -> pd.DataFrame:
        """Return the rows of one event table with their ids, in this order."""
        told = {"child_id": self.named(one.who[order]), **one.columns(order)}
        return pd.DataFrame({column: told[column] for column in TABLES[table]}, copy=False)

    def second_ids(self, until: Integers) -> pd.DataFrame:
        """Return the ids of the children who have two, and the last day of the first."""
        child = np.flatnonzero(until < NEVER_ANOTHER)
        return pd.DataFrame(
            {
                "child_id": self.named(child),
                "second_id": self.named(child + len(until)),
                "until": dates(pd.Series(until[child])),
            }
        )

    def people(self, about: AboutPeople) -> pd.DataFrame:
        """Return the rows about people with their ids, in order."""
        order = self.order(about.who, about.day)
        told = {column: about.frame[column].array[order] for column in about.frame}
        return pd.DataFrame({"child_id": self.named(about.who[order]), **told})

    def families(self, who: Integers) -> pd.DataFrame:
        """Return the family of each id; both ids of a child have one."""
        there = np.zeros(len(self._numbers), dtype=bool)
        there[who] = True
        known = np.flatnonzero(there)
        known = known[self.order(known, np.zeros(len(known), dtype=np.int64))]
        family = self.whole.family[known % len(self.whole.family)]
        fifth = pd.array(self.whole.deprivation_fifth[family], dtype="Int64")
        return pd.DataFrame(
            {
                "child_id": self.named(known),
                "family_id": self.whole.family_ids[family],
                "deprivation_fifth": fifth,
            }
        )
