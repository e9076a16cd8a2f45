"""Compiled: the chances and durations by which a future goes on. Each formula is the generator's; see where it is named."""

import math

import numpy as np

from helpers.synthetic.journeys.town import FULL_FILE, PRESSES_MOST
from helpers.truth.ceilings.possible import law as rules
from helpers.truth.ceilings.possible.compiled import compiled
from helpers.truth.ceilings.possible.law import Law
from helpers.truth.ceilings.possible.layout import (
    BIRTH,
    COUNTS,
    FAR,
    FILED,
    HELPED_UNTIL,
    IS,
    NEED,
    NEXT_NEED,
    OPEN,
    SHIFT,
    TURNS,
    VALUE,
    YEAR,
    Now,
)


@compiled
def below(x: float) -> float:
    """Return the share of a standard normal distribution below a number."""
    return 0.5 * math.erfc(-x * 0.7071067811865476)


@compiled
def passing(law: Law, now: Now, gate: int, weighed: float, day: float) -> float:
    """Return the chance of passing a threshold (``Town.passes``, with the dial of ``Signal``)."""
    mean, keeps = law.gates[rules.MEAN, gate], law.gates[rules.SPREAD, gate]
    centred = mean + law.numbers[rules.DIAL] * (weighed - mean) * keeps
    years = (day - law.numbers[rules.FIRST_DAY]) / YEAR
    threshold = law.gates[rules.AT, gate] + law.numbers[rules.DRIFT] * years + now.kept[SHIFT]
    return below((centred - threshold) / keeps)


@compiled
def hazard(law: Law, rate: int, pressing: float) -> float:
    """Return the rate of an escalation, a day (``Town.waiting``)."""
    log = law.numbers[rules.ESCALATION_NEED] * min(pressing, PRESSES_MOST)
    mean, spread = law.rates[rules.MEAN, rate], law.rates[rules.SPREAD, rate]
    dial = law.numbers[rules.RATE_DIAL]
    log = mean + dial * (log - mean) + (1 - dial**2) * spread**2 / 2
    yearly = law.rates[rules.AT, rate] * math.exp(log) * law.numbers[rules.REMAINS]
    return float(yearly / YEAR)


@compiled
def waiting(rate: float) -> float:
    """Return whole days until something that comes at so much a day."""
    if rate <= 0:
        return FAR
    return min(math.ceil(np.random.standard_exponential() / rate), FAR)


@compiled
def lasting(law: Law, what: int, share: float) -> float:
    """Return how many days something lasts that lasts longer than this share of its kind (``Facts.lasting``)."""
    point = 1
    while point < law.points[what] - 1 and law.durations[rules.SHARE, what, point] < share:
        point += 1
    low = law.durations[rules.SHARE, what, point - 1]
    high = law.durations[rules.SHARE, what, point]
    begins = law.durations[rules.LASTS, what, point - 1]
    ends = law.durations[rules.LASTS, what, point]
    part = (share - low) / (high - low) if high > low else 1.0
    return float(math.ceil(begins + part * (ends - begins)))


@compiled
def lasting_by_need(law: Law, what: int, need: float) -> float:
    """Return how long help lasts, longer where need is greater (``Town.lasting_by_need``)."""
    longer = law.numbers[rules.SIGNAL_SHARE] * law.numbers[rules.LONGER_WITH_NEED]
    shifted = np.random.standard_normal() + longer * (need - law.numbers[rules.USUAL_NEED])
    return lasting(law, what, below(shifted))


@compiled
def working(law: Law, day: float, number: float) -> float:
    """Return a day moved on by a number of working days; a day that is none first moves to the next."""
    rank = law.days[rules.RANK, int(day) - rules.DAYS_FROM]
    return float(law.days[rules.WORKING, rank + int(number)])


@compiled
def tender(law: Law, now: Now, member: int, day: float) -> float:
    """Return how much a decision weighs that a child is young (``Town.tender``)."""
    age = max((day - now.people[BIRTH, member]) / YEAR, 0.0)
    young = max(1 - age / law.numbers[rules.YOUNG_UNTIL], 0.0)
    old = max(min((age - 12) / 5, 1.0), 0.0)
    return float(law.numbers[rules.YOUNG] * young + law.numbers[rules.OLD] * old)


@compiled
def need_on(law: Law, now: Now, member: int, day: float) -> float:
    """Return the need of a child on a day, with the relief that help gives."""
    need = now.people[NEED, member] if day < now.kept[TURNS] else now.people[NEXT_NEED, member]
    helped = day < now.people[HELPED_UNTIL, member]
    return float(need - law.numbers[rules.RELIEF] if helped else need)


@compiled
def file(law: Law, now: Now, member: int, what: int) -> None:
    """Let something that was written weigh in every later decision."""
    now.people[FILED, member] = min(now.people[FILED, member] + law.numbers[what], FULL_FILE)


@compiled
def awaits(now: Now, member: int, event: int) -> bool:
    """Tell whether it is about this member that one of these events is asked, and it may still come."""
    is_asked = member == int(now.kept[IS]) and now.kept[OPEN] > 0
    return is_asked and int(now.kept[COUNTS]) & event != 0


@compiled
def add_up(now: Now, chance: float) -> None:
    """Add up the chance that the event comes at this turn; from here on the future is one in which it did not."""
    now.kept[VALUE] += now.kept[OPEN] * chance
    now.kept[OPEN] *= max(1 - chance, 0.0)


@compiled
def enquiry_chances(law: Law, now: Now, member: int, day: float, gate: int) -> tuple[float, float]:
    """Return the chances of a conference, and of a plan made by it, of an enquiry that begins on a day (``enquire``)."""
    weighed = need_on(law, now, member, day) + tender(law, now, member, day)
    weighed += now.people[FILED, member]
    return passing(law, now, gate, weighed, day), passing(law, now, rules.PLAN, weighed, day)
