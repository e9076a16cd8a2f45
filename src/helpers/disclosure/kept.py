"""Cleared findings as a table and back, so that they can be kept: clearing many findings takes seconds."""

from collections.abc import Iterator, Sequence
from dataclasses import fields
from typing import Any

import numpy as np
import pandas as pd

from helpers.estimate import About, ClearedFinding, Estimate, State

LABELS = tuple(field.name for field in fields(About))
REAL, WHOLE = ("value", "low", "high"), ("n", "positives", "numerator", "denominator")
STATE = "state"


def as_frame(cleared: Sequence[ClearedFinding]) -> pd.DataFrame:
    """Return cleared findings as a table, one row each, in the order given; nothing is NaN."""
    columns: dict[str, Any] = {
        name: pd.Series([getattr(one.about, name) for one in cleared], dtype="str")
        for name in LABELS
    }
    columns |= {
        name: np.array([getattr(one.estimate, name) for one in cleared], dtype=np.float64)
        for name in (*REAL, *WHOLE)
    }
    columns[STATE] = pd.Series([str(one.estimate.state) for one in cleared], dtype="str")
    return pd.DataFrame(columns)


def from_frame(frame: pd.DataFrame) -> list[ClearedFinding]:
    """Return the findings of a table of :func:`as_frame`, which held nothing but what had passed the door."""
    labels = zip(*(frame[name].tolist() for name in LABELS), strict=True)
    numbers = zip(*(_numbers(frame[name], of=float) for name in REAL), strict=True)
    counts = zip(*(_numbers(frame[name], of=int) for name in WHOLE), strict=True)
    states = map(State, frame[STATE].tolist())
    return [
        ClearedFinding(
            about=About(**dict(zip(LABELS, label, strict=True))),
            estimate=Estimate(
                **dict(zip(REAL, number, strict=True)),
                **dict(zip(WHOLE, count, strict=True)),
                state=state,
            ),
        )
        for label, number, count, state in zip(labels, numbers, counts, states, strict=True)
    ]


def _numbers(column: pd.Series, *, of: type[float] | type[int]) -> Iterator[float | int | None]:
    """Yield the numbers of a column; nothing where there is none."""
    return (
        None if missing else of(number)
        for number, missing in zip(column.tolist(), column.isna(), strict=True)
    )
