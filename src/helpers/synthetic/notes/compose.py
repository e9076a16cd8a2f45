"""One note, from its title to its last line."""

import math
from dataclasses import dataclass
from functools import cache

from helpers.synthetic.notes import lexicon
from helpers.synthetic.notes.documents import MOST_SECTIONS, Shape
from helpers.synthetic.notes.domains import CONCERNS, DOMAINS
from helpers.synthetic.notes.draft import Draft, Sentence
from helpers.synthetic.notes.emission import TELLINGS
from helpers.synthetic.notes.manner import SECTION_DRAWS, Layout
from helpers.synthetic.notes.phrase import Phrase, compiled
from helpers.synthetic.notes.phrases import Fitting
from helpers.synthetic.notes.slips import slipped
from helpers.synthetic.notes.slots import Words
from helpers.synthetic.notes.styles import Style, habits, settings

HEADER = "SYNTHETIC NOTE - made-up child"
MOST_FILLERS = SECTION_DRAWS - 4
_OWN = len(DOMAINS) + MOST_SECTIONS * SECTION_DRAWS
DRAWS = _OWN + 5
"""Whole numbers below 2^52 that one note needs: one for each subject, twelve for each section, five for the whole."""
_TITLE, _TEAM, _COPIES, _PASSAGE, _WHOLE = range(_OWN, _OWN + 5)
_ONE = 2.0**52
# The low bits of a number choose among a phrase's alternatives, the middle ones the phrase, the high ones whose it is.
_WORDING_BITS, _PLACE_BITS, _FLAG_BITS = 28, 12, 12
_WORDINGS = 2.0**_WORDING_BITS
_WORDING, _PLACE = (1 << _WORDING_BITS) - 1, (1 << _PLACE_BITS) - 1
# Primes, so that slips, references and informants take part of every bit.
_SLIPS, _REFERENCES, _INFORMANTS = 4_093, 4_091, 1_000_003
_CONCERNS = len(CONCERNS)
_INSTEAD, _COUNT, _ADDED = 2, 3, 4
_MILD, _MARKED, _NEGATED = (TELLINGS.index(name) for name in ("mild", "marked", "negated"))


@dataclass(slots=True)
class Plan:
    """All that one note is made from.

    ``tellings`` and ``levels`` have one entry for each subject; ``troubles`` has a bit for each of which the note tells a
    trouble (:func:`troubles`); ``last`` is the child's latest note of an earlier day, ``last_alike`` the latest of this kind.
    """

    shape: Shape
    layouts: tuple[Layout, ...]
    style: Style
    words: Words
    fitting: Fitting
    team: int
    tellings: list[int]
    levels: list[int]
    troubles: int
    numbers: list[int]
    last: Draft | None
    last_alike: Draft | None


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
        draft.say([sentence], first="\n", between="\n")
    return draft


@cache
def _team_sentences() -> tuple[Phrase, ...]:
    return tuple(compiled(text) for text in settings()["boilerplate"])


@cache
def _references() -> tuple[Phrase, ...]:
    return tuple(compiled(text, sentence=False) for text in settings()["references"])


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
    draft.pieces.append("\n" + _announcement().say(number & _WORDING, plan.words))
    start = telling[0]
    passage = plan.last.own[start : start + 1 + (number >> _WORDING_BITS) % 4]
    draft.say(passage, first=" ", between=" ", copied=True)


def _write_section(draft: Draft, plan: Plan, layout: Layout) -> None:
    sentences = _sentences(plan, layout)
    if not sentences:
        return
    if layout.heading >= 0:
        draft.pieces.append("\n" + layout.section.heading.say(layout.heading, plan.words))
    if plan.style.slips:
        _mistype(sentences, plan, layout.first)
    draft.say(sentences, first=layout.opening, between=layout.between)


def _mistype(sentences: list[Sentence], plan: Plan, first: int) -> None:
    """Put the author's slips of the keyboard into some of the sentences."""
    numbers, limit = plan.numbers, plan.style.slips * _SLIPS
    for place, (text, domain, telling, level) in enumerate(sentences):
        number = numbers[first + place % SECTION_DRAWS]
        if number % _SLIPS < limit:
            sentences[place] = (slipped(text, number), domain, telling, level)


def _sentences(plan: Plan, layout: Layout) -> list[Sentence]:
    """Return the sentences of a section: those that open it, what is told of its subjects, and what is added."""
    section, first = layout.section, layout.first
    numbers, fillers, tellings = plan.numbers, plan.fitting.fillers, plan.tellings
    said: list[Sentence] = []
    place = first
    for name in section.later_opens if plan.last_alike else section.opens:
        said.append((_said(fillers[name], numbers[place], plan), -1, 0, 0))
        place += 1
    before = len(said)
    for domain in layout.subjects:
        if tellings[domain]:
            said.append(_evidence(domain, plan, section.speakers))
    if section.or_else and len(said) == before:
        instead = fillers[section.or_else]
        said.append((_said(instead, numbers[first + _INSTEAD], plan), -1, 0, 0))
    if section.filler:
        chance = (numbers[first + _COUNT] & _WORDING) / _WORDINGS
        wanted = int(section.fillers * plan.style.verbosity + chance)
        if wanted:
            _add(said, fillers[section.filler], min(wanted, MOST_FILLERS), plan, first + _ADDED)
    return said


def _add(
    said: list[Sentence], options: tuple[Phrase, ...], wanted: int, plan: Plan, first: int
) -> None:
    """Add sentences that tell of no subject, all different, by the numbers from the ``first`` on."""
    if not options:
        return
    words, unfit, count = plan.words, plan.troubles, len(options)
    places: list[int] = []
    for number in plan.numbers[first : first + wanted]:
        place = _place(number, count, plan.style)
        phrase = options[place]
        if place in places or phrase.unless & unfit:
            place = _next_fit(options, place, besides=places, troubles=unfit)
            if place < 0:
                return
            phrase = options[place]
        places.append(place)
        said.append((phrase.say(number & _WORDING, words), -1, 0, 0))


def _next_fit(options: tuple[Phrase, ...], place: int, *, besides: list[int], troubles: int) -> int:
    """Return the first phrase from a place on that gainsays no trouble and is not among others; -1 if there is none."""
    count = len(options)
    for step in range(count):
        found = (place + step) % count
        if found not in besides and not options[found].unless & troubles:
            return found
    return -1


def troubles(tellings: list[int]) -> int:
    """Return a bit for each subject of which these tellings, one for each subject, tell a trouble.

    A concern that is present is a trouble, and a strength that is said to be missing.
    """
    found = 0
    for domain, telling in enumerate(tellings):
        if telling and (telling in (_MILD, _MARKED) if domain < _CONCERNS else telling == _NEGATED):
            found |= 1 << domain
    return found


def _evidence(domain: int, plan: Plan, with_speaker: bool) -> Sentence:
    telling, number = plan.tellings[domain], plan.numbers[domain]
    text = _said(plan.fitting.subjects[domain][telling], number, plan)
    if number % _REFERENCES < habits().reference_share * _REFERENCES:
        text = _with_reference(text, number // _REFERENCES, plan)
    if with_speaker:
        speakers = plan.fitting.speakers[domain]
        speaker = speakers[number % _SLIPS % len(speakers)]
        text = f"{speaker.say(number & _WORDING, plan.words)}: {text}"
    return text, domain, telling, plan.levels[domain]


def _with_reference(text: str, number: int, plan: Plan) -> str:
    """Name the source of a sentence in brackets before its full stop."""
    number, place = divmod(number, len(_references()))
    first = (number % _INFORMANTS + 0.5) / _INFORMANTS
    second = (number // _SLIPS % _INFORMANTS + 0.5) / _INFORMANTS
    plan.words["informant"] = lexicon.full_name(first, second)
    source = _references()[place].say(0, plan.words)
    return f"{text[:-1]} {source}{text[-1]}"


def _said(options: tuple[Phrase, ...], number: int, plan: Plan) -> str:
    phrase = options[_place(number, len(options), plan.style)]
    return phrase.say(number & _WORDING, plan.words)


@cache
def _favoured() -> int:
    """Return the number below which a pick comes from the author's own third: its high bits alone decide."""
    return math.ceil(habits().favourite_share * (1 << _FLAG_BITS)) << _WORDING_BITS + _PLACE_BITS


def _place(number: int, count: int, style: Style) -> int:
    """Return which of ``count`` phrases a number picks; some picks come from the author's own third of the bank."""
    place = (number >> _WORDING_BITS) & _PLACE
    if number < _favoured():
        place = style.favourites + place % (count // 3 + 1)
    return place % count
