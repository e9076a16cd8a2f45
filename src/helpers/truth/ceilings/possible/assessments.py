"""Compiled: assessments, the enquiries that begin with them, and what they lead to."""

import math

import numpy as np

from helpers.truth.ceilings.possible import law as rules
from helpers.truth.ceilings.possible.chances import (
    add_up,
    awaits,
    enquiry_chances,
    file,
    lasting,
    need_on,
    passing,
    tender,
    working,
)
from helpers.truth.ceilings.possible.compiled import compiled
from helpers.truth.ceilings.possible.law import Law
from helpers.truth.ceilings.possible.layout import (
    CARE,
    COUNTS_CARE,
    COUNTS_PLAN,
    FILED,
    NO_CASE,
    PLAN,
    SUPPORT,
    SUPPORTED,
    UNTIL,
    Now,
)

ENQUIRES_WITHIN = 6
"""Days from the referral within which an enquiry begins, if there is one; as in :mod:`helpers.synthetic.journeys.assessment`."""

Ways = tuple[float, float, float, float, float]
"""Chances of the ways in which an enquiry may go on without the event; see :func:`without_event`."""
Prospects = tuple[float, float, float, float, Ways]
"""What an assessment may come to; see :func:`prospects`."""
NONE_SEEN = (0.0, 0.0, 0.0, 0.0, (0.0, 0.0, 0.0, 0.0, 0.0))


@compiled
def assessment(law: Law, opened: float) -> tuple[float, float, float]:
    """Return days that an assessment may have: its end without a conference, of an enquiry, and of the conference after it."""
    start = working(law, opened, 0)
    end = working(law, start, lasting(law, rules.ASSESSMENT_DAYS, np.random.random()))
    enquiry = working(law, opened + math.floor(np.random.random() * ENQUIRES_WITHIN), 0)
    conference = working(law, enquiry, lasting(law, rules.CONFERENCE_DAYS, np.random.random()))
    return end, enquiry, conference


@compiled
def findings(
    law: Law, now: Now, member: int, opened: float, filed: float
) -> tuple[float, float, float]:
    """Return the chances that an assessment leads to an enquiry, that care would follow one, and that support is needed."""
    weighed = need_on(law, now, member, opened) + tender(law, now, member, opened) + filed
    return (
        passing(law, now, rules.ENQUIRY, weighed, opened),
        passing(law, now, rules.REMOVAL, weighed, opened),
        passing(law, now, rules.SUPPORT, weighed, opened),
    )


@compiled
def without_event(
    now: Now,
    member: int,
    chances: tuple[float, float, float, float],
    days: tuple[float, float],
) -> Ways:
    """Return the chances of the ways in which an enquiry may go on without the event that is asked about.

    ``chances`` are those of a conference, of a plan made by it, of care after a conference and without one; ``days`` are those of
    the conference, and on which the assessment is over without one. The ways are: a plan, care after a conference, a
    conference alone, care without a conference, neither. What they lack of 1 is the chance of the event.
    """
    confers, plans, removes, removes_without = chances
    conference, without = days
    plan_counts = awaits(now, member, COUNTS_PLAN) and conference <= now.kept[UNTIL]
    care = awaits(now, member, COUNTS_CARE)
    planned = 0.0 if plan_counts else confers * plans
    removed = 0.0 if care and conference <= now.kept[UNTIL] else confers * (1 - plans) * removes
    conferred = confers * (1 - plans) * (1 - removes)
    taken = 0.0 if care and without <= now.kept[UNTIL] else (1 - confers) * removes_without
    return planned, removed, conferred, taken, (1 - confers) * (1 - removes_without)


@compiled
def enquire(reached: float, ways: Ways) -> tuple[bool, bool, bool, bool]:
    """Draw how an enquiry goes on, which comes about with the chance ``reached``, where the event does not come.

    Returns whether there was an enquiry, a conference, a plan, and care.
    """
    planned, removed, conferred, taken, neither = ways
    left = planned + removed + conferred + taken + neither
    if np.random.random() * (reached * left + 1 - reached) >= reached * left:
        return False, False, False, False
    drawn = np.random.random() * left
    if drawn < planned:
        return True, True, True, False
    if drawn < planned + removed:
        return True, True, False, True
    if drawn < planned + removed + conferred:
        return True, True, False, False
    return True, False, False, drawn < planned + removed + conferred + taken


@compiled
def lead_on(
    now: Now,
    member: int,
    reached: float,
    chances: tuple[float, float, float, float],
    days: tuple[float, float],
) -> tuple[bool, bool, bool, bool]:
    """Add up the chance of the event of an enquiry that comes about with the chance ``reached``, and draw how it goes on without."""
    ways = without_event(now, member, chances, days)
    if awaits(now, member, COUNTS_PLAN | COUNTS_CARE):
        planned, removed, conferred, taken, neither = ways
        add_up(now, reached * (1 - (planned + removed + conferred + taken + neither)))
    return enquire(reached, ways)


@compiled
def conclude(
    now: Now,
    member: int,
    found: tuple[bool, bool, bool, bool],
    conference: float,
    without: float,
) -> tuple[int, float]:
    """Return the phase that follows an assessment and its day, from whether a conference was held, made a plan, and so on.

    ``found`` tells whether there was a conference, whether it made a plan, whether care follows, and whether support is needed.
    """
    conferred, planned, removed, needed = found
    supported = conferred or removed or needed
    now.people[SUPPORTED, member] = supported
    if planned:
        return PLAN, conference
    closing = conference if conferred else without
    if removed:
        return CARE, closing
    return (SUPPORT if supported else NO_CASE), closing


@compiled
def prospects(law: Law, now: Now, member: int, opened: float, filed: float) -> Prospects:
    """Return what an assessment may come to that begins with a referral; ``filed`` is what was on file before it.

    The chances of an enquiry and that support is needed, the days on which the assessment is over without an enquiry and on
    which a conference would be held, and the ways in which an enquiry may go on. The referral is not on file yet.
    """
    end, enquiry, conference = assessment(law, opened)
    enquires, removes, supports = findings(law, now, member, opened, filed)
    on_file = now.people[FILED, member]
    file(law, now, member, rules.FILED_REFERRAL)
    confers, plans = enquiry_chances(law, now, member, enquiry, rules.CONFERENCE)
    now.people[FILED, member] = on_file
    chances, days = (confers, plans, removes, removes), (conference, max(end, conference))
    return enquires, supports, end, conference, without_event(now, member, chances, days)


@compiled
def open_still(seen: Prospects) -> float:
    """Return the chance that an assessment does not lead to the event."""
    planned, removed, conferred, taken, neither = seen[4]
    return 1 - seen[0] * (1 - (planned + removed + conferred + taken + neither))


@compiled
def assess(law: Law, now: Now, member: int, seen: Prospects) -> tuple[int, float]:
    """Assess a child, given the prospects, and return the phase that follows and its day."""
    enquires, supports, end, conference, ways = seen
    enquired, conferred, planned, removed = enquire(enquires, ways)
    if enquired:
        file(law, now, member, rules.FILED_ENQUIRY)
    found = (conferred, planned, removed, np.random.random() < supports)
    return conclude(now, member, found, conference, max(end, conference) if enquired else end)
