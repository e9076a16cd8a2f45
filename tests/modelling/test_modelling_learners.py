import numpy as np
import pytest
from made_up_cohorts import cohort
from sklearn.ensemble import HistGradientBoostingClassifier
from sklearn.tree import DecisionTreeClassifier

from helpers.modelling import boosting
from helpers.modelling.learners import LEARNERS
from helpers.modelling.material import CannotLearn

ALGORITHMS = tuple(LEARNERS)


def columns_and_outcomes(rows=500):
    material = cohort(rows)
    return np.nan_to_num(material.structured), material.followed


def test_trees_are_bit_equal_to_plain_fits():
    columns, followed = columns_and_outcomes()
    drawn = LEARNERS["decision_tree"].draw(6, 1)
    found = LEARNERS["decision_tree"].score(drawn, columns, followed, columns, 3)
    for number, one in enumerate(drawn):
        plain = DecisionTreeClassifier(**one, random_state=3).fit(columns, followed)
        assert (found[:, number] == plain.predict_proba(columns)[:, 1]).all()


def test_boosting_is_bit_equal_to_plain_fits():
    columns, followed = columns_and_outcomes()
    drawn = LEARNERS["gradient_boosting"].draw(8, 1)
    found = LEARNERS["gradient_boosting"].score(drawn, columns, followed, columns, 3)
    for number, one in enumerate(drawn):
        plain = HistGradientBoostingClassifier(
            max_iter=one["trees"],
            max_depth=one["max_depth"],
            max_features=one["max_features"],
            max_bins=64,
            max_leaf_nodes=boosting.MOST_LEAVES,
            early_stopping=False,
            random_state=3,
        ).fit(columns, followed)
        assert (found[:, number] == plain.predict_proba(columns)[:, 1]).all()


@pytest.mark.parametrize("name", ALGORITHMS)
def test_columns_in_any_order_of_memory_are_read_alike(name):
    columns, followed = columns_and_outcomes()
    drawn = LEARNERS[name].draw(2, 1)
    turned = np.asfortranarray(columns)
    assert LEARNERS[name].score(drawn, columns, followed, columns, 3) == pytest.approx(
        LEARNERS[name].score(drawn, turned, followed, turned, 3)
    )


@pytest.mark.parametrize("name", ALGORITHMS)
def test_decisions_that_all_went_the_same_way_are_refused(name):
    columns, followed = columns_and_outcomes(60)
    drawn = LEARNERS[name].draw(2, 1)
    with pytest.raises(CannotLearn):
        LEARNERS[name].score(drawn, columns, np.zeros_like(followed), columns, 3)


@pytest.mark.parametrize("name", ALGORITHMS)
def test_the_column_that_tells_most_has_the_largest_weight(name):
    columns, followed = columns_and_outcomes(1500)
    fitted = LEARNERS[name].fit(LEARNERS[name].draw(3, 1), columns, followed, 3)
    assert (np.abs(fitted.weights()).argmax(axis=1) == 0).all()


@pytest.mark.parametrize("name", ["decision_tree", "gradient_boosting"])
def test_shares_of_what_splits_gained_add_up_to_one(name):
    columns, followed = columns_and_outcomes()
    fitted = LEARNERS[name].fit(LEARNERS[name].draw(3, 1), columns, followed, 3)
    assert fitted.weights().sum(axis=1) == pytest.approx(1)
