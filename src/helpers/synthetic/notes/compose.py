"""One note, from its title to its last line."""

from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache

from helpers.synthetic.notes import lexicon
from helpers.synthetic.notes.documents import MOST_SECTIONS, Section, Shape
from helpers.synthetic.notes.domains import DOMAINS
from helpers.synthetic.notes.draft import Draft, Sentence
from helpers.synthetic.notes.emission import SILENT
from helpers.synthetic.notes.phrases import POLARITY_BANKS, Phrase, compiled, phrases
from helpers.synthetic.notes.slips import slipped
from helpers.synthetic.notes.slots import Words
from helpers.synthetic.notes.styles import Style, habits, settings

HEADER = "SYNTHETIC NOTE - made-up child"
MOST_FILLERS, SECTION_DRAWS = 4, 10
_OWN = len(DOMAINS) + MOST_SECTIONS * SECTION_DRAWS
DRAWS = _OWN + 6
"""Whole numbers below 2^52 that one note needs: one for each subject, ten for each section, six for the whole."""
_TITLE, _TEAM, _COPIES, _PASSAGE, _WHOLE = range(_OWN, _OWN + 5)
_ONE = 2.0**52
# The low bits of a number choose among a phrase's alternatives, the middle ones the phrase, the high ones whose it is.
_WORDING_BITS, _PLACE_BITS, _FLAG_BITS = 28, 12, 12
_WORDING, _PLACE = (1 << _WORDING_BITS) - 1, (1 << _PLACE_BITS) - 1
# Primes, so that slips, references and informants take part of every bit.
_SLIPS, _REFERENCES, _INFORMANTS = 4_093, 4_091, 1_000_003


@dataclass(frozen=True, slots=True)
class Plan:
    """All that one note is made from.

    ``polarity``, ``marked`` and ``levels`` have one entry for each subject; ``later`` says whether the child has an
    earlier note of this kind; ``last`` is the child's latest note of an earlier day.
    """

    shape: Shape
    style: Style
    words: Words
    age_group: int
    team: int
    polarity: list[int]
    marked: list[bool]
    levels: list[int]
    numbers: list[int]
    later: bool
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
        draft.put(HEADER + "\n")
    title = shape.later_title if plan.later else shape.title
    draft.put(f"{title.say(numbers[_TITLE], plan.words)}, {plan.words['date']}")
    if plan.last and numbers[_COPIES] < shape.copies * _ONE:
        _copy_passage(draft, plan)
    for place in _order(shape, plan.style):
        _write_section(draft, plan, section=shape.sections[place], first=_first_draw(place))
    if numbers[_TEAM] < habits().boilerplate_share * _ONE:
        standing = _team_sentences()[plan.team % len(_team_sentences())]
        draft.say(Sentence(standing.say(plan.team, plan.words)), before="\n")
    return draft


def _first_draw(place: int) -> int:
    return len(DOMAINS) + place * SECTION_DRAWS


@cache
def _team_sentences() -> tuple[Phrase, ...]:
    return tuple(compiled(text) for text in settings()["boilerplate"])


@cache
def _references() -> tuple[Phrase, ...]:
    return tuple(compiled(text, sentence=False) for text in settings()["references"])


@cache
def _announcements() -> tuple[Phrase, ...]:
    return tuple(compiled(text) for text in settings()["copied"])


def _order(shape: Shape, style: Style) -> list[int]:
    """Return the sections in the author's order: those that are movable change places among themselves."""
    movable = [place for place, section in enumerate(shape.sections) if section.movable]
    liked = iter(sorted(movable, key=lambda place: style.order[place]))
    return [
        next(liked) if section.movable else place for place, section in enumerate(shape.sections)
    ]


def _copy_passage(draft: Draft, plan: Plan) -> None:
    """Begin with a passage of the last note: up to four sentences from where it first speaks of a subject."""
    assert plan.last is not None
    telling = [place for place, said in enumerate(plan.last.own) if said.domain >= 0]
    if not telling:
        return
    number = plan.numbers[_PASSAGE]
    announcement = _announcements()[0].say(number & _WORDING, plan.words)
    draft.put("\n" + announcement)
    start = telling[0]
    for sentence in plan.last.own[start : start + 1 + (number >> _WORDING_BITS) % 4]:
        draft.say(sentence, before=" ", copied=True)


def _write_section(draft: Draft, plan: Plan, *, section: Section, first: int) -> None:
    style, numbers = plan.style, plan.numbers
    sentences = list(_sentences(plan, section=section, first=first))
    if not sentences:
        return
    opening = "\n"
    if style.headings:
        draft.put("\n" + section.heading.say(style.favourites + first, plan.words))
        opening = ": " if style.date_form % 2 else "\n"
    listed = section.speakers or (style.as_list and bool(section.subjects))
    between = "\n" if section.speakers else "\n- " if listed else " "
    if listed:
        opening = between
    for place, sentence in enumerate(sentences):
        number = numbers[first + place % SECTION_DRAWS]
        if number % _SLIPS < style.slips * _SLIPS:
            sentence = sentence._replace(text=slipped(sentence.text, number))
        draft.say(sentence, before=opening if place == 0 else between)


def _sentences(plan: Plan, *, section: Section, first: int) -> Iterator[Sentence]:
    numbers, fillers = plan.numbers, phrases().fillers
    opens = section.later_opens if plan.later else section.opens
    for place, name in enumerate(opens):
        options = fillers[name][plan.age_group]
        yield Sentence(_said(options, numbers[first + 1 + place], plan))
    spoken = [domain for domain in _subject_order(section, plan.style) if plan.polarity[domain]]
    for domain in spoken:
        yield _evidence(domain, plan, with_speaker=section.speakers)
    if section.or_else and not spoken:
        yield Sentence(_said(fillers[section.or_else][plan.age_group], numbers[first + 4], plan))
    if section.filler:
        options = fillers[section.filler][plan.age_group]
        yield from _more(options, section.fillers, plan=plan, first=first)


def _more(
    options: tuple[Phrase, ...], mean: float, *, plan: Plan, first: int
) -> Iterator[Sentence]:
    """Add sentences that tell of no subject, all different: their number grows with the author's verbosity."""
    number = plan.numbers[first]
    wanted = int(mean * plan.style.verbosity + (number & _WORDING) / 2.0**_WORDING_BITS)
    for turn in range(min(wanted, MOST_FILLERS, len(options))):
        phrase = options[_place(number, len(options), plan.style, turn=turn)]
        wording = plan.numbers[first + 5 + turn] & _WORDING
        yield Sentence(phrase.say(wording, plan.words))


def _subject_order(section: Section, style: Style) -> tuple[int, ...]:
    turn = style.favourites % max(1, len(section.subjects))
    return section.subjects[turn:] + section.subjects[:turn]


def _evidence(domain: int, plan: Plan, *, with_speaker: bool) -> Sentence:
    polarity, number = plan.polarity[domain], plan.numbers[domain]
    bank = POLARITY_BANKS[polarity if polarity > 1 else int(plan.marked[domain])]
    text = _said(phrases().subjects[DOMAINS[domain]][bank][plan.age_group], number, plan)
    if number % _REFERENCES < habits().reference_share * _REFERENCES:
        text = _with_reference(text, number // _REFERENCES, plan)
    if with_speaker:
        speakers = settings()["speakers"][DOMAINS[domain]]
        speaker = speakers[number % _SLIPS % len(speakers)].format_map(plan.words)
        text = f"{speaker[0].upper()}{speaker[1:]}: {text}"
    return Sentence(text, domain, polarity, plan.levels[domain])


def _with_reference(text: str, number: int, plan: Plan) -> str:
    """Name the source of a sentence in brackets before its full stop."""
    number, place = divmod(number, len(_references()))
    share = (number % _INFORMANTS + 0.5) / _INFORMANTS
    who = lexicon.name(lexicon.tail_number(share, exponent=0.7, first=9_000))
    plan.words["informant"] = who
    source = _references()[place].say(0, plan.words)
    return f"{text[:-1]} {source}{text[-1]}"


def _said(options: tuple[Phrase, ...], number: int, plan: Plan) -> str:
    phrase = options[_place(number, len(options), plan.style)]
    return phrase.say(number & _WORDING, plan.words)


def _place(number: int, count: int, style: Style, *, turn: int = 0) -> int:
    """Return which of ``count`` phrases a number picks; some picks come from the author's own third of the bank."""
    place, high = (number >> _WORDING_BITS) & _PLACE, number >> (_WORDING_BITS + _PLACE_BITS)
    if high < habits().favourite_share * (1 << _FLAG_BITS):
        place = style.favourites + place % (count // 3 + 1)
    return (place + turn) % count


assert SILENT == 0, "a polarity that is not silent counts as true"
