import numpy as np
import pandas as pd
import pytest
from hypothesis import given
from hypothesis import strategies as st

from helpers.evaluation.groups.members import MOST_GROUPS, Standing, members, standing

SEX = np.array(["male", "female", "male", "female"])
AGE = np.array(["b", "a", "c", "a"])


def names(found):
    return [(one.attribute, one.group) for one in found]


def labels(*values):
    return np.array(values, dtype=object)


def test_everybody_comes_first_then_groups_by_attribute_then_pairs_that_somebody_is_in():
    found = members(4, {"sex": SEX, "age": AGE}, pairs=True)
    assert names(found) == [
        ("", ""),
        ("sex", "female"),
        ("sex", "male"),
        ("age", "a"),
        ("age", "b"),
        ("age", "c"),
        ("sex and age", "female, a"),
        ("sex and age", "male, b"),
        ("sex and age", "male, c"),
    ]
    assert found[0].rows.all()
    assert found[6].rows.tolist() == [False, True, False, True]


def test_without_pairs_there_are_none():
    assert len(members(4, {"sex": SEX, "age": AGE}, pairs=False)) == 6


@pytest.mark.parametrize("missing", [None, np.nan, pd.NA, "", " ", "not yet recorded"])
def test_those_whose_group_is_missing_are_a_group_of_their_own_and_stand_last(missing):
    found = members(3, {"sex": labels("zzz", missing, "aaa")}, pairs=False)
    assert names(found)[1:] == [("sex", "aaa"), ("sex", "zzz"), ("sex", "not yet recorded")]
    assert found[-1].rows.tolist() == [False, True, False]


@pytest.mark.parametrize(
    ("groups", "expected"),
    [
        (SEX, Standing.ASKED),
        (labels("male", None), Standing.ASKED),
        (labels("male", "male"), Standing.ONE_LEVEL),
        (labels(None, ""), Standing.ALL_MISSING),
        (labels(), Standing.ALL_MISSING),
        (labels(*range(MOST_GROUPS)), Standing.ASKED),
        (labels(*range(MOST_GROUPS + 1)), Standing.TOO_MANY_LEVELS),
        (labels(*range(500)), Standing.TOO_MANY_LEVELS),
    ],
)
def test_an_attribute_says_whether_it_can_be_asked_about(groups, expected):
    assert standing(groups) is expected


def test_an_attribute_that_cannot_be_asked_has_no_groups():
    attributes = {"same": labels("x", "x"), "missing": labels(None, None), "sex": SEX[:2]}
    assert names(members(2, attributes, pairs=True)) == [
        ("", ""),
        ("sex", "female"),
        ("sex", "male"),
    ]


def test_an_attribute_without_a_label_for_each_decision_is_refused():
    with pytest.raises(ValueError, match="'sex' has 4 labels for 3 decisions"):
        members(3, {"sex": SEX}, pairs=False)


@given(st.lists(st.tuples(st.sampled_from("abc"), st.sampled_from("xyz")), max_size=30))
def test_every_decision_is_in_one_group_of_each_attribute_and_in_one_pair(rows):
    attributes = {
        name: labels(*(row[at] for row in rows)) for at, name in enumerate(("one", "other"))
    }
    by_attribute = {}
    for one in members(len(rows), attributes, pairs=True)[1:]:
        by_attribute.setdefault(one.attribute, []).append(one.rows)
    assert all((np.sum(groups, axis=0) == 1).all() for groups in by_attribute.values())
