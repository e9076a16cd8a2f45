"""Compiled: cases and help that are under way on the day of a decision go on from there, in as many ways as they may."""

import numpy as np

from helpers.evaluation.compiled import compiled
from helpers.truth.ceilings.possible import law as rules
from helpers.truth.ceilings.possible.cases import (
    TRIES,
    assess,
    be_looked_after,
    follow,
    plan,
    support,
)
from helpers.truth.ceilings.possible.chances import (
    awaits,
    enquiry_chances,
    lasting,
    lasting_by_need,
    need_on,
    passing,
    working,
)
from helpers.truth.ceilings.possible.law import Law
from helpers.truth.ceilings.possible.layout import (
    ASSESSED,
    ASSESSMENT,
    CARE,
    COUNTS_CARE,
    EARLY_HELP_END,
    EARLY_HELP_START,
    ENQUIRED,
    IS,
    NO_CASE,
    OPENED,
    PHASE,
    PHASE_FILED,
    PHASE_NEED,
    PHASE_TENDER,
    PLAN,
    SINCE,
    SUPPORT,
    SUPPORTED,
    UNTIL,
    VALUE,
    Families,
    Now,
)


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
        following, when = _finish_assessment(law, now, families, row, member, day)
    elif phase == SUPPORT and families.people[ENQUIRED, row] >= 0:
        following, when = _finish_enquiry(law, now, families, row, member, day)
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


@compiled
def _finish_enquiry(
    law: Law, now: Now, families: Families, row: int, member: int, day: float
) -> tuple[int, float]:
    """Finish an enquiry in an open case; about the child in question it is known that it leads to no conference."""
    begun, conference, tries = families.people[ENQUIRED, row], day, 0
    while conference <= day and tries < TRIES:
        conference = working(law, begun, lasting(law, rules.CONFERENCE_DAYS, np.random.random()))
        tries += 1
    conference = max(conference, day + 1)
    if member != int(now.kept[IS]):
        confers, plans = enquiry_chances(law, now, member, begun, rules.CONFERENCE_OPEN)
        if np.random.random() < confers and np.random.random() < plans:
            return PLAN, conference
    return SUPPORT, conference


@compiled
def _finish_assessment(
    law: Law, now: Now, families: Families, row: int, member: int, day: float
) -> tuple[int, float]:
    """Finish an assessment, as it may go on from a day.

    About the child in question it is known that an enquiry, if there is one, leads to no conference.
    """
    opened, enquired = families.people[OPENED, row], families.people[ENQUIRED, row]
    if enquired < 0:
        return _finish_plain_assessment(law, now, families, row, member, day)
    end, conference, tries = families.people[ASSESSED, row], day, 0
    running = end < 0
    while max(end, conference) <= day and tries < TRIES:
        conference = working(law, enquired, lasting(law, rules.CONFERENCE_DAYS, np.random.random()))
        if running:
            length = lasting(law, rules.ASSESSMENT_DAYS, np.random.random())
            end = max(working(law, working(law, opened, 0), length), day + 1)
        tries += 1
    if member != int(now.kept[IS]):
        confers, plans = enquiry_chances(law, now, member, enquired, rules.CONFERENCE)
        if np.random.random() < confers and np.random.random() < plans:
            now.people[SUPPORTED, member] = 1.0
            return PLAN, max(conference, day + 1)
    return _result(law, now, families, row, member, max(end, conference, day + 1))


@compiled
def _finish_plain_assessment(
    law: Law, now: Now, families: Families, row: int, member: int, day: float
) -> tuple[int, float]:
    """Finish an assessment in which no enquiry has begun yet."""
    opened, filed = families.people[OPENED, row], families.people[PHASE_FILED, row]
    phase, following, tries = NO_CASE, day, 0
    while following <= day and tries < TRIES:
        phase, following = assess(law, now, member, opened, filed, 0.0)
        tries += 1
    return phase, max(following, day + 1)


@compiled
def _result(
    law: Law, now: Now, families: Families, row: int, member: int, closing: float
) -> tuple[int, float]:
    """Return what an assessment with an enquiry but no conference leads to, given what is known of its result."""
    known, opened = families.people[SUPPORTED, row], families.people[OPENED, row]
    weighed = families.people[PHASE_NEED, row] + families.people[PHASE_TENDER, row]
    weighed += families.people[PHASE_FILED, row]
    removes = passing(law, now, rules.REMOVAL, weighed, opened)
    supports = passing(law, now, rules.SUPPORT, weighed, opened)
    if known == 0:
        removes, supports = 0.0, 0.0
    elif known > 0:  # one of the two it was, or both
        either = 1 - (1 - removes) * (1 - supports)
        removes, supports = (removes / either if either > 0 else 0.0), 1.0
    if awaits(now, member, COUNTS_CARE) and closing <= now.kept[UNTIL]:
        now.kept[VALUE] += removes
    removed = np.random.random() < removes
    supported = removed or np.random.random() < supports
    now.people[SUPPORTED, member] = supported
    if removed:
        return CARE, closing
    return (SUPPORT if supported else NO_CASE), closing
