"""Compiled: the phases of a case, each telling which comes next and when, as the journeys of the generator do.

Along the way the chance of the event that is asked about is added up wherever it could come about, in place of waiting whether it
does, and the future goes on as one in which it did not, weighing so much less: the sum has the same mean and varies far less (a
Rao-Blackwell estimate). Where no event is asked about, things come as they may.
"""

import math

import numpy as np

from helpers.synthetic.journeys.protection import GRAVER_IS_MULTIPLE
from helpers.synthetic.journeys.town import FULL_FILE, HELP_LASTS_DAYS
from helpers.truth.ceilings.possible import law as rules
from helpers.truth.ceilings.possible.chances import (
    add_up,
    awaits,
    enquiry_chances,
    file,
    hazard,
    lasting,
    lasting_by_need,
    need_on,
    tender,
    waiting,
    working,
)
from helpers.truth.ceilings.possible.compiled import compiled
from helpers.truth.ceilings.possible.law import Law
from helpers.truth.ceilings.possible.layout import (
    CARE,
    CASE_END,
    CONCERN,
    COUNTS_CARE,
    COUNTS_PLAN,
    FILED,
    HELPED_FROM,
    HELPED_UNTIL,
    IS,
    NO_CASE,
    OPEN,
    PLAN,
    PLAN_TOLD,
    SUPPORT,
    SUPPORTED,
    UNFILED,
    UNTIL,
    Now,
)

TRIES = 500
"""So often a duration is drawn anew until it is as long as it is known to be at least."""


@compiled
def support(
    law: Law,
    now: Now,
    member: int,
    start: float,
    elapsed: float,
    need: float,
    young: float,
    filed: float,
) -> tuple[int, float]:
    """Support a child from ``start`` on, ``elapsed`` days of which are over, and return what follows and when."""
    to_enquiry = hazard(law, rules.ENQUIRY_OPEN, need + young + filed)
    told = now.people[PLAN_TOLD, member] + law.numbers[rules.YOUNG_IN_CARE] * young
    to_care = hazard(law, rules.CARE_OPEN, need + young + filed + told)
    length, tries = lasting_by_need(law, rules.SUPPORT_DAYS, need), 0
    while length <= elapsed and tries < TRIES:
        length = lasting_by_need(law, rules.SUPPORT_DAYS, need)
        tries += 1
    length = max(length, elapsed + 1)
    until = min(start + length - 1, now.kept[UNTIL])
    _add_up_support(law, now, member, start + elapsed, until, to_enquiry, to_care)
    for _ in range(TRIES):
        phase, day = _after_support(law, now, member, start, elapsed, length, to_enquiry, to_care)
        if not _comes(now, member, phase, day):
            break
    else:
        now.kept[OPEN] = 0.0
    if phase in (PLAN, SUPPORT):
        file(law, now, member, rules.FILED_ENQUIRY)
    return phase, day


@compiled
def _after_support(
    law: Law,
    now: Now,
    member: int,
    start: float,
    elapsed: float,
    length: float,
    to_enquiry: float,
    to_care: float,
) -> tuple[int, float]:
    """Return what follows support that lasts so long unless something comes before, and when."""
    until_enquiry, until_care = elapsed + waiting(to_enquiry), elapsed + waiting(to_care)
    if until_enquiry < length and until_enquiry < until_care:
        day = working(law, start + until_enquiry, 0)
        confers, plans = enquiry_chances(law, now, member, day, rules.CONFERENCE_OPEN)
        conference = working(law, day, lasting(law, rules.CONFERENCE_DAYS, np.random.random()))
        planned = np.random.random() < confers and np.random.random() < plans
        return (PLAN if planned else SUPPORT), conference
    if until_care < length:
        return CARE, start + until_care
    return NO_CASE, start + length


@compiled
def _comes(now: Now, member: int, phase: int, day: float) -> bool:
    """Tell whether a phase that begins on a day is the event that is asked about."""
    counts = (phase == PLAN and awaits(now, member, COUNTS_PLAN)) or (
        phase == CARE and awaits(now, member, COUNTS_CARE)
    )
    return counts and day <= now.kept[UNTIL]


@compiled
def _add_up_support(
    law: Law, now: Now, member: int, day: float, until: float, to_enquiry: float, to_care: float
) -> None:
    """Add up the chances of care, and of a plan after an enquiry, while a child is supported from a day on."""
    either = to_enquiry + to_care
    if until <= day or either <= 0:
        return
    any_of_them = 1 - math.exp(-either * (until - day))
    chance = 0.0
    if awaits(now, member, COUNTS_CARE):
        chance += to_care / either * any_of_them
    if awaits(now, member, COUNTS_PLAN):
        waited = -math.log(1 - np.random.random() * any_of_them) / either
        enquiry = working(law, day + math.ceil(waited), 0)
        length = lasting(law, rules.CONFERENCE_DAYS, np.random.random())
        if working(law, enquiry, length) <= now.kept[UNTIL]:
            confers, plans = enquiry_chances(law, now, member, enquiry, rules.CONFERENCE_OPEN)
            chance += to_enquiry / either * any_of_them * confers * plans
    add_up(now, chance)


@compiled
def _category(law: Law, concern: int, need: float) -> int:
    """Return the category of a plan, drawn by what it is about and how great the need is."""
    graver = math.exp(GRAVER_IS_MULTIPLE * (need - 1.5))
    kinds: int = law.plans.shape[1]
    row, total = rules.OF_PLANS + concern, 0.0
    for kind in range(kinds):
        more = graver if kind == int(law.numbers[rules.MULTIPLE]) else 1.0
        total += law.plans[row, kind] * more
    left = np.random.random() * total
    for kind in range(kinds):
        more = graver if kind == int(law.numbers[rules.MULTIPLE]) else 1.0
        left -= law.plans[row, kind] * more
        if left <= 0:
            return kind
    return kinds - 1


@compiled
def plan(
    law: Law,
    now: Now,
    member: int,
    start: float,
    elapsed: float,
    need: float,
    young: float,
    filed: float,
) -> tuple[int, float]:
    """Keep a child on a plan from ``start`` on, ``elapsed`` days of which are over, and return what follows and when."""
    if elapsed == 0:
        concern = int(now.people[CONCERN, member])
        now.people[PLAN_TOLD, member] = law.plans[rules.PRESSES, _category(law, concern, need)]
        file(law, now, member, rules.FILED_PLAN)
    end, tries = 0.0, 0
    while end <= start + elapsed and tries < TRIES:
        end = working(law, start + lasting(law, rules.PLAN_DAYS, np.random.random()), 0)
        tries += 1
    end = max(end, start + elapsed + 1)
    told = now.people[PLAN_TOLD, member] + law.numbers[rules.YOUNG_IN_CARE] * young
    to_care = hazard(law, rules.CARE_PLAN, need + young + filed + told)
    care = start + elapsed + waiting(to_care)
    window = min(end - 1, now.kept[UNTIL]) - (start + elapsed)
    if window > 0 and awaits(now, member, COUNTS_CARE):
        add_up(now, 1 - math.exp(-to_care * window))
        care += window  # as long as it has not come, it is as likely to come as it was
    if care < end:
        return CARE, care
    steps_down = np.random.random() < law.numbers[rules.AFTER_PLAN]
    return (SUPPORT if steps_down else NO_CASE), end


@compiled
def be_looked_after(
    law: Law, now: Now, member: int, start: float, elapsed: float
) -> tuple[int, float]:
    """Look after a child from ``start`` on, ``elapsed`` days of which are over, and return what follows and when.

    Most who go home do so soon, and few come so far within the months that count: all are taken for such.
    """
    if elapsed == 0:
        file(law, now, member, rules.FILED_CARE)
    length, tries = 0.0, 0
    while length <= elapsed and tries < TRIES:
        length = lasting(law, rules.CARE_DAYS, np.random.random())
        tries += 1
    at_home = np.random.random() < law.numbers[rules.AT_HOME]
    return (SUPPORT if at_home else NO_CASE), start + max(length, elapsed + 1)


@compiled
def follow(law: Law, now: Now, member: int, phase: int, day: float, opened: float) -> None:
    """Follow a case from a phase on to its end, or to the last day that counts."""
    while phase != NO_CASE and day <= now.kept[UNTIL]:
        need, young = need_on(law, now, member, day), tender(law, now, member, day)
        filed = now.people[FILED, member]
        if phase == SUPPORT:
            phase, day = support(law, now, member, day, 0.0, need, young, filed)
        elif phase == PLAN:
            phase, day = plan(law, now, member, day, 0.0, need, young, filed)
        else:
            phase, day = be_looked_after(law, now, member, day, 0.0)
    now.people[CASE_END, member] = day
    told = now.people[FILED, member] + now.people[UNFILED, member]
    now.people[FILED, member] = min(told, FULL_FILE)
    now.people[UNFILED, member] = 0.0
    if now.people[SUPPORTED, member] > 0:
        until = max(now.people[HELPED_UNTIL, member], day + HELP_LASTS_DAYS)
        now.people[HELPED_UNTIL, member] = until
        if member == int(now.kept[IS]):
            now.kept[HELPED_FROM] = min(now.kept[HELPED_FROM], opened)
