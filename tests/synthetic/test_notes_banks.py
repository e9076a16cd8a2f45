"""The phrase banks: complete, sayable at every age, and kind."""

import re

import pytest
from notes_facts import made_up_facts

from helpers.errors import SecondLookError
from helpers.synthetic.notes import lexicon
from helpers.synthetic.notes.documents import MOST_SECTIONS, shapes
from helpers.synthetic.notes.domains import CONCERNS, DOMAINS
from helpers.synthetic.notes.facts import AGE_GROUPS, from_frame
from helpers.synthetic.notes.phrases import POLARITY_BANKS, compiled, phrases
from helpers.synthetic.notes.slots import words
from helpers.synthetic.notes.styles import settings, styles

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


def _all_phrases():
    for domain in DOMAINS:
        for bank in phrases().subjects[domain].values():
            for group in bank:
                yield from group
    for bank in phrases().fillers.values():
        for group in bank:
            yield from group


@pytest.mark.parametrize("domain", DOMAINS)
def test_each_subject_can_be_told_in_every_way_at_every_age_it_has(domain):
    wanted = POLARITY_BANKS if domain in CONCERNS else POLARITY_BANKS[:-1]
    for name in wanted:
        for group, speaks in enumerate(phrases().ages[domain]):
            if speaks:
                assert len(phrases().subjects[domain][name][group]) >= 3, (name, group)


def test_every_section_names_a_bank_that_can_open_it_at_every_age():
    for shape in shapes():
        assert len(shape.sections) <= MOST_SECTIONS
        for section in shape.sections:
            for name in (*section.opens, *section.later_opens):
                assert all(len(group) >= 3 for group in phrases().fillers[name])
            for name in (section.filler, section.or_else):
                assert name is None or name in phrases().fillers


def test_every_document_has_a_place_for_every_subject_once():
    for shape in shapes():
        places = [subject for section in shape.sections for subject in section.subjects]
        assert sorted(places) == list(range(len(DOMAINS)))


def test_every_slot_has_a_word_for_every_child():
    facts = from_frame(made_up_facts(60), seed=4)
    for filled in words(facts, styles(facts.author, seed=4)):
        for phrase in _all_phrases():
            for number in (0, 1, 2**28 - 1):
                assert "{" not in phrase.say(number, filled)


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
    assert len(set(names[:9_000])) == 9_000
    assert not set(names) & set(COMMON_NAMES)


def test_ages_of_the_banks_are_ages_of_the_facts():
    assert list(AGE_GROUPS.values()) == sorted(AGE_GROUPS.values())


def test_authors_differ_and_none_depends_on_another():
    many = made_up_facts(100)["author"].to_numpy()
    together, alone = styles(many, seed=9), styles(many[:1], seed=9)
    assert together[int(many[0])] == alone[int(many[0])]
    assert len({style.verbosity for style in together.values()}) == len(together)


def test_every_referral_source_has_words():
    assert {"1A", "2A", "3A", "4", "5A", "6", "7", "8", "9", "10", ""} <= set(settings()["sources"])
