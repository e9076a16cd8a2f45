from dataclasses import replace

import numpy as np
from made_up_cohorts import cohort, without_words

from helpers.modelling.prepare import prepare

TRAINING, OTHERS = np.arange(600), np.arange(600, 900)


def test_no_gaps_are_left():
    material = cohort()
    assert np.isfinite(prepare(material, TRAINING, 10).apply(material, OTHERS)).all()


def test_gaps_are_filled_with_the_training_median_and_marked():
    material = without_words(cohort())
    prepared = prepare(material, TRAINING, 10).apply(material, OTHERS)
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
    narrow = prepare(replace(material, structured=structured), TRAINING, 10)
    assert narrow.kept.tolist() == [0, 1, 4, 5]


def test_what_is_learnt_does_not_depend_on_who_is_held_out():
    material = cohort()
    changed = material.structured.copy()
    changed[OTHERS] = 99
    first = prepare(material, TRAINING, 10)
    second = prepare(replace(material, structured=changed), TRAINING, 10)
    assert (first.medians == second.medians).all()
