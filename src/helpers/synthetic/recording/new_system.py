"""A new system: what happens to records on the day on which an authority moves them from one system to another.

Identifiers are kept. Open episodes may be dated anew, ends may be lost, and reasons for an ending that the new system does
not know become "any other reason". Nothing is entered in its first days; see :mod:`helpers.synthetic.recording.entry`.
"""

from collections.abc import Mapping

import numpy as np
import pandas as pd

from helpers.synthetic.families import NEVER
from helpers.synthetic.recording.entries import Entries
from helpers.synthetic.settings import Place

DATED_ANEW = ("needs", "plans")
LOSE_ENDS = ("early_help", "needs")
"""Tables in which some ends are lost, so that what had ended goes on in the files."""
CATCH_ALL = {"needs": "RC7", "care": "E8"}
"""The code for any other reason, by table."""
MOVED_YEARS = 3
"""What had ended longer ago keeps its end: only these years are moved by hand."""


def move(entries: Mapping[str, Entries], place: Place) -> None:
    """Move the records to a new system, if the authority has one; shares stand in ``recording.new_system``."""
    if place.new_system is None:
        return
    for table in DATED_ANEW:
        _date_anew(entries[table], place.new_system, place)
    for table in LOSE_ENDS:
        _lose_ends(entries[table], place.new_system, place)
    for table, code in CATCH_ALL.items():
        _lose_reasons(entries[table], place.new_system, place, code=code)


def _date_anew(rows: Entries, day: int, place: Place) -> None:
    chosen = rows.chosen("dated anew", place.recording["new_system"]["dated_anew"])
    start, end = rows.true_start[chosen], rows.day("end")[chosen]
    chosen = rows.untouched(chosen[(start < day) & (end > day) & (day >= place.first)], "start")
    rows.say(
        "start",
        chosen,
        day,
        error="dated anew",
        mechanism="open on the day of the new system, and given that day as its start",
    )
    again = day + int(place.recording["new_system"]["silent_days"])
    rows.entered[chosen] = np.maximum(rows.entered[chosen], again)


def _lose_ends(rows: Entries, day: int, place: Place) -> None:
    chosen = rows.chosen("end lost", place.recording["new_system"]["ends_lost"])
    end = rows.day("end")[chosen]
    moved = (end < day) & (end >= day - round(MOVED_YEARS * 365.25))
    chosen = rows.untouched(chosen[moved], "end")
    for column, said in (("end", NEVER), ("reason_ended", pd.NA)):
        rows.say(column, chosen, said, error="end lost", mechanism="not moved to the new system")
    rows.end_entered[chosen] = NEVER


def _lose_reasons(rows: Entries, day: int, place: Place, *, code: str) -> None:
    chosen = rows.chosen("reason lost", place.recording["new_system"]["reasons_lost"])
    chosen = rows.untouched(chosen[rows.day("end")[chosen] < day], "reason_ended")
    said = rows.true["reason_ended"].iloc[chosen]
    other = (said.notna() & (said != code)).to_numpy(dtype=bool)
    rows.say(
        "reason_ended",
        chosen[other],
        code,
        error="another code",
        mechanism="the new system knew no such reason",
    )
