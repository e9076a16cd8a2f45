"""Columns of Annex A that no event holds: what a council's system works out on the day of the extract.

They are computed as a real extract computes them, traps included: an age is the age at the extract, and a number of
events "in the last 12 months" looks back from the child's *latest* event and stands on all rows of the child. Second
Look writes these columns and never reads them.
"""

import pandas as pd

from helpers.annexa.spec import AGE, WORKER
from helpers.events import EventTables

YEAR = pd.DateOffset(months=12)
NOT_GIVEN = "not given"
"""Stands where the template wants the name of a member of staff, or an address. Event tables hold none."""

Cells = pd.Series | str | int
"""A column row by row, or what stands on all rows alike."""

YES, NO = "a) Yes", "b) No"


def age_on(birth_dates: pd.Series, day: pd.Timestamp) -> pd.Series:
    """Return ages in whole years on a day: -1 for a child not yet born, missing where the birth date is."""
    birthday_to_come = (birth_dates.dt.month > day.month) | (
        (birth_dates.dt.month == day.month) & (birth_dates.dt.day > day.day)
    )
    ages = (day.year - birth_dates.dt.year) - birthday_to_come.astype(int)
    whole: pd.Series = ages.where(birth_dates <= day, -1).where(birth_dates.notna()).astype("Int64")
    return whole


def columns(
    number: int, rows: pd.DataFrame, *, known: EventTables, extract_date: pd.Timestamp
) -> dict[str, Cells]:
    """Return the computed columns of a list, by header.

    Parameters
    ----------
    number
        The list.
    rows
        The events that the list shows, with ``child_id``, ``birth_date`` and the event's own columns.
    known
        All events as they are known on ``extract_date``.
    """
    shared: dict[str, Cells] = {AGE: age_on(rows["birth_date"], extract_date)}
    if number >= 3:
        shared[WORKER] = NOT_GIVEN
    if number == 2:
        return {
            **shared,
            "Organisation completing assessment": "Local authority early help service",
        }
    if number == 3:
        return {**shared, **_referrals(rows, known)}
    if number == 5:
        return {**shared, **_enquiries(rows, known)}
    if number == 6:
        return {**shared, "Case status": _case_status(rows, known)}
    if number == 7:
        return {**shared, **_plans(rows, known, extract_date)}
    if number == 8:
        return {**shared, **_care(rows, known, extract_date)}
    return shared


def _referrals(rows: pd.DataFrame, known: EventTables) -> dict[str, Cells]:
    latest = known["referrals"].groupby("child_id")["start"].max()
    return {
        "Number of Referrals in Last 12 Months": _count_before(rows, known["referrals"], latest)
    }


def _enquiries(rows: pd.DataFrame, known: EventTables) -> dict[str, Cells]:
    latest = known["enquiries"].groupby("child_id")["start"].max()
    return {
        "Number of Section 47 Enquiries in the last 12 months": _count_before(
            rows, known["enquiries"], latest
        ),
        "Number of ICPCs in the last 12 months": _count_before(rows, known["conferences"], latest),
    }


def _count_before(rows: pd.DataFrame, events: pd.DataFrame, latest: pd.Series) -> pd.Series:
    """Count, child by child, the events in the 12 months before the child's latest one."""
    reference = pd.Series(latest.reindex(events["child_id"]).to_numpy(), index=events.index)
    inside = (events["start"] < reference) & (events["start"] >= reference - YEAR)
    counts = events.loc[inside].groupby("child_id").size()
    return rows["child_id"].map(counts).fillna(0).astype("Int64")


def _case_status(rows: pd.DataFrame, known: EventTables) -> pd.Series:
    """Say what each child's case is at the extract; the weightiest holds."""
    status = pd.Series("c) Child in need plan", index=rows.index, dtype="string")
    for table, value in (
        ("assessments", "d) Open assessment"),
        ("plans", "b) Child Protection plan"),
        ("care", "a) Looked after child"),
    ):
        frame = known[table]
        still_open = set(frame.loc[frame["end"].isna(), "child_id"])
        status = status.mask(rows["child_id"].isin(still_open), value)
    return status.mask(rows["end"].notna(), "e) Closed episode")


def _plans(rows: pd.DataFrame, known: EventTables, extract_date: pd.Timestamp) -> dict[str, Cells]:
    care = known["care"]
    recent = care["legal_status_start"] > extract_date - pd.DateOffset(months=6)
    protected = set(care.loc[recent & care["legal_status"].isin(["L1", "L2"]), "child_id"])
    starts = known["plans"][["child_id", "start"]]
    earlier = (
        rows[["child_id", "start"]]
        .reset_index()
        .merge(starts, on="child_id", suffixes=("", "_other"))
    )
    number = earlier.loc[earlier["start_other"] < earlier["start"]].groupby("index").size()
    return {
        "Subject to Emergency Protection Order or Protected Under Police Powers in Last Six Months (Y/N)": _yes_or_no(
            rows["child_id"].isin(protected)
        ),
        "Number of Previous Child Protection Plans": number.reindex(rows.index, fill_value=0),
    }


def _care(rows: pd.DataFrame, known: EventTables, extract_date: pd.Timestamp) -> dict[str, Cells]:
    reference = rows["end"].fillna(extract_date)
    asked = rows[["child_id", "start"]].assign(until=reference, since=reference - YEAR)
    pairs = asked.reset_index().merge(known["care"], on="child_id", suffixes=("", "_other"))
    again = (pairs["start_other"] < pairs["start"]) & (pairs["end"] >= pairs["since"])
    placed = (pairs["placement_start"] > pairs["since"]) & (
        pairs["placement_start"] <= pairs["until"]
    )
    placements = placed.groupby(pairs["index"]).sum().reindex(rows.index, fill_value=0)
    with_parents = rows["placement_type"].eq("P1").fillna(False).astype(bool)
    provider = pd.Series("b) PR1: Own provision", index=rows.index, dtype="string")
    return {
        "Unaccompanied Asylum Seeking Child (UASC) within the Last 12 Months (Y/N)": NO,
        "Is this a second or subsequent period of being a Looked After Child within the last 12 months (Y/N)": _yes_or_no(
            again.groupby(pairs["index"]).any().reindex(rows.index, fill_value=False)
        ),
        "Number of Placements in the Last 12 months": placements.clip(lower=1),
        "Placement Provider": provider.mask(
            with_parents, "a) PR0: Parents/Parental responsibility"
        ),
        "Placement postcode": NOT_GIVEN,
        "Placement Location": "a) In",
        "LA of Placement": "CON - Child placed in confidential placement",
        "Number of Episodes the Child has been ‘Missing’ from their Placement in the last 12 months": 0,
        "Number of Episodes the Child has been ‘Absent’ from their Placement in the last 12 months": 0,
    }


def _yes_or_no(flags: pd.Series) -> pd.Series:
    return flags.astype(bool).map({True: YES, False: NO}).astype("string")
