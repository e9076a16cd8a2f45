"""Compiled: assessments, the enquiries that begin with them, and what they lead to."""

import math

import numpy as np

from helpers.truth.ceilings.possible import law as rules
from helpers.truth.ceilings.possible.chances import (
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
    NO_CASE,
    PLAN,
    SUPPORT,
    SUPPORTED,
    UNTIL,
    VALUE,
    Now,
)

ENQUIRES_WITHIN = 6
"""Days from the referral within which an enquiry begins, if there is one; as in :mod:`helpers.synthetic.journeys.assessment`."""


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
def add_up_enquiry(
    now: Now,
    member: int,
    reached: float,
    chances: tuple[float, float, float, float],
    days: tuple[float, float],
) -> None:
    """Add up the chances of a plan and of care after an enquiry that comes about with the chance ``reached``.

    ``chances`` are those of a conference, of a plan made by it, of care after a conference and without one; ``days`` are those of
    the conference, and on which the assessment is over without one.
    """
    confers, plans, removes, removes_without = chances
    conference, without = days
    if awaits(now, member, COUNTS_PLAN) and conference <= now.kept[UNTIL]:
        now.kept[VALUE] += reached * confers * plans
    if awaits(now, member, COUNTS_CARE):
        after = confers * (1 - plans) * removes * (conference <= now.kept[UNTIL])
        after += (1 - confers) * removes_without * (without <= now.kept[UNTIL])
        now.kept[VALUE] += reached * after


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
def assess(
    law: Law, now: Now, member: int, opened: float, filed: float, reached: float
) -> tuple[int, float]:
    """Assess a child, and return the phase that follows and its day.

    ``filed`` is what was on file before the referral. ``reached`` is the chance with which the assessment comes about where that
    is still open: then its chances are added up and nothing is decided. It is 0 where the assessment does come about.
    """
    end, enquiry, conference = assessment(law, opened)
    enquires, removes, supports = findings(law, now, member, opened, filed)
    confers, plans = enquiry_chances(law, now, member, enquiry, rules.CONFERENCE)
    without = max(end, conference)
    if reached > 0:
        chances, days = (confers, plans, removes, removes), (conference, without)
        add_up_enquiry(now, member, reached * enquires, chances, days)
        return NO_CASE, opened
    enquired = np.random.random() < enquires
    conferred = enquired and np.random.random() < confers
    planned = conferred and np.random.random() < plans
    removed = enquired and np.random.random() < removes
    needed = np.random.random() < supports
    if enquired:
        file(law, now, member, rules.FILED_ENQUIRY)
    found = (conferred, planned, removed, needed)
    return conclude(now, member, found, conference, without if enquired else end)
