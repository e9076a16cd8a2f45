"""Dates put in wrongly: day and month exchanged, start and end exchanged."""

from collections.abc import Mapping

import numpy as np

from helpers.events import TABLES
from helpers.synthetic.draws import Integers
from helpers.synthetic.families import NEVER, Families
from helpers.synthetic.recording.entries import Entries, Rows
from helpers.synthetic.settings import Place

EARLIEST_IN_PERIOD = ("contacts", "referrals", "assessments")
"""Tables whose rows all begin in the period; a date before it would be in no file."""
STARTS = (*EARLIEST_IN_PERIOD, "conferences", "early_help", "needs", "plans", "care")
"""Tables in which the start may be put in wrongly. The day of a strategy discussion also ties conferences to it: it is checked."""


def exchange_day_and_month(
    entries: Mapping[str, Entries], place: Place, families: Families
) -> None:
    """Exchange day and month in a share of the dates in which that gives another date.

    The system refuses a date before birth, after the day of entry or after the child has left, a start after its end,
    and the reverse.
    """
    share = place.recording["day_and_month_exchanged"]
    for table, rows in entries.items():
        if table in STARTS:
            chosen = rows.chosen("start exchanged", share)
            chosen = rows.untouched(chosen, "start")
            last = np.minimum(rows.entered[chosen], families.left[rows.child[chosen]] - 1)
            if "end" in TABLES[table]:
                last = np.minimum(last, rows.day("end")[chosen])
            earliest = _earliest(rows, chosen, place, families)
            _exchange(rows, "start", chosen, earliest=earliest, last=last)
        if "end" in TABLES[table]:
            chosen = rows.untouched(rows.chosen("end exchanged", share), "end")
            chosen = chosen[rows.day("end")[chosen] < NEVER]
            last = np.minimum(rows.end_entered[chosen], families.left[rows.child[chosen]])
            _exchange(rows, "end", chosen, earliest=rows.day("start")[chosen], last=last)


def exchange_start_and_end(
    entries: Mapping[str, Entries], place: Place, families: Families
) -> None:
    """Exchange start and end of a share of the rows that have both, and enter such a row only when it has ended."""
    share = place.recording["start_and_end_exchanged"]
    for table, rows in entries.items():
        if "end" not in TABLES[table]:
            continue
        chosen = rows.untouched(rows.chosen("start and end exchanged", share), "start", "end")
        start, end = rows.day("start")[chosen], rows.day("end")[chosen]
        there = (end < families.left[rows.child[chosen]]) & (start >= place.first) & (start < end)
        chosen, start, end = chosen[there], start[there], end[there]
        for column, day in (("start", end), ("end", start)):
            rows.say(
                column,
                chosen,
                day,
                error="start and end exchanged",
                mechanism="entered afterwards, by chance the wrong way round",
            )
        rows.entered[chosen] = rows.end_entered[chosen]


def _earliest(rows: Entries, chosen: Rows, place: Place, families: Families) -> Integers:
    if rows.table == "conferences":
        return rows.day("enquiry_start")[chosen]
    born = families.birth[rows.child[chosen]]
    return np.maximum(born, place.first) if rows.table in EARLIEST_IN_PERIOD else born


def _exchange(
    rows: Entries, column: str, chosen: Rows, *, earliest: Integers, last: Integers
) -> None:
    day = rows.day(column)[chosen]
    wrong = exchanged(day)
    accepted = (wrong != day) & (wrong >= earliest) & (wrong <= last)
    rows.say(
        column,
        chosen[accepted],
        wrong[accepted],
        error="day and month exchanged",
        mechanism="by chance, where the system could not tell",
    )


def exchanged(day: Integers) -> Integers:
    """Return days with day and month exchanged; unchanged where the day of the month is beyond 12."""
    days = day.astype("datetime64[D]")
    months = days.astype("datetime64[M]")
    of_month = (days - months.astype("datetime64[D]")).astype(np.int64) + 1
    month = months.astype(np.int64) % 12 + 1
    fits = of_month <= 12
    first = months.astype(np.int64) - month + np.where(fits, of_month, 1)
    wrong = first.astype("datetime64[M]").astype("datetime64[D]").astype(np.int64) + month - 1
    return np.where(fits, wrong, day)
