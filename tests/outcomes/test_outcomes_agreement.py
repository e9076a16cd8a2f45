"""Labels agree with a slow and obvious reading of the declarations, child by child and day by day."""

from collections import Counter
from functools import cache

import pandas as pd
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from outcome_worlds import SHORT_PERIOD, drawn_world

from helpers import working_days
from helpers.events import MOVED_OR_DIED, TABLES, EventTables
from helpers.outcomes.declare import contrasts, outcomes
from helpers.outcomes.declare import outcome as named
from helpers.outcomes.label import decisions


def months(day, number):
    return day + pd.DateOffset(months=number)


class Reading:
    """Event tables as plain rows of each child, and the same as they were known on a day."""

    def __init__(self, rows: dict[tuple[str, str], list]) -> None:
        self.rows = rows

    @classmethod
    def of(cls, events: EventTables) -> "Reading":
        rows: dict[tuple[str, str], list] = {}
        for table, frame in events.items():
            for row in frame.to_dict("records"):
                rows.setdefault((table, row["child_id"]), []).append(row)
        return cls(rows)

    def on(self, day: pd.Timestamp) -> "Reading":
        return Reading(
            {
                (table, child): [as_known(row, table, day) for row in rows if row["start"] <= day]
                for (table, child), rows in self.rows.items()
                if table != "families"
            }
        )


def as_known(row, table, day):
    known = {}
    for column, spec in TABLES[table].items():
        named = {"next working day": 1, "fifteenth working day": 15}
        if spec.known_from in named:
            since = working_day(row["start"], named[spec.known_from])
        else:
            since = row[spec.known_from]
        known[column] = row[column] if not pd.isna(since) and since <= day else None
    return known


def rows_of(reading: Reading, table: str, child: str):
    return reading.rows.get((table, child), [])


def fits(row, where, where_not=None):
    listed = all(not pd.isna(row[key]) and row[key] in values for key, values in where.items())
    dropped = any(
        not pd.isna(row[key]) and row[key] in values for key, values in (where_not or {}).items()
    )
    return listed and not dropped


@cache
def working_day(day, number):
    return working_days.add(pd.Series([day]), number).iloc[0]


def decision_day(row, rule):
    day = {
        "start": row["start"],
        "end": row.get("end"),
        "next working day": working_day(row["start"], 1),
        "fifteenth working day": working_day(row["start"], 15),
        "three months after start": months(row["start"], 3),
    }[rule.day]
    if day is None or pd.isna(day):
        return None
    if rule.still_open and not (pd.isna(row["end"]) or row["end"] > day):
        return None
    return day


def stood(then: Reading, child, standing, *, day, began):
    """Whether a row stood, read from the tables as they were known that day."""
    since = began if standing.since else months(day, -standing.months)
    for row in rows_of(then, standing.table, child):
        if not fits(row, standing.where, standing.where_not):
            continue
        if standing.open == "before that day" and row["start"] >= day:
            continue
        if "end" in TABLES[standing.table]:
            over = row["end"]
        elif standing.working_days:
            over = working_day(row["start"], standing.working_days)
        else:
            over = row["start"] + pd.Timedelta(days=1)
        if pd.isna(over) or over > since:
            return True
    return False


def birth_date(then, child):
    born = [
        row["birth_date"]
        for row in rows_of(then, "people", child)
        if not pd.isna(row["birth_date"])
    ]
    return born[-1] if born else None


def lost_on(events, child, born, day):
    ends = [months(born, 12 * 18)]
    for table, reasons in MOVED_OR_DIED.items():
        ends += [
            row["end"]
            for row in rows_of(events, table, child)
            if fits(row, {"reason_ended": reasons})
            and not pd.isna(row["end"])
            and row["end"] >= day
        ]
    return min(ends)


def verdict(events, outcome, row, day, counted, *, period_start, period_end):
    """Return what becomes of one decision: "kept", with the label, or the kind of reason for leaving it out."""
    child = row["child_id"]
    if day < months(period_start, outcome.look_back_months):
        return "look back", None
    then = events.on(day)
    born = birth_date(then, child)
    if born is None:
        return "no birth", None
    if months(born, 12 * 17) <= day:
        return "too old", None
    for rule in outcome.left_out:
        if rule.this_decision and fits(row, rule.this_decision):
            return rule.reason, None
        if any(stood(then, child, one, day=day, began=row["start"]) for one in rule.any_of):
            return rule.reason, None
    if any(pd.isna(row[key]) for key in outcome.event.this_decision):
        return "not recorded", None
    horizon = months(day, outcome.within_months)
    if horizon > period_end:
        return "too short", None
    if counted and day < months(counted[-1], outcome.once_per_months):
        return "counted", None
    counted.append(day)
    came = [
        other["start"]
        for condition in outcome.event.any_of
        for other in rows_of(events, condition.table, child)
        if other["start"] > day and fits(other, condition.where, condition.where_not)
    ]
    lost = lost_on(events, child, born, day)
    if lost < horizon and not (came and min(came) <= lost):
        return "lost", None
    followed = bool(came) and min(came) <= min(horizon, lost)
    if outcome.event.absent:
        followed = not followed
    return "kept", followed and fits(row, outcome.event.this_decision)


def by_hand(events, outcome, *, period_start, period_end):
    kept, reasons = [], Counter()
    for child in sorted({child for _, child in events.rows}):
        found = []
        for row in rows_of(events, outcome.decision.table, child):
            day = decision_day(row, outcome.decision)
            if day is None or not period_start <= day <= period_end:
                continue
            if fits(row, outcome.decision.where):
                found.append((day, row))
        counted: list[pd.Timestamp] = []
        for day, row in sorted(found, key=lambda pair: pair[0]):
            reason, followed = verdict(
                events, outcome, row, day, counted, period_start=period_start, period_end=period_end
            )
            reasons[reason] += 1
            if reason == "kept":
                kept.append((child, day, row["start"], followed))
    return kept, reasons


@pytest.mark.parametrize("slug", [*outcomes(), *contrasts()])
@settings(max_examples=6, deadline=None)
@given(seed=st.integers(0, 10**6))
def test_labels_agree_with_a_reading_child_by_child(slug, seed):
    outcome = named(slug)
    events = drawn_world(seed, often=outcome.decision.table)
    found = decisions(events, outcome, **SHORT_PERIOD)
    kept, reasons = by_hand(Reading.of(events), outcome, **SHORT_PERIOD)
    assert list(found.frame.itertuples(index=False, name=None)) == kept
    assert [*found.left_out.values()] == [
        reasons[name]
        for name in (
            "look back",
            "no birth",
            "too old",
            *(rule.reason for rule in outcome.left_out),
            *(["not recorded"] if outcome.event.this_decision else []),
            "too short",
            "counted",
            "lost",
        )
    ]
    assert found.considered == reasons.total()
