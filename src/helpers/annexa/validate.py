"""Say what is wrong with a list, in counts: never with a child's identifier, never with a value of a cell."""

from collections.abc import Iterator
from dataclasses import dataclass

import pandas as pd

from helpers.annexa.layout import PLACES, START_COLUMNS
from helpers.annexa.read import ListTable
from helpers.annexa.spec import AGE, BIRTH_DATE, list_specs


@dataclass(frozen=True)
class Problem:
    """One kind of mistake in one column of one list.

    Attributes
    ----------
    source
        The file and the sheet.
    number
        The list.
    column, letter
        The column, and the letter above it in Excel; both empty for a problem of the whole list.
    what
        The mistake in plain words.
    count
        Rows that have it.
    """

    source: str
    number: int
    column: str
    letter: str
    what: str
    count: int

    def __str__(self) -> str:
        place = f"column {self.letter} ('{self.column}'): " if self.letter else ""
        rows = "1 row" if self.count == 1 else f"{self.count} rows"
        return f"{self.source}: {place}{self.what}" + (f" in {rows}" if self.count else "")


def problems(table: ListTable) -> list[Problem]:
    """Return what is wrong with a list, in the order of its columns; an empty list where nothing is."""
    found = [
        Problem(table.source, table.number, column, table.letters.get(column, ""), what, count)
        for column, what, count in [
            *_blanks(table),
            *_not_understood(table),
            *_dates(table),
            *_ages(table),
        ]
        if count
    ]
    order = {name: place for place, name in enumerate(list_specs("later")[table.number].names)}
    found.sort(key=lambda problem: order[problem.column])
    if table.frame.empty and table.number in START_COLUMNS:
        found.append(
            Problem(table.source, table.number, "", "", "the list has headers and no rows", 0)
        )
    return found


def _blanks(table: ListTable) -> Iterator[tuple[str, str, int]]:
    lost = table.unrecognised.groupby("column")["count"].sum()
    for column in list_specs("later")[table.number].columns:
        if column.may_be_blank or column.name not in table.letters:
            continue
        empty = int(table.frame[column.name].isna().sum()) - int(lost.get(column.name, 0))
        yield column.name, "blank where the template wants a value", empty


def _not_understood(table: ListTable) -> Iterator[tuple[str, str, int]]:
    kinds = {column.name: column.kind for column in list_specs("later")[table.number].columns}
    words = {
        "code": "not one of the template's codes",
        "date": "not a date",
        "count": "not a number",
    }
    for column, count in table.unrecognised.groupby("column")["count"].sum().items():
        yield str(column), words[kinds[str(column)]], int(count)


def _dates(table: ListTable) -> Iterator[tuple[str, str, int]]:
    frame = table.frame
    for place in PLACES.values():
        if place.number != table.number:
            continue
        start = place.columns["start"]
        if BIRTH_DATE in frame:
            # A child may be known before birth: an expected date within ten months is no mistake.
            unborn_since = frame[BIRTH_DATE] - pd.DateOffset(months=10)
            yield (
                start,
                "more than ten months before the date of birth",
                _rows(frame[start] < unborn_since),
            )
        if "end" in place.columns:
            end = place.columns["end"]
            yield end, f"earlier than '{start}'", _rows(frame[end] < frame[start])
        if table.extract_date is not None:
            late = frame[start] > table.extract_date
            yield start, "later than the day of the extract", _rows(late)


def _ages(table: ListTable) -> Iterator[tuple[str, str, int]]:
    if AGE in table.frame:
        age = table.frame[AGE]
        yield AGE, "below -1 or above 30", _rows((age < -1) | (age > 30))


def _rows(flags: pd.Series) -> int:
    return int(flags.fillna(False).sum())
