"""Endings: departures end what is open, the first and last day of the records cut it, and rows become frames."""

import numpy as np
import pandas as pd

from helpers import working_days
from helpers.synthetic.families import NEVER
from helpers.synthetic.journeys.town import Town

COLUMNS: dict[str, tuple[str, ...]] = {
    "contacts": ("source", "decision", "domain"),
    "early_help": ("offered", "end", "reason_ended"),
    "referrals": ("source", "no_further_action", "domain"),
    "assessments": ("end", "child_seen", "support_needed"),
    "enquiries": ("conference_unneeded",),
    "conferences": ("plan_made", "enquiry_start"),
    "plans": ("end", "first_category", "latest_category"),
    "care": (
        "end", "need", "legal_status", "later_status", "later_status_start", "placement_type",
        "placement_start", "reason_ended",
    ),
    "needs": ("end", "need", "reason_ended"),
    "help": ("end",),
}  # fmt: skip
LEAVING = {
    "needs": {"adult": "RC7", "moved": "RC5", "died": "RC2"},
    "care": {"adult": "E5", "moved": "E3", "died": "E2"},
    "early_help": {"adult": "other", "moved": "moved away", "died": "other"},
}
"""Why an episode ends when a child leaves the records, by table and cause."""
LASTING = ("early_help", "needs", "plans", "care", "help")
"""Tables whose rows of before the first day are kept while they last into the records."""


def whole_lives(town: Town) -> dict[str, pd.DataFrame]:
    """Return all rows with days as numbers, ended by departures but not yet cut to the records' period."""
    frames = {
        table: town.journal.frame(table, ("child", "start", *columns))
        for table, columns in COLUMNS.items()
    }
    frames["early_help"] = _stepped_up(frames["early_help"], frames["referrals"])
    return {table: _departed(town, table, frame) for table, frame in frames.items()}


def cut(town: Town, lives: dict[str, pd.DataFrame]) -> dict[str, pd.DataFrame]:
    """Return what the records of the period hold: rows of the period, results known by its last day."""
    first, last = town.place.first, town.place.last
    held = {}
    for table, frame in lives.items():
        begun = frame["start"] <= last
        there = frame["end"] >= first if table in LASTING else frame["start"] >= first
        held[table] = frame[begun & there].reset_index(drop=True)
    conferences = held["conferences"]
    held["conferences"] = conferences[conferences["enquiry_start"] >= first]
    held["care"] = _status(held["care"], last)
    return {table: _unknown_yet(table, frame, last) for table, frame in held.items()}


def _stepped_up(early_help: pd.DataFrame, referrals: pd.DataFrame) -> pd.DataFrame:
    """End early help on the day of the first accepted referral after it was offered; some never begins."""
    taken_up = referrals[~referrals["no_further_action"].astype(bool)][["child", "start"]]
    taken_up = taken_up.rename(columns={"start": "referred"}).sort_values("referred")
    ordered = early_help.sort_values("offered", kind="stable")
    met = pd.merge_asof(
        ordered,
        taken_up,
        left_on="offered",
        right_on="referred",
        by="child",
        direction="forward",
        allow_exact_matches=False,
    )
    referred = met["referred"].fillna(NEVER).astype(np.int64)
    ended = referred <= met["end"]
    met["end"] = met["end"].where(~ended, referred)
    met["reason_ended"] = np.where(ended, "stepped up", met["reason_ended"])
    begun: pd.DataFrame = met.loc[met["end"] > met["start"], list(early_help.columns)]
    return begun.reset_index(drop=True)


def _departed(town: Town, table: str, frame: pd.DataFrame) -> pd.DataFrame:
    """Drop what would begin after a child's departure and end on that day what is open."""
    child = frame["child"].to_numpy()
    left = town.families.left[child]
    stays = frame["start"] < left
    if "end" not in frame:
        return _kept(frame, stays)
    late = frame["end"].to_numpy() > left
    result = frame.assign(end=np.where(late, left, frame["end"]))
    if table in LEAVING:
        because = town.families.left_because[child]
        reasons = pd.Series(because).map(LEAVING[table]).to_numpy(dtype=str)
        result["reason_ended"] = np.where(late, reasons, frame["reason_ended"].to_numpy(dtype=str))
    if table == "assessments":
        result["support_needed"] = frame["support_needed"].to_numpy(dtype=bool) & ~late
    return _kept(result, stays)


def _kept(frame: pd.DataFrame, rows: pd.Series) -> pd.DataFrame:
    kept: pd.DataFrame = frame[rows]
    return kept.reset_index(drop=True)


def _status(care: pd.DataFrame, last: int) -> pd.DataFrame:
    """Give each period of care the latest legal status that it reached by its end and by the last day."""
    reached = care["later_status_start"].to_numpy() <= np.minimum(care["end"].to_numpy(), last)
    return care.assign(
        legal_status=np.where(reached, care["later_status"], care["legal_status"]),
        legal_status_start=np.where(reached, care["later_status_start"], care["start"]),
    )


def _unknown_yet(table: str, frame: pd.DataFrame, last: int) -> pd.DataFrame:
    """Blank what is not yet known on the last day, and turn days into dates."""
    result = frame.copy()
    if "end" in frame:
        open_still = frame["end"] > last
        result["end"] = frame["end"].where(~open_still, NEVER)
        for column in ("reason_ended", "support_needed", "child_seen", "latest_category"):
            if column in frame:
                result[column] = frame[column].astype(object).where(~open_still, pd.NA)
    for column in ("start", "end", "enquiry_start", "legal_status_start", "placement_start"):
        if column in result:
            result[column] = dates(result[column])
    due = {"no_further_action": 1, "decision": 1, "conference_unneeded": 15}
    for column, number in due.items():
        if column in result:
            known = working_days.add(result["start"], number) <= dates(pd.Series([last]))[0]
            result[column] = result[column].astype(object).where(known, pd.NA)
    return result


def dates(days: pd.Series) -> pd.Series:
    """Return days as dates; a day that never comes is missing."""
    numbers = days.to_numpy(dtype=np.int64)
    as_dates = np.where(
        numbers >= NEVER, np.datetime64("NaT", "D"), numbers.astype("datetime64[D]")
    )
    return pd.Series(as_dates.astype("datetime64[us]"), index=days.index)
