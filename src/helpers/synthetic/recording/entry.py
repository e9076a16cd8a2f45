"""Entry: the day on which an event, or the end of one, reaches the system."""

from collections.abc import Mapping

import numpy as np
import pandas as pd

from helpers.events import TABLES
from helpers.synthetic.draws import Floats, Integers
from helpers.synthetic.families import NEVER
from helpers.synthetic.recording.entries import Entries, as_days
from helpers.synthetic.settings import Place

LONGEST_DAYS = 365
"""What has not been entered after a year is entered then."""
BEFORE_NEW_SYSTEM_DAYS = 30
_CHRISTMAS = ((12, 18), (1, 2))
"""First and last day (month, day) of the weeks in which fewest people are at work."""

NOT_ENTERED = "not entered"
NOT_ENTERED_WHY = "entered after the last day of the records"


def enter(entries: Mapping[str, Entries], place: Place) -> None:
    """Give every row and every end its day of entry; leave out what was entered after the last day.

    Most is entered on its day, the rest after a log-normal time (assumed; councils publish no figures). It is more often
    late at Christmas and in the weeks before a new system, and nothing is entered in the first days of one. All that
    happened to a child on a day, as far as one table holds it, is entered on one day; a conference stands in the row of
    its enquiry, so it is never entered before it.
    """
    shares = _shares_by_day(place)
    for table, rows in entries.items():
        rows.entered = _entered(rows.true_start, rows, place, shares, of=table)
        if table == "conferences":
            told = _entered(
                as_days(rows.true["enquiry_start"]), rows, place, shares, of="enquiries"
            )
            rows.entered = np.maximum(rows.entered, told)
        if "end" in TABLES[table]:
            end = rows.day("end")
            told = _entered(end, rows, place, shares, of=f"end of {table}")
            rows.end_entered = np.where(end < NEVER, np.maximum(told, rows.entered), NEVER)
        rows.kept = rows.entered <= place.last
        _blank_ends(rows, place)


def _told_at_end(table: str) -> list[str]:
    """Return the columns that are entered with the end of a row."""
    return [column for column, spec in TABLES[table].items() if spec.known_from == "end"]


def _entered(day: Integers, rows: Entries, place: Place, shares: Floats, *, of: str) -> Integers:
    late = place.recording["late"]
    entered = day.copy()
    share = shares[np.clip(day - place.first, 0, len(shares) - 1)]
    if of.startswith("end of"):
        share = share * late["ends"]
    if share.any():
        drawn = rows.draws.uniform(f"recording late {of}", rows.child, day)
        which = np.flatnonzero((drawn < share) & (day < NEVER))
        chance = rows.draws.normal(f"recording how late {of}", rows.child[which], day[which])
        waited = np.ceil(late["usual_days"] * np.exp(late["spread"] * chance))
        entered[which] += np.clip(waited, 1, LONGEST_DAYS).astype(np.int64)
    if place.new_system is not None:
        again = place.new_system + int(place.recording["new_system"]["silent_days"])
        entered[(entered >= place.new_system) & (entered < again)] = again
    return entered


def _shares_by_day(place: Place) -> Floats:
    """Return the share of events entered late, for each day of the records."""
    late = place.recording["late"]
    days = np.arange(place.first, place.last + 1)
    dates = days.astype("datetime64[D]")
    month = dates.astype("datetime64[M]").astype(np.int64) % 12 + 1
    of_month = (dates - dates.astype("datetime64[M]")).astype(np.int64) + 1
    (first_month, first_day), (last_month, last_day) = _CHRISTMAS
    christmas = (month == first_month) & (of_month >= first_day)
    christmas |= (month == last_month) & (of_month <= last_day)
    share = np.full(len(days), float(late["share"]))
    share[christmas] *= late["at_christmas"]
    if place.new_system is not None:
        ahead = place.new_system - days
        share[(ahead > 0) & (ahead <= BEFORE_NEW_SYSTEM_DAYS)] *= late["before_new_system"]
    return np.asarray(np.minimum(share, 1.0))


def _blank_ends(rows: Entries, place: Place) -> None:
    """Take back the ends, and what is told at an end, that were not entered by the last day."""
    if "end" not in rows.columns:
        return
    late = (rows.end_entered > place.last) & (rows.day("end") < NEVER)
    unseen = np.flatnonzero(rows.kept & late)
    for column in _told_at_end(rows.table):
        said = NEVER if column == "end" else pd.NA
        rows.say(column, unseen, said, error=NOT_ENTERED, mechanism=NOT_ENTERED_WHY)
    rows.end_entered = np.where(late, NEVER, rows.end_entered)
