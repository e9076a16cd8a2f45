"""Copies: rows that stand twice, rows that stand nearly the same again, and children recorded under two ids."""

from collections.abc import Mapping
from dataclasses import dataclass, replace
from typing import Any

import numpy as np
import numpy.typing as npt
import pandas as pd

from helpers.synthetic.draws import Draws, Integers
from helpers.synthetic.families import Families
from helpers.synthetic.journeys.ending import dates
from helpers.synthetic.recording.entries import Entries, Rows, as_days
from helpers.synthetic.settings import Place, facts

STAND_TWICE = ("contacts", "referrals", "assessments")
STAND_NEARLY_TWICE = ("contacts", "referrals")
COPIES = ("the same row twice", "nearly the same row")
"""Why a row is a copy; the first is 1, the second 2, and 0 is none."""
A_DAY_LATER = 0.5
"""Share of the rows that stand nearly the same again which are dated a day later."""


@dataclass(frozen=True)
class Page:
    """The rows of one table as the files hold them, not yet in their order.

    Attributes
    ----------
    said
        What all rows of the table say, also those that are not in the records.
    row
        Which of those rows each is.
    copied
        Why it is a copy, as :data:`COPIES` counts them; 0 for the rows themselves, which come first.
    who
        Who the files say the row is about: the child's index, and for a second id the index plus the number of
        children in the block.
    day
        Days of ``start``.
    source
        Sources of the last rows, which stand nearly the same again.
    entered, end_entered
        Days of entry.
    """

    said: pd.DataFrame
    row: Rows
    copied: Integers
    who: Integers
    day: Integers
    source: npt.NDArray[np.object_]
    entered: Integers
    end_entered: Integers

    def columns(self, order: Rows) -> dict[str, Any]:
        """Return the table's columns but ``child_id``, the rows in this order."""
        rows = self.row[order]
        told = {
            str(column): self.said[column].array[rows] for column in self.said if column != "child"
        }
        if len(self.source):
            first = len(self.row) - len(self.source)
            place = np.flatnonzero(order >= first)
            told["source"][place] = self.source[order[place] - first]
            told["start"] = dates(pd.Series(self.day[order]))
        return told


def page(rows: Entries, place: Place, families: Families) -> Page:
    """Return the rows that are in the records, followed by the copies."""
    kept = np.flatnonzero(rows.kept)
    same, nearly = kept[:0], kept[:0]
    if rows.table in STAND_TWICE:
        same = rows.chosen("same row twice", place.recording["same_row_twice"])
    if rows.table in STAND_NEARLY_TWICE:
        nearly = rows.chosen("nearly the same row", place.recording["nearly_the_same_row"])
    row = np.concatenate([kept, same, nearly])
    day, entered = rows.day("start")[row], rows.entered[row]
    first = len(row) - len(nearly)
    day[first:] = _a_day_later(rows, nearly, day[first:], place, families)
    entered[first:] = np.maximum(entered[first:], day[first:])
    return Page(
        said=rows.recorded(),
        row=row,
        copied=np.repeat(np.arange(3), [len(kept), len(same), len(nearly)]),
        who=rows.child[row],
        day=day,
        source=_another_source(rows, nearly),
        entered=entered,
        end_entered=rows.end_entered[row],
    )


def _a_day_later(
    rows: Entries, nearly: Rows, day: Integers, place: Place, families: Families
) -> Integers:
    allowed = (day < place.last) & (day + 1 < families.left[rows.child[nearly]])
    return day + (allowed & (rows.uniform("a day later", nearly) < A_DAY_LATER))


def _another_source(rows: Entries, nearly: Rows) -> npt.NDArray[np.object_]:
    """Return for each row some source that is not its own."""
    if not len(nearly):
        return np.empty(0, dtype=object)
    codes = np.array(facts().codes["sources"], dtype=object)
    now = pd.Index(codes).get_indexer(rows.values("source")[nearly])
    step = 1 + (rows.uniform("another source", nearly) * (len(codes) - 1)).astype(np.int64)
    return np.asarray(codes[(now + step) % len(codes)])


NEVER_ANOTHER = np.iinfo(np.int64).max // 2
"""The last day of the only id of a child who has one alone."""


def last_days_of_first_ids(
    pages: Mapping[str, Page], place: Place, families: Families, draws: Draws
) -> Integers:
    """Return the last day of each child's first id: :data:`NEVER_ANOTHER`, or between the child's first and last row."""
    until = np.full(len(families.family), NEVER_ANOTHER)
    share = place.recording["second_id"]
    if not share:
        return until
    chosen = draws.uniform("recording second id", families.children) < share
    first, last = until.copy(), -until
    for table, one in pages.items():
        if table != "conferences":
            mine = chosen[one.who]
            np.minimum.at(first, one.who[mine], one.day[mine])
            np.maximum.at(last, one.who[mine], one.day[mine])
    there = np.flatnonzero(chosen & (first < last))
    where = draws.uniform("recording second id from", there)
    until[there] = first[there] + np.floor(where * (last[there] - first[there])).astype(np.int64)
    return until


def under_two_ids(pages: Mapping[str, Page], until: Integers) -> dict[str, Page]:
    """Put all later rows of some children under a second id: someone opened a new record and nobody noticed.

    Parameters
    ----------
    until
        The last day of each child's first id.
    """
    put = {}
    for table, one in pages.items():
        asked = table == "conferences"  # in the row of the enquiry
        day = as_days(one.said["enquiry_start"])[one.row] if asked else one.day
        put[table] = replace(one, who=one.who + len(until) * (day > until[one.who]))
    return put
