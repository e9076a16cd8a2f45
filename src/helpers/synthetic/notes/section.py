"""The sentences of one section: which are said, and in what order.

A section goes from how it opens over what is worrying, what is unsure or past and what was seen, to what protects; within
each of these, from subject to subject by theme. What is only context comes first. Where agencies speak, each speaks once.
"""

from helpers.synthetic.notes.domains import DOMAINS
from helpers.synthetic.notes.emission import TELLINGS
from helpers.synthetic.notes.manner import SECTION_DRAWS, Layout
from helpers.synthetic.notes.phrase import Phrase
from helpers.synthetic.notes.plan import (
    WORDING,
    WORDINGS,
    Plan,
    chosen,
    picked_phrase,
    protecting,
    worrying,
)

MOST_FILLERS = SECTION_DRAWS - 4
_INSTEAD, _COUNT, _ADDED = 2, 3, 4
OPENING, WORRY, UNSURE, SEEN, PROTECTS = range(5)
"""Where a sentence stands in its section."""
_SPEAKERS = 4_093  # a prime, so that the choice takes part of every bit


Item = tuple[int, Phrase, int, int, str]
"""A sentence to be said: where it stands, its phrase and number, its subject (-1 for none), and who says it."""


def items(plan: Plan, layout: Layout) -> list[Item]:
    """Return the sentences of a section in their order."""
    section, first = layout.section, layout.first
    numbers, fillers, style = plan.numbers, plan.fitting.fillers, plan.style
    said: list[Item] = []
    for place, name in enumerate(section.later_opens if plan.last_alike else section.opens):
        number = numbers[first + place]
        said.append((OPENING, picked_phrase(fillers[name], number, style), number, -1, ""))
    before, protects = _evident(plan, layout)
    added: list[Item] = []
    if section.filler:
        chance = (numbers[first + _COUNT] & WORDING) / WORDINGS
        wanted = min(int(section.fillers * style.verbosity + chance), MOST_FILLERS)
        if wanted:
            added = _added(fillers[section.filler], wanted, plan, first + _ADDED)
    if section.or_else and not before and not protects:
        number = numbers[first + _INSTEAD]
        phrase = picked_phrase(fillers[section.or_else], number, style)
        return [*said, (WORRY, phrase, number, -1, ""), *added]
    if section.speakers:
        return [*said, *_by_speaker(before + protects), *added]
    if section.context:
        return said + added + before + protects
    return said + before + added + protects


def _evident(plan: Plan, layout: Layout) -> tuple[list[Item], list[Item]]:
    """Return what is told of the section's subjects: worries and then what is unsure or past; and what protects."""
    tellings, numbers, by_subject = plan.tellings, plan.numbers, plan.fitting.subjects
    speakers, style = layout.section.speakers, plan.style
    worries: list[Item] = []
    unsure: list[Item] = []
    protects: list[Item] = []
    for domain in layout.subjects:
        telling = tellings[domain]
        if telling:
            number = numbers[domain]
            options = by_subject[domain][telling]
            phrase = options[chosen(number, len(options), style)]
            speaker = _speaker(plan, domain, number) if speakers else ""
            stage = _STAGES[domain][telling]
            told = worries if stage == WORRY else unsure if stage == UNSURE else protects
            told.append((stage, phrase, number, domain, speaker))
    return worries + unsure, protects


def _stage(domain: int, telling: int) -> int:
    if worrying(domain, telling):
        return WORRY
    return PROTECTS if protecting(domain, telling) else UNSURE


_STAGES = [
    [_stage(domain, telling) for telling in range(len(TELLINGS))] for domain in range(len(DOMAINS))
]
"""Where each telling of each subject stands."""


def _speaker(plan: Plan, domain: int, number: int) -> str:
    speakers = plan.fitting.speakers[domain]
    return speakers[number % _SPEAKERS % len(speakers)].say(number & WORDING, plan.words)


def _by_speaker(evident: list[Item]) -> list[Item]:
    """Return the same sentences, those of one speaker together, in the order in which each first speaks."""
    turns: dict[str, list[Item]] = {}
    for item in evident:
        turns.setdefault(item[4], []).append(item)
    return [item for turn in turns.values() for item in turn]


def _added(options: tuple[Phrase, ...], wanted: int, plan: Plan, first: int) -> list[Item]:
    """Return sentences that tell of no subject, all different, by the numbers from the ``first`` on."""
    said: list[Item] = []
    places: list[int] = []
    count, style, troubles = len(options), plan.style, plan.troubles
    for number in plan.numbers[first : first + wanted] if options else ():
        place = chosen(number, count, style)
        phrase = options[place]
        if place in places or phrase.unless & troubles:
            place = _next_fit(options, place, besides=places, troubles=troubles)
            if place < 0:
                break
            phrase = options[place]
        places.append(place)
        said.append((SEEN, phrase, number, -1, ""))
    return said


def _next_fit(options: tuple[Phrase, ...], place: int, *, besides: list[int], troubles: int) -> int:
    """Return the first phrase from a place on that gainsays no trouble and is not among others; -1 if there is none."""
    count = len(options)
    for step in range(count):
        found = (place + step) % count
        if found not in besides and not options[found].unless & troubles:
            return found
    return -1
