"""The log: every error of the records, cell by cell, with what is true, what is recorded, and how it came about."""

from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass

import numpy as np
import numpy.typing as npt
import pandas as pd

from helpers.events import TABLES
from helpers.synthetic.draws import Integers
from helpers.synthetic.families import NEVER, Families
from helpers.synthetic.recording.copies import Page
from helpers.synthetic.recording.entries import Entries, Objects, Rows, turns
from helpers.synthetic.recording.entry import NOT_ENTERED_WHY
from helpers.synthetic.recording.people import AboutPeople
from helpers.synthetic.strings import Strings

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
    true: Objects
    recorded: Objects


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
    first = page.row[page.copied == ""]

    def part(
        column: str, at: Rows, true: Objects, recorded: Objects, error: str, mechanism: str
    ) -> Part:
        who, day = page.who[at], page.day[at]
        return Part(rows.table, column, error, mechanism, who, day, turn[at], true, recorded)

    for mark in rows.marks:
        true = true_text(rows, mark.column, mark.rows)
        recorded = recorded_text(rows, mark.column, mark.rows)
        wrong = rows.kept[mark.rows] & _differ(true, recorded)
        at = np.searchsorted(first, mark.rows[wrong])
        yield part(mark.column, at, true[wrong], recorded[wrong], mark.error, mark.mechanism)
    for column, happened, entered in (
        (ENTERED, rows.true_start, rows.entered),
        (END_ENTERED, rows.true_day("end"), rows.end_entered),
    ):
        late = np.flatnonzero(rows.kept & (entered > happened) & (entered < NEVER))
        at = np.searchsorted(first, late)
        yield part(column, at, day_text(happened[late]), day_text(entered[late]), *_LATE)
    at = np.flatnonzero(page.who != rows.child[page.row])
    true, recorded = (_objects(named(who)) for who in (rows.child[page.row[at]], page.who[at]))
    yield part("child_id", at, true, recorded, *_SECOND_ID)
    for error in np.unique(page.copied[len(first) :]):
        at = np.flatnonzero(page.copied == error)
        yield part(ROW, at, _missing(len(at)), _there(len(at)), str(error), _COPY_WHY)
    yield from _not_there(rows)


def _not_there(rows: Entries) -> Iterator[Part]:
    """Give the rows that are not in the records, value by value."""
    gone = np.flatnonzero(~rows.kept)
    turn = turns(rows.child[gone], rows.true_start[gone])
    told = {ROW: _there(len(gone))}
    told |= {column: true_text(rows, column, gone) for column in rows.columns if column != "start"}
    for column, true in told.items():
        there = ~pd.isna(true)
        yield Part(
            table=rows.table,
            column=column,
            error=ROW_NOT_ENTERED,
            mechanism=NOT_ENTERED_WHY,
            who=rows.child[gone][there],
            day=rows.true_start[gone][there],
            turn=turn[there],
            true=true[there],
            recorded=_missing(int(there.sum())),
        )


def _of_people(about: AboutPeople, families: Families) -> Iterator[Part]:
    for missing in about.missing:
        at = missing.rows
        child = about.who[at] % len(families.family)
        true = {
            "birth_date": day_text(families.birth[child]),
            "ethnicity": _objects(families.ethnicity[child]),
            "disability": families.disabled[child].astype(object).astype(str).astype(object),
        }[missing.column]
        said = about.frame[missing.column].iloc[at].astype("string").to_numpy(dtype=object)
        yield Part(
            table="people",
            column=missing.column,
            error=missing.error,
            mechanism=missing.mechanism,
            who=about.who[at],
            day=about.day[at],
            turn=np.zeros(len(at), dtype=np.int64),
            true=true,
            recorded=said,
        )


def true_text(rows: Entries, column: str, at: Rows) -> Objects:
    """Return what a column says in truth, as text."""
    if TABLES[rows.table][column].kind == "date":
        return day_text(rows.true_day(column)[at])
    return rows.true[column].iloc[at].astype("string").to_numpy(dtype=object)


def recorded_text(rows: Entries, column: str, at: Rows) -> Objects:
    """Return what a column is recorded to say, as text."""
    if TABLES[rows.table][column].kind == "date":
        return day_text(rows.day(column)[at])
    return pd.Series(rows.values(column)[at], dtype="string").to_numpy(dtype=object)


def day_text(day: Integers) -> Objects:
    """Return days as text, missing where there is none."""
    there = day < NEVER
    text = _missing(len(day))
    text[there] = np.datetime_as_string(day[there].astype("datetime64[D]"))
    return text


def _objects(text: Strings) -> Objects:
    return np.asarray(text, dtype=object)


def _differ(first: Objects, second: Objects) -> npt.NDArray[np.bool_]:
    gone = pd.isna(first), pd.isna(second)
    same = np.where(gone[0] | gone[1], gone[0] & gone[1], _filled(first) == _filled(second))
    return ~same.astype(bool)


def _filled(text: Objects) -> Objects:
    return np.where(pd.isna(text), "", text)


def _missing(number: int) -> Objects:
    return np.full(number, pd.NA, dtype=object)


def _there(number: int) -> Objects:
    return np.full(number, THERE, dtype=object)


def _as_frame(parts: Sequence[Part], named: Named) -> pd.DataFrame:
    lengths = [len(part.who) for part in parts]

    def repeated(values: Sequence[str]) -> pd.Series:
        return pd.Series(np.repeat(np.array(values, dtype=object), lengths), dtype="string")

    def joined(name: str) -> np.ndarray:
        return np.concatenate([getattr(part, name) for part in parts] or [np.empty(0, object)])

    return pd.DataFrame(
        {
            "child_id": pd.Series(named(joined("who").astype(np.int64)), dtype="string"),
            "table": repeated([part.table for part in parts]),
            "start": joined("day")
            .astype(np.int64)
            .astype("datetime64[D]")
            .astype("datetime64[us]"),
            "turn": joined("turn").astype(np.int64),
            "column": repeated([part.column for part in parts]),
            "true_value": pd.Series(joined("true"), dtype="string"),
            "recorded_value": pd.Series(joined("recorded"), dtype="string"),
            "error": repeated([part.error for part in parts]),
            "mechanism": repeated([part.mechanism for part in parts]),
        }
    )
