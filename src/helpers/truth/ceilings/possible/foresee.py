"""Compiled: the chances of an event and of harm, from many possible futures of each decision.

Decisions about brothers and sisters are drawn for each by their own chances; that a family's children share part of their chance
changes nothing about any single child.
"""

import math

import numpy as np

from helpers.truth.ceilings.possible import law as rules
from helpers.truth.ceilings.possible.assessments import prospects
from helpers.truth.ceilings.possible.calls import answer, live, take_up, turn_away
from helpers.truth.ceilings.possible.cases import follow
from helpers.truth.ceilings.possible.chances import file, need_on, passing, tender
from helpers.truth.ceilings.possible.compiled import compiled
from helpers.truth.ceilings.possible.going_on import go_on, go_on_helping
from helpers.truth.ceilings.possible.law import Indices, Law, Numbers
from helpers.truth.ceilings.possible.layout import (
    ABOUT,
    CHANGING,
    CHILD,
    COUNTS,
    DAY,
    EARLY_HELP_END,
    FAR,
    FILED,
    FIRST,
    GOES_ON,
    HARM,
    HELPED_FROM,
    HELPED_UNTIL,
    HORIZON,
    IN_FUTURE,
    IS,
    NEXT_LEVELS,
    NEXT_NEED,
    NEXT_RATE,
    NO_CASE,
    OPEN,
    OPENED,
    PLAN_ENDED,
    REFERRAL,
    SHIFT,
    SOURCE,
    SPOKEN,
    SUPPORT,
    SUPPORTED,
    THRESHOLD,
    TURN_OF_YEAR,
    TURNED_HARM,
    TURNED_LEVELS,
    TURNED_NEED,
    TURNED_RATE,
    TURNS,
    UNTIL,
    VALUE,
    Families,
    Now,
    Questions,
)

PARTS = 8
"""Parts of the futures, alike in number: chances from some rank the decisions, those from another count what comes of it."""
_KEPT = 8
_LARGEST_FAMILY = 16


@compiled
def _set(
    now: Now, families: Families, questions: Questions, decision: int, turn: int, counts: int
) -> None:
    """Put everybody where they stand on the day of a decision, with one of the turns that crises may take.

    ``counts`` tells which events are asked about, 0 for none.
    """
    first = int(questions.asked[FIRST, decision])
    for member in range(int(questions.asked[FIRST, decision + 1]) - first):
        for row in range(CHANGING):
            now.people[row, member] = families.people[row, first + member]
        now.people[NEXT_NEED, member] = families.turned[turn, TURNED_NEED, first + member]
        now.people[NEXT_LEVELS, member] = families.turned[turn, TURNED_LEVELS, first + member]
        now.people[NEXT_RATE, member] = families.turned[turn, TURNED_RATE, first + member]
    now.kept[VALUE], now.kept[OPEN], now.kept[HELPED_FROM] = 0.0, 1.0, FAR
    now.kept[IS] = questions.asked[CHILD, decision] - first
    now.kept[UNTIL] = questions.asked[HORIZON, decision]
    now.kept[TURNS] = questions.asked[TURN_OF_YEAR, decision]
    now.kept[COUNTS] = counts
    now.kept[SHIFT] = questions.asked[THRESHOLD, decision]


@compiled
def _begin(
    law: Law, now: Now, families: Families, questions: Questions, decision: int, taken_up: bool
) -> None:
    """Let the day of the decision bring what it brings; ``taken_up`` is whether the referral of the day is."""
    day, first = questions.asked[DAY, decision], int(questions.asked[FIRST, decision])
    source, concern = int(questions.asked[SOURCE, decision]), int(questions.asked[ABOUT, decision])
    child = int(now.kept[IS])
    if questions.begins == PLAN_ENDED:
        now.people[SUPPORTED, child] = 1.0
        steps_down = np.random.random() < law.numbers[rules.AFTER_PLAN]
        phase = SUPPORT if steps_down else NO_CASE
        follow(law, now, child, phase, day, families.people[OPENED, first + child])
        return
    for member in range(int(questions.asked[FIRST, decision + 1]) - first):
        if member == child and questions.begins == REFERRAL:
            filed = now.people[FILED, member]
            file(law, now, member, rules.FILED_CONTACT)
            if taken_up:
                seen = prospects(law, now, member, day, filed)
                take_up(law, now, member, day, concern, seen)
            else:
                turn_away(law, now, member, day)
        elif member == child or families.people[SPOKEN, first + member] > 0:
            answer(law, now, member, day, source, concern)


@compiled
def _one_future(
    law: Law, now: Now, families: Families, questions: Questions, decision: int, taken_up: bool
) -> None:
    """Live through one possible future from where everybody stands."""
    day, first = questions.asked[DAY, decision], int(questions.asked[FIRST, decision])
    members = int(questions.asked[FIRST, decision + 1]) - first
    for member in range(members):
        if now.people[EARLY_HELP_END, member] > day:
            go_on_helping(law, now, families, first + member, member, day)
        if member != int(now.kept[IS]) or questions.begins != PLAN_ENDED:
            go_on(law, now, families, first + member, member, day)
    if questions.begins != GOES_ON:
        _begin(law, now, families, questions, decision, taken_up)
    live(law, now, members, day)


@compiled
def _harmed(
    law: Law, families: Families, questions: Questions, decision: int, turn: int, helped_from: float
) -> float:
    """Return the chance of harm to the child between the decision and the last day, given from when new help reaches it."""
    row = int(questions.asked[CHILD, decision])
    begins, ends = questions.asked[DAY, decision] + 1, questions.asked[HORIZON, decision] + 1
    turns, expected = questions.asked[TURN_OF_YEAR, decision], 0.0
    until = families.people[HELPED_UNTIL, row]
    if families.people[SUPPORTED, row] > 0:
        until = FAR
    for year in range(2):
        low = begins if year == 0 else max(begins, turns)
        high = min(ends, turns) if year == 0 else ends
        if high > low:
            rate = families.people[HARM, row]
            if year == 1:
                rate = families.turned[turn, TURNED_HARM, row]
            helped = max(min(high, until) - low, 0.0)
            helped += max(high - max(max(low, helped_from), until), 0.0)
            expected += rate * (high - low - helped + law.numbers[rules.REMAINS] * helped)
    return 1 - math.exp(-expected)


@compiled
def _turned_away(law: Law, now: Now, questions: Questions, decision: int) -> float:
    """Return the chance that the referral of the day is turned away."""
    child, day = int(now.kept[IS]), questions.asked[DAY, decision]
    told = law.sources[rules.TOLD, int(questions.asked[SOURCE, decision])]
    weighed = need_on(law, now, child, day) + tender(law, now, child, day)
    weighed += law.numbers[rules.TOLD_NO_ACTION] * told
    return 1 - passing(law, now, rules.NO_ACTION, weighed, day)


@compiled
def foresee(
    law: Law, families: Families, questions: Questions, futures: Indices, seed: int
) -> Numbers:
    """Return chances of the event for each decision, from each of the parts into which its possible futures are divided.

    Parameters
    ----------
    futures
        How many for each decision: multiples of :data:`PARTS`.
    seed
        Of the draws; the same seed gives the same chances.

    Returns
    -------
    Of shape ``(decisions, parts, 2)``: the mean chance, and the mean of its square.
    """
    turns, number = families.turned.shape[0], len(futures)
    found = np.zeros((number, PARTS, 2))
    now = Now(np.zeros((IN_FUTURE, _LARGEST_FAMILY)), np.zeros(_KEPT))
    starts = np.empty(PARTS, dtype=np.int64)
    for decision in range(number):
        np.random.seed((seed + decision) % 2**32)
        turned_away = 1.0
        if questions.begins == REFERRAL:
            _set(now, families, questions, decision, 0, 0)
            turned_away = _turned_away(law, now, questions, decision)
        share = PARTS / futures[decision]
        for part in range(PARTS):
            starts[part] = np.random.randint(turns)
        for future in range(futures[decision]):
            part = future % PARTS
            turn = (starts[part] + future // PARTS) % turns
            _set(now, families, questions, decision, turn, questions.counts)
            _one_future(law, now, families, questions, decision, False)
            value = turned_away * now.kept[VALUE]
            found[decision, part, 0] += value * share
            found[decision, part, 1] += value * value * share
    return found


@compiled
def foresee_harm(
    law: Law, families: Families, questions: Questions, futures: Indices, seed: int
) -> Numbers:
    """Return chances of harm, of shape ``(decisions, parts)``; the rest as for :func:`foresee`.

    Nothing else is asked: all comes as it may, since what comes decides which help reaches the child.
    """
    turns, number = families.turned.shape[0], len(futures)
    found = np.zeros((number, PARTS))
    now = Now(np.zeros((IN_FUTURE, _LARGEST_FAMILY)), np.zeros(_KEPT))
    starts = np.empty(PARTS, dtype=np.int64)
    for decision in range(number):
        np.random.seed((seed + decision) % 2**32)
        share = PARTS / futures[decision]
        for part in range(PARTS):
            starts[part] = np.random.randint(turns)
        for future in range(futures[decision]):
            part = future % PARTS
            turn = (starts[part] + future // PARTS) % turns
            _set(now, families, questions, decision, turn, 0)
            taken_up = False
            if questions.begins == REFERRAL:
                turned_away = _turned_away(law, now, questions, decision)
                taken_up = np.random.random() >= turned_away
            _one_future(law, now, families, questions, decision, taken_up)
            harmed = _harmed(law, families, questions, decision, turn, now.kept[HELPED_FROM])
            found[decision, part] += harmed * share
    return found
