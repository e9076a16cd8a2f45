"""Every pair of a decision and an event of the same child, as arrays: what rules and features are computed from.

Days are whole numbers (days since 1970), so that comparing them costs nothing; :data:`NEVER` stands for a missing day.
"""

from collections.abc import Iterable
from dataclasses import dataclass

import numpy as np
import numpy.typing as npt
import pandas as pd

from helpers.errors import SecondLookError
from helpers.events import known_dates
from helpers.outcomes.declaration import Where

Days = npt.NDArray[np.int64]
Rows = npt.NDArray[np.intp]
Mask = npt.NDArray[np.bool_]

NEVER: int = 2**40
"""A day later than any other: a missing end has not come, a missing date of knowledge never comes."""


def days(dates: pd.Series) -> Days:
    """Return dates as days since 1970, :data:`NEVER` where missing."""
    whole = dates.to_numpy(dtype="datetime64[D]")
    return np.where(np.isnat(whole), NEVER, whole.astype(np.int64))


def months_on(dates: pd.Series, months: int) -> pd.Series:
    """Return each date moved on by calendar months (back when negative); missing dates stay missing."""
    return dates + pd.DateOffset(months=months)


@dataclass(frozen=True)
class Pairs:
    """Positions of decisions and of rows of an event table, one pair for each two of the same child.

    Sorted by decision, then by row; rows of a child stand in order of their start.
    """

    decision: Rows
    row: Rows
    decisions: int

    def only(self, kept: Mask) -> "Pairs":
        """Return the pairs that a mask keeps."""
        return Pairs(self.decision[kept], self.row[kept], self.decisions)

    def any(self, holds: Mask) -> Mask:
        """Return, per decision, whether a mask holds for any of its pairs."""
        return self.count(holds) > 0

    def count(self, holds: Mask) -> npt.NDArray[np.int64]:
        """Return, per decision, for how many of its pairs a mask holds."""
        return np.bincount(self.decision[holds], minlength=self.decisions)

    def total(self, amounts: npt.NDArray[np.float64]) -> npt.NDArray[np.float64]:
        """Return, per decision, the sum of an amount over its pairs."""
        sums: npt.NDArray[np.float64] = np.bincount(
            self.decision, weights=amounts, minlength=self.decisions
        ).astype(np.float64)
        return sums

    def earliest(self, when: Days) -> Days:
        """Return, per decision, the earliest day over its pairs; :data:`NEVER` without one."""
        first = np.full(self.decisions, NEVER, dtype=np.int64)
        np.minimum.at(first, self.decision, when)
        return first

    def last_row(self, holds: Mask) -> Rows:
        """Return, per decision, the last row for which a mask holds; -1 without one."""
        last = np.full(self.decisions, -1, dtype=np.intp)
        last[self.decision[holds]] = self.row[holds]  # pairs are in order: the last one stays
        return last


def pairs(children: pd.Series, rows: pd.DataFrame) -> Pairs:
    """Pair decisions with the rows of the same child.

    Parameters
    ----------
    children
        ``child_id`` of each decision.
    rows
        An event table, sorted by child and start as :class:`~helpers.events.EventTables` holds it.
    """
    codes, ids = pd.factorize(rows["child_id"])
    if len(codes) and np.any(np.diff(codes) < 0):
        raise SecondLookError("the rows are not sorted by child", where="event table")
    first = np.searchsorted(codes, np.arange(len(ids) + 1))
    place = pd.Index(ids).get_indexer(pd.Index(children))
    begin, end = first[place], first[place + 1]
    many = np.where(place >= 0, end - begin, 0)
    decision = np.repeat(np.arange(len(place)), many)
    within = np.arange(len(decision)) - np.repeat(np.cumsum(many) - many, many)
    return Pairs(decision, np.repeat(begin, many) + within, len(place))


def holds(rows: pd.DataFrame, where: Where) -> Mask:
    """Return, row by row, whether every column of ``where`` holds one of its values; missing values do not."""
    kept = np.ones(len(rows), dtype=bool)
    for column, values in where.items():
        kept &= rows[column].isin(list(values)).fillna(False).to_numpy(dtype=bool)
    return kept


def known(table: str, rows: pd.DataFrame, columns: Iterable[str]) -> Days:
    """Return, row by row, the day from which all of the columns are known; :data:`NEVER` where one never is."""
    latest = days(rows["start"])
    for column in columns:
        latest = np.maximum(latest, days(known_dates(table, column, rows)))
    return latest


def last_known(people: pd.DataFrame, column: str, *, children: pd.Series, day: Days) -> pd.Series:
    """Return what was last recorded about each child by a day, missing where nothing was.

    Parameters
    ----------
    people
        The event table ``people``, or some of its rows in its order.
    column
        One of its columns.
    children, day
        Child and day of each decision, of the same length.
    """
    people = people[people[column].notna()].reset_index(drop=True)
    found = pairs(children, people)
    row = found.last_row(days(people["start"])[found.row] <= day[found.decision])
    return people[column].reindex(row).set_axis(children.index)
