"""Compiled: cases and help that are under way on the day of a decision go on from there, in as many ways as they may."""

from helpers.truth.ceilings.possible import law as rules
from helpers.truth.ceilings.possible.cases import TRIES, be_looked_after, follow, plan, support
from helpers.truth.ceilings.possible.chances import lasting_by_need, need_on
from helpers.truth.ceilings.possible.compiled import compiled
from helpers.truth.ceilings.possible.law import Law
from helpers.truth.ceilings.possible.layout import (
    ASSESSMENT,
    EARLY_HELP_END,
    EARLY_HELP_START,
    ENQUIRED,
    NO_CASE,
    OPENED,
    PHASE,
    PHASE_FILED,
    PHASE_NEED,
    PHASE_TENDER,
    PLAN,
    SINCE,
    SUPPORT,
    Families,
    Now,
)
from helpers.truth.ceilings.possible.unfinished import finish_assessment, finish_enquiry


@compiled
def go_on_helping(
    law: Law, now: Now, families: Families, row: int, member: int, day: float
) -> None:
    """Let early help that has not ended by a day go on from there."""
    end, tries = day, 0
    start = families.people[EARLY_HELP_START, row]
    while end <= day and tries < TRIES:
        end = start + lasting_by_need(law, rules.EARLY_HELP_DAYS, need_on(law, now, member, day))
        tries += 1
    now.people[EARLY_HELP_END, member] = max(end, day + 1)


@compiled
def go_on(law: Law, now: Now, families: Families, row: int, member: int, day: float) -> None:
    """Let an open case go on from a day, and follow it."""
    phase = int(families.people[PHASE, row])
    if phase == NO_CASE:
        return
    if phase == ASSESSMENT:
        following, when = finish_assessment(law, now, families, row, member, day)
    elif phase == SUPPORT and families.people[ENQUIRED, row] >= 0:
        following, when = finish_enquiry(law, now, families, row, member, day)
    else:
        following, when = _go_on_with(law, now, families, row, member, day, phase)
    follow(law, now, member, following, when, families.people[OPENED, row])


@compiled
def _go_on_with(
    law: Law, now: Now, families: Families, row: int, member: int, day: float, phase: int
) -> tuple[int, float]:
    since = families.people[SINCE, row]
    need, young = families.people[PHASE_NEED, row], families.people[PHASE_TENDER, row]
    filed, elapsed = families.people[PHASE_FILED, row], day - since
    if phase == SUPPORT:
        return support(law, now, member, since, elapsed, need, young, filed)
    if phase == PLAN:
        return plan(law, now, member, since, max(elapsed, 1.0), need, young, filed)
    return be_looked_after(law, now, member, since, max(elapsed, 1.0))
