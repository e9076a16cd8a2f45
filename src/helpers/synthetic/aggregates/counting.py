"""Small sums over event tables: days, shares in 100, and what was open on a day."""

import numpy as np
import pandas as pd

from helpers.events import SHORT_BREAKS, EventTables
from helpers.synthetic.aggregates.population import Population
from helpers.synthetic.draws import Flags, Integers

YEAR = pd.Timedelta(days=365)


def share(flags: pd.Series | Flags) -> float:
    """Return how many in 100 are true; of none that is not a number. A missing value counts as not true."""
    known = np.asarray(flags, dtype=np.float64) if isinstance(flags, np.ndarray) else flags.eq(True)
    return 100 * float(known.sum()) / len(known) if len(known) else float("nan")


def ratio(part: float, whole: float) -> float:
    """Return one number by another; by none that is not a number."""
    return part / whole if whole else float("nan")


def once(frame: pd.DataFrame) -> pd.DataFrame:
    """Return events sorted by child and start, those of one child and day but once."""
    kept = frame.drop_duplicates(["child_id", "start"])
    return kept.sort_values(["child_id", "start"], kind="stable", ignore_index=True)


def begun(frame: pd.DataFrame, population: Population) -> pd.DataFrame:
    """Return the rows that begin while the records last."""
    return frame[(frame["start"] >= population.first) & (frame["start"] <= population.last)]


def ended(frame: pd.DataFrame, population: Population) -> pd.DataFrame:
    """Return the rows that end while the records last."""
    return frame[(frame["end"] >= population.first) & (frame["end"] <= population.last)]


def open_on(frame: pd.DataFrame, day: pd.Timestamp) -> pd.DataFrame:
    """Return the rows that have begun by a day and do not end by it."""
    return frame[(frame["start"] <= day) & ~(frame["end"] <= day)]


def looked_after(events: EventTables) -> pd.DataFrame:
    """Return the periods of being looked after, without short breaks."""
    care = events["care"]
    return care[~care["legal_status"].isin(SHORT_BREAKS)]


def days_since_last(frame: pd.DataFrame) -> pd.Series:
    """Return, for events sorted by child and start, the days since the child's event before; missing for the first."""
    return (frame["start"] - frame["start"].groupby(frame["child_id"]).shift()).dt.days


def next_within_a_year(child: pd.Series, day: pd.Series, events: pd.DataFrame) -> Flags:
    """Tell for which children an event follows in the 12 months after a day.

    Parameters
    ----------
    child, day
        One row per question.
    events
        Rows with ``child_id`` and ``start``.
    """
    code, names = pd.factorize(events["child_id"])
    times = np.sort(_moments(code, events["start"]))
    asked = names.get_indexer(pd.Index(child))
    after = _moments(asked, day)
    there = np.searchsorted(times, after + YEAR.days, side="right")
    found = there > np.searchsorted(times, after, side="right")
    return np.asarray(found & (asked >= 0))


def _moments(code: Integers, day: pd.Series) -> Integers:
    """Return one number for each child and day; no child's year reaches into the next child's numbers."""
    days = day.to_numpy(dtype="datetime64[D]").astype(np.int64)
    return np.asarray(code, dtype=np.int64) * 10_000_000 + days
