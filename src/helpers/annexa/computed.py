"""Columns of Annex A that no event holds: what a council's system works out on the day of the extract.

They are computed as a real extract computes them, traps included: an age is the age at the extract, and a number of
events "in the last 12 months" looks back from the child's *latest* event and stands on all rows of the child. Second
Look writes these columns and never reads them.
"""

from dataclasses import dataclass
from typing import Any

import numpy as np
import pyarrow as pa

from helpers.annexa.ledger import NEVER, SPAN, Flags, Integers, Ledger, Rows, as_days
from helpers.annexa.spec import AGE, WORKER

NOT_GIVEN = "not given"
"""Stands where the template wants the name of a member of staff, or an address. Event tables hold none."""
YES, NO = "a) Yes", "b) No"
_STATUS = (
    "c) Child in need plan",
    "d) Open assessment",
    "b) Child Protection plan",
    "a) Looked after child",
    "e) Closed episode",
)
"""A later one outweighs those before it."""
_PROVIDERS = ("b) PR1: Own provision", "a) PR0: Parents/Parental responsibility")

Cells = Any
"""An Arrow array, row by row; or a text or number that stands on all rows alike."""


@dataclass(frozen=True)
class Shown:
    """The rows that a list shows: their places in the event table, and the children's birth dates.

    ``day`` is the day of the extract.
    """

    ledger: Ledger
    table: str
    place: Integers
    birth_dates: pa.Array
    day: int

    @property
    def child(self) -> Integers:
        """Number of each row's child."""
        return self.ledger.tables[self.table].child[self.place]

    @property
    def start(self) -> Integers:
        """Start of each row's event."""
        return self.ledger.tables[self.table].start[self.place]

    def known(self, table: str) -> tuple[Rows, Integers]:
        """Return a table and the places of those of its rows that can be seen on the day."""
        rows = self.ledger.tables[table]
        return rows, np.flatnonzero(rows.shown_from <= self.day)

    def days(self, column: str) -> Integers:
        """Return the days that a date column of the shown rows says, as far as they are known."""
        return self.ledger.tables[self.table].days(column, self.day)[self.place]


def columns(number: int, shown: Shown) -> dict[str, Cells]:
    """Return the computed columns of a list, by name."""
    shared: dict[str, Cells] = {AGE: ages_on(shown.birth_dates, shown.day)}
    if number >= 3:
        shared[WORKER] = NOT_GIVEN
    if number == 2:
        organisation = "Local authority early help service"
        return {**shared, "Organisation completing assessment": organisation}
    own = {3: _referrals, 5: _enquiries, 6: _needs, 7: _plans, 8: _care}
    return {**shared, **own[number](shown)} if number in own else shared


def ages_on(birth_dates: pa.Array, day: int) -> pa.Array:
    """Return ages in whole years on a day: -1 for a child not yet born, missing where the birth date is."""
    born = as_days(birth_dates)
    year, month, of_month = _parts(born)
    (this_year,), (this_month,), (this_day,) = _parts(np.array([day]))
    to_come = (month > this_month) | ((month == this_month) & (of_month > this_day))
    ages = np.where(born <= day, this_year - year - to_come, -1)
    return pa.array(ages, mask=born == NEVER)


def months_before(day: Integers, months: int) -> Integers:
    """Return each day moved back by whole months; a day that the month does not have becomes its last."""
    month = day.astype("datetime64[D]").astype("datetime64[M]")
    of_month = day - month.astype("datetime64[D]").astype(np.int64)
    back = month.astype(np.int64) - months
    first = back.astype("datetime64[M]").astype("datetime64[D]").astype(np.int64)
    last = (back + 1).astype("datetime64[M]").astype("datetime64[D]").astype(np.int64) - 1
    return np.asarray(np.minimum(first + of_month, last), dtype=np.int64)


def _parts(day: Integers) -> tuple[Integers, Integers, Integers]:
    """Return year, month and day of the month, each counted from 0."""
    months = day.astype("datetime64[D]").astype("datetime64[M]")
    number = months.astype(np.int64)
    of_month = day - months.astype("datetime64[D]").astype(np.int64)
    return number // 12, number % 12, of_month


def _referrals(shown: Shown) -> dict[str, Cells]:
    return {"Number of Referrals in Last 12 Months": _count_before(shown, "referrals")}


def _enquiries(shown: Shown) -> dict[str, Cells]:
    return {
        "Number of Section 47 Enquiries in the last 12 months": _count_before(shown, "enquiries"),
        "Number of ICPCs in the last 12 months": _count_before(shown, "conferences"),
    }


def _count_before(shown: Shown, table: str) -> pa.Array:
    """Count, child by child, the events in the 12 months before the child's latest event of the list's own table."""
    own, there = shown.known(shown.table)
    latest = np.full(len(shown.ledger.child_ids), -NEVER, dtype=np.int64)
    latest[own.child[there]] = own.start[there]  # sorted by start: the last one stays
    events, seen = shown.known(table)
    child, start = events.child[seen], events.start[seen]
    reference = latest[child]
    inside = (start < reference) & (start >= months_before(reference, 12))
    return pa.array(np.bincount(child[inside], minlength=len(latest))[shown.child])


def _needs(shown: Shown) -> dict[str, Cells]:
    """Say what each child's case is at the extract; the weightiest holds."""
    status = np.zeros(len(shown.place), dtype=np.int64)
    for weight, table in enumerate(("assessments", "plans", "care"), start=1):
        rows, there = shown.known(table)
        still_open = np.zeros(len(shown.ledger.child_ids), dtype=bool)
        still_open[rows.child[there[rows.days("end", shown.day)[there] == NEVER]]] = True
        status[still_open[shown.child]] = weight
    status[shown.days("end") < NEVER] = len(_STATUS) - 1
    return {"Case status": pa.array(_STATUS).take(pa.array(status))}


def _plans(shown: Shown) -> dict[str, Cells]:
    care, there = shown.known("care")
    since = care.days("legal_status_start", shown.day)[there]
    half_a_year_ago = months_before(np.array([shown.day]), 6)
    status = care.columns["legal_status"].take(pa.array(there))
    urgent = np.isin(status.to_numpy(zero_copy_only=False), ["L1", "L2"])
    protected = np.zeros(len(shown.ledger.child_ids), dtype=bool)
    protected[care.child[there[(since > half_a_year_ago) & (since < NEVER) & urgent]]] = True
    plans, seen = shown.known("plans")
    key = plans.child[seen] * SPAN + plans.start[seen]
    first = np.searchsorted(key, shown.child * SPAN - NEVER)
    earlier = np.searchsorted(key, shown.child * SPAN + shown.start) - first
    return {
        "Subject to Emergency Protection Order or Protected Under Police Powers in Last Six Months (Y/N)": _yes_or_no(
            protected[shown.child]
        ),
        "Number of Previous Child Protection Plans": pa.array(earlier),
    }


def _care(shown: Shown) -> dict[str, Cells]:
    until = shown.days("end")
    until = np.where(until == NEVER, shown.day, until)
    since = months_before(until, 12)
    care, there = shown.known("care")
    first = np.searchsorted(care.child[there], shown.child)
    many = np.searchsorted(care.child[there], shown.child, side="right") - first
    row = np.repeat(np.arange(len(many)), many)
    other = there[np.arange(len(row)) - np.repeat(np.cumsum(many) - many, many) + first[row]]
    ended = care.days("end", shown.day)[other]
    again = (care.start[other] < shown.start[row]) & (ended >= since[row]) & (ended < NEVER)
    placed = care.days("placement_start", shown.day)[other]
    within = (placed > since[row]) & (placed <= until[row])
    placements = np.bincount(row[within], minlength=len(many))
    kinds = care.columns["placement_type"].take(pa.array(shown.place))
    known = care.known_from["placement_type"][shown.place] <= shown.day
    with_parents = (kinds.to_numpy(zero_copy_only=False) == "P1") & known
    return {
        "Unaccompanied Asylum Seeking Child (UASC) within the Last 12 Months (Y/N)": NO,
        "Is this a second or subsequent period of being a Looked After Child within the last 12 months (Y/N)": _yes_or_no(
            np.bincount(row[again], minlength=len(many)) > 0
        ),
        "Number of Placements in the Last 12 months": pa.array(np.maximum(placements, 1)),
        "Placement Provider": pa.array(_PROVIDERS).take(pa.array(with_parents.astype(np.int64))),
        "Placement postcode": NOT_GIVEN,
        "Placement Location": "a) In",
        "LA of Placement": "CON - Child placed in confidential placement",
        "Number of Episodes the Child has been ‘Missing’ from their Placement in the last 12 months": 0,
        "Number of Episodes the Child has been ‘Absent’ from their Placement in the last 12 months": 0,
    }


def _yes_or_no(flags: Flags) -> pa.Array:
    return pa.array((NO, YES)).take(pa.array(flags.astype(np.int64)))
