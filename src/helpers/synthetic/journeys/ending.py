"""Endings: departures end what is open, the first and last day of the records cut it, and rows become frames."""

from collections.abc import Callable

import numpy as np
import pandas as pd

from helpers.events import EARLY_HELP_ENDINGS
from helpers.synthetic.draws import Flags, Integers, in_order
from helpers.synthetic.families import LEFT_BECAUSE, NEVER
from helpers.synthetic.journeys.care import ENDINGS, PLACEMENTS, STATUSES
from helpers.synthetic.journeys.days import last_day_known
from helpers.synthetic.journeys.front_door import DECISIONS
from helpers.synthetic.journeys.phases import REASONS
from helpers.synthetic.journeys.town import Town
from helpers.synthetic.settings import facts
from helpers.synthetic.strings import named

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
KNOWN_AT_THE_END = ("reason_ended", "support_needed", "child_seen", "latest_category")
"""Values that nobody knows before the row has ended."""
DUE = {"no_further_action": 1, "decision": 1, "conference_unneeded": 15}
"""Values that are due so many working days after the row's start."""
FLAGS = ("no_further_action", "child_seen", "support_needed", "conference_unneeded", "plan_made")
DATES = ("start", "end", "enquiry_start", "legal_status_start", "placement_start")
_REASONS_ENDED: dict[str, tuple[str, ...]] = {
    "needs": REASONS,
    "care": ENDINGS,
    "early_help": EARLY_HELP_ENDINGS,
}
_WORDS: dict[str, Callable[[str], tuple[str, ...]]] = {
    "source": lambda table: facts().codes["sources"],
    "decision": lambda table: DECISIONS,
    "first_category": lambda table: facts().codes["plan_category"],
    "latest_category": lambda table: facts().codes["plan_category"],
    "need": lambda table: facts().codes["primary_need"],
    "legal_status": lambda table: STATUSES,
    "placement_type": lambda table: tuple(PLACEMENTS),
    "reason_ended": lambda table: _REASONS_ENDED[table],
}
"""What the numbers in a column stand for, by column, given the table."""


def whole_lives(town: Town) -> dict[str, pd.DataFrame]:
    """Return all rows with days as numbers and words as indices, ended by departures but not yet cut to the period."""
    frames = {
        table: town.journal.frame(table, ("child", "start", *columns))
        for table, columns in COLUMNS.items()
    }
    frames["early_help"] = _stepped_up(frames["early_help"], frames["referrals"])
    return {table: _departed(town, table, frame) for table, frame in frames.items()}


def cut(town: Town, lives: dict[str, pd.DataFrame]) -> dict[str, pd.DataFrame]:
    """Return what the records of the period hold, sorted by the children's ids and by start.

    Rows of the period, with the results known by its last day; days are dates and words are words.
    """
    first, last = town.place.first, town.place.last
    held = {}
    for table, frame in lives.items():
        rows = frame["start"].to_numpy() <= last
        if table == "conferences":
            rows &= frame["enquiry_start"].to_numpy() >= first
        since = frame["end" if table in LASTING else "start"].to_numpy()
        kept = frame.iloc[np.flatnonzero(rows & (since >= first))]
        by_child = town.families.rank[kept["child"].to_numpy()] * NEVER + kept["start"].to_numpy()
        kept = kept.iloc[in_order(by_child)].reset_index(drop=True)
        held[table] = _in_words(table, _status(kept, last) if table == "care" else kept, last)
    return held


def _stepped_up(early_help: pd.DataFrame, referrals: pd.DataFrame) -> pd.DataFrame:
    """End early help on the day of the first accepted referral after it was offered; some never begins."""
    taken_up = ~referrals["no_further_action"].to_numpy(dtype=bool)
    referred = np.sort(_moment(referrals["child"], referrals["start"])[taken_up])
    offered = _moment(early_help["child"], early_help["offered"])
    end = early_help["end"].to_numpy()
    met = np.append(referred, np.iinfo(np.int64).max)[np.searchsorted(referred, offered, "right")]
    ended = met <= _moment(early_help["child"], early_help["end"])
    end = np.where(ended, met - _moment(early_help["child"], 0), end)
    reason = np.where(
        ended, EARLY_HELP_ENDINGS.index("stepped up"), early_help["reason_ended"].to_numpy()
    )
    begun = end > early_help["start"].to_numpy()
    return early_help.assign(end=end, reason_ended=reason)[begun]


def _moment(child: pd.Series, day: pd.Series | int) -> Integers:
    """Return one number for a child and a day, ordered by child and then by day."""
    return np.asarray(child.to_numpy(dtype=np.int64) * (2 * NEVER) + day)


def _departed(town: Town, table: str, frame: pd.DataFrame) -> pd.DataFrame:
    """Drop what would begin after a child's departure and end on that day what is open."""
    frame = frame.iloc[np.flatnonzero(frame["start"].to_numpy() < _left(town, frame))]
    if "end" not in frame:
        return frame
    left = _left(town, frame)
    late = frame["end"].to_numpy() > left
    result = frame.assign(end=np.where(late, left, frame["end"].to_numpy()))
    if table in LEAVING:
        words = _REASONS_ENDED[table]
        because = np.array([words.index(LEAVING[table][cause]) for cause in LEFT_BECAUSE])
        of_child = because[town.families.left_because[frame["child"].to_numpy()]]
        result["reason_ended"] = np.where(late, of_child, frame["reason_ended"].to_numpy())
    if table == "assessments":
        result["support_needed"] = frame["support_needed"].to_numpy(dtype=bool) & ~late
    return result


def _left(town: Town, frame: pd.DataFrame) -> Integers:
    return np.asarray(town.families.left[frame["child"].to_numpy()])


def _status(care: pd.DataFrame, last: int) -> pd.DataFrame:
    """Give each period of care the latest legal status that it reached by its end and by the last day."""
    reached = care["later_status_start"].to_numpy() <= np.minimum(care["end"].to_numpy(), last)
    return care.assign(
        legal_status=np.where(reached, care["later_status"], care["legal_status"]),
        legal_status_start=np.where(reached, care["later_status_start"], care["start"]),
    )


def _in_words(table: str, frame: pd.DataFrame, last: int) -> pd.DataFrame:
    """Turn days into dates and indices into words, and blank what is not yet known on the last day."""
    start = frame["start"].to_numpy()
    open_still = (frame["end"] if "end" in frame else frame["start"]).to_numpy() > last
    columns = {}
    for column, values in frame.items():
        unknown = np.zeros(len(frame), dtype=np.bool_)
        if column in DUE:
            unknown = start > last_day_known(last, DUE[column])
        elif column in KNOWN_AT_THE_END:
            unknown = open_still
        columns[column] = _told(table, str(column), values.to_numpy(), unknown)
    if "end" in frame:
        columns["end"] = dates(pd.Series(np.where(open_still, NEVER, frame["end"].to_numpy())))
    return pd.DataFrame(columns, copy=False)


def _told(table: str, column: str, values: np.ndarray, unknown: Flags) -> object:
    if column in DATES:
        return dates(pd.Series(values))
    if column in FLAGS:
        return pd.arrays.BooleanArray(values.astype(np.bool_), unknown)
    if column in _WORDS:
        return named(_WORDS[column](table), np.where(unknown, -1, values).astype(np.int64))
    return values


def dates(days: pd.Series) -> pd.Series:
    """Return days as dates; a day that never comes is missing."""
    numbers = days.to_numpy(dtype=np.int64)
    as_dates = np.where(
        numbers >= NEVER, np.datetime64("NaT", "D"), numbers.astype("datetime64[D]")
    )
    return pd.Series(as_dates.astype("datetime64[us]"), index=days.index)
