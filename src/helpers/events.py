"""The contract of the event tables: their names, their columns, and when each value becomes known.

Everything after the entrance of an authority folder speaks of these tables and of nothing else. An event is
(child, table, start, n-th that day). Rules of knowledge (DESIGN: "known on day d"): an event is known from the
day it starts; a value in it is known from the day that :attr:`Column.known_from` names.
"""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from types import MappingProxyType

import numpy as np
import pandas as pd
import pyarrow as pa
import pyarrow.compute as pc

from helpers import working_days
from helpers.errors import SecondLookError, nearest_name

KINDS = {
    "id": "string",
    "code": "string",
    "text": "string",
    "flag": "boolean",
    "date": "datetime64[us]",
    "count": "Int64",
}
"""Kind of a column and the pandas type that holds it. Missing values are allowed in all but ``id`` and ``start``."""


@dataclass(frozen=True)
class Column:
    """One column of an event table.

    Attributes
    ----------
    kind
        One of :data:`KINDS`.
    known_from
        ``"start"``; ``"next working day"``, for a decision due within one working day; ``"fifteenth working day"``,
        for the result of an enquiry; or the name of the date column that dates the value. A date column that dates
        itself (an end is known once it has come) names itself.
    """

    kind: str
    known_from: str = "start"


_CHILD, _START = Column("id"), Column("date")
_END = Column("date", known_from="end")


def _table(**columns: Column) -> dict[str, Column]:
    return {"child_id": _CHILD, "start": _START, **columns}


TABLES: Mapping[str, Mapping[str, Column]] = {
    # Someone tells the council about a child. The decision comes from contacts.csv, where there is one.
    "contacts": _table(
        source=Column("code"), decision=Column("code", known_from="next working day")
    ),
    # Early help, from early_help.csv. reason_ended is one of EARLY_HELP_ENDINGS.
    "early_help": _table(end=_END, reason_ended=Column("code", known_from="end")),
    "referrals": _table(
        source=Column("code"),
        no_further_action=Column("flag", known_from="next working day"),
        team=Column("code"),
    ),
    # start of the continuous assessment; end is its authorisation.
    "assessments": _table(
        end=_END,
        child_seen=Column("flag", known_from="end"),
        support_needed=Column("flag", known_from="end"),
        team=Column("code"),
    ),
    # Section 47 enquiries; start is the strategy discussion.
    "enquiries": _table(
        conference_unneeded=Column("flag", known_from="fifteenth working day"), team=Column("code")
    ),
    # Initial child protection conferences, from the same list; start is the day of the conference.
    "conferences": _table(plan_made=Column("flag"), enquiry_start=Column("date")),
    "plans": _table(
        end=_END,
        first_category=Column("code"),
        latest_category=Column("code", known_from="end"),
        team=Column("code"),
    ),
    # Periods of being looked after. Short breaks are those with legal status V3 or V4.
    "care": _table(
        end=_END,
        need=Column("code"),
        legal_status_start=Column("date", known_from="legal_status_start"),
        legal_status=Column("code", known_from="legal_status_start"),
        placement_start=Column("date", known_from="placement_start"),
        placement_type=Column("code", known_from="placement_start"),
        reason_ended=Column("code", known_from="end"),
        team=Column("code"),
    ),
    # Episodes of need (list 6). reason_ended RC2 is a death, RC5 a move to another authority.
    "needs": _table(
        end=_END,
        need=Column("code"),
        reason_ended=Column("code", known_from="end"),
        team=Column("code"),
    ),
    "notes": _table(document=Column("code"), text=Column("text")),
    # What a dated row said about the child. Several rows per child; only rows dated by a day count on that day.
    # disability is missing in rows of lists that do not hold it (contacts, early help, referrals).
    "people": _table(
        birth_date=Column("date"),
        sex=Column("code"),
        ethnicity=Column("code"),
        disability=Column("flag"),
    ),
    # One row per child; no start.
    "families": {
        "child_id": _CHILD,
        "family_id": Column("id"),
        "deprivation_fifth": Column("count"),
    },
}

DOCUMENTS = (
    "contact",
    "early help",
    "referral",
    "assessment",
    "initial conference",
    "review conference",
    "strategy discussion",
)
"""Kinds of case note."""

ETHNIC_GROUPS: Mapping[str, str] = MappingProxyType(
    {
        code: group
        for group, codes in {
            "White": ("WBRI", "WIRI", "WIRT", "WOTH", "WROM"),
            "Mixed": ("MWBC", "MWBA", "MWAS", "MOTH"),
            "Asian": ("AIND", "APKN", "ABAN", "AOTH", "CHNE"),
            "Black": ("BCRB", "BAFR", "BOTH"),
            "Other": ("OOTH",),
        }.items()
        for code in codes
    }
)
"""Ethnicity code of the Department for Education -> group. Chinese counts under Asian, as in its releases now."""
EARLY_HELP_ENDINGS = ("goals met", "stepped up", "family chose to stop", "moved away", "other")
SHORT_BREAKS = ("V3", "V4")
"""Legal statuses under which a child has short breaks from home and is not looked after in the usual sense."""
MOVED_OR_DIED = {"needs": ("RC2", "RC5"), "care": ("E2", "E3"), "early_help": ("moved away",)}
"""Reasons for an ending, by table, after which the authority's records no longer follow the child."""


@dataclass(frozen=True)
class EventTables(Mapping[str, pd.DataFrame]):
    """All event tables of one authority, each with the columns of :data:`TABLES`, sorted by child and start.

    A table left out is present and empty. Frames are not to be changed in place.
    """

    tables: Mapping[str, pd.DataFrame]
    _whole: dict[str, pd.DataFrame] = field(init=False, repr=False, default_factory=dict)

    def __post_init__(self) -> None:
        for name in self.tables:
            if name not in TABLES:
                raise SecondLookError(
                    f"'{name}' is not an event table", mend=nearest_name(name, TABLES)
                )
        for name in TABLES:
            self._whole[name] = _typed(name, self.tables.get(name))

    def __getitem__(self, name: str) -> pd.DataFrame:
        return self._whole[name]

    def __iter__(self) -> Iterator[str]:
        return iter(self._whole)

    def __len__(self) -> int:
        return len(self._whole)

    def as_known_on(self, day: pd.Timestamp) -> "EventTables":
        """Return the tables as they stood at the end of ``day``: later events gone, later values blank."""
        known: dict[str, pd.DataFrame] = {"families": self["families"]}
        for name, frame in self.items():
            if name == "families":
                continue
            kept = frame[frame["start"] <= day].copy()
            dates = {
                column: known_dates(name, column, kept) for column in TABLES[name] if len(kept)
            }
            for column, date in dates.items():
                kept.loc[~(date <= day), column] = pd.NA
            known[name] = kept
        return EventTables(known)


def known_dates(table: str, column: str, frame: pd.DataFrame) -> pd.Series:
    """Return, row by row, the day from which ``column`` is known; missing where it never becomes known.

    Parameters
    ----------
    table, column
        A table of :data:`TABLES` and one of its columns.
    frame
        Rows of that table.
    """
    known_from = TABLES[table][column].known_from
    if known_from == "next working day":
        return working_days.add(frame["start"], 1)
    if known_from == "fifteenth working day":
        return working_days.add(frame["start"], 15)
    return frame[known_from]


def _typed(name: str, frame: pd.DataFrame | None) -> pd.DataFrame:
    columns = TABLES[name]
    if frame is None:
        return pd.DataFrame(
            {column: pd.Series(dtype=KINDS[spec.kind]) for column, spec in columns.items()}
        )
    missing = [column for column in columns if column not in frame.columns]
    if missing:
        raise SecondLookError(f"the columns {', '.join(missing)} are missing", where=name)
    typed = frame if list(frame.columns) == list(columns) else frame[list(columns)]
    kinds = {
        column: pd.api.types.pandas_dtype(KINDS[spec.kind]) for column, spec in columns.items()
    }
    others = {column: kind for column, kind in kinds.items() if typed[column].dtype != kind}
    if others:
        typed = typed.astype(others)
    order = [column for column in ("child_id", "start") if column in columns]
    if _in_order(typed, order):
        return typed.reset_index(drop=True)
    return typed.sort_values(order, kind="stable", ignore_index=True)


def _in_order(frame: pd.DataFrame, columns: list[str]) -> bool:
    """Tell whether rows stand in order already, which is known much sooner than they are sorted."""
    settled = np.zeros(max(len(frame) - 1, 0), dtype=np.bool_)
    for column in columns:
        values = pa.array(frame[column])
        if values.null_count:
            return False
        before, after = values[:-1], values[1:]
        if (np.asarray(pc.greater(before, after)) & ~settled).any():
            return False
        settled |= np.asarray(pc.less(before, after))
    return True
