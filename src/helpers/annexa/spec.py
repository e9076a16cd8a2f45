"""The lists, columns and codes of Annex A, read once from ``annexa.yml``."""

import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from functools import cache
from importlib.resources import files
from typing import Any

import yaml

from helpers.errors import SecondLookError, nearest_name

EDITIONS = ("2019", "later")
"""The template of August 2019, and the ones that came after it."""

CHILD = "Child Unique ID"
SEX = "Gender"
ETHNICITY = "Ethnicity"
BIRTH_DATE = "Date of Birth"
AGE = "Age of Child (Years)"
DISABILITY = "Does the Child have a Disability"
TEAM = "Allocated Team"
WORKER = "Allocated Worker"


@dataclass(frozen=True)
class ColumnSpec:
    """One column of a list.

    Attributes
    ----------
    name
        The template's header, without spaces around it.
    header
        The header as the edition prints it.
    kind
        ``text``, ``date``, ``count`` or ``code``.
    may_be_blank
        Whether the template lets a cell be empty.
    codes
        Name of the set of codes, or ``None``.
    also
        Other headers under which the column is met.
    """

    name: str
    header: str
    kind: str
    may_be_blank: bool
    codes: str | None
    also: tuple[str, ...]


@dataclass(frozen=True)
class ListSpec:
    """One of the eleven lists: its number, its title and its columns in the template's order."""

    number: int
    title: str
    columns: tuple[ColumnSpec, ...]

    def column(self, name: str) -> ColumnSpec:
        """Return the column of that name; ``KeyError`` if the list has none."""
        for column in self.columns:
            if column.name == name:
                return column
        raise KeyError(name)

    @property
    def names(self) -> tuple[str, ...]:
        """The names of the columns, in order."""
        return tuple(column.name for column in self.columns)


@cache
def list_specs(edition: str) -> Mapping[int, ListSpec]:
    """Return the eleven lists of an edition, by number.

    Raises
    ------
    SecondLookError
        If there is no such edition.
    """
    _check(edition)
    specs = {}
    for number, content in _facts()["lists"].items():
        rows = content["columns"] + (content.get("later", []) if edition == "later" else [])
        columns = tuple(_column(row, edition) for row in rows)
        specs[number] = ListSpec(number, content["title"], columns)
    return specs


@cache
def codes(name: str, edition: str) -> Mapping[str, str]:
    """Return a set of codes: for each code as Second Look uses it, the value the edition prints.

    The set of the 2019 edition also holds the codes that only later editions have, so that a record is never lost
    for the want of a code: councils used them before the template did.
    """
    _check(edition)
    printed: dict[str, str] = dict(_facts()["codes"][name])
    for code, value in _facts()["later"].get(name, {}).items():
        if edition == "later" or code not in printed:
            printed[code] = value
    return printed


@cache
def spellings(name: str) -> Mapping[str, str]:
    """Return the spellings under which the codes of a set are recognised, each squeezed by :func:`squeeze`."""
    known: dict[str, str] = {}
    for edition in EDITIONS:
        values = codes(name, edition)
        labels = [_label(value) for value in values.values()]
        for code, value in values.items():
            known.update({squeeze(code): code, squeeze(without_letter(value)): code})
            if labels.count(_label(value)) == 1:
                known.setdefault(squeeze(_label(value)), code)
    for spelling, code in _facts()["spellings"].get(name, {}).items():
        known.setdefault(squeeze(spelling), code)
    return known


@cache
def blanks() -> frozenset[str]:
    """Return the cells that say nothing, in small letters."""
    return frozenset(str(cell).lower() for cell in _facts()["blank"])


def squeeze(text: str) -> str:
    """Return the small letters and digits of a text alone: apostrophes, spaces, ``?`` and case vary in real copies."""
    return re.sub(r"[^a-z0-9]", "", text.lower())


def without_letter(value: str) -> str:
    """Return a printed value without the letter that numbers it: ``a) WBRI`` is ``WBRI``, ``p1) 5D: …`` is ``5D: …``."""
    return re.sub(r"^\s*[a-zA-Z]{1,2}\d?\)\s*", "", value)


def column_letter(position: int) -> str:
    """Return the letter that Excel shows above a column; the first has position 0.

    >>> column_letter(0), column_letter(26)
    ('A', 'AA')
    """
    letters = ""
    position += 1
    while position:
        position, rest = divmod(position - 1, 26)
        letters = chr(ord("A") + rest) + letters
    return letters


def _label(value: str) -> str:
    return re.sub(r"^\s*[A-Z]{0,2}\d{1,2}[A-Z]?\s*[:\-]\s*", "", without_letter(value))


def _column(row: Mapping[str, Any], edition: str) -> ColumnSpec:
    spaced = edition == "2019" and row.get("spaced", False)
    return ColumnSpec(
        name=row["name"],
        header=row["name"] + (" " if spaced else ""),
        kind=row["kind"],
        may_be_blank=row.get("blank", False),
        codes=row.get("codes"),
        also=tuple(row.get("also", ())),
    )


def _check(edition: str) -> None:
    if edition not in EDITIONS:
        raise SecondLookError(
            f"'{edition}' is not an edition of Annex A", mend=nearest_name(edition, EDITIONS)
        )


@cache
def _facts() -> dict[str, Any]:
    text = (files("helpers.annexa") / "annexa.yml").read_text(encoding="utf-8")
    facts: dict[str, Any] = yaml.safe_load(text)
    return facts


def as_lists(numbers: Iterable[int]) -> str:
    """Return numbers of lists in words: ``list 3``, ``lists 1, 3 and 7``."""
    names = [str(number) for number in sorted(numbers)]
    if len(names) == 1:
        return f"list {names[0]}"
    return f"lists {', '.join(names[:-1])} and {names[-1]}"
