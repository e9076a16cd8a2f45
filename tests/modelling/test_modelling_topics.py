from dataclasses import replace

import numpy as np
import pytest
from made_up_cohorts import cohort, text

from helpers.modelling.prepare import TextPlan, prepare
from helpers.modelling.topics import StudyText
from helpers.modelling.words import count_words

STUDY = TextPlan(kind="study")
TRAINING, OTHERS = np.arange(200), np.arange(200, 300)


@pytest.fixture(scope="module")
def material():
    return cohort(300)


@pytest.fixture(scope="module")
def learnt(material):
    return StudyText.learnt(material.texts[0], TRAINING, few_words=30, topics=4, seed=1)


def test_shares_of_the_topics_add_up_to_one(material, learnt):
    shares = learnt.apply(material.texts[0], OTHERS)[:, -4:]
    assert shares.sum(axis=1) == pytest.approx(1, abs=1e-5)


def test_flags_come_first_and_those_nobody_has_are_left_out(material, learnt):
    assert learnt.names[:2] == ("flag current: worry", learnt.names[1])
    assert not any("nothing" in name for name in learnt.names)
    columns = learnt.apply(material.texts[0], OTHERS)
    assert np.array_equal(columns[:, 0], material.texts[0].flags[OTHERS, 0])


def test_no_more_than_the_few_words_count_none_of_them_a_pair(material):
    few = StudyText.learnt(material.texts[0], TRAINING, few_words=3, topics=2, seed=1).few
    assert len(few.terms) == 3
    assert not any(" " in term for term in few.terms)


def test_common_english_words_and_words_of_the_forms_are_left_out():
    notes = text(["the referral of worried", "and the child", "calm", "sleep"] * 20)
    few = StudyText.learnt(notes, np.arange(80), few_words=30, topics=2, seed=1).few
    assert few.terms == ("calm", "sleep", "worried")


def test_topics_are_the_same_for_the_same_seed(material, learnt):
    again = StudyText.learnt(material.texts[0], TRAINING, few_words=30, topics=4, seed=1)
    one, two = (reader.apply(material.texts[0], OTHERS) for reader in (learnt, again))
    assert np.array_equal(one, two)


def test_what_is_learnt_does_not_depend_on_the_notes_of_others(material, learnt):
    """The same notes in training; everybody else's are changed, with the vocabulary kept."""
    words = material.texts[0].words
    counts = words.counts.tolil()
    counts[200:] = 1
    changed = replace(
        material.texts[0],
        words=replace(words, counts=counts.tocsr()),
        flags=material.texts[0].flags * 0,
    )
    changed.flags[:200] = material.texts[0].flags[:200]
    again = StudyText.learnt(changed, TRAINING, few_words=30, topics=4, seed=1)
    one, two = (reader.apply(material.texts[0], OTHERS) for reader in (learnt, again))
    assert np.array_equal(one, two)


@pytest.mark.parametrize("notes", ["", "a", "the"])
def test_notes_that_say_nothing_leave_the_records_alone(material, notes):
    empty = replace(material, texts=(text([notes] * 300),))
    assert prepare(empty, TRAINING, STUDY).names == prepare(empty, TRAINING, TextPlan()).names


def test_a_decision_without_notes_has_equal_shares_and_no_words(material):
    notes = replace(material.texts[0], words=count_words(["worried", "calm"] * 125 + [""] * 50))
    reader = StudyText.learnt(notes, TRAINING, few_words=30, topics=4, seed=1)
    assert np.isfinite(reader.apply(notes, np.arange(250, 300))).all()
