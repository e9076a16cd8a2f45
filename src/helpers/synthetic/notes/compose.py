"""One note, from its title to its last line."""

from dataclasses import dataclass
from functools import cache

from helpers.synthetic.notes import lexicon
from helpers.synthetic.notes.documents import MOST_SECTIONS, Shape
from helpers.synthetic.notes.domains import CONCERNS, DOMAINS
from helpers.synthetic.notes.draft import Draft, Sentence
from helpers.synthetic.notes.emission import TELLINGS
from helpers.synthetic.notes.manner import SECTION_DRAWS, Layout
from helpers.synthetic.notes.phrase import Phrase, compiled
from helpers.synthetic.notes.phrases import phrases
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
_WORDING, _PLACE = (1 << _WORDING_BITS) - 1, (1 << _PLACE_BITS) - 1
# Primes, so that slips, references and informants take part of every bit.
_SLIPS, _REFERENCES, _INFORMANTS = 4_093, 4_091, 1_000_003
_INSTEAD, _COUNT, _ADDED = 2, 3, 4
_PRESENT = tuple(TELLINGS.index(name) for name in ("mild", "marked"))
_MISSING = (TELLINGS.index("negated"),)
_NOTHING = (-1, 0, 0)  # what a sentence says that speaks of no subject


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
    situation: int
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
        sentence = (standing.say(plan.team, plan.words), *_NOTHING)
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
        numbers = plan.numbers[layout.first : layout.first + SECTION_DRAWS]
        sentences = [
            _mistyped(sentence, numbers[place % SECTION_DRAWS], plan.style)
            for place, sentence in enumerate(sentences)
        ]
    draft.say(sentences, first=layout.opening, between=layout.between)


def _mistyped(sentence: Sentence, number: int, style: Style) -> Sentence:
    if number % _SLIPS < style.slips * _SLIPS:
        return (slipped(sentence[0], number), *sentence[1:])
    return sentence


def _sentences(plan: Plan, layout: Layout) -> list[Sentence]:
    """Return the sentences of a section: those that open it, what is told of its subjects, and what is added."""
    section, first = layout.section, layout.first
    numbers, fillers, situation = plan.numbers, phrases().fillers, plan.situation
    opens = section.later_opens if plan.last_alike else section.opens
    said: list[Sentence] = [
        (_said(fillers[name][situation], numbers[first + place], plan), *_NOTHING)
        for place, name in enumerate(opens)
    ]
    before = len(said)
    said += [
        _evidence(domain, plan, with_speaker=section.speakers)
        for domain in layout.subjects
        if plan.tellings[domain]
    ]
    if section.or_else and len(said) == before:
        instead = fillers[section.or_else][situation]
        said.append((_said(instead, numbers[first + _INSTEAD], plan), *_NOTHING))
    if section.filler:
        said += _added(fillers[section.filler][situation], section.fillers, plan, first)
    return said


def _added(options: tuple[Phrase, ...], mean: float, plan: Plan, first: int) -> list[Sentence]:
    """Return sentences that tell of no subject, all different: their number grows with the author's verbosity."""
    numbers = plan.numbers
    chance = (numbers[first + _COUNT] & _WORDING) / 2.0**_WORDING_BITS
    wanted = min(int(mean * plan.style.verbosity + chance), MOST_FILLERS)
    if not wanted or not options:
        return []
    places: list[int] = []
    said: list[Sentence] = []
    for turn in range(wanted):
        number = numbers[first + _ADDED + turn]
        place = _place(number, len(options), plan.style)
        if place in places or options[place].unless & plan.troubles:
            place = _next_fit(options, place, besides=places, troubles=plan.troubles)
        if place < 0:
            break
        places.append(place)
        said.append((options[place].say(number & _WORDING, plan.words), *_NOTHING))
    return said


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
    return sum(
        1 << domain
        for domain, telling in enumerate(tellings)
        if telling in (_PRESENT if domain < len(CONCERNS) else _MISSING)
    )


def _evidence(domain: int, plan: Plan, *, with_speaker: bool) -> Sentence:
    telling, number = plan.tellings[domain], plan.numbers[domain]
    text = _said(phrases().subjects[domain][telling][plan.situation], number, plan)
    if number % _REFERENCES < habits().reference_share * _REFERENCES:
        text = _with_reference(text, number // _REFERENCES, plan)
    if with_speaker:
        speakers = phrases().speakers[domain][plan.situation]
        speaker = speakers[number % _SLIPS % len(speakers)]
        text = f"{speaker.say(number & _WORDING, plan.words)}: {text}"
    return text, domain, telling, plan.levels[domain]


def _with_reference(text: str, number: int, plan: Plan) -> str:
    """Name the source of a sentence in brackets before its full stop."""
    number, place = divmod(number, len(_references()))
    shares = ((part % _INFORMANTS + 0.5) / _INFORMANTS for part in (number, number // _SLIPS))
    plan.words["informant"] = lexicon.full_name(*shares)
    source = _references()[place].say(0, plan.words)
    return f"{text[:-1]} {source}{text[-1]}"


def _said(options: tuple[Phrase, ...], number: int, plan: Plan) -> str:
    phrase = options[_place(number, len(options), plan.style)]
    return phrase.say(number & _WORDING, plan.words)


@cache
def _favoured() -> float:
    return habits().favourite_share * (1 << _FLAG_BITS)


def _place(number: int, count: int, style: Style) -> int:
    """Return which of ``count`` phrases a number picks; some picks come from the author's own third of the bank."""
    place = (number >> _WORDING_BITS) & _PLACE
    if number >> (_WORDING_BITS + _PLACE_BITS) < _favoured():
        place = style.favourites + place % (count // 3 + 1)
    return place % count
