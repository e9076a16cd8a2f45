from dataclasses import replace

import numpy as np
import pytest
from made_up_cohorts import cohort, without_words

from helpers.errors import SecondLookError
from helpers.modelling import explain, splits
from helpers.modelling.learners import LEARNERS
from helpers.modelling.prepare import TextPlan

ALGORITHMS = tuple(LEARNERS)
FAMILIES = ("first", "first", "planted", "last", "last", "last")
PLANTED = 2


def planted(name, rows=1200):
    """Made-up decisions of which one column alone tells anything, and a model of them."""
    chance = np.random.default_rng(4)
    columns = chance.normal(size=(rows, len(FAMILIES))).astype(np.float32)
    followed = chance.random(rows) < 1 / (1 + np.exp(2.5 - 2 * columns[:, PLANTED]))
    learner = LEARNERS[name]
    return learner.fit(learner.draw(1, 2), columns, followed, 1), columns, followed


def explained(material, *, algorithm="logistic_regression", thinned=False):
    split = splits.all_cases(
        material.followed, material.family, held_out=0.4, folds=2, validation=0.2, seed=1
    )
    settings = LEARNERS[algorithm].draw(1, 1)[0]
    if algorithm == "logistic_regression":
        settings = {"C": 0.1, "penalty": "L2"}
    return explain.explain(
        material,
        split,
        algorithm=algorithm,
        settings=settings,
        text=TextPlan(kind="words", most_words=50),
        thinned=thinned,
        machine_seed=1,
    )


@pytest.mark.parametrize("name", ALGORITHMS)
def test_shuffling_the_planted_column_loses_most(name):
    fitted, columns, followed = planted(name)
    lost = explain.shuffled(fitted, columns, followed, families=FAMILIES, seed=1)
    assert lost[0].family == "planted"
    assert lost[0].mean > 10 * lost[0].deviation > 0


@pytest.mark.parametrize("name", ALGORITHMS)
def test_the_planted_column_contributes_most(name):
    fitted, _, _ = planted(name)
    found = explain.contributions(fitted.weights()[0], families=FAMILIES)
    assert found[0].family == "planted"
    assert found[0].share > 0.5


@pytest.mark.parametrize("name", ALGORITHMS)
def test_shares_add_up_to_one(name):
    fitted, _, _ = planted(name)
    found = explain.contributions(fitted.weights()[0], families=FAMILIES)
    assert sum(one.share for one in found) == pytest.approx(1)


def test_a_family_that_counts_for_nothing_loses_nothing():
    fitted, columns, followed = planted("logistic_regression")
    idle = replace(fitted, coefficients=fitted.coefficients * (np.arange(6) == PLANTED))
    lost = explain.shuffled(idle, columns, followed, families=FAMILIES, seed=1)
    assert [(one.mean, one.deviation) for one in lost[1:]] == [(0, 0), (0, 0)]


def test_families_are_shuffled_with_all_their_columns():
    fitted, columns, followed = planted("decision_tree")
    lost = explain.shuffled(fitted, columns, followed, families=FAMILIES, seed=1)
    assert {one.family: one.columns for one in lost} == {"first": 2, "planted": 1, "last": 3}


def test_shuffling_leaves_the_decisions_as_they_were():
    fitted, columns, followed = planted("decision_tree")
    before = columns.copy()
    explain.shuffled(fitted, columns, followed, families=FAMILIES, seed=1)
    assert (columns == before).all()


def test_one_shuffle_has_no_spread_and_is_refused():
    fitted, columns, followed = planted("decision_tree")
    with pytest.raises(SecondLookError, match="two shuffles"):
        explain.shuffled(fitted, columns, followed, families=FAMILIES, seed=1, shuffles=1)


def test_a_model_that_reads_no_column_has_no_contributions():
    found = explain.contributions(np.zeros(6), families=FAMILIES)
    assert [one.share for one in found] == [0, 0, 0]


def test_a_word_in_the_documents_of_few_families_is_never_named():
    family = np.arange(40) // 2
    columns = np.zeros((40, 2), dtype=np.float32)
    columns[:18, 0] = 1  # nine families, each twice
    columns[:20, 1] = 1
    found = explain.words(
        np.array([5.0, 1.0]), columns, names=["words current: a", "words current: b"], family=family
    )
    assert [(one.name, one.families) for one in found] == [("words current: b", 10)]


def test_only_words_are_named():
    columns = np.ones((30, 2), dtype=np.float32)
    found = explain.words(
        np.array([5.0, -1.0]),
        columns,
        names=["structured: contacts", "words current: b"],
        family=np.arange(30),
    )
    assert [(one.name, one.weight) for one in found] == [("words current: b", -1.0)]


def test_the_word_that_tells_something_is_named_first():
    found = explained(cohort(1500))
    assert found.words[0].name in ("words current: worried", "words current: settled")


def test_what_is_lost_is_told_for_records_and_for_notes():
    found = explained(cohort(1500))
    assert {one.family for one in found.lost} == {"contacts", "notes: current"}


def test_average_precision_is_told_with_nothing_shuffled():
    material = cohort(1500)
    assert 0.3 < explained(material).average_precision < 1


def test_without_notes_no_word_is_named():
    assert explained(without_words(cohort(900))).words == ()


def test_a_thinned_model_is_explained_from_what_it_learnt():
    few, many = (explained(cohort(900), thinned=thinned) for thinned in (True, False))
    assert few.words[0].families < many.words[0].families


def test_the_same_seed_explains_alike():
    material = cohort(600)
    assert explained(material, algorithm="decision_tree") == explained(
        material, algorithm="decision_tree"
    )
