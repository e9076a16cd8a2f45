"""Compiled: contacts about the children of one family, one after the other, and what is decided about each."""

import math

import numpy as np

from helpers.synthetic.journeys.contacts import BUSIEST
from helpers.synthetic.journeys.town import HELP_LASTS_DAYS
from helpers.synthetic.notes.domains import CONCERNS
from helpers.truth.ceilings.possible import law as rules
from helpers.truth.ceilings.possible.assessments import (
    NONE_SEEN,
    Prospects,
    assess,
    open_still,
    prospects,
)
from helpers.truth.ceilings.possible.cases import follow
from helpers.truth.ceilings.possible.chances import (
    add_up,
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
    COUNTS,
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
    YEAR,
    Now,
)

_NUMBER = len(CONCERNS)
_STAGES = (4.5, 5.0, 12.0)
"""Ages at which other people get in touch about a child; as in :mod:`helpers.synthetic.journeys.sources`."""
_LEAST = 0.12
"""What a concern weighs that a child does not have; as in :mod:`helpers.synthetic.journeys.calls`."""
_WEIGHTS = tuple(_LEAST + float(level) ** 1.5 for level in range(4))
"""What a concern weighs by its level."""

_HARDLY = 0.02
"""A future in which the event is less likely than this to be still to come ends, but for some, which stand for the others."""


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
def turn_away(law: Law, now: Now, member: int, day: float) -> None:
    """Write a referral down that is not taken up."""
    file(law, now, member, rules.FILED_REFERRAL)
    now.people[CASE_END, member] = day


@compiled
def take_up(law: Law, now: Now, member: int, day: float, concern: int, seen: Prospects) -> None:
    """Write a referral down, and follow the case, given what its assessment may come to."""
    file(law, now, member, rules.FILED_REFERRAL)
    now.people[EARLY_HELP_END, member] = min(now.people[EARLY_HELP_END, member], day)
    now.people[CONCERN, member] = concern
    phase, following = assess(law, now, member, seen)
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
    file(law, now, member, rules.FILED_CONTACT)
    looks_on = day <= now.kept[UNTIL] and awaits(now, member, COUNTS_PLAN | COUNTS_CARE)
    seen, no_event = NONE_SEEN, 1.0
    if looks_on:
        seen = prospects(law, now, member, day, filed)
        no_event = open_still(seen)
    away, up = _without_event(now, member, day, refers, takes_up, no_event)
    drawn = np.random.random() * (away + up + 1 - refers)
    if drawn < up:
        if not looks_on:
            seen = prospects(law, now, member, day, filed)
        take_up(law, now, member, day, concern, seen)
    elif drawn < up + away:
        turn_away(law, now, member, day)
    elif day >= now.people[EARLY_HELP_END, member] and np.random.random() < passing(
        law, now, rules.EARLY_HELP, weighed, day
    ):
        _begin_early_help(law, now, member, day, need)


@compiled
def _without_event(
    now: Now, member: int, day: float, refers: float, takes_up: float, no_event: float
) -> tuple[float, float]:
    """Return the chances that a referral is turned away, and taken up, without the event, whose chance is added up.

    ``no_event`` is the chance that an assessment does not lead to it.
    """
    away, up = refers * (1 - takes_up), refers * takes_up * no_event
    if day <= now.kept[UNTIL]:
        if awaits(now, member, COUNTS_REFERRAL):
            away, up = 0.0, 0.0
        elif awaits(now, member, COUNTS_ACCEPTED):
            up = 0.0
        add_up(now, refers - away - up)
    return away, up


@compiled
def _main_concern(levels: int) -> int:
    """Return what a contact is mainly about, likelier the higher its level."""
    total = 0.0
    for number in range(_NUMBER):
        total += _WEIGHTS[(levels >> (2 * number)) & 3]
    left = np.random.random() * total
    for number in range(_NUMBER):
        left -= _WEIGHTS[(levels >> (2 * number)) & 3]
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
    asks = now.kept[COUNTS] > 0
    while bound > 0:
        if asks and now.kept[OPEN] < _HARDLY:
            if np.random.random() * _HARDLY >= now.kept[OPEN]:
                return
            now.kept[OPEN] = _HARDLY
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
