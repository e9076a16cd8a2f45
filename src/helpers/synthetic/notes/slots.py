"""The words that fill a phrase: those of the author, the family, the child and the day, all invented.

A word is looked up when a phrase first asks for it; what belongs to the family is the same in all notes of brothers and
sisters, what belongs to the child in all of the child's notes, and what belongs to the day throughout one note. Only the
pronouns depend on the child's sex.
"""

from collections.abc import Callable
from dataclasses import dataclass, field
from functools import cache

from helpers.synthetic.notes import lexicon
from helpers.synthetic.notes.dates import month_name, written
from helpers.synthetic.notes.facts import AGE_GROUPS
from helpers.synthetic.notes.household import HOMES, SHARED, Household, shared_word
from helpers.synthetic.notes.phrases import phrases
from helpers.synthetic.notes.picks import mixed, picked, salt, share
from helpers.synthetic.notes.styles import Style

_UNBORN, _BABY, _LITTLE, _PRIMARY, _OLDER = range(len(AGE_GROUPS))
_COLLEGE_AGE = 16
_COLLEAGUES, _TEACHERS, _NAMES_SCHOOL = 9, 6, 0.45


@dataclass(slots=True)
class About:
    """What the words of one note are made from: see :class:`helpers.synthetic.notes.facts.Facts`.

    ``family_number``, ``child_number`` and ``day_number`` are drawn numbers; ``plan_day`` is the day of the latest
    initial conference in the child's earlier notes, and ``reviews`` counts the review conferences in them since then.
    ``kept`` remembers words of the child (before birth, or since) that earlier notes asked for.
    """

    style: Style
    household: Household
    family_number: int
    child_number: int
    day_number: int
    day: int
    team: int
    age_group: int
    age_years: float
    brothers_and_sisters: int
    first_in_history: bool
    source: str
    plan_day: int | None
    reviews: int
    kept: dict[str, str] = field(default_factory=dict)

    @property
    def situation(self) -> int:
        """The place of this age and way to live in every bank."""
        return situation(self.age_group, self.household.home)


class Words(dict[str, str]):
    """A note's word for each slot, made when first asked for."""

    __slots__ = ("about",)

    def __init__(self, about: About, sex: str) -> None:
        ready = about.style.words_and_pronouns
        super().__init__(ready[sex if about.age_group > _UNBORN and sex in ready else "other"])
        self.about = about
        self.update(about.household.words)
        self.update(about.kept)
        self["date"] = written(about.day, about.style.date_form)
        if about.age_group < _OLDER:
            self["young_person"] = ("unborn baby", "baby", "child", "child")[about.age_group]

    def __missing__(self, slot: str) -> str:
        word = self[slot] = _maker(slot)(self.about, self)
        return word


def situation(age_group: int, home: int) -> int:
    """Return the place of an age group (of ``AGE_GROUPS``) and a way to live (of ``HOMES``) in every bank."""
    return age_group * len(HOMES) + home


Maker = Callable[[About, Words], str]


@cache
def _maker(slot: str) -> Maker:
    if slot in _MAKERS:
        return _remembered(slot, _MAKERS[slot]) if slot in _KEPT else _MAKERS[slot]
    kind, _, which = slot.rpartition("_")
    if which.isdigit():
        at = _TIMES[kind]
        return lambda about, words: at(about, which)
    if slot in SHARED:
        return lambda about, words: shared_word(slot, about.family_number, about.household)
    kept, salted = lexicon.listed(_OF_DAY.get(slot) or _OF_CHILD.get(slot)), salt(slot)
    if slot in _OF_DAY:
        return lambda about, words: kept[mixed(about.day_number + salted) % len(kept)]
    return _remembered(slot, lambda about, _: kept[mixed(about.child_number + salted) % len(kept)])


def _remembered(slot: str, maker: Maker) -> Maker:
    """Return a maker whose word the child's later notes find ready."""

    def made(about: About, words: Words) -> str:
        word = about.kept[slot] = maker(about, words)
        return word

    return made


_OF_DAY = {
    "outing": "outings",
    "thing": "things",
    "other_thing": "things",
    "treat": "dishes",
    "game": "games",
    "job": "jobs",
    "room": "rooms",
    "weather": "weathers",
    "weekday": "weekdays",
    "clothes": "clothes",
    "wish": "wishes",
    "other_wish": "wishes",
    "meeting_place": "meeting_places",
    "offer": "worker_offers",
    "other_offer": "worker_offers",
    "chore": "chores",
}
"""Slots that change from note to note, and the list of everyday words that each draws from."""

_OF_CHILD = {
    "hobby": "hobbies",
    "other_hobby": "hobbies",
    "subject": "subjects",
    "hard_subject": "subjects",
    "dream": "dreams",
    "comfort": "comforts",
    "liking": "likings",
    "other_liking": "likings",
}
"""Slots that belong to the child, and the list of everyday words that each draws from."""

_KEPT = ("child", "child_name", "friend", "other_friend")
"""Slots with a rule of their own that hangs on the child and its family alone, and on whether it is born."""


def _child(about: About, words: Words) -> str:
    if about.age_group == _UNBORN:
        return "the unborn baby"
    return lexicon.person(share(about.child_number, "name"))


def _age(about: About, words: Words) -> str:
    if about.age_group == _UNBORN:
        return "not yet born"
    years, months = int(about.age_years), int(about.age_years * 12)
    if years >= 2:
        return f"aged {years}{words['years_old']}"
    if months >= 2:
        return f"aged {months} {words['months_old']}"
    return f"aged {max(1, int(about.age_years * 52))} weeks" if months else "newborn"


def _siblings(about: About, words: Words) -> str:
    others = about.brothers_and_sisters
    if others == 0:
        return f"no {words['brothers_and_sisters']} known to us"
    return "one brother or sister" if others == 1 else f"{others} {words['brothers_and_sisters']}"


def _school_kind(about: About, words: Words) -> str:
    if about.age_group == _LITTLE:
        return "nursery"
    return "college" if about.age_years >= _COLLEGE_AGE else "school"


def _nurse(about: About, words: Words) -> str:
    if about.age_group == _UNBORN:
        return words["midwife"]
    return words["hv"] if about.age_group <= _LITTLE else "school nurse"


def _school(about: About, words: Words) -> str:
    if about.age_group <= _BABY:
        return f"the {words['midwife' if about.age_group == _UNBORN else 'hv']}"
    kind = words["school_kind"]
    if share(about.day_number, "names school") > _NAMES_SCHOOL:
        return f"the {kind}"
    stage = {_LITTLE: "nursery", _PRIMARY: "primary"}.get(about.age_group, "high school")
    stage = kind if kind == "college" else stage
    return f"{lexicon.place(share(about.family_number, stage))} {stage}"


def _teacher(about: About, words: Words) -> str:
    post = picked(about.day_number, "teacher") % _TEACHERS
    school = about.family_number + about.age_group * _TEACHERS + post
    titles = lexicon.listed("titles")
    title = titles[picked(school, "title") % len(titles)]
    return f"{title} {lexicon.surname(share(school, 'teacher'))}"


def _colleague(about: About, words: Words) -> str:
    return _at_desk(about.team * _COLLEAGUES + picked(about.day_number, "colleague") % _COLLEAGUES)


@cache
def _at_desk(desk: int) -> str:
    return lexicon.full_name(share(desk, "colleague"), share(desk, "colleague's surname"))


def _number(about: About, words: Words) -> str:
    return lexicon.listed("numbers")[picked(about.day_number, "number") % 5]


def _weeks(about: About, words: Words) -> str:
    numbers = lexicon.listed("numbers")
    return f"{numbers[picked(about.day_number, 'weeks') % 7]} {words['weeks_word']}"


def _months(about: About, words: Words) -> str:
    numbers = lexicon.listed("numbers")
    return f"{numbers[picked(about.day_number, 'months') % 8]} {words['months_word']}"


def _month(about: About, which: str) -> str:
    """Return one of the months that a note may name: that of a day one to nine months back, never before birth."""
    back = min(30 + picked(about.day_number, f"month {which}") % 240, _days_of_life(about))
    return month_name(about.day - back)


def _heard_date(about: About, which: str) -> str:
    """Return one of the days on which a note may have heard something: that day, or up to six weeks back."""
    back = min(picked(about.day_number, f"heard {which}") % 42, _days_of_life(about))
    return written(about.day - back, about.style.date_form)


def _visit_date(about: About, words: Words) -> str:
    back = min(1 + picked(about.day_number, "visit") % 12, _days_of_life(about))
    return written(about.day - back, about.style.date_form)


def _days_of_life(about: About) -> int:
    """Return how far back a note may look without telling of a child before birth."""
    return int(about.age_years * 365) if about.age_group > _UNBORN else 365


def _source(about: About, words: Words) -> str:
    sources = phrases().sources
    forms = sources.get(about.source, sources[""])[about.situation]
    number = picked(about.day_number, "source")
    return forms[number % len(forms)].fill(number // len(forms), words)


def _plan_date(about: About, words: Words) -> str:
    if about.plan_day is None:
        return "the initial conference"
    return f"the initial conference of {written(about.plan_day, about.style.date_form)}"


def _nth_review(about: About, words: Words) -> str:
    ordinals = lexicon.listed("ordinals")
    if about.plan_day is None or about.reviews >= len(ordinals):
        return "review"
    return f"{ordinals[about.reviews]} review"


_MAKERS: dict[str, Maker] = {
    "child": _child,
    "age": _age,
    "siblings": _siblings,
    "history": lambda about, words: (
        "no earlier record" if about.first_in_history else "an earlier record"
    ),
    "school": _school,
    "school_kind": _school_kind,
    "setting": lambda about, words: (
        words["school_kind"] if about.age_group >= _LITTLE else "children's centre"
    ),
    "nurse": _nurse,
    "teacher": _teacher,
    "friend": lambda about, words: lexicon.person(share(about.child_number, "friend")),
    "other_friend": lambda about, words: lexicon.person(share(about.child_number, "other friend")),
    "child_name": lambda about, words: (
        f"{words['child']} {words['surname']}" if about.age_group else f"baby {words['surname']}"
    ),
    "caller": lambda about, words: lexicon.full_name(
        share(about.day_number, "caller"), share(about.day_number, "caller's surname")
    ),
    "colleague": _colleague,
    "visit_date": _visit_date,
    "number": _number,
    "weeks": _weeks,
    "months": _months,
    "source": _source,
    "plan_date": _plan_date,
    "nth_review": _nth_review,
}
"""Slots with a rule of their own."""

_TIMES: dict[str, Callable[[About, str], str]] = {"month": _month, "heard_date": _heard_date}
"""Slots of which one note may ask for several: see :data:`helpers.synthetic.notes.phrase.TIMES`."""
