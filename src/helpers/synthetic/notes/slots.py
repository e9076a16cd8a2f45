"""The words that fill a phrase: those of the child, the family and the day, all invented."""

from collections.abc import Iterator
from datetime import date, timedelta
from functools import lru_cache

import numpy as np

from helpers.synthetic import chance
from helpers.synthetic.notes import lexicon
from helpers.synthetic.notes.facts import AGE_GROUPS, Facts
from helpers.synthetic.notes.styles import Style, settings

Words = dict[str, str]

CHILD_DRAWS, DAY_DRAWS = 12, 12
_TAIL = 0.7  # how fast invented names thin out; see lexicon.tail_number
_MONTHS, _NUMBERS, _PETS = (lexicon.listed(kind) for kind in ("months", "numbers", "pets"))
_EVERYDAY = {
    "hobby": "hobbies",
    "job": "jobs",
    "treat": "treats",
    "outing": "outings",
    "thing": "things",
}
"""Slots of everyday words, and the list each draws from; words early in a list are the commoner ones."""
_RELATIVES = ("aunt", "uncle", "{grandmother}", "grandfather", "older cousin", "great-aunt")
_EPOCH = date(1970, 1, 1)
_GROUPS = tuple(AGE_GROUPS)


def words(facts: Facts, styles: dict[int, Style]) -> Iterator[Words]:
    """Yield the words for every slot, note by note.

    Names belong to the child and stay the same in all of the child's notes; numbers and dates belong to the note.
    Only the pronouns depend on the child's sex.
    """
    child_keys = facts.child[:, None], np.arange(CHILD_DRAWS)[None, :]
    of_child = chance.uniform(facts.seed, "child of notes", *child_keys).tolist()
    of_day = facts.draw("words of the day", DAY_DRAWS).tolist()
    pronouns, sources = settings()["pronouns"], settings()["sources"]
    rows = zip(
        facts.day.tolist(),
        facts.author.tolist(),
        facts.team.tolist(),
        facts.age_group.tolist(),
        facts.age_years.tolist(),
        facts.sex,
        facts.source,
        facts.brothers_and_sisters.tolist(),
        facts.first_in_history.tolist(),
        strict=True,
    )
    for place, (day, author, team, group, age, sex, source, others, first) in enumerate(rows):
        style, own, today = styles[author], of_child[place], of_day[place]
        known_sex = sex if group > 0 and sex in pronouns else "other"
        filled = {**style.words, **pronouns[known_sex]}
        _add_family(filled, own)
        _add_child(filled, own, group=_GROUPS[group], age=age, team=team)
        _add_day(filled, today, day=day, style=style)
        filled["history"] = "no earlier record" if first else "an earlier record"
        filled["siblings"] = _siblings(others, filled)
        forms = sources.get(source, sources[""])
        filled["source"] = forms[int(today[0] * len(forms))].format_map(filled)
        yield filled


def _add_family(filled: Words, own: list[float]) -> None:
    mother = filled["mother"]
    father = settings()["fathers"][mother]
    carer_is_father = own[0] < 0.15
    filled["parent"], filled["other_parent"] = (
        (father, mother) if carer_is_father else (mother, father)
    )
    both = own[1]
    filled["partner"] = (
        filled["other_parent"]
        if both < 0.5
        else f"{filled['parent']}'s {'partner' if both < 0.8 else 'ex-partner'}"
    )
    relative = _RELATIVES[int(own[2] * len(_RELATIVES))]
    relative = filled["grandmother"] if relative == "{grandmother}" else relative
    filled["relative"] = f"{relative} {_name(own[3], first=1_000)}"
    filled["friend"] = _name(own[4], first=3_000)
    filled["street"] = lexicon.street(lexicon.tail_number(own[5], exponent=_TAIL, first=5_000))
    filled["pet"] = _PETS[int(own[6] * len(_PETS))]
    filled["pet_name"] = _name(own[10], first=13_000)


def _add_child(filled: Words, own: list[float], *, group: str, age: float, team: int) -> None:
    if group == "unborn":
        filled["child"], filled["age"] = "the unborn baby", "not yet born"
        filled["young_person"] = "unborn baby"
    else:
        filled["child"] = _name(own[7], first=0)
        years = int(age)
        old = f"{years}{filled['years_old']}"
        filled["age"] = f"aged {old if years >= 2 else f'{int(age * 12)} ' + filled['months_old']}"
    if group == "baby":
        filled["young_person"] = "baby"
    elif group in ("little", "primary"):
        filled["young_person"] = "child"
    schools = f"{lexicon.name(team % 797 * 11 + int(own[8] * 25))}"
    kind = {"little": "nursery", "primary": "primary", "older": "high school"}.get(group, "")
    filled["school_kind"] = "nursery" if group == "little" else "school"
    named = own[9] < 0.3 and kind
    filled["school"] = f"{schools} {kind}" if named else f"the {filled['school_kind']}"
    if group in ("unborn", "baby"):
        filled["school"] = f"the {filled['midwife' if group == 'unborn' else 'hv']}"


def _add_day(filled: Words, today: list[float], *, day: int, style: Style) -> None:
    now = _EPOCH + timedelta(days=day)
    filled["date"] = _written(now, style.date_form)
    filled["visit_date"] = _written(now - timedelta(days=1 + int(today[1] * 12)), style.date_form)
    filled["month"] = _MONTHS[(now - timedelta(days=30 + int(today[2] * 240))).month - 1]
    filled["number"] = _NUMBERS[int(today[3] * 5)]
    filled["weeks"] = f"{_NUMBERS[int(today[3] * 7)]} {filled['weeks_word']}"
    filled["months"] = f"{_NUMBERS[int(today[4] * 8)]} {filled['months_word']}"
    for place, (slot, kind) in enumerate(_EVERYDAY.items(), start=6):
        choices = lexicon.listed(kind)
        filled[slot] = choices[int(today[place] * today[place] * len(choices))]
    filled["place"] = _name(today[11], first=11_000)
    filled["colleague"] = _name(today[5], first=7_000)


@lru_cache(maxsize=65_536)
def _name(share: float, *, first: int) -> str:
    return lexicon.name(lexicon.tail_number(share, exponent=_TAIL, first=first))


def _siblings(others: int, filled: Words) -> str:
    if others == 0:
        return f"no {filled['brothers_and_sisters']} known to us"
    return "one brother or sister" if others == 1 else f"{others} {filled['brothers_and_sisters']}"


def _written(day: date, form: int) -> str:
    if form == 0:
        return f"{day.day} {_MONTHS[day.month - 1]} {day.year}"
    if form == 1:
        return f"{day.day:02d}/{day.month:02d}/{day.year}"
    if form == 2:
        return f"{day.day}.{day.month}.{day.year % 100:02d}"
    return f"{day.day} {_MONTHS[day.month - 1][:3]}"
