"""What reading puts right without a guess: a row that stands twice is one row, and an end before its start is exchanged.

Everything that is put right is counted, so that it can be told and mended at its source.
"""

from collections.abc import Sequence
from dataclasses import replace

import pandas as pd

from helpers.annexa.layout import PLACES
from helpers.annexa.read import ListTable

TWICE = "a row stands twice, and is read once,"
BACKWARDS = "the end is earlier than the start; the two are read the other way round"

Amendment = tuple[str, str, int]
"""The list or file, what was put right in it, and in how many rows."""


def once(frame: pd.DataFrame) -> tuple[pd.DataFrame, int]:
    """Return a frame without rows that repeat another in every column, and how many those were."""
    again = frame.duplicated()
    return frame[~again].reset_index(drop=True), int(again.sum())


def lists_once(
    lists: Sequence[tuple[int, ListTable]], *, but: frozenset[int]
) -> tuple[list[tuple[int, ListTable]], list[Amendment]]:
    """Return lists without rows that stand twice in one extract.

    Parameters
    ----------
    lists
        Number of the extract, and list.
    but
        Lists to leave as they are.
    """
    kept, counts = [], dict.fromkeys(sorted({table.number for _, table in lists}), 0)
    for extract, table in lists:
        if table.number in but:
            kept.append((extract, table))
            continue
        frame, again = once(table.frame)
        kept.append((extract, replace(table, frame=frame) if again else table))
        counts[table.number] += again
    return kept, [(f"list {number}", TWICE, count) for number, count in counts.items()]


def right_way_round(frame: pd.DataFrame) -> tuple[pd.DataFrame, int]:
    """Return a frame in which no end is earlier than its start, and how many rows were put the other way round.

    Both days are those of something that happened. To leave the row out would lose a plan or a time in care; to drop the
    end would let it last for ever.
    """
    backwards = (frame["end"] < frame["start"]).fillna(False).astype(bool)
    start = frame["start"].mask(backwards, frame["end"])
    end = frame["end"].mask(backwards, frame["start"])
    return frame.assign(start=start, end=end), int(backwards.sum())


def tables_right_way_round(tables: dict[str, pd.DataFrame]) -> list[Amendment]:
    """Put ends before starts right in all event tables that have both; the tables are changed in place."""
    made: list[Amendment] = []
    for name, frame in tables.items():
        if {"start", "end"} <= set(frame.columns):
            tables[name], count = right_way_round(frame)
            of_file = name == "early_help"
            made.append(
                ("early_help.csv" if of_file else f"list {PLACES[name].number}", BACKWARDS, count)
            )
    return made
