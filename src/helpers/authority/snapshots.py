"""Make one record out of many extracts: the same event, told several times, is one event."""

from dataclasses import dataclass

import pandas as pd

KEY = ["child_id", "start", "turn"]
"""What makes an event: the child, the day it started, and its turn among the child's events of that day."""


@dataclass(frozen=True)
class Collapsed:
    """Events told once, and where the extracts differed: ``column``, ``count``."""

    events: pd.DataFrame
    differences: pd.DataFrame


def collapse(rows: pd.DataFrame, *, newest: int, latest_only: bool) -> Collapsed:
    """Collapse the rows of one event table over all extracts; of each event the latest row holds.

    Parameters
    ----------
    rows
        Columns of :data:`KEY`, ``extract`` (extracts numbered from the oldest) and the event's own columns.
    newest
        Number of the newest extract that has the list.
    latest_only
        Whether an extract shows only the latest episode of a child. Then the end of an episode may never be shown:
        one extract shows it open, the next shows its successor. Its end is taken from the successor's start, the
        last day it can have.
    """
    rows = rows.sort_values("extract", kind="stable")
    told_again = rows[rows.duplicated(KEY, keep=False)]
    values = [column for column in rows.columns if column not in (*KEY, "extract")]
    counts = {column: _contradictions(told_again, column) for column in values if len(told_again)}
    events = rows.drop_duplicates(KEY, keep="last").sort_values(KEY, ignore_index=True)
    if latest_only:
        unseen = _ends_unseen(events, newest)
        counts["end (never shown: taken from the next start)"] = int(unseen.notna().sum())
        events["end"] = events["end"].fillna(unseen)
    told = [(column, count) for column, count in counts.items() if count]
    return Collapsed(
        events.drop(columns=["turn", "extract"]), pd.DataFrame(told, columns=["column", "count"])
    )


def _contradictions(told_again: pd.DataFrame, column: str) -> int:
    """Count events of which two extracts say different things; a blank that is filled later is no contradiction."""
    said = told_again.dropna(subset=[column]).drop_duplicates([*KEY, column])
    return int((said.groupby(KEY).size() > 1).sum())


def _ends_unseen(events: pd.DataFrame, newest: int) -> pd.Series:
    successor = events.groupby("child_id")["start"].shift(-1)
    gone = events["end"].isna() & (events["extract"] < newest)
    return successor.where(gone)
