"""Event tables as plain arrays: made once, and then asked day after day for what was known.

A day is a whole number counted from 1970-01-01, a child a whole number in the order of the ids. All tables are sorted by
child and start, as :class:`helpers.events.EventTables` are.
"""

from collections.abc import Mapping
from dataclasses import dataclass, field

import numpy as np
import numpy.typing as npt
import pandas as pd
import pyarrow as pa
import pyarrow.compute as pc

from helpers.errors import SecondLookError
from helpers.events import TABLES, EventTables, known_dates

Integers = npt.NDArray[np.int64]
Flags = npt.NDArray[np.bool_]

NEVER = 10**6
"""A day that does not come; also what stands where no day is given."""
SPAN = 4 * NEVER
"""More than lies between any two days: a child's number times this, plus a day, sorts by child and then by day."""
MOST_A_DAY = 4_096
ATTRIBUTES = ("birth_date", "sex", "ethnicity", "disability")


@dataclass(frozen=True)
class Rows:
    """One event table.

    Attributes
    ----------
    child, start
        Of each row.
    shown_from
        The day from which the row can be seen.
    columns
        The other columns; flags as ``yes`` and ``no``.
    known_from
        For each column that is known later than its row, the day from which each value is.
    """

    child: Integers
    start: Integers
    shown_from: Integers
    columns: dict[str, pa.Array]
    known_from: dict[str, Integers]

    def days(self, column: str, day: int) -> Integers:
        """Return the days that a date column says, as far as they are known on ``day``; else :data:`NEVER`."""
        known_from = self.known_from.get(column)
        said = as_days(self.columns[column])
        return said if known_from is None else np.where(known_from <= day, said, NEVER)


@dataclass(frozen=True)
class Ledger:
    """All event tables of some children.

    Attributes
    ----------
    child_ids
        By the child's number.
    tables
        The event tables but ``people`` and ``families``. Beside an enquiry stand ``conference_start`` and
        ``plan_made`` of its conference.
    people
        For each of :data:`ATTRIBUTES`, what dated rows said of it.
    """

    child_ids: pa.Array
    tables: dict[str, Rows]
    people: Rows
    _told: dict[str, Integers] = field(init=False, repr=False, default_factory=dict)

    def __post_init__(self) -> None:
        for name in ATTRIBUTES:
            self._told[name] = _last_told(self.people.columns[name], self.people.child)

    def told_by(self, child: Integers, day: Integers, attribute: str) -> Integers:
        """Return, row by row, the row of ``people`` that last told an attribute of a child by a day; -1 if none did."""
        if not len(self.people.child):
            return np.full(len(child), -1, dtype=np.int64)
        key = self.people.child * SPAN + self.people.start
        state = np.searchsorted(key, child * SPAN + day, side="right") - 1
        there = (state >= 0) & (self.people.child[state] == child)
        return np.where(there, self._told[attribute][state], -1)


def ledger(events: EventTables, entered: Mapping[str, pd.DataFrame] | None = None) -> Ledger:
    """Return event tables as a ledger.

    Parameters
    ----------
    events
        All events.
    entered
        For tables whose rows reached the system later than they happened, row by row: ``entered`` and
        ``end_entered``. Without it everything is entered on its day.

    Raises
    ------
    SecondLookError
        If a conference belongs to no enquiry: list 5 has one row per enquiry.
    """
    names = [name for name in TABLES if name not in ("notes", "families")]
    children, child_ids = _numbered([_arrow(events[name]["child_id"]) for name in names])
    tables = {
        name: _rows(name, events[name], child, (entered or {}).get(name))
        for name, child in zip(names, children, strict=True)
    }
    people = tables.pop("people")
    _put_conferences_beside(tables["enquiries"], tables["conferences"])
    return Ledger(child_ids, tables, people)


def as_days(values: pa.Array) -> Integers:
    """Return dates as whole days; :data:`NEVER` where there is none."""
    days = pc.cast(pc.cast(values, pa.date32(), safe=False), pa.int32())
    return np.asarray(pc.fill_null(days, NEVER).to_numpy(zero_copy_only=False), dtype=np.int64)


def as_dates(days: Integers) -> pa.Array:
    """Return whole days as dates."""
    return pa.array(days.astype("datetime64[D]")).cast(pa.timestamp("us"))


def series_days(series: pd.Series) -> Integers:
    """Return a column of dates as whole days; :data:`NEVER` where there is none."""
    days = series.to_numpy(dtype="datetime64[D]")
    return np.where(np.isnat(days), NEVER, days.astype(np.int64))


def _arrow(series: pd.Series) -> pa.Array:
    column = pa.Array.from_pandas(series)
    whole = column.combine_chunks() if isinstance(column, pa.ChunkedArray) else column
    if pa.types.is_boolean(whole.type):
        return pc.if_else(whole, "yes", "no")
    return whole.cast(pa.string()) if pa.types.is_large_string(whole.type) else whole


def _numbered(ids: list[pa.Array]) -> tuple[list[Integers], pa.Array]:
    """Return for each table its children's numbers, and the ids that the numbers stand for."""
    told = pa.concat_arrays(ids).dictionary_encode()
    order = pc.array_sort_indices(told.dictionary)
    rank = np.empty(len(order), dtype=np.int64)
    rank[order.to_numpy()] = np.arange(len(order))
    numbers = rank[told.indices.to_numpy()]
    cuts = np.cumsum([len(each) for each in ids])[:-1]
    return np.split(numbers, cuts), told.dictionary.take(order)


def _rows(name: str, frame: pd.DataFrame, child: Integers, entered: pd.DataFrame | None) -> Rows:
    start = series_days(frame["start"])
    others = [column for column in TABLES[name] if column not in ("child_id", "start")]
    known_from = {
        column: series_days(known_dates(name, column, frame))
        for column in others
        if TABLES[name][column].known_from != "start"
    }
    shown_from = start
    if entered is not None:
        shown_from = np.maximum(start, series_days(entered["entered"]))
        end_entered = series_days(entered["end_entered"])
        for column in known_from:
            if TABLES[name][column].known_from == "end":
                known_from[column] = np.maximum(known_from[column], end_entered)
    columns = {column: _arrow(frame[column]) for column in others}
    return Rows(child, start, shown_from, columns, known_from)


def _put_conferences_beside(enquiries: Rows, conferences: Rows) -> None:
    """Put each conference beside its enquiry: same child, same strategy discussion, in turn."""
    wanted = _key(conferences.child, as_days(conferences.columns["enquiry_start"]))
    there = _key(enquiries.child, enquiries.start)
    place = np.searchsorted(there, wanted)
    found = there[np.minimum(place, len(there) - 1)] == wanted if len(there) else wanted < 0
    if not found.all():
        raise SecondLookError(
            f"{int((~found).sum())} conferences belong to no enquiry of the same child",
            where="conferences",
            mend="give each the day of its strategy discussion as enquiry_start",
        )
    beside = np.full(len(there), -1, dtype=np.int64)
    beside[place] = np.arange(len(wanted))
    taken = pa.array(beside, mask=beside < 0)
    enquiries.columns["conference_start"] = as_dates(conferences.start).take(taken)
    enquiries.columns["plan_made"] = conferences.columns["plan_made"].take(taken)
    seen = np.append(conferences.shown_from, NEVER)[beside]
    enquiries.known_from.update(conference_start=seen, plan_made=seen)


def _key(child: Integers, day: Integers) -> Integers:
    """Return a number for each row that sorts by child, day and turn among the child's rows of that day."""
    row = child * SPAN + day
    turn = pd.Series(row).groupby(row).cumcount().to_numpy()
    return np.asarray(row * MOST_A_DAY + turn, dtype=np.int64)


def _last_told(values: pa.Array, child: Integers) -> Integers:
    """Return for each row the last row of the child so far that says something; -1 where none does."""
    place = np.arange(len(child))
    said = np.where(pc.is_valid(values).to_numpy(zero_copy_only=False), place, -1)
    first = np.searchsorted(child, child)
    last = np.maximum.accumulate(said) if len(said) else said
    return np.asarray(np.where(last >= first, last, -1), dtype=np.int64)
