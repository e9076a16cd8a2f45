"""The rules of a declaration over the event tables: which rows are decisions, what stood that day, what followed."""

import numpy as np
import pandas as pd

from helpers import working_days
from helpers.events import MOVED_OR_DIED, TABLES, EventTables
from helpers.outcomes.declaration import DecisionRule, Outcome, Rows, Standing, Where
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

ADULT = 18
"""Age in years at which the records stop following a child."""


def taken(events: EventTables, rule: DecisionRule) -> pd.DataFrame:
    """Return every decision that a rule finds, with the columns of its row and ``day``, sorted by child and day.

    The row's values must be known by the day. ``began``, the start of the row, is when the decision's matter began.
    """
    rows = events[rule.table]
    day = _decision_day(rows, rule)
    kept = day.notna() & holds(rows, rule.where)
    kept &= known(rule.table, rows, rule.where) <= days(day)
    if rule.still_open:
        kept &= days(rows["end"]) > days(day)
    found = rows.assign(day=day, began=rows["start"])[kept]
    return found.sort_values(["child_id", "day"], kind="stable", ignore_index=True)


def _decision_day(rows: pd.DataFrame, rule: DecisionRule) -> pd.Series:
    match rule.day:
        case "next working day":
            return working_days.add(rows["start"], 1)
        case "fifteenth working day":
            return working_days.add(rows["start"], 15)
        case "three months after start":
            return months_on(rows["start"], 3)
        case "end":
            return rows["end"]
        case _:
            return rows["start"]


def stood(events: EventTables, decisions: pd.DataFrame, standing: Standing) -> Mask:
    """Return, per decision, whether a row stood as its day knew it.

    An episode stands from its start until the day before its end; an event without an end stands on its day, or for
    the working days that it is taken to last. A condition on a value counts once the value is known.
    """
    rows = events[standing.table]
    found = pairs(decisions["child_id"], rows)
    day = days(decisions["day"])[found.decision]
    since = days(_look_back(decisions, standing))[found.decision]
    start, last = days(rows["start"])[found.row], _until(rows, standing)[found.row]
    by = start < day if standing.open == "before that day" else start <= day
    seen = _met_by(standing, rows, found, day)
    return found.any(by & (last > since) & seen)


def _look_back(decisions: pd.DataFrame, standing: Standing) -> pd.Series:
    if standing.since is not None:
        return decisions["began"]
    return months_on(decisions["day"], -standing.months)


def _until(rows: pd.DataFrame, standing: Standing) -> Days:
    """Return the first day on which each row no longer stands."""
    if "end" in TABLES[standing.table]:
        return days(rows["end"])
    if standing.working_days:
        return days(working_days.add(rows["start"], standing.working_days))
    return days(rows["start"]) + 1


def _met_by(condition: Rows, rows: pd.DataFrame, found: Pairs, day: Days) -> Mask:
    met = np.ones(len(day), dtype=bool)
    for where, wanted in ((condition.where, True), (condition.where_not, False)):
        for column, values in where.items():
            listed = holds(rows, {column: values})[found.row]
            listed &= known(condition.table, rows, [column])[found.row] <= day
            met &= listed if wanted else ~listed
    return met


def first_event(events: EventTables, decisions: pd.DataFrame, outcome: Outcome) -> Days:
    """Return the first day after each decision on which an event of the outcome started; ``NEVER`` without one."""
    day = days(decisions["day"])
    first = np.full(len(decisions), NEVER, dtype=np.int64)
    for condition in outcome.event.any_of:
        rows = events[condition.table]
        rows = rows[holds(rows, condition.where) & ~_any_holds(rows, condition.where_not)]
        found = pairs(decisions["child_id"], rows)
        start = days(rows["start"])[found.row]
        later = start > day[found.decision]
        first = np.minimum(first, found.only(later).earliest(start[later]))
    return first


def _any_holds(rows: pd.DataFrame, where: Where) -> Mask:
    dropped = np.zeros(len(rows), dtype=bool)
    for column, values in where.items():
        dropped |= holds(rows, {column: values})
    return dropped


def followed_until(events: EventTables, decisions: pd.DataFrame) -> Days:
    """Return the day on which the records stop following each child (moved, died, turned 18), if on the day or later."""
    day = days(decisions["day"])
    birth = last_known(events["people"], "birth_date", children=decisions["child_id"], day=day)
    until = days(months_on(birth, 12 * ADULT))
    for table, reasons in MOVED_OR_DIED.items():
        rows = events[table]
        rows = rows[holds(rows, {"reason_ended": reasons})]
        found = pairs(decisions["child_id"], rows)
        end = days(rows["end"])[found.row]
        after = end >= day[found.decision]
        until = np.minimum(until, found.only(after).earliest(end[after]))
    return until
