import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from sklearn.feature_extraction.text import CountVectorizer

from helpers.modelling.words import count_words


def counted(words, row=0):
    found = words.counts[[row]].toarray()[0]
    return {term: n for term, n in zip(words.terms, found.tolist(), strict=True) if n}


def singles(words, row=0):
    return {term: n for term, n in counted(words, row).items() if " " not in term}


def test_words_are_counted_in_lower_case_without_numbers_and_letters():
    words = count_words(["The Nursery called 12 times, a nursery again"] * 5)
    assert singles(words) == {"the": 1, "nursery": 2, "called": 1, "times": 1, "again": 1}


def test_words_in_fewer_than_five_documents_are_left_out():
    assert count_words(["nursery"] * 5 + ["zebra"] * 4).terms == ("nursery",)


def test_pairs_of_neighbouring_words_are_counted():
    words = count_words(["No concerns about sleep"] * 20)
    assert words.terms == (
        "about", "about sleep", "concerns", "concerns about", "no", "no concerns", "sleep",
    )  # fmt: skip


def test_pairs_in_fewer_than_twenty_documents_are_left_out():
    assert count_words(["no concerns"] * 19).terms == ("concerns", "no")


@pytest.mark.parametrize("between", [". ", "; ", "\n- ", "\n\n"])
def test_no_pair_stands_across_sentences_bullets_or_passages(between):
    assert "calm worried" not in count_words([f"calm{between}worried"] * 20).terms


def test_an_apostrophe_stands_inside_a_word_straight_or_curled():
    assert count_words(["didn't", "didn\u2019t"] * 5).terms == ("didn't",)


def test_a_passage_that_comes_back_counts_each_time():
    words = count_words(["calm day\n\nworried", "worried\n\ncalm day\n\nworried", "calm day"] * 10)
    assert counted(words, 1) == {"calm": 1, "calm day": 1, "day": 1, "worried": 2}


@pytest.mark.parametrize(
    "texts", [[], ["", "", ""], ["1", "2", "3"], ["a", "b", "c"], ["\n\n", "."]]
)
def test_texts_without_words_have_none(texts):
    assert count_words(texts).counts.shape == (len(texts), 0)


WORDS = st.sampled_from(["no", "concerns", "sleep", "worried", "mum", "school"])


@settings(max_examples=30, deadline=None)
@given(st.lists(st.lists(WORDS, max_size=8).map(" ".join), min_size=1, max_size=12))
def test_words_and_pairs_are_counted_as_scikit_learn_counts_them(texts):
    texts = [*texts, "no concerns"] * 20
    words = count_words(texts)
    theirs = CountVectorizer(ngram_range=(1, 2))
    expected = theirs.fit_transform(texts).toarray()
    assert words.terms == tuple(theirs.get_feature_names_out())
    assert np.array_equal(words.counts.toarray(), expected)
