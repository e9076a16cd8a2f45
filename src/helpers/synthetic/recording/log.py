"""The log: every error of the records, cell by cell, with what is true, what is recorded, and how it came about."""

from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass

import numpy as np
import pandas as pd
import pyarrow as pa
import pyarrow.compute as pc

from helpers.events import TABLES
from helpers.synthetic.draws import Flags, Integers
from helpers.synthetic.families import NEVER, Families
from helpers.synthetic.journeys.ending import dates
from helpers.synthetic.recording.copies import COPIES, Page
from helpers.synthetic.recording.entries import Entries, Rows, Values, as_days, turns
from helpers.synthetic.recording.entry import NOT_ENTERED_WHY
from helpers.synthetic.recording.people import AboutPeople
from helpers.synthetic.strings import Strings
from helpers.synthetic.strings import named as text_of

ROW, THERE = "(row)", "there"
"""What is said about a whole row: it is there in truth alone, or in the records alone."""
ENTERED, END_ENTERED = "(entered)", "(end entered)"
ROW_NOT_ENTERED = "row not entered"
_LATE = ("entered late", "some time after it happened")
_SECOND_ID = ("second id", "a new record was opened for a child who had one")
_COPY_WHY = "entered twice, by chance"

Named = Callable[[Integers], Strings]
"""From ``who`` to the ids that the files give."""


@dataclass(frozen=True)
class Part:
    """Entries of one kind, a row each: whose row of which day and turn, what is true, and what is recorded."""

    table: str
    column: str
    error: str
    mechanism: str
    who: Integers
    day: Integers
    turn: Integers
    true: pa.Array
    recorded: pa.Array


def log(
    entries: Mapping[str, Entries],
    pages: Mapping[str, Page],
    about: AboutPeople,
    *,
    families: Families,
    named: Named,
) -> pd.DataFrame:
    """Return every error, one row each.

    Columns: ``child_id, table, start, turn`` say which row of the records it is (the turn is its number among the rows
    of the same child and start); ``column, true_value, recorded_value`` what it says, as text, missing where nothing
    is said; ``error`` and ``mechanism`` what went wrong and how. Of a row that is not in the records, child, start and
    turn are the true ones, and each value that it holds has an entry. An event entered late has an entry of column
    ``(entered)``, with the day on which it happened and the day on which it was entered.
    """
    parts = [part for table in entries for part in _of_table(entries[table], pages[table], named)]
    parts += _of_people(about, families)
    return _as_frame([part for part in parts if len(part.who)], named)


def _of_table(rows: Entries, page: Page, named: Named) -> Iterator[Part]:
    turn = turns(page.who, page.day)
    first = page.row[: len(page.row) - np.count_nonzero(page.copied)]

    def part(
        column: str, at: Rows, true: pa.Array, recorded: pa.Array, error: str, mechanism: str
    ) -> Part:
        who, day = page.who[at], page.day[at]
        return Part(rows.table, column, error, mechanism, who, day, turn[at], true, recorded)

    for mark in rows.marks:
        at = mark.rows[rows.kept[mark.rows]]
        true, recorded = _true(rows, mark.column, at), _recorded(rows, mark.column, at)
        wrong = _differ(true, recorded)
        true, recorded = true.filter(pa.array(wrong)), recorded.filter(pa.array(wrong))
        place = np.searchsorted(first, at[wrong])
        yield part(mark.column, place, true, recorded, mark.error, mark.mechanism)
    for column, happened, entered in (
        (ENTERED, rows.true_start, rows.entered),
        (END_ENTERED, rows.true_end, rows.end_entered),
    ):
        late = np.flatnonzero(rows.kept & (entered > happened) & (entered < NEVER))
        place = np.searchsorted(first, late)
        yield part(column, place, _days(happened[late]), _days(entered[late]), *_LATE)
    at = np.flatnonzero(page.who != rows.child[page.row])
    if len(at):
        true, recorded = (pa.array(named(who)) for who in (rows.child[page.row[at]], page.who[at]))
        yield part("child_id", at, true, recorded, *_SECOND_ID)
    for kind, error in enumerate(COPIES, start=1):
        at = np.flatnonzero(page.copied == kind)
        yield part(ROW, at, _missing(len(at)), _there(len(at)), error, _COPY_WHY)
    yield from _not_there(rows)


def _not_there(rows: Entries) -> Iterator[Part]:
    """Give the rows that are not in the records, value by value."""
    gone = np.flatnonzero(~rows.kept)
    if not len(gone):
        return
    turn = turns(rows.child[gone], rows.true_start[gone])
    told = {ROW: _there(len(gone))}
    told |= {column: _true(rows, column, gone) for column in rows.columns if column != "start"}
    for column, true in told.items():
        there = pc.is_valid(true).to_numpy(zero_copy_only=False)
        yield Part(
            table=rows.table,
            column=column,
            error=ROW_NOT_ENTERED,
            mechanism=NOT_ENTERED_WHY,
            who=rows.child[gone][there],
            day=rows.true_start[gone][there],
            turn=turn[there],
            true=true.drop_null(),
            recorded=_missing(int(there.sum())),
        )


def _of_people(about: AboutPeople, families: Families) -> Iterator[Part]:
    for missing in about.missing:
        at = missing.rows
        child = about.who[at] % len(families.family)
        column = missing.column
        said = about.frame[column].array[at]
        if column == "birth_date":
            true, recorded = _days(families.birth[child]), _days(as_days(pd.Series(said)))
        elif column == "ethnicity":
            true, recorded = pa.array(families.ethnicity[child]), pa.array(said)
        else:
            true, recorded = _flags(families.disabled[child]), _flags(said)
        yield Part(
            table="people",
            column=column,
            error=missing.error,
            mechanism=missing.mechanism,
            who=about.who[at],
            day=about.day[at],
            turn=np.zeros(len(at), dtype=np.int64),
            true=true,
            recorded=recorded,
        )


def _true(rows: Entries, column: str, at: Rows) -> pa.Array:
    """Return what a column says in truth, as text."""
    if TABLES[rows.table][column].kind == "date":
        return _days(rows.true_day(column)[at])
    return _texts(rows.true[column].array[at])


def _recorded(rows: Entries, column: str, at: Rows) -> pa.Array:
    """Return what a column is recorded to say, as text."""
    if TABLES[rows.table][column].kind == "date":
        return _days(rows.day(column)[at])
    return _texts(rows.values(column)[at])


def _texts(values: Values) -> pa.Array:
    return _flags(values) if isinstance(values, pd.arrays.BooleanArray) else pa.array(values)


def _flags(values: Values | Flags) -> pa.Array:
    return pc.if_else(pa.array(values), "True", "False").cast(pa.large_string())


def _days(day: Integers) -> pa.Array:
    dated = pa.array(day.astype("datetime64[D]"), mask=day >= NEVER)
    return dated.cast(pa.string()).cast(pa.large_string())


def _differ(first: pa.Array, second: pa.Array) -> Flags:
    unlike = pc.fill_null(pc.not_equal(first, second), True)
    both_missing = pc.and_(pc.is_null(first), pc.is_null(second))
    differ: Flags = pc.and_not(unlike, both_missing).to_numpy(zero_copy_only=False)
    return differ


def _missing(number: int) -> pa.Array:
    return pa.nulls(number, pa.large_string())


def _there(number: int) -> pa.Array:
    return pa.repeat(pa.scalar(THERE, pa.large_string()), number)


def _as_frame(parts: Sequence[Part], named: Named) -> pd.DataFrame:
    each = np.repeat(np.arange(len(parts)), [len(part.who) for part in parts])

    def repeated(what: Callable[[Part], str]) -> Strings:
        return text_of([what(part) for part in parts], each)

    def joined(what: Callable[[Part], Integers]) -> Integers:
        return np.concatenate([np.empty(0, dtype=np.int64), *(what(part) for part in parts)])

    def said(what: Callable[[Part], pa.Array]) -> Strings:
        return Strings(pa.chunked_array([what(part) for part in parts], pa.large_string()))

    return pd.DataFrame(
        {
            "child_id": named(joined(lambda part: part.who)),
            "table": repeated(lambda part: part.table),
            "start": dates(pd.Series(joined(lambda part: part.day))),
            "turn": joined(lambda part: part.turn),
            "column": repeated(lambda part: part.column),
            "true_value": said(lambda part: part.true),
            "recorded_value": said(lambda part: part.recorded),
            "error": repeated(lambda part: part.error),
            "mechanism": repeated(lambda part: part.mechanism),
        }
    )
