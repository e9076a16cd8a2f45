"""Small hand-built event tables."""

from collections.abc import Callable, Mapping, Sequence
from typing import Any

import pandas as pd
import pytest

from helpers.events import KINDS, TABLES, EventTables

PERIOD = {"period_start": pd.Timestamp("2018-04-01"), "period_end": pd.Timestamp("2025-03-31")}


def tables(**rows: Sequence[Mapping[str, Any]]) -> EventTables:
    """Return event tables from rows; columns not given are missing, the child is ``a`` unless said otherwise."""
    frames = {}
    for name, given in rows.items():
        columns = {
            column: pd.Series(
                [row.get(column, "a" if column == "child_id" else None) for row in given],
                dtype="object" if spec.kind == "date" else KINDS[spec.kind],
            )
            for column, spec in TABLES[name].items()
        }
        frame = pd.DataFrame(columns)
        for column, spec in TABLES[name].items():
            if spec.kind == "date":
                frame[column] = pd.to_datetime(frame[column])
        frames[name] = frame
    return EventTables(frames)


def person(
    *, child: str = "a", born: str | None = "2012-06-15", seen: str = "2012-06-15", **more: Any
):
    """Return a row of people."""
    return {"child_id": child, "start": seen, "birth_date": born, **more}


@pytest.fixture
def period() -> dict[str, pd.Timestamp]:
    return dict(PERIOD)


@pytest.fixture
def world() -> Callable[..., EventTables]:
    """Build event tables; one child ``a``, born in 2012, is known unless people are given."""

    def build(**rows: Sequence[Mapping[str, Any]]) -> EventTables:
        return tables(**{"people": [person()], **rows})

    return build
