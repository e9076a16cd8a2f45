"""One event table while it is being recorded: what happened, what is said of it now, and what was changed why."""

from dataclasses import dataclass, field
from functools import cached_property
from typing import Any

import numpy as np
import numpy.typing as npt
import pandas as pd

from helpers.events import TABLES
from helpers.synthetic.draws import Draws, Flags, Floats, Integers
from helpers.synthetic.families import NEVER
from helpers.synthetic.journeys.ending import dates

Rows = npt.NDArray[np.intp]
Values = pd.api.extensions.ExtensionArray

_FINE = 2.0**52


@dataclass(frozen=True)
class Mark:
    """Cells of one column that were changed: positions of rows, what kind of error, and how it came about."""

    column: str
    rows: Rows
    error: str
    mechanism: str


@dataclass
class Entries:
    """The rows of one event table, changed step by step from what happened to what is recorded.

    Attributes
    ----------
    table
        The event table.
    true
        What happened: ``child`` (index in the block) and the table's columns but ``child_id``, in their types.
    draws
        Chance of the block. Every draw here is keyed by the row's child, true day and turn, so that an error of one
        row changes no other.
    entered, end_entered
        Days on which the row and its end reached the system; ends that have not come are never entered.
    kept
        Whether the row is in the records at all.
    """

    table: str
    true: pd.DataFrame
    draws: Draws
    entered: Integers = field(init=False)
    end_entered: Integers = field(init=False)
    kept: Flags = field(init=False)
    marks: list[Mark] = field(init=False, default_factory=list)
    _days: dict[str, Integers] = field(init=False, default_factory=dict)
    _values: dict[str, Values] = field(init=False, default_factory=dict)

    def __post_init__(self) -> None:
        self.entered = self.day("start").copy()
        self.end_entered = self.true_end.copy()
        self.kept = np.ones(len(self.true), dtype=bool)

    @property
    def columns(self) -> tuple[str, ...]:
        """The columns that can be in error: all of the table but the child's id."""
        return tuple(column for column in TABLES[self.table] if column != "child_id")

    @cached_property
    def child(self) -> Integers:
        """Index of each row's child."""
        return self.true["child"].to_numpy(dtype=np.int64)

    @cached_property
    def true_start(self) -> Integers:
        """The day on which each event happened."""
        return as_days(self.true["start"])

    @cached_property
    def true_end(self) -> Integers:
        """The day on which each event ended; :data:`NEVER` throughout where events have no end."""
        return self.true_day("end")

    def true_day(self, column: str) -> Integers:
        """Return the days that a date column says in truth; :data:`NEVER` throughout where there is no such column."""
        if column not in self.true:
            return np.full(len(self.true), NEVER, dtype=np.int64)
        return as_days(self.true[column])

    @cached_property
    def _chance(self) -> Integers:
        turn = turns(self.child, self.true_start)
        drawn = self.draws.uniform(f"recording {self.table}", self.child, self.true_start, turn)
        return (drawn * _FINE).astype(np.int64)

    def __len__(self) -> int:
        return len(self.true)

    def uniform(self, purpose: str, rows: Rows | None = None) -> Floats:
        """Return a number between 0 and 1 for each row (of ``rows``)."""
        return self.draws.uniform(
            f"recording {purpose}", self._chance if rows is None else self._chance[rows]
        )

    def chosen(self, purpose: str, share: float) -> Rows:
        """Return the rows that an error of this share falls on, of those that are in the records."""
        if not share:
            return np.empty(0, dtype=np.intp)
        return np.flatnonzero((self.uniform(purpose) < share) & self.kept)

    def day(self, column: str) -> Integers:
        """Return the days that a date column says now; :data:`NEVER` where it says none."""
        if column not in self._days:
            self._days[column] = as_days(self.true[column])
        return self._days[column]

    def values(self, column: str) -> Values:
        """Return what a column of codes, flags or texts says now."""
        said: Values = self._values.get(column, self.true[column].array)
        return said

    def untouched(self, rows: Rows, *columns: str) -> Rows:
        """Return the rows in which none of these columns has an error yet: a cell has at most one."""
        touched = [mark.rows for mark in self.marks if mark.column in columns]
        return rows[~np.isin(rows, np.concatenate(touched))] if touched else rows

    def say(self, column: str, rows: Rows, what: Any, *, error: str, mechanism: str) -> None:
        """Let a column say something else in some rows: days for a date column, else values; one, or one for each row."""
        if not len(rows):
            return
        if TABLES[self.table][column].kind == "date":
            said = self.day(column).copy()
            said[rows] = what
            self._days[column] = said
        else:
            self._values[column] = self.values(column).copy()
            self._values[column][rows] = what
        self.marks.append(Mark(column, rows, error, mechanism))

    def recorded(self) -> pd.DataFrame:
        """Return all rows (also those not kept) as the columns say them now."""
        said: dict[str, pd.Series] = {}
        for column in {mark.column for mark in self.marks}:
            if column in self._days:
                said[column] = dates(pd.Series(self._days[column], index=self.true.index))
            else:
                said[column] = pd.Series(self._values[column], index=self.true.index)
        return self.true.assign(**said)


def as_days(series: pd.Series) -> Integers:
    """Return dates as days since 1970-01-01; :data:`NEVER` where there is none."""
    whole = series.to_numpy(dtype="datetime64[D]")
    return np.where(np.isnat(whole), NEVER, whole.astype(np.int64))


def turns(who: Integers, day: Integers) -> Integers:
    """Return each row's number among the rows of the same child and day, in their order."""
    key = who * (2 * NEVER) + day
    again = pd.Index(key).duplicated(keep=False)
    turn = np.zeros(len(key), dtype=np.int64)
    if again.any():
        few = pd.Series(key[again])
        turn[again] = few.groupby(few).cumcount().to_numpy()
    return turn
