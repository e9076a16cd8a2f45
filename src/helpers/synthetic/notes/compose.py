"""One note, from its title to its last line."""

from functools import cache

from helpers.synthetic.notes.documents import MOST_SECTIONS
from helpers.synthetic.notes.domains import DOMAINS
from helpers.synthetic.notes.draft import Draft, Sentence
from helpers.synthetic.notes.manner import SECTION_DRAWS, Layout
from helpers.synthetic.notes.phrase import Phrase, compiled
from helpers.synthetic.notes.plan import WORDING, WORDING_BITS, Plan
from helpers.synthetic.notes.slips import slipped
from helpers.synthetic.notes.styles import habits, settings
from helpers.synthetic.notes.thread import told

HEADER = "SYNTHETIC NOTE - made-up child"
_OWN = len(DOMAINS) + MOST_SECTIONS * SECTION_DRAWS
DRAWS = _OWN + 5
"""Whole numbers below 2^52 that one note needs: one for each subject, twelve for each section, five for the whole."""
_TITLE, _TEAM, _COPIES, _PASSAGE, _WHOLE = range(_OWN, _OWN + 5)
_ONE = 2.0**52
_SLIPS = 4_093  # a prime, so that slips take part of every bit


def compose(plan: Plan, *, synthetic_header: bool) -> Draft:
    """Write one note.

    A note depends on its plan alone, and the plan's ``last`` and ``last_alike`` are notes of earlier days: nothing
    that comes later can reach it.
    """
    numbers, shape = plan.numbers, plan.shape
    if plan.last_alike and numbers[_WHOLE] < habits().whole_copy_share * _ONE:
        return plan.last_alike.repeated()
    draft = Draft()
    if synthetic_header:
        draft.pieces.append(HEADER + "\n")
    title = shape.later_title if plan.last_alike else shape.title
    draft.pieces.append(f"{title.say(numbers[_TITLE], plan.words)}, {plan.words['date']}")
    if plan.last and numbers[_COPIES] < shape.copies * _ONE:
        _copy_passage(draft, plan)
    for layout in plan.layouts:
        _write_section(draft, plan, layout)
    if numbers[_TEAM] < habits().boilerplate_share * _ONE:
        standing = _team_sentences()[plan.team % len(_team_sentences())]
        sentence = (standing.say(plan.team, plan.words), -1, 0, 0)
        draft.say([sentence], ["\n"])
    return draft


@cache
def _team_sentences() -> tuple[Phrase, ...]:
    return tuple(compiled(text) for text in settings()["boilerplate"])


@cache
def _announcement() -> Phrase:
    return compiled(settings()["copied"])


def _copy_passage(draft: Draft, plan: Plan) -> None:
    """Begin with a passage of the last note: up to four sentences from where it first speaks of a subject."""
    assert plan.last is not None
    telling = [place for place, said in enumerate(plan.last.own) if said[1] >= 0]
    if not telling:
        return
    number = plan.numbers[_PASSAGE]
    draft.pieces.append("\n" + _announcement().say(number & WORDING, plan.words))
    start = telling[0]
    passage = plan.last.own[start : start + 1 + (number >> WORDING_BITS) % 4]
    draft.say(passage, [" "] * len(passage), copied=True)


def _write_section(draft: Draft, plan: Plan, layout: Layout) -> None:
    sentences, gaps = told(plan, layout)
    if not sentences:
        return
    if layout.heading >= 0:
        draft.pieces.append("\n" + layout.section.heading.say(layout.heading, plan.words))
    if plan.style.slips:
        _mistype(sentences, plan, layout.first)
    draft.say(sentences, gaps)


def _mistype(sentences: list[Sentence], plan: Plan, first: int) -> None:
    """Put the author's slips of the keyboard into some of the sentences."""
    numbers, limit = plan.numbers, plan.style.slips * _SLIPS
    for place, (text, domain, telling, level) in enumerate(sentences):
        number = numbers[first + place % SECTION_DRAWS]
        if number % _SLIPS < limit:
            sentences[place] = (slipped(text, number), domain, telling, level)
