"""Compiled: contacts about the children of one family, one after the other, and what is decided about each."""

import math

import numpy as np

from helpers.synthetic.journeys.contacts import BUSIEST
from helpers.synthetic.journeys.town import HELP_LASTS_DAYS
from helpers.synthetic.notes.domains import CONCERNS
from helpers.truth.ceilings.possible import law as rules
from helpers.truth.ceilings.possible.assessments import assess
from helpers.truth.ceilings.possible.cases import follow
from helpers.truth.ceilings.possible.chances import (
    awaits,
    file,
    lasting_by_need,
    need_on,
    passing,
    tender,
    working,
)
from helpers.truth.ceilings.possible.compiled import compiled
from helpers.truth.ceilings.possible.law import Law
from helpers.truth.ceilings.possible.layout import (
    BIRTH,
    CASE_END,
    CONCERN,
    COUNTS_ACCEPTED,
    COUNTS_CARE,
    COUNTS_PLAN,
    COUNTS_REFERRAL,
    EARLY_HELP_END,
    FILED,
    HELPED_FROM,
    HELPED_UNTIL,
    IS,
    LEFT,
    LEVELS,
    NEXT_LEVELS,
    NEXT_RATE,
    OPEN,
    RATE,
    TURNS,
    UNTIL,
    VALUE,
    YEAR,
    Now,
)

_NUMBER = len(CONCERNS)
_STAGES = (4.5, 5.0, 12.0)
"""Ages at which other people get in touch about a child; as in :mod:`helpers.synthetic.journeys.sources`."""
_LEAST = 0.12
"""What a concern weighs that a child does not have; as in :mod:`helpers.synthetic.journeys.calls`."""


@compiled
def _begin_early_help(law: Law, now: Now, member: int, day: float, need: float) -> None:
    start = working(law, day, 3 + math.floor(np.random.random() * 12))
    end = start + lasting_by_need(law, rules.EARLY_HELP_DAYS, need)
    now.people[EARLY_HELP_END, member] = end
    file(law, now, member, rules.FILED_EARLY_HELP)
    until = max(now.people[HELPED_UNTIL, member], end + HELP_LASTS_DAYS)
    now.people[HELPED_UNTIL, member] = until
    if member == int(now.kept[IS]):
        now.kept[HELPED_FROM] = min(now.kept[HELPED_FROM], start)


@compiled
def refer(
    law: Law, now: Now, member: int, day: float, concern: int, filed: float, taken_up: bool
) -> None:
    """Write a referral down, and follow the case if it is taken up; ``filed`` is what was on file before the contact."""
    file(law, now, member, rules.FILED_REFERRAL)
    came = awaits(now, member, COUNTS_REFERRAL) or (
        taken_up and awaits(now, member, COUNTS_ACCEPTED)
    )
    if came and day <= now.kept[UNTIL]:
        now.kept[OPEN] = 0.0
    if not taken_up:
        now.people[CASE_END, member] = day
        return
    now.people[EARLY_HELP_END, member] = min(now.people[EARLY_HELP_END, member], day)
    now.people[CONCERN, member] = concern
    phase, following = assess(law, now, member, day, filed, 0.0)
    follow(law, now, member, phase, following, day)


@compiled
def answer(law: Law, now: Now, member: int, day: float, source: int, concern: int) -> None:
    """Decide about a contact that speaks of a child, and follow the case if one opens."""
    if day <= now.people[CASE_END, member]:
        file(law, now, member, rules.FILED_CONTACT)
        return
    need = need_on(law, now, member, day)
    filed, told = now.people[FILED, member], law.sources[rules.TOLD, source]
    weighed = need + tender(law, now, member, day)
    more, still_more = (
        law.numbers[rules.TOLD_REFERRAL] * told,
        law.numbers[rules.TOLD_NO_ACTION] * told,
    )
    refers = passing(law, now, rules.REFERRAL, weighed + more + filed, day)
    takes_up = passing(law, now, rules.NO_ACTION, weighed + still_more, day)
    if day <= now.kept[UNTIL]:
        if awaits(now, member, COUNTS_REFERRAL):
            now.kept[VALUE] += refers
        if awaits(now, member, COUNTS_ACCEPTED):
            now.kept[VALUE] += refers * takes_up
    file(law, now, member, rules.FILED_CONTACT)
    if awaits(now, member, COUNTS_PLAN | COUNTS_CARE):
        kept = now.people[FILED, member]
        file(law, now, member, rules.FILED_REFERRAL)
        assess(law, now, member, day, filed, refers * takes_up)
        now.people[FILED, member] = kept
    if np.random.random() < refers:
        refer(law, now, member, day, concern, filed, np.random.random() < takes_up)
    elif day >= now.people[EARLY_HELP_END, member] and np.random.random() < passing(
        law, now, rules.EARLY_HELP, weighed, day
    ):
        _begin_early_help(law, now, member, day, need)


@compiled
def _main_concern(levels: int) -> int:
    """Return what a contact is mainly about, likelier the higher its level."""
    total = 0.0
    for number in range(_NUMBER):
        total += _LEAST + float((levels >> (2 * number)) & 3) ** 1.5
    left = np.random.random() * total
    for number in range(_NUMBER):
        left -= _LEAST + float((levels >> (2 * number)) & 3) ** 1.5
        if left <= 0:
            return number
    return _NUMBER - 1


@compiled
def _source(law: Law, age: float, concern: int) -> int:
    stage = 0
    for limit in _STAGES:
        stage += age >= limit
    row, drawn = rules.OF_SOURCES + stage * _NUMBER + concern, np.random.random()
    source = 0
    while source < law.sources.shape[1] - 1 and law.sources[row, source] < drawn:
        source += 1
    return source


@compiled
def _speak(law: Law, now: Now, members: int, caller: int, day: float) -> None:
    """Let somebody get in touch about a child and those brothers and sisters who are spoken of too."""
    early = day < now.kept[TURNS]
    levels = now.people[LEVELS, caller] if early else now.people[NEXT_LEVELS, caller]
    concern = _main_concern(int(levels))
    source = _source(law, (day - now.people[BIRTH, caller]) / YEAR, concern)
    weekend = (int(day) + 3) % 7 - 4
    if law.sources[rules.WAITS, source] > 0 and weekend > 0:
        day += 3 - weekend
    for member in range(members):
        there = now.people[BIRTH, member] <= day < now.people[LEFT, member]
        if there and (member == caller or np.random.random() < law.numbers[rules.JOIN]):
            answer(law, now, member, day, source, concern)


@compiled
def _rate(law: Law, now: Now, member: int, day: float) -> float:
    """Return the rate of contacts about a child as it stands, a day."""
    if not now.people[BIRTH, member] <= day < now.people[LEFT, member]:
        return 0.0
    in_early_help = day < now.people[EARLY_HELP_END, member]
    factor = law.numbers[rules.DURING_EARLY_HELP] if in_early_help else 1.0
    since = day - now.people[CASE_END, member]
    if 0 < since <= YEAR:
        factor = max(factor, law.numbers[rules.AFTER_CLOSURE])
    if day < now.people[HELPED_UNTIL, member]:
        factor *= law.numbers[rules.REMAINS]
    early = day < now.kept[TURNS]
    usual = now.people[RATE, member] if early else now.people[NEXT_RATE, member]
    season = law.season[int(day - law.numbers[rules.SEASON_FROM])]
    return float(usual * factor * season)


@compiled
def live(law: Law, now: Now, members: int, day: float) -> None:
    """Let contacts come from the day after on, one after the other, up to the last day that counts (by thinning)."""
    fastest = max(law.numbers[rules.AFTER_CLOSURE], law.numbers[rules.DURING_EARLY_HELP], 1.0)
    fastest *= BUSIEST
    bound = 0.0
    for member in range(members):
        bound += max(now.people[RATE, member], now.people[NEXT_RATE, member]) * fastest
    moment = day
    while bound > 0:
        moment += np.random.standard_exponential() / bound
        today = math.floor(moment) + 1.0
        if today > now.kept[UNTIL]:
            return
        drawn = np.random.random() * bound
        for member in range(members):
            highest = max(now.people[RATE, member], now.people[NEXT_RATE, member]) * fastest
            if drawn < highest:
                if drawn < _rate(law, now, member, today):
                    _speak(law, now, members, member, today)
                break
            drawn -= highest
