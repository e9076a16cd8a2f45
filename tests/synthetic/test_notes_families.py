"""What brothers and sisters share in their notes, and what no note gainsays."""

import re
from itertools import pairwise

import numpy as np
import pandas as pd
import pytest
from notes_facts import made_up_facts

from helpers.synthetic.notes import write
from helpers.synthetic.notes.household import HOMES, SHARED, household, shared_word

FACTS = made_up_facts(900, children=120, seed=21)
WRITTEN = write(FACTS, seed=6)
TEXTS = WRITTEN.notes["text"]


def _found(pattern):
    """Return what a pattern finds in the notes, with the child and family of each note."""
    found = TEXTS.str.extractall(pattern)[0].dropna().reset_index(level=1, drop=True)
    return FACTS.loc[found.index, ["child_id", "family"]].assign(found=found.to_numpy())


def test_a_family_has_one_surname_and_one_carer_by_name():
    carers = _found(
        r"[Ll]ives w(?:ith|/) (?:Mum|Dad|Nan|Auntie|mother|father|grandmother|aunt), (\w+ \w+), on"
    )
    assert carers.groupby("family")["found"].nunique().max() == 1
    assert carers.groupby("family")["child_id"].nunique().max() == 2
    assert carers["found"].nunique() > 20


def test_a_family_has_one_street():
    streets = _found(r" on (\w+ (?:Fold|Rise|Garth|Row|Walk|Lane|Close|Drive|Court|Hill|Parade))\b")
    assert streets.groupby("family")["found"].nunique().max() == 1
    assert streets["found"].nunique() > 10


def test_brothers_and_sisters_have_names_of_their_own():
    names = _found(r"About \w+|[Aa]bout (\w+) \w+, aged|re (\w+) \w+, aged")
    assert names.groupby("child_id")["found"].nunique().max() == 1
    both = names.groupby("family").filter(lambda family: family["child_id"].nunique() == 2)
    assert (both.groupby("family")["found"].nunique() == 2).mean() > 0.95


@pytest.mark.parametrize("slot", sorted(SHARED))
def test_what_a_family_shares_is_the_same_before_and_after_birth_and_whoever_writes(slot):
    births = (True,) if "relative" in slot else (True, False)  # a mother has her own relatives
    words = {
        shared_word(slot, 99, household(99, formal=formal, born=born))
        for formal in (True, False)
        for born in births
    }
    assert len(words) == 1


def test_households_vary_as_published():
    homes = [household(number, formal=False, born=True) for number in range(4000)]
    kinds = pd.Series([home.words["parent"] for home in homes]).value_counts(normalize=True)
    assert abs(kinds["Mum"] - 0.777) < 0.03
    assert abs(kinds["Dad"] - 0.143) < 0.03
    assert {"Nan", "Auntie"} < set(kinds.index)
    others = {home.words["other_parent"] for home in homes}
    assert {"Mama", "Papa"} < others
    assert len({home.home for home in homes}) == len(HOMES)


def test_no_relative_is_the_carer_or_lives_there_already():
    for number in range(1500):
        home = household(number, formal=True, born=True)
        adults = {home.words["parent"], home.words["other_parent"], home.words["partner"]}
        for slot in ("relative", "other_relative"):
            assert shared_word(slot, number, home).split()[0] not in adults


def test_a_note_tells_of_one_household():
    together = (
        r"(?:\(at home\)|lives at home|, (?:Dad|Mum|Mama|Papa|father|mother|other \w+) and \w+;)"
    )
    apart = r"(?:lives elsewhere|is the one adult at home|ex-partner|'s partner)"
    telling = pd.DataFrame(
        {"together": TEXTS.str.contains(together), "apart": TEXTS.str.contains(apart)}
    )
    assert telling["together"].any()
    assert telling["apart"].any()
    assert not telling.all(axis=1).any()
    by_family = telling.groupby(FACTS["family"]).any()
    assert not by_family.all(axis=1).any()


def test_a_note_tells_of_one_age():
    copied = WRITTEN.spans.loc[WRITTEN.spans["copied"], "note"].unique()
    for note in np.setdiff1d(np.arange(len(TEXTS)), copied):
        assert len(set(re.findall(r"aged \d+", TEXTS[note]))) <= 1


def test_a_review_follows_on_from_the_initial_conference():
    facts = made_up_facts(4, children=1, seed=2).assign(
        document=["initial conference", "review conference", "review conference", "contact"],
        start=pd.to_datetime(["2020-01-06", "2020-04-06", "2020-10-06", "2020-12-01"]),
        age_years=[4.0, 4.25, 4.75, 4.9],
        author=3,
    )
    seen = set()
    for seed in range(60):
        texts = write(facts, seed=seed).notes["text"]
        day = re.search(r", (.*)", texts[0].splitlines()[1])[1]
        openings = [text for text in texts[1:3] if f"the initial conference of {day}" in text]
        seen |= {
            word
            for text in texts[1:3]
            for word in ("first review", "second review")
            if word in text
        }
        assert len(openings) >= 1
    assert seen == {"first review", "second review"}


def test_trouble_in_a_subject_keeps_out_what_would_gainsay_it():
    facts = made_up_facts(500, children=10**6, seed=4, document="assessment").assign(age_years=9.0)
    written = write(facts, seed=2)
    out = written.spans[
        (written.spans["domain"] == "attendance") & (written.spans["polarity"] == "present")
    ]
    games = written.notes["text"].str.contains(r"At break|In the playground|Before the bell")
    told = out.loc[~out["copied"], "note"].unique()
    assert games.any()
    assert not games[told].any()


def test_the_dates_of_one_note_stand_in_one_form():
    forms = [r"\b\d\d/\d\d/\d{4}", r"\b\d{1,2}\.\d{1,2}\.\d\d\b", r"\b\d{1,2} [A-Z][a-z]{2}\b"]
    copied = set(WRITTEN.spans.loc[WRITTEN.spans["copied"], "note"])
    for note, text in enumerate(TEXTS):
        if note not in copied:
            assert sum(bool(re.search(form, text)) for form in forms) <= 1


def test_no_sentence_stands_twice_running():
    for text in TEXTS:
        sentences = re.split(r"(?<=[.?!])\s+", text)
        assert not any(first == second for first, second in pairwise(sentences))
