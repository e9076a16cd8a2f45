"""Small event tables for tests: built by hand, or drawn so that days collide with every edge of the rules."""

import random
from collections.abc import Mapping, Sequence
from typing import Any

import pandas as pd

from helpers.events import DOCUMENTS, EARLY_HELP_ENDINGS, KINDS, TABLES, EventTables

PERIOD = {"period_start": pd.Timestamp("2018-04-01"), "period_end": pd.Timestamp("2025-03-31")}
SHORT_PERIOD = {
    "period_start": pd.Timestamp("2018-04-01"),
    "period_end": pd.Timestamp("2022-09-30"),
}


def tables(**rows: Sequence[Mapping[str, Any]]) -> EventTables:
    """Return event tables from rows; columns not given are missing, the child is ``a`` unless said otherwise."""
    frames = {}
    for name, given in rows.items():
        columns = {}
        for column, spec in TABLES[name].items():
            values = [row.get(column, "a" if column == "child_id" else None) for row in given]
            if spec.kind == "date":
                columns[column] = pd.Series(pd.to_datetime(pd.Series(values, dtype="object")))
            else:
                columns[column] = pd.Series(values, dtype=KINDS[spec.kind])
        frames[name] = pd.DataFrame(columns)
    return EventTables(frames)


def person(*, child: str = "a", born: str | None = "2012-06-15", seen: str = "2012-06-15", **more):
    """Return a row of people."""
    return {"child_id": child, "start": seen, "birth_date": born, **more}


def world(**rows: Sequence[Mapping[str, Any]]) -> EventTables:
    """Return event tables in which one child ``a``, born in 2012, is known unless people are given."""
    return tables(**{"people": [person()], **rows})


CODES = {
    "source": ("1A", "2A", "3C", "6", "10"),
    "reason_ended": {
        "early_help": EARLY_HELP_ENDINGS,
        "care": ("E2", "E3", "E4A", "E45"),
        "needs": ("RC2", "RC5", "RC7", "RC8"),
    },
    "first_category": ("neglect", "emotional abuse", "multiple"),
    "latest_category": ("neglect", "physical abuse"),
    "need": ("N1", "N2", "N5"),
    "legal_status": ("C1", "V2", "V3", "V4"),
    "placement_type": ("U1", "K2"),
    "sex": ("male", "female", "not stated", "neither"),
    "ethnicity": ("WBRI", "AIND", "BAFR", "MWAS", "CHNE", "OOTH", "REFU", "NOBT"),
    "document": DOCUMENTS,
}


BIRTHS = (None, "2003-04-01", "2004-02-29", "2005-07-02", "2010-01-01", "2012-06-30", "2019-01-01")
OFTEN_GIVEN = {"no_further_action": 0.7, "support_needed": 0.5, "conference_unneeded": 0.8}


def drawn_world(seed: int, *, often: str = "contacts", children: int = 4) -> EventTables:
    """Return a random small world, with most rows in one table.

    Days lie on and beside quarters, so that the edges of windows are met often.
    """
    chance = random.Random(seed)
    grid = [
        pd.Timestamp("2018-01-01") + pd.DateOffset(months=3 * quarter, days=days)
        for quarter in range(20)
        for days in (-1, 0, 0, 1, 15, 21, 22)
    ]
    names = [f"child {number}" for number in range(children)]
    frames = {}
    for table in TABLES:
        if table not in ("families", "people"):
            many = 5 * children if table == often else chance.randint(0, children)
            frames[table] = [
                _drawn_row(chance, table, child=chance.choice(names), grid=grid)
                for _ in range(many)
            ]
    frames["people"] = [
        {
            **_drawn_row(chance, "people", child=child, grid=grid[: 7 * number + 1]),
            "birth_date": chance.choice(BIRTHS),
        }
        for child in names
        for number in range(chance.randint(1, 3))
    ]
    frames["families"] = [
        {
            "child_id": child,
            "family_id": chance.choice(["one", "two", None]),
            "deprivation_fifth": 3,
        }
        for child in names[:-1]
    ]
    return tables(**frames)


def _drawn_row(chance: random.Random, table: str, *, child: str, grid: list[pd.Timestamp]):
    place = chance.randrange(len(grid))
    row: dict[str, Any] = {"child_id": child, "start": grid[place]}
    for column, spec in TABLES[table].items():
        if column in row or chance.random() < 0.1:
            continue
        if spec.kind == "date":
            row[column] = chance.choice(grid[place : place + 28])
        elif spec.kind == "flag":
            row[column] = chance.random() < OFTEN_GIVEN.get(column, 0.5)
        elif spec.kind == "text":
            row[column] = f"SYNTHETIC NOTE - made-up child\nword{chance.randint(0, 99)}"
        elif column in CODES:
            codes = CODES[column]
            row[column] = chance.choice(codes[table] if isinstance(codes, dict) else codes)
    return row
