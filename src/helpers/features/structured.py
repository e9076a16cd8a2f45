"""Features from structured records: what was known when each decision was taken.

Every value is taken only from the day on which it was known (:func:`helpers.events.known_dates`). The decision's own
table is read as it stood on the day, all others as they stood the evening before: a case, an assessment or an enquiry
that begins on the day itself is most often what the decision set off, and would tell its result. Ethnicity,
deprivation, teams and identifiers are never features. Missing is missing: the modelling room fills it in.
"""

from collections.abc import Mapping
from types import MappingProxyType

import numpy as np
import numpy.typing as npt
import pandas as pd

from helpers.cohort import NOT_RECORDED, Cohort
from helpers.events import TABLES, EventTables
from helpers.features.groups import COUNTED, LATEST
from helpers.outcomes.declaration import Outcome
from helpers.outcomes.pairing import (
    NEVER,
    Days,
    Mask,
    Pairs,
    days,
    holds,
    known,
    last_known,
    months_on,
    pairs,
)

Columns = dict[str, npt.NDArray[np.float64]]

FAMILIES: Mapping[str, str] = MappingProxyType(
    {
        "child": "the child",
        "matter": "the matter in hand",
        "contacts": "contacts",
        "early_help": "early help",
        "referrals": "referrals",
        "assessments": "assessments",
        "enquiries": "section 47 enquiries",
        "conferences": "child protection conferences",
        "plans": "protection plans",
        "care": "care",
        "needs": "episodes of need",
    }
)
"""First word of a feature's name -> the family of features, in words."""

_HISTORIES = tuple(name for name in FAMILIES if name in TABLES)
_FRONT_DOOR = ("contacts", "referrals")  # frequent enough for three months to tell something
_DAYS_A_MONTH = 365.25 / 12


def structured(events: EventTables, cohort: Cohort, outcome: Outcome) -> pd.DataFrame:
    """Return the structured features of a cohort.

    Parameters
    ----------
    events
        Event tables of one authority.
    cohort
        The cohort of ``outcome``.
    outcome
        The declared outcome. Rows of its decision's table that started with the matter in hand are the decision
        itself and count in no history; they do count as the latest.

    Returns
    -------
    float32, one row per decision with the cohort's index; :func:`family_of` names each column's family. Counts are
    0 where there was nothing; times are in months and missing where there was nothing.
    """
    frame = cohort.decisions
    columns = _child(events, frame)
    columns["matter_months"] = (days(frame["day"]) - days(frame["began"])) / _DAYS_A_MONTH
    evening_before = frame.assign(day=frame["day"] - pd.Timedelta(days=1))
    for table in _HISTORIES:
        own = table == outcome.decision.table
        columns |= _history(events[table], table, frame if own else evening_before, own=own)
    return pd.DataFrame(columns, index=frame.index).astype(np.float32)


def family_of(column: str) -> str:
    """Return the family of a feature, in words.

    >>> family_of("early_help_so_far")
    'early help'
    """
    return next(words for prefix, words in FAMILIES.items() if column.startswith(f"{prefix}_"))


def _child(events: EventTables, frame: pd.DataFrame) -> Columns:
    day = days(frame["day"])
    people, children = events["people"], frame["child_id"]
    birth = days(last_known(people, "birth_date", children=children, day=day))
    return {
        "child_age_years": _months(day - birth, birth != NEVER) / 12,
        "child_not_yet_born": (birth > day).astype(float),
        "child_female": _is(frame["sex"], "female"),
        "child_male": _is(frame["sex"], "male"),
        "child_disabled": _is(frame["disability"], "disabled"),
        "child_disability_not_recorded": _is(frame["disability"], NOT_RECORDED),
    }


def _is(values: pd.Series, value: str) -> npt.NDArray[np.float64]:
    return np.where((values == value).to_numpy(dtype=bool), 1.0, 0.0)


def _history(rows: pd.DataFrame, table: str, frame: pd.DataFrame, *, own: bool) -> Columns:
    found = pairs(frame["child_id"], rows)
    day, start = days(frame["day"])[found.decision], days(rows["start"])[found.row]
    found = found.only(start <= day)
    earlier = found
    if own:
        began = days(frame["began"])[found.decision]
        earlier = found.only(days(rows["start"])[found.row] != began)
    columns = _frequency(rows, table, frame, earlier)
    if "end" in TABLES[table]:
        columns |= _spells(rows, table, frame, earlier)
    for column, groups in COUNTED.get(table, {}).items():
        for group, codes in groups.items():
            seen = _seen(rows, table, frame, found=earlier, column=column)
            listed = holds(rows, {column: codes})[earlier.row]
            columns[f"{table}_so_far_{group}"] = earlier.count(seen & listed).astype(float)
    for column, groups in LATEST.get(table, {}).items():
        last = found.last_row(_seen(rows, table, frame, found=found, column=column))
        for group, codes in groups.items():
            listed = np.append(holds(rows, {column: codes}), False)  # position -1: no row
            columns[f"{table}_latest_{group}"] = listed[last].astype(float)
    return columns


def _frequency(rows: pd.DataFrame, table: str, frame: pd.DataFrame, found: Pairs) -> Columns:
    start = days(rows["start"])[found.row]
    columns = {f"{table}_so_far": found.count(np.ones(len(start), dtype=bool)).astype(float)}
    for months in (3, 12) if table in _FRONT_DOOR else (12,):
        since = days(months_on(frame["day"], -months))[found.decision]
        columns[f"{table}_last_{months}_months"] = found.count(start > since).astype(float)
    last = -found.earliest(-start)
    columns[f"{table}_months_since_last"] = _months(days(frame["day"]) - last, last != -NEVER)
    return columns


def _spells(rows: pd.DataFrame, table: str, frame: pd.DataFrame, found: Pairs) -> Columns:
    day = days(frame["day"])
    start, end = days(rows["start"])[found.row], days(rows["end"])[found.row]
    ended = end <= day[found.decision]
    last_end = -found.only(ended).earliest(-end[ended])
    length = np.where(ended, end, day[found.decision]) - start
    return {
        f"{table}_open_now": found.any(~ended).astype(float),
        f"{table}_months_in_all": found.total(length.astype(float)) / _DAYS_A_MONTH,
        f"{table}_months_since_end": _months(day - last_end, last_end != -NEVER),
    }


def _seen(
    rows: pd.DataFrame, table: str, frame: pd.DataFrame, *, found: Pairs, column: str
) -> Mask:
    """Return, per pair, whether the row's value was known by the day of the decision and not missing."""
    there = rows[column].notna().to_numpy(dtype=bool)[found.row]
    return there & (known(table, rows, [column])[found.row] <= days(frame["day"])[found.decision])


def _months(length: Days, there: Mask) -> npt.NDArray[np.float64]:
    return np.where(there, length / _DAYS_A_MONTH, np.nan)
