from dataclasses import replace

import numpy as np
import pytest
from made_up_cohorts import cohort, without_words

from helpers.evaluation import metrics
from helpers.modelling import splits
from helpers.modelling.learners import LEARNERS
from helpers.modelling.prepare import TextPlan
from helpers.modelling.search import Compared, Plan, learn, learn_again

ALGORITHMS = tuple(LEARNERS)


def plan(*, algorithms=ALGORITHMS, draws=3, seed=1, thinned=False):
    return Plan(
        algorithms=algorithms,
        draws=draws,
        text=TextPlan(kind="words", most_words=50),
        thinned=thinned,
        seed=seed,
    )


def learnt(material, *, draws=3, algorithms=ALGORITHMS, seed=1):
    split = splits.all_cases(
        material.followed, material.family, held_out=0.4, folds=3, validation=0.2, seed=1
    )
    found = learn(material, split, plan(algorithms=algorithms, draws=draws, seed=seed))
    precision = metrics.average_precision(material.followed[split.held_out], found.score)
    return found, precision, material.followed[split.held_out].mean()


@pytest.mark.parametrize("name", ALGORITHMS)
def test_as_many_candidates_are_drawn_as_asked(name):
    assert len(LEARNERS[name].draw(7, 1)) == 7


@pytest.mark.parametrize("name", ALGORITHMS)
def test_candidates_differ_from_one_another(name):
    drawn = [tuple(one.items()) for one in LEARNERS[name].draw(8, 1)]
    assert len(set(drawn)) > 4


@pytest.mark.parametrize("name", ALGORITHMS)
def test_scores_of_a_candidate_do_not_depend_on_the_others(name):
    material = cohort(300)
    columns = np.nan_to_num(material.structured)
    learner = LEARNERS[name]
    drawn = learner.draw(5, 1)
    together = learner.score(drawn, columns, material.followed, columns, 3)
    alone = learner.score(drawn[3:4], columns, material.followed, columns, 3)
    assert together[:, 3] == pytest.approx(alone[:, 0])


@pytest.mark.parametrize("name", ALGORITHMS)
def test_what_can_be_learnt_is_learnt(name):
    _, precision, prevalence = learnt(cohort(1500), algorithms=(name,))
    assert precision > 1.5 * prevalence


def test_candidates_of_logistic_regression_are_not_all_alike():
    material = cohort(600)
    columns = np.nan_to_num(material.structured)
    learner = LEARNERS["logistic_regression"]
    # a strong L1 leaves no column standing, so that some of those do score alike
    drawn = [one for one in learner.draw(24, 1) if one["penalty"] == "L2"]
    scores = learner.score(drawn, columns, material.followed, columns, 3)
    assert len(np.unique(np.round(scores[0], 6))) == len(drawn) > 3


def test_notes_that_tell_something_help():
    material = cohort(1500)
    _, with_words, _ = learnt(material, algorithms=("logistic_regression",))
    _, without, _ = learnt(without_words(material), algorithms=("logistic_regression",))
    assert with_words > without + 0.02


def test_shuffled_outcomes_cannot_be_learnt():
    material = cohort(1500)
    shuffled = np.random.default_rng(5).permutation(material.followed)
    _, precision, prevalence = learnt(replace(material, followed=shuffled))
    assert precision == pytest.approx(prevalence, abs=0.06)


def test_outcomes_of_those_held_out_take_no_part_in_learning():
    material = cohort(600)
    split = splits.all_cases(
        material.followed, material.family, held_out=0.4, folds=2, validation=0.2, seed=1
    )
    turned = material.followed.copy()
    turned[split.held_out] = ~turned[split.held_out]
    scores = [
        learn(one, split, plan(draws=2)).score
        for one in (material, replace(material, followed=turned))
    ]
    assert (scores[0] == scores[1]).all()


def test_the_same_seed_gives_the_same_scores():
    material = cohort(400)
    assert (learnt(material)[0].score == learnt(material)[0].score).all()


def test_the_algorithm_with_the_highest_lower_bound_is_chosen():
    found, _, _ = learnt(cohort(600))
    assert found.chosen.lower_bound == max(one.lower_bound for one in found.compared)


def test_a_steady_candidate_is_held_better_than_a_fickle_one():
    steady = Compared(algorithm="a", settings={}, mean=0.30, deviation=0.01, folds=5)
    fickle = Compared(algorithm="b", settings={}, mean=0.35, deviation=0.20, folds=5)
    assert steady.lower_bound > fickle.lower_bound


def test_scores_of_the_inner_folds_are_those_of_the_chosen_candidate_learnt_from_others():
    material = cohort(600)
    split = splits.all_cases(
        material.followed, material.family, held_out=0.4, folds=2, validation=0.2, seed=1
    )
    found = learn(material, split, plan())
    first = split.folds[0]
    again = learn_again(
        material,
        first.training,
        first.validation,
        algorithm=found.chosen.algorithm,
        settings=found.chosen.settings,
        plan=plan(),
    )
    assert (found.inner_rows[: len(again)] == first.validation).all()
    assert found.inner_score[: len(again)] == pytest.approx(again)


def test_thinned_learning_scores_higher_than_the_outcome_is_frequent():
    material = cohort(900)
    split = splits.all_cases(
        material.followed, material.family, held_out=0.4, folds=2, validation=0.2, seed=1
    )
    few = ("logistic_regression",)
    whole, thinned = (
        learn(material, split, plan(algorithms=few, thinned=thinned)).score.mean()
        for thinned in (False, True)
    )
    assert thinned > whole
