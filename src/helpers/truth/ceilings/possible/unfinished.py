"""Compiled: assessments and enquiries that are under way on the day of a decision, as they may go on from what is known by then.

What is known (that an assessment has ended and what it found, that an enquiry has begun and whether a conference is to be held)
makes some of the ways in which a case may go on likelier and rules others out: days are drawn until they agree with it, and
chances are those of Bayes.
"""

import numpy as np

from helpers.truth.ceilings.possible import law as rules
from helpers.truth.ceilings.possible.assessments import (
    ENQUIRES_WITHIN,
    assessment,
    conclude,
    findings,
    lead_on,
)
from helpers.truth.ceilings.possible.cases import TRIES
from helpers.truth.ceilings.possible.chances import enquiry_chances, file, lasting, working
from helpers.truth.ceilings.possible.compiled import compiled
from helpers.truth.ceilings.possible.law import Law
from helpers.truth.ceilings.possible.layout import (
    ASSESSED,
    CONFERENCE_KNOWN,
    ENQUIRED,
    NO_CASE,
    OPENED,
    PHASE_FILED,
    PLAN,
    SUPPORT,
    SUPPORTED,
    Families,
    Now,
)


@compiled
def enquires_later(law: Law, opened: float, day: float) -> float:
    """Return the chance that an enquiry, if there is one, has not begun by a day."""
    later = 0
    for after in range(ENQUIRES_WITHIN):
        later += working(law, opened + after, 0) > day
    return later / ENQUIRES_WITHIN


@compiled
def finish_enquiry(
    law: Law, now: Now, families: Families, row: int, member: int, day: float
) -> tuple[int, float]:
    """Finish an enquiry that began while a child was supported."""
    begun, conference, tries = families.people[ENQUIRED, row], day, 0
    while conference <= day and tries < TRIES:
        conference = working(law, begun, lasting(law, rules.CONFERENCE_DAYS, np.random.random()))
        tries += 1
    conference = max(conference, day + 1)
    confers, plans = enquiry_chances(law, now, member, begun, rules.CONFERENCE_OPEN)
    known = families.people[CONFERENCE_KNOWN, row]
    confers = confers if known < 0 else known
    days = (conference, conference)
    _, _, planned, _ = lead_on(now, member, 1.0, (confers, plans, 0.0, 0.0), days)
    return (PLAN if planned else SUPPORT), conference


@compiled
def finish_assessment(
    law: Law, now: Now, families: Families, row: int, member: int, day: float
) -> tuple[int, float]:
    """Finish an assessment, or an enquiry that outlasts it."""
    if families.people[ENQUIRED, row] >= 0:
        return _with_enquiry(law, now, families, row, member, day)
    if families.people[ASSESSED, row] >= 0:
        return _before_enquiry(law, now, families, row, member, day)
    return _without_enquiry(law, now, families, row, member, day)


@compiled
def _without_enquiry(
    law: Law, now: Now, families: Families, row: int, member: int, day: float
) -> tuple[int, float]:
    """Go on with an assessment that has not ended, and no enquiry has begun."""
    opened, filed = families.people[OPENED, row], families.people[PHASE_FILED, row]
    enquires, removes, supports = findings(law, now, member, opened, filed)
    tries, later = 0, enquires_later(law, opened, day)
    enquires = enquires * later / (1 - enquires + enquires * later) if later > 0 else 0.0
    end, enquiry, conference = assessment(law, opened)
    while (end <= day or (later > 0 and enquiry <= day)) and tries < TRIES:
        end, enquiry, conference = assessment(law, opened)
        tries += 1
    end = max(end, day + 1)
    confers, plans = enquiry_chances(law, now, member, enquiry, rules.CONFERENCE)
    chances, without = (confers, plans, removes, removes), max(end, conference)
    enquired, conferred, planned, removed = lead_on(
        now, member, enquires, chances, (conference, without)
    )
    if enquired:
        file(law, now, member, rules.FILED_ENQUIRY)
    found = (conferred, planned, removed, np.random.random() < supports)
    return conclude(now, member, found, conference, without if enquired else end)


@compiled
def _before_enquiry(
    law: Law, now: Now, families: Families, row: int, member: int, day: float
) -> tuple[int, float]:
    """Go on from an assessment that ended so soon that an enquiry may begin still.

    Where no support was needed the case would be closed, were it not for an enquiry, which then leads to no more.
    """
    opened, filed = families.people[OPENED, row], families.people[PHASE_FILED, row]
    enquires, removes, supports = findings(law, now, member, opened, filed)
    _, enquiry, conference = assessment(law, opened)
    tries = 0
    while enquiry <= day and tries < TRIES:
        _, enquiry, conference = assessment(law, opened)
        tries += 1
    conference = max(conference, day + 1)
    if families.people[SUPPORTED, row] == 0:
        file(law, now, member, rules.FILED_ENQUIRY)
        return NO_CASE, conference
    confers, plans = enquiry_chances(law, now, member, enquiry, rules.CONFERENCE)
    either = 1 - (1 - removes) * (1 - supports)  # one of the two it was, or both
    to_support = confers + (1 - confers) * either
    later = enquires * enquires_later(law, opened, day) * to_support
    total = later + (1 - enquires) * supports
    reached = later / total if total > 0 else 0.0
    confers = confers / to_support if to_support > 0 else 0.0
    removes_without = removes / either if either > 0 else 0.0
    chances = (confers, plans, removes, removes_without)
    now.people[SUPPORTED, member] = 1.0
    days = (conference, conference)
    enquired, conferred, planned, removed = lead_on(now, member, reached, chances, days)
    if not enquired:
        return SUPPORT, families.people[ASSESSED, row]
    file(law, now, member, rules.FILED_ENQUIRY)
    return conclude(now, member, (conferred, planned, removed, True), conference, conference)


@compiled
def _with_enquiry(
    law: Law, now: Now, families: Families, row: int, member: int, day: float
) -> tuple[int, float]:
    """Go on with an enquiry that began with an assessment, which may have ended."""
    opened, begun = families.people[OPENED, row], families.people[ENQUIRED, row]
    _, removes, supports = findings(law, now, member, opened, families.people[PHASE_FILED, row])
    confers, plans = enquiry_chances(law, now, member, begun, rules.CONFERENCE)
    either = 1 - (1 - removes) * (1 - supports)
    known, supported = families.people[CONFERENCE_KNOWN, row], families.people[SUPPORTED, row]
    if known >= 0:
        confers = known
    with_conference, with_none = confers, 1 - confers
    if supported == 0:
        with_conference, with_none = 0.0, with_none * (1 - either)
    elif supported > 0:
        with_none *= either
    most, tries, reached = with_conference + with_none, 0, 0.0
    ended = families.people[ASSESSED, row]
    end, conference, weight = ended, day + 1, 0.0
    while tries < TRIES and most > 0 and (weight == 0 or np.random.random() * most >= weight):
        conference = working(law, begun, lasting(law, rules.CONFERENCE_DAYS, np.random.random()))
        if ended < 0:
            end, _, _ = assessment(law, opened)
        lasts = end > day if ended < 0 else conference > day
        reached = with_conference * (conference > day and (ended >= 0 or end > day))
        weight = reached + with_none * lasts
        tries += 1
    confers = reached / weight if weight > 0 else 0.0
    conference = max(conference, day + 1)
    without = max(end, conference)
    removes_without, needed = removes, supports
    if supported == 0:
        removes_without, needed = 0.0, 0.0
    elif supported > 0:
        removes_without, needed = (removes / either if either > 0 else 0.0), 1.0
    chances, days = (confers, plans, removes, removes_without), (conference, without)
    _, conferred, planned, removed = lead_on(now, member, 1.0, chances, days)
    found = (conferred, planned, removed, np.random.random() < needed)
    return conclude(now, member, found, conference, without)
