"""The phrase banks: complete, sayable at every age, and kind."""

import re
from functools import cache

import numpy as np
import pytest
from notes_facts import made_up_facts

from helpers.errors import SecondLookError
from helpers.synthetic.notes import lexicon, write
from helpers.synthetic.notes.documents import MOST_SECTIONS, shapes
from helpers.synthetic.notes.domains import CONCERNS, DOMAINS
from helpers.synthetic.notes.emission import TELLINGS
from helpers.synthetic.notes.facts import AGE_GROUPS
from helpers.synthetic.notes.household import HOMES, household
from helpers.synthetic.notes.phrase import compiled
from helpers.synthetic.notes.phrases import phrases
from helpers.synthetic.notes.slots import About, Words
from helpers.synthetic.notes.styles import styles

UNKIND = [
    "abuser",
    "victim",
    "junkie",
    "addict",
    "alcoholic",
    "neglectful",
    "hostile",
    "manipulative",
    "hard-to-reach",
    "chaotic",
    "feral",
    "dysfunctional",
    "high-risk",
    "offender",
    "placement",
    "broken",
]
COMMON_NAMES = [
    "Olivia",
    "Amelia",
    "Isla",
    "Ava",
    "Ivy",
    "Freya",
    "Lily",
    "Florence",
    "Mia",
    "Willow",
    "Noah",
    "Muhammad",
    "George",
    "Oliver",
    "Leo",
    "Arthur",
    "Oscar",
    "Theo",
    "Jack",
    "Mary",
    "John",
    "David",
    "Sarah",
    "Susan",
    "Paul",
    "Emma",
    "James",
    "Jordan",
    "Morgan",
    "Sian",
    "Aisha",
    "Fatima",
    "Ali",
    "Elena",
    "Sara",
]


def _all_banks():
    every = phrases()
    yield from (bank for banks in every.subjects for bank in banks)
    yield from every.fillers.values()
    yield from every.speakers
    yield from every.sources.values()


def _all_phrases():
    for bank in _all_banks():
        for situation in bank:
            yield from situation


@cache
def _situations():
    """Return the words of one note in every situation, by its place in the banks."""
    style = next(iter(styles(np.array([7]), seed=4).values()))
    found = {}
    for family in range(400):
        for group, age in enumerate(AGE_GROUPS.values()):
            about = About(
                style=style,
                household=household(family, formal=style.formal, born=group > 0),
                family_number=family,
                child_number=family + group,
                day_number=family * 7 + group,
                day=18_000,
                team=3,
                age_group=group,
                age_years=age + 0.3,
                brothers_and_sisters=group,
                first_in_history=bool(group % 2),
                source="6",
                plan_day=None if group else 17_900,
                reviews=group,
            )
            found.setdefault(about.situation, Words(about, "female"))
    return found


@pytest.mark.parametrize("domain", DOMAINS)
def test_each_subject_can_be_told_in_every_way_at_every_age_and_home_it_has(domain):
    wanted = TELLINGS[1:] if domain in CONCERNS else TELLINGS[1:-1]
    number = DOMAINS.index(domain)
    for telling in wanted:
        bank = phrases().subjects[number][TELLINGS.index(telling)]
        for situation, options in enumerate(bank):
            if phrases().ages[number][situation // len(HOMES)]:
                assert len(options) >= 3, (telling, situation)


def test_every_section_names_a_bank_that_can_open_it_in_every_situation():
    for shape in shapes():
        assert len(shape.sections) <= MOST_SECTIONS
        for section in shape.sections:
            for name in (*section.opens, *section.later_opens):
                assert all(len(options) >= 3 for options in phrases().fillers[name])
            for name in (section.filler, section.or_else):
                assert name is None or name in phrases().fillers


def test_every_document_has_a_place_for_every_subject_once():
    for shape in shapes():
        places = [subject for section in shape.sections for subject in section.subjects]
        assert sorted(places) == list(range(len(DOMAINS)))


def test_every_situation_occurs_and_every_slot_has_a_word_in_it():
    assert sorted(_situations()) == list(range(len(AGE_GROUPS) * len(HOMES)))
    for bank in _all_banks():
        for situation, words in _situations().items():
            for phrase in bank[situation]:
                for number in (0, 1, 2**28 - 1):
                    assert not set("{}%") & set(phrase.say(number, words))


def test_a_phrase_is_in_english_that_joins():
    text = " ".join(write(made_up_facts(900), seed=8).notes["text"])
    assert not re.findall(r"  |\b(?:the the|a the|a an|an a|in in|to to|of of)\b| [,.;:]", text)
    assert not re.findall(r"\ba (?!one)[aeio]\w+|\ban [bcdfgjklmnpqrstvwxyz]\w+", text)


def test_banks_call_no_one_names():
    said = " ".join(text for phrase in _all_phrases() for part in phrase.parts for text in part)
    tokens = set(re.findall(r"[a-z-]+", said.lower()))
    assert not tokens & set(UNKIND)


@pytest.mark.parametrize("text", ["one [two", "one [two [three]]", "50% of"])
def test_a_phrase_that_cannot_be_said_is_refused(text):
    with pytest.raises(SecondLookError, match=re.escape(text)):
        compiled(text)


def test_a_number_picks_each_wording_once():
    phrase = compiled("[one|two] {child} [a|b|c]")
    said = {phrase.say(number, {"child": "Tavalin"}) for number in range(6)}
    assert len(said) == 6 == phrase.variants


def test_invented_names_do_not_repeat_and_are_not_common_names():
    names = [lexicon.name(number) for number in range(30_000)]
    assert len(set(names)) > 29_900
    assert not set(names) & set(COMMON_NAMES)


def test_ages_of_the_banks_are_ages_of_the_facts():
    assert list(AGE_GROUPS.values()) == sorted(AGE_GROUPS.values())


def test_authors_differ_and_none_depends_on_another():
    many = made_up_facts(100)["author"].to_numpy()
    together, alone = styles(many, seed=9), styles(many[:1], seed=9)
    assert together[int(many[0])] == alone[int(many[0])]
    assert len({style.verbosity for style in together.values()}) == len(together)


def test_every_referral_source_has_words():
    assert {"1A", "2A", "3A", "4", "5A", "6", "7", "8", "9", "10", ""} <= set(phrases().sources)
