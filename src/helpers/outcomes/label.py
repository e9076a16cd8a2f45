"""From event tables to decisions: who is asked about, who is left out and why, and for whom the outcome followed."""

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from functools import partial
from types import MappingProxyType

import numpy as np
import pandas as pd

from helpers import policy
from helpers.events import EventTables
from helpers.outcomes.declaration import LeftOut, Outcome
from helpers.outcomes.pairing import NEVER, Mask, days, holds, known, last_known, months_on
from helpers.outcomes.rules import first_event, followed_until, stood, taken

Rule = tuple[str, Callable[[pd.DataFrame], Mask]]
"""A reason in words, and a function that says which of the remaining decisions it leaves out."""


@dataclass(frozen=True, kw_only=True)
class Decisions:
    """The decisions of one outcome.

    Attributes
    ----------
    frame
        One row per decision that is asked about, sorted by child and day: ``child_id``, ``day``, ``began`` (the day
        on which the matter decided upon began), ``followed`` (bool).
    considered
        Decisions found in the period, before any was left out.
    left_out
        Reason in words -> decisions left out for it, in the order in which the reasons were applied.
    """

    frame: pd.DataFrame
    considered: int
    left_out: Mapping[str, int]


def decisions(
    events: EventTables,
    outcome: Outcome,
    *,
    period_start: pd.Timestamp,
    period_end: pd.Timestamp,
) -> Decisions:
    """Find the decisions of an outcome and label them.

    Each decision is left out for the first reason that holds, in this order: the look-back months; no date of birth,
    or too old; the outcome's own reasons, as known on the day; a decision whose own result is not recorded; less
    than complete follow-up before the records end; another decision about the same child counted in the months
    before; the child moved away, died or turned 18 before the outcome followed and before follow-up was complete.
    The outcome followed if its event came after the day and no later than the same day ``within_months`` later.

    Parameters
    ----------
    events
        Event tables of one authority.
    outcome
        A declared outcome.
    period_start, period_end
        First and last day that the records cover.
    """
    found = taken(events, outcome.decision)
    found = found[(found["day"] >= period_start) & (found["day"] <= period_end)]
    found = found.reset_index(drop=True)
    considered = len(found)
    left_out: dict[str, int] = {}
    for reason, leaves_out in _rules(events, outcome, start=period_start, end=period_end):
        dropped = leaves_out(found)
        left_out[reason] = left_out.get(reason, 0) + int(dropped.sum())
        found = found[~dropped].reset_index(drop=True)
    frame = found[["child_id", "day", "began"]].assign(followed=_followed(events, found, outcome))
    return Decisions(frame=frame, considered=considered, left_out=MappingProxyType(left_out))


def _rules(
    events: EventTables, outcome: Outcome, *, start: pd.Timestamp, end: pd.Timestamp
) -> Iterator[Rule]:
    study = policy.policy().study
    within, months = outcome.within_months, outcome.look_back_months
    looked_back = start + pd.DateOffset(months=months)
    yield (
        f"in the first {months} months of the records, which serve to look back",
        lambda found: (found["day"] < looked_back).to_numpy(),
    )
    yield (
        "no date of birth was recorded by that day",
        lambda found: _birth(events, found).isna().to_numpy(),
    )
    yield (
        f"the child was {study.oldest_at_decision} or older",
        lambda found: _older(events, found, years=study.oldest_at_decision),
    )
    for rule in outcome.left_out:
        yield rule.reason, partial(_left_out, events, outcome, rule)
    if outcome.event.this_decision:
        yield "what was decided is not recorded", lambda found: _unrecorded(found, outcome)
    yield (
        f"less than {within} months before the records end",
        lambda found: (months_on(found["day"], within) > end).to_numpy(),
    )
    yield (
        f"another decision about the same child in the {outcome.once_per_months} months before is counted",
        lambda found: ~_once(found, months=outcome.once_per_months),
    )
    yield (
        f"the child moved away, died or turned 18 within {within} months, before the outcome could be seen",
        lambda found: _lost(events, found, outcome),
    )


def _birth(events: EventTables, found: pd.DataFrame) -> pd.Series:
    return last_known(
        events["people"], "birth_date", children=found["child_id"], day=days(found["day"])
    )


def _older(events: EventTables, found: pd.DataFrame, *, years: int) -> Mask:
    return days(months_on(_birth(events, found), 12 * years)) <= days(found["day"])


def _left_out(events: EventTables, outcome: Outcome, rule: LeftOut, found: pd.DataFrame) -> Mask:
    dropped = np.zeros(len(found), dtype=bool)
    if rule.this_decision:
        known_by = known(outcome.decision.table, found, rule.this_decision)
        dropped |= holds(found, rule.this_decision) & (known_by <= days(found["day"]))
    for standing in rule.any_of:
        dropped |= stood(events, found, standing)
    return dropped


def _unrecorded(found: pd.DataFrame, outcome: Outcome) -> Mask:
    return found[list(outcome.event.this_decision)].isna().any(axis=1).to_numpy()


def _once(found: pd.DataFrame, *, months: int) -> Mask:
    """Return which decisions are counted: each child's first, then the first at least that many months later, …

    One round finds one decision of every child, so there are as many rounds as one child has decisions counted.
    """
    counted = np.zeros(len(found), dtype=bool)
    day, again = days(found["day"]), days(months_on(found["day"], months))
    child = pd.factorize(found["child_id"])[0]
    left = np.arange(len(found))
    while len(left):
        first = left[np.r_[True, np.diff(child[left]) != 0]]
        counted[first] = True
        next_day = np.full(child.max() + 1, NEVER)
        next_day[child[first]] = again[first]
        left = left[day[left] >= next_day[child[left]]]
    return counted


def _followed(events: EventTables, found: pd.DataFrame, outcome: Outcome) -> Mask:
    horizon = days(months_on(found["day"], outcome.within_months))
    first = first_event(events, found, outcome)
    came = (first <= horizon) & (first <= followed_until(events, found))
    follows = ~came if outcome.event.absent else came
    return follows & holds(found, outcome.event.this_decision)


def _lost(events: EventTables, found: pd.DataFrame, outcome: Outcome) -> Mask:
    horizon = days(months_on(found["day"], outcome.within_months))
    until = followed_until(events, found)
    return (until < horizon) & (first_event(events, found, outcome) > until)
