import re

import numpy as np
import pandas as pd
import pytest

from helpers.features.vulnerabilities import HOW_MANY, groups, vulnerabilities


def found(text):
    (row,) = vulnerabilities(pd.Series([text], dtype="string")).to_dict("records")
    return {group for group, mark in row.items() if mark and group != HOW_MANY}


def test_there_are_the_27_groups_of_the_study():
    assert len(groups()) == 27


def test_no_phrase_stands_twice_in_a_group():
    assert all(len(set(phrases)) == len(phrases) for phrases in groups().values())


def test_phrases_are_lower_case_words_with_a_star_at_most_at_the_end_of_one():
    shape = re.compile(r"[a-z']+\*?( [a-z']+\*?)*")
    assert [p for phrases in groups().values() for p in phrases if not shape.fullmatch(p)] == []


@pytest.mark.parametrize("group", groups())
def test_each_phrase_finds_its_own_group(group):
    assert all(group in found(f"Mum spoke of {p.replace('*', 's')}.") for p in groups()[group])


@pytest.mark.parametrize(
    "text", ["FOOD BANK", "food-bank", "food\nbank", "foodbanks", "Food  bank."]
)
def test_case_hyphens_line_ends_and_endings_make_no_difference(text):
    assert found(text) == {"food poverty"}


def test_a_curled_apostrophe_is_one():
    assert "domestic abuse or conflict between parents" in found("Women\u2019s Aid rang")


def test_a_phrase_inside_another_word_is_not_found():
    assert found("a pruned hedge and an abacus") == set()
    assert found("Drewdrugged") == set()


def test_whether_a_phrase_is_negated_is_not_looked_at():
    assert found("no concerns about alcohol") == {"substance misuse"}


def test_the_groups_found_are_counted():
    flags = vulnerabilities(pd.Series(["asylum and alcohol, then alcohol again"], dtype="string"))
    assert flags[HOW_MANY].tolist() == [2]


def test_texts_keep_their_index_and_empty_ones_have_no_flags():
    texts = pd.Series(["", None, "a", " \n\n "], index=[7, 3, 5, 1], dtype="string")
    flags = vulnerabilities(texts)
    assert flags.index.tolist() == [7, 3, 5, 1]
    assert not flags.to_numpy().any()


def test_no_texts_at_all_give_no_rows_but_every_column():
    flags = vulnerabilities(pd.Series([], dtype="string"))
    assert flags.shape == (0, 28)
    assert (flags.dtypes == np.uint8).all()
