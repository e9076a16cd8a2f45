from dataclasses import replace

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from made_up_cohorts import cohort, text, without_words
from sklearn.feature_extraction.text import TfidfTransformer

from helpers.modelling.bag import FEWEST, BagOfWords, most_telling
from helpers.modelling.prepare import TextPlan, prepare
from helpers.modelling.weights import weigh
from helpers.modelling.words import count_words

PLAN = TextPlan(kind="words", most_words=10)
TRAINING, OTHERS = np.arange(600), np.arange(600, 900)


def test_no_gaps_are_left():
    material = cohort()
    assert np.isfinite(prepare(material, TRAINING, PLAN).apply(material, OTHERS)).all()


def test_gaps_are_filled_with_the_training_median_and_marked():
    material = without_words(cohort())
    prepared = prepare(material, TRAINING, PLAN).apply(material, OTHERS)
    gaps = np.isnan(material.structured[OTHERS, 0])
    median = np.nanmedian(material.structured[TRAINING, 0])
    assert (prepared[gaps, 0] == np.float32(median)).all()
    assert (prepared[:, 6] == gaps).all()


def test_columns_that_say_the_same_of_everybody_in_training_are_dropped():
    material = without_words(cohort())
    structured = material.structured.copy()
    structured[:, 2] = 7
    structured[700, 2] = 8
    structured[:, 3] = np.nan
    narrow = prepare(replace(material, structured=structured), TRAINING, PLAN)
    assert narrow.kept.tolist() == [0, 1, 4, 5]


def test_what_is_learnt_does_not_depend_on_who_is_held_out():
    material = cohort()
    changed = material.structured.copy()
    changed[OTHERS] = 99
    turned = material.followed.copy()
    turned[OTHERS] = ~turned[OTHERS]
    first = prepare(material, TRAINING, PLAN)
    second = prepare(replace(material, structured=changed, followed=turned), TRAINING, PLAN)
    assert (first.medians == second.medians).all()
    assert first.names == second.names


@pytest.mark.parametrize("kind", ["none", "study", "words"])
def test_each_prepared_column_has_a_name_of_its_own_and_a_family(kind):
    material = cohort(300)
    two = (*material.texts, replace(material.texts[0], kind="earlier"))
    preparation = prepare(replace(material, texts=two), np.arange(200), TextPlan(kind=kind))
    columns = preparation.apply(replace(material, texts=two), np.arange(200, 300))
    assert len(set(preparation.names)) == len(preparation.families) == columns.shape[1]
    notes = {"notes: current", "notes: earlier"} if kind != "none" else set()
    assert set(preparation.families) == {"contacts"} | notes


def test_names_tell_records_gaps_and_words_apart():
    names = prepare(cohort(), TRAINING, PLAN).names
    assert names[0] == "structured: contacts_0"
    assert names[6] == "structured: contacts_0 (missing)"
    assert "words current: worried" in names


def test_notes_are_not_read_unless_they_are_asked_for():
    material = cohort()
    plain = prepare(material, TRAINING, TextPlan())
    assert plain.names == prepare(without_words(material), TRAINING, PLAN).names


def test_the_words_that_tell_most_are_chosen():
    material = cohort()
    words = material.texts[0].words
    chosen = most_telling(words, TRAINING, followed=material.followed, most=2)
    assert sorted(words.terms[column] for column in chosen) == ["settled", "worried"]


@pytest.mark.parametrize(("held", "chosen"), [(10 * FEWEST - 1, []), (10 * FEWEST, ["worried"])])
def test_words_for_which_chance_would_give_too_few_documents_are_not_chosen(held, chosen):
    """The outcome follows one decision in ten, so that ten times the fewest are enough."""
    texts = ["worried"] * held + [""] * (200 - held) + ["worried"] * 50
    followed = np.arange(250) < 20
    words = count_words(texts)
    found = most_telling(words, np.arange(200), followed=followed, most=10)
    assert [words.terms[column] for column in found] == chosen


@settings(max_examples=25, deadline=None)
@given(st.lists(st.sampled_from(["zebra", "zebra calm", "calm"]), min_size=20, max_size=20))
def test_a_word_that_only_others_have_has_no_weight(others):
    """Whatever notes of others hold, taking the word out of them changes nothing that is prepared."""
    training = ["calm", "worried", "worried sleep", ""] * 15
    followed = np.arange(80) % 3 == 0
    after = []
    for texts in (training + others, training + [one.replace("zebra", "") for one in others]):
        notes = text(texts)
        reader = BagOfWords.learnt(notes, np.arange(60), followed=followed, most=10)
        after.append(reader.apply(notes, np.arange(60, 80)))
        assert not any("zebra" in name for name in reader.names)
    assert np.array_equal(*after)


@pytest.mark.parametrize("sublinear", [True, False])
def test_weights_agree_with_scikit_learn(sublinear):
    words = count_words(["worried at school, worried", "calm at school", "sleep and play"] * 7)
    every = np.arange(21)
    weights = weigh(words, every, chosen=np.arange(len(words.terms)), sublinear=sublinear)
    expected = TfidfTransformer(sublinear_tf=sublinear).fit_transform(words.counts).toarray()
    assert weights.apply(words, every) == pytest.approx(expected, abs=1e-6)


@pytest.mark.parametrize("notes", ["", "a", "1 2 3"])
def test_notes_without_words_leave_the_records_alone(notes):
    material = replace(cohort(), texts=(text([notes] * 900),))
    assert prepare(material, TRAINING, PLAN).names == prepare(material, TRAINING, TextPlan()).names
