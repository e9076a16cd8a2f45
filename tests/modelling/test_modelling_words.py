import numpy as np
import pytest
from sklearn.feature_extraction.text import TfidfTransformer

from helpers.modelling.words import count_words, learn_word_weights

TEXTS = ["worried about sleep", "calm at school", "worried at school", "sleep and play"] * 5
EVERY = np.arange(20)


def test_words_are_counted_in_lower_case_without_numbers_or_common_words():
    words = count_words(["The Nursery called 12 times, nursery again"] * 5)
    found = dict(zip(words.terms, words.counts.toarray()[0].tolist(), strict=True))
    assert found == {"called": 1, "nursery": 2, "times": 1}


def test_words_in_fewer_than_five_documents_are_left_out():
    words = count_words(["nursery"] * 5 + ["zebra"] * 4)
    assert words.terms == ("nursery",)


@pytest.mark.parametrize("texts", [["", "", ""], ["1", "2", "3"]])
def test_texts_without_words_have_none(texts):
    words = count_words(texts)
    assert words.counts.shape == (3, 0)
    assert learn_word_weights(words, np.arange(3), 10).apply(words, np.arange(3)).shape == (3, 0)


def test_a_word_that_no_training_document_holds_is_not_chosen():
    texts = ["calm day", "worried day", "calm night"] * 5 + ["zebra"] * 6
    words = count_words(texts)
    weights = learn_word_weights(words, np.arange(15), 10)
    assert "zebra" not in {words.terms[column] for column in weights.columns}


def test_a_word_in_more_than_half_of_the_documents_is_not_chosen():
    words = count_words(["form calm", "form worried", "form sleep"] * 5)
    weights = learn_word_weights(words, np.arange(15), 10)
    assert [words.terms[column] for column in weights.columns] == ["calm", "sleep", "worried"]


def test_no_more_words_are_chosen_than_allowed_and_the_most_common_first():
    words = count_words(["calm", "calm sleep", "worried", "worried", "play"] * 6)
    weights = learn_word_weights(words, np.arange(30), 2)
    assert [words.terms[column] for column in weights.columns] == ["calm", "worried"]


def test_weights_agree_with_scikit_learn():
    words = count_words(TEXTS)
    weights = learn_word_weights(words, EVERY, 100)
    chosen = words.counts[:, weights.columns]
    expected = TfidfTransformer().fit_transform(chosen).toarray()
    assert weights.apply(words, EVERY) == pytest.approx(expected, abs=1e-6)
