"""Copies: rows that stand twice, rows that stand nearly the same again, and children recorded under two ids."""

from collections.abc import Mapping
from dataclasses import dataclass

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
SAME, NEARLY = "the same row twice", "nearly the same row"
A_DAY_LATER = 0.5
"""Share of the rows that stand nearly the same again which are dated a day later."""


@dataclass(frozen=True)
class Page:
    """The rows of one table as the files hold them, not yet in their order.

    Attributes
    ----------
    frame
        The table's columns but ``child_id``.
    row
        Which row of what happened each comes from.
    copied
        Why it is a copy; empty for the first of its kind.
    who
        Who the files say the row is about: the child's index, and for a second id the index plus the number of
        children in the block.
    day
        Days of ``start``.
    entered, end_entered
        Days of entry.
    """

    frame: pd.DataFrame
    row: Rows
    copied: npt.NDArray[np.str_]
    who: Integers
    day: Integers
    entered: Integers
    end_entered: Integers


def page(rows: Entries, place: Place, families: Families) -> Page:
    """Return the rows that are in the records, followed by the copies."""
    kept = np.flatnonzero(rows.kept)
    same, nearly = kept[:0], kept[:0]
    if rows.table in STAND_TWICE:
        same = rows.chosen("same row twice", place.recording["same_row_twice"])
    if rows.table in STAND_NEARLY_TWICE:
        nearly = rows.chosen("nearly the same row", place.recording["nearly_the_same_row"])
    row = np.concatenate([kept, same, nearly])
    frame = rows.recorded()
    day, entered = rows.day("start")[row], rows.entered[row]
    copied = np.repeat(["", SAME, NEARLY], [len(kept), len(same), len(nearly)])
    if len(row) > len(kept) or len(kept) < len(rows):
        frame = frame.iloc[row].reset_index(drop=True)
    if len(nearly):
        tail = slice(len(row) - len(nearly), None)
        day[tail] = _a_day_later(rows, nearly, day[tail], place, families)
        entered[tail] = np.maximum(entered[tail], day[tail])
        frame = _nearly(frame, rows, nearly, day)
    return Page(frame, row, copied, rows.child[row], day, entered, rows.end_entered[row])


def _a_day_later(
    rows: Entries, nearly: Rows, day: Integers, place: Place, families: Families
) -> Integers:
    allowed = (day < place.last) & (day + 1 < families.left[rows.child[nearly]])
    return day + (allowed & (rows.uniform("a day later", nearly) < A_DAY_LATER))


def _nearly(frame: pd.DataFrame, rows: Entries, nearly: Rows, day: Integers) -> pd.DataFrame:
    """Give the last rows their day and another source."""
    codes = np.array(facts().codes["sources"], dtype=object)
    first = len(frame) - len(nearly)
    source = frame["source"].to_numpy(dtype=object, copy=True)
    now = pd.Index(codes).get_indexer(source[first:])
    step = 1 + (rows.uniform("another source", nearly) * (len(codes) - 1)).astype(np.int64)
    source[first:] = codes[(now + step) % len(codes)]
    start = dates(pd.Series(day, index=frame.index))
    return frame.assign(start=start, source=pd.Series(source, index=frame.index, dtype="string"))


def under_two_ids(
    pages: Mapping[str, Page], place: Place, families: Families, draws: Draws
) -> dict[str, Page]:
    """Put all later rows of some children under a second id: someone opened a new record and nobody noticed."""
    number = len(families.family)
    from_day = _second_from(pages, place, families, draws)
    put = {}
    for table, one in pages.items():
        day = as_days(one.frame["enquiry_start"]) if table == "conferences" else one.day
        who = one.who + number * (day > from_day[one.who])
        put[table] = Page(
            one.frame, one.row, one.copied, who, one.day, one.entered, one.end_entered
        )
    return put


def _second_from(
    pages: Mapping[str, Page], place: Place, families: Families, draws: Draws
) -> Integers:
    """Return the last day of each child's first id: somewhere between the child's first and last row."""
    never = np.full(len(families.family), np.iinfo(np.int64).max // 2)
    share = place.recording["second_id"]
    if not share:
        return never
    chosen = draws.uniform("recording second id", families.children) < share
    first, last = never.copy(), -never
    for table, one in pages.items():
        if table != "conferences":
            mine = chosen[one.who]
            np.minimum.at(first, one.who[mine], one.day[mine])
            np.maximum.at(last, one.who[mine], one.day[mine])
    there = np.flatnonzero(chosen & (first < last))
    where = draws.uniform("recording second id from", there)
    between = first[there] + np.floor(where * (last[there] - first[there])).astype(np.int64)
    never[there] = between
    return never
