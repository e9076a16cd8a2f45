from dataclasses import replace

import numpy as np
import pytest
from evaluation_groups import TOO_FEW, drawn, made_up, of_group, rates, states
from evaluation_reference import ends, plain

from helpers.estimate import State
from helpers.evaluation.calibration import Held, calibration
from helpers.evaluation.groups.members import members
from helpers.evaluation.groups.rates import group_rates
from helpers.evaluation.judge import OF_GROUPS
from helpers.policy import policy

SUMS = ("prevalence", "observed_expected")
RANKINGS = ("average_precision", "lift", "calibration_slope")


@pytest.fixture(scope="module")
def everything():
    return rates(made_up(), pairs=True)


def test_every_measure_of_everybody_every_group_and_every_pair_is_there_once(everything):
    who = [("", ""), ("sex", "female"), ("sex", "male")]
    who += [("age", group) for group in ("1 to 4", "5 to 9", "under 1")]
    pairs = [("sex and age", f"{sex}, {age}") for _, sex in who[1:3] for _, age in who[3:]]
    expected = {(measure, "", *one) for measure in SUMS for one in who + pairs}
    expected |= {(measure, "", *one) for measure in RANKINGS for one in who}
    expected |= {("pinned_average_precision", "", *one) for one in who[1:]}
    expected |= {
        (measure, cut_off, *one)
        for measure in OF_GROUPS
        for cut_off in ("top tenth", "one half")
        for one in who + pairs
    }
    assert set(everything) == expected


@pytest.mark.parametrize(
    ("measure", "group"),
    [
        *((measure, group) for measure in OF_GROUPS for group in ("female", "female, 5 to 9")),
        ("average_precision", "female"),
    ],
)
def test_value_and_interval_are_those_of_scikit_learn_with_weights(measure, group):
    scores = made_up(1500)
    found = rates(scores, pairs=True, resamples=40)
    asked = members(1500, scores.attributes, pairs=True)
    rows = next(one.rows for one in asked if one.group == group)
    weights = np.hstack(list(drawn(40).blocks()))[scores.family][rows]
    mine = (scores.followed[rows], scores.score[rows], scores.flags["one half"][rows])
    by_hand = [plain(*mine, weight)[measure] for weight in (np.ones(rows.sum()), *weights.T)]
    one = next(
        estimate
        for (name, cut_off, _, of), estimate in found.items()
        if (name, of) == (measure, group) and cut_off in ("", "one half")
    )
    expected = (by_hand[0], *ends(by_hand[1:], mine[0], scores.family[rows]))
    assert (one.value, one.low, one.high) == pytest.approx(expected, abs=1e-9)


@pytest.mark.parametrize("group", ["", "male"])
def test_observed_over_expected_and_the_slope_of_all_decisions_are_those_of_calibration(group):
    scores = replace(made_up(), score=np.clip(made_up().score / 5, 0.001, 1))
    rows = scores.attributes["sex"] == group if group else np.ones(3000, dtype=bool)
    held = Held(followed=scores.followed, score=scores.score, family=scores.family).of(rows)
    expected = calibration(held, drawn(300), policy().estimates)
    found = rates(scores, resamples=300)
    attribute = "sex" if group else ""
    ratio = found["observed_expected", "", attribute, group]
    slope = found["calibration_slope", "", attribute, group]
    whole = expected.observed_expected
    assert (ratio.value, ratio.low, ratio.high) == pytest.approx(
        (whole.value, whole.low, whole.high), abs=1e-9
    )
    assert slope.value == pytest.approx(expected.slope.value, abs=1e-6)
    # one step from the slope of all decisions comes close to going all the way in every resample
    far = expected.slope.high - expected.slope.low
    assert (slope.low, slope.high) == pytest.approx(
        (expected.slope.low, expected.slope.high), abs=0.05 * far
    )


@pytest.mark.parametrize("attribute", ["sex", "age", "sex and age"])
@pytest.mark.parametrize("measure", [*OF_GROUPS, "prevalence"])
def test_counts_of_the_groups_add_up_to_those_of_all(everything, attribute, measure):
    cut_off = "" if measure == "prevalence" else "one half"
    whole = everything[measure, cut_off, "", ""]
    groups = [
        one
        for (name, at, of, _), one in everything.items()
        if (name, at, of) == (measure, cut_off, attribute)
    ]
    for count in ("n", "positives", "numerator", "denominator"):
        assert sum(getattr(one, count) for one in groups) == getattr(whole, count)


def test_another_name_for_a_group_changes_no_number(everything):
    scores = made_up()
    other = np.where(scores.attributes["sex"] == "male", "a", "z")
    renamed = rates(replace(scores, attributes=scores.attributes | {"sex": other}))
    for name, new in (("male", "a"), ("female", "z")):
        before = [one for key, one in everything.items() if key[2:] == ("sex", name)]
        assert of_group(renamed, new) == before


def test_a_decision_told_twice_weighs_twice():
    scores = made_up(900)
    twice = replace(
        scores,
        **{name: np.repeat(getattr(scores, name), 2) for name in ("followed", "score", "family")},
        flags={name: np.repeat(flagged, 2) for name, flagged in scores.flags.items()},
        attributes={name: np.repeat(group, 2) for name, group in scores.attributes.items()},
    )
    once, again = rates(scores, resamples=64), rates(twice, resamples=64)
    for name in (key for key, one in once.items() if one.state is State.ESTIMATED):
        first, second = once[name], again[name]
        assert (second.value, second.low, second.high) == pytest.approx(
            (first.value, first.low, first.high), rel=1e-6
        )


def few(scores, which):
    labels = np.where(np.arange(3000) % 2, "some", "others").astype(object)
    labels[which] = "few"
    return rates(replace(scores, attributes={"kind": labels}))


@pytest.mark.parametrize("kind", ["one child", "nobody followed", "followed for all", "nineteen"])
def test_a_group_without_enough_children_is_too_few_to_judge_in_every_measure(kind):
    scores = made_up()
    with_outcome, without = np.flatnonzero(scores.followed), np.flatnonzero(~scores.followed)
    which = {
        "one child": with_outcome[:1],
        "nobody followed": without[:500],
        "followed for all": with_outcome[:100],
        "nineteen": np.concatenate([with_outcome[:19], without[:400]]),
    }[kind]
    found = of_group(few(scores, which), "few")
    assert states(found) == TOO_FEW
    assert {(one.n, one.positives) for one in found} == {
        (len(which), int(scores.followed[which].sum()))
    }


def test_the_other_groups_are_judged_all_the_same():
    found = few(made_up(), np.arange(1))
    assert states(of_group(found, "others")) == {State.ESTIMATED}


def test_where_nobody_is_flagged_false_alarms_are_too_few_to_judge_and_nobody_was_found():
    scores = replace(made_up(), flags={"top tenth": np.zeros(3000, dtype=bool)})
    found = rates(scores)
    assert found["false_discovery_rate", "top tenth", "sex", "male"].state is State.TOO_FEW
    assert found["false_negative_rate", "top tenth", "sex", "male"].value == 1


def test_where_the_outcome_followed_for_too_few_of_all_nothing_is_judged():
    scores = made_up()
    found = rates(replace(scores, followed=np.arange(3000) < 19))
    assert states(found.values()) == TOO_FEW


def test_scores_that_are_no_chances_are_refused():
    with pytest.raises(ValueError, match="between 0 and 1"):
        rates(replace(made_up(), score=made_up().score * 2))


def test_intervals_hold_their_value(everything):
    estimated = [one for one in everything.values() if one.state is State.ESTIMATED]
    assert estimated
    assert all(one.low <= one.value <= one.high for one in estimated)


def test_slopes_need_no_more_resamples_than_there_are():
    some = {"pairs": False, "resamples": drawn(64), "rule": policy().estimates}
    assert group_rates(made_up(), slope_resamples=1000, **some) == group_rates(
        made_up(), slope_resamples=64, **some
    )
