"""One note, from its title to its last line."""

from functools import cache

from helpers.synthetic.notes.documents import MOST_SECTIONS
from helpers.synthetic.notes.domains import DOMAINS
from helpers.synthetic.notes.draft import MOST_COPIED, Draft
from helpers.synthetic.notes.manner import SECTION_DRAWS, Layout
from helpers.synthetic.notes.phrase import Phrase, compiled
from helpers.synthetic.notes.plan import WORDING, WORDING_BITS, Plan
from helpers.synthetic.notes.section import items
from helpers.synthetic.notes.styles import habits, settings
from helpers.synthetic.notes.thread import tell
from helpers.synthetic.notes.wording import capital

HEADER = "SYNTHETIC NOTE - made-up child"
_OWN = len(DOMAINS) + MOST_SECTIONS * SECTION_DRAWS
DRAWS = _OWN + 5
"""Whole numbers below 2^52 that one note needs: one for each subject, twelve for each section, five for the whole."""
_TITLE, _TEAM, _COPIES, _PASSAGE, _WHOLE = range(_OWN, _OWN + 5)
_ONE = 2.0**52


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
        draft.end(standing.say(plan.team, plan.words))
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
    passage = plan.last.passage
    if not passage:
        return
    number = plan.numbers[_PASSAGE]
    draft.pieces.append("\n" + _announcement().say(number & WORDING, plan.words))
    draft.copy(passage[: 1 + (number >> WORDING_BITS) % MOST_COPIED])


def _write_section(draft: Draft, plan: Plan, layout: Layout) -> None:
    said = items(plan, layout)
    if not said:
        return
    if layout.heading:
        draft.pieces += ("\n", capital(layout.heading % plan.words))
    tell(draft, plan, layout, said)
