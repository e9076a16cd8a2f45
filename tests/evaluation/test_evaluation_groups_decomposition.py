from dataclasses import replace

import numpy as np
import pytest
from evaluation_parts import RULE, two_groups
from hypothesis import given, settings
from hypothesis import strategies as st
from scipy.special import expit, logit
from sklearn.linear_model import LogisticRegression

from helpers.estimate import State
from helpers.evaluation.groups.decomposition import MEASURES, decomposed

PARTS = ("base_rate", "calibration", "cut_off")


def of(held, **changed):
    held = replace(held, **changed)
    return decomposed(
        held.followed,
        held.score,
        flagged=held.flagged,
        groups=[held.group],
        family=held.family,
        resamples=held.resamples,
        rule=RULE,
    )[0]


def values(gap):
    return {part: getattr(gap, part).value for part in PARTS}


@given(
    seed=st.integers(0, 1000),
    higher=st.floats(-1, 1),
    overrated=st.floats(-1, 1),
)
@settings(max_examples=10, deadline=None)
def test_the_parts_add_up_to_the_gap(seed, higher, overrated):
    for gap in of(two_groups(2000, seed=seed, higher=higher, overrated=overrated)):
        assert sum(values(gap).values()) == pytest.approx(gap.gap.value, abs=1e-12)


def test_gaps_are_those_of_the_rates():
    held = two_groups(higher=0.5)
    alarms, missed = of(held)
    none, yes = ~held.followed, held.followed
    assert alarms.gap.value == pytest.approx(
        held.flagged[none & held.group].mean() - held.flagged[none & ~held.group].mean()
    )
    assert missed.gap.value == pytest.approx(
        held.flagged[yes & ~held.group].mean() - held.flagged[yes & held.group].mean()
    )


def test_a_higher_base_rate_alone_is_told_as_base_rate():
    alarms, missed = of(two_groups(60000, higher=1.0))
    assert alarms.base_rate.value > 0.08
    assert missed.base_rate.value < -0.1
    for gap in (alarms, missed):
        assert abs(gap.calibration.value) < 0.02
        assert abs(gap.cut_off.value) < 0.02


def test_scores_that_say_too_much_of_a_group_alone_are_told_as_calibration():
    alarms, missed = of(two_groups(60000, overrated=1.0))
    assert alarms.calibration.value > 0.1
    assert missed.calibration.value < -0.1
    for gap in (alarms, missed):
        assert abs(gap.base_rate.value) < 0.03
        assert abs(gap.cut_off.value) < 0.02


def test_scores_that_hide_a_higher_base_rate_leave_two_parts_against_each_other():
    alarms, _ = of(two_groups(60000, higher=0.8, overrated=-0.8))
    assert alarms.base_rate.value > 0.08
    assert alarms.calibration.value < -0.08


def test_flags_raised_otherwise_than_by_the_score_among_those_for_whom_nothing_followed_are_left_at_the_cut_off():
    held = two_groups(60000)
    alarms = of(held, flagged=held.flagged | (held.group & ~held.followed & (held.score > 0.2)))[0]
    assert alarms.cut_off.value > 0.01


def test_two_halves_that_are_alike_have_no_gap_in_any_part():
    held = two_groups(2000)
    twice = {
        name: np.tile(getattr(held, name), 2) for name in ("followed", "score", "flagged", "family")
    }
    for gap in of(held, group=np.arange(4000) < 2000, **twice):
        assert list(values(gap).values()) == pytest.approx([0, 0, 0], abs=1e-9)


def test_the_other_side_of_a_group_has_the_same_parts_turned_round():
    held = two_groups(higher=0.5, overrated=0.3)
    for one, other in zip(of(held), of(held, group=~held.group), strict=True):
        assert values(one) == pytest.approx({name: -part for name, part in values(other).items()})


def test_parts_agree_with_single_decisions_recalibrated_by_a_library():
    held = two_groups(6000, higher=0.5, overrated=0.4)
    odds = logit(held.score)[:, None]
    chance = np.empty(6000)
    for side in (held.group, ~held.group):
        fit = LogisticRegression(C=np.inf, tol=1e-9).fit(odds[side], held.followed[side])
        chance[side] = expit(fit.intercept_[0] + fit.coef_[0, 0] * odds[side, 0])
    levelled = np.zeros(6000, bool)
    levelled[np.argsort(-chance)[: held.flagged.sum()]] = True

    def gap(flags):
        none = 1 - chance
        rates = [
            (flags * none)[side].sum() / none[side].sum() for side in (held.group, ~held.group)
        ]
        return rates[0] - rates[1]

    found = values(of(held)[0])
    assert found["base_rate"] == pytest.approx(gap(levelled), abs=0.002)
    assert found["calibration"] == pytest.approx(gap(held.flagged) - gap(levelled), abs=0.002)


def test_intervals_hold_the_parts_of_a_large_population():
    population = of(two_groups(100000, seed=1, higher=0.6, overrated=0.5))
    for gap, true in zip(of(two_groups(4000, higher=0.6, overrated=0.5)), population, strict=True):
        for part in ("base_rate", "calibration"):
            made = getattr(gap, part)
            assert made.low < getattr(true, part).value < made.high


@pytest.mark.parametrize("theirs", [0, 19])
def test_a_group_with_too_few_children_for_whom_the_outcome_followed_is_not_taken_apart(theirs):
    held = two_groups()
    group = held.group.copy()
    group[np.flatnonzero(group & held.followed)[theirs:]] = False
    for gap in of(held, group=group):
        assert gap.gap.state is State.TOO_FEW
        assert gap.base_rate.state is State.TOO_FEW


def test_where_all_scores_of_a_group_are_alike_nothing_is_taken_apart():
    held = two_groups()
    score = np.where(held.group, 0.2, held.score)
    for gap in of(held, score=score):
        assert gap.gap.state is State.ESTIMATED
        assert gap.calibration.state is State.TOO_FEW


def test_where_chances_do_not_rise_with_scores_in_a_group_nothing_is_taken_apart():
    held = two_groups()
    chance = np.random.default_rng(0)
    score = np.where(held.group, chance.permutation(held.score), held.score)
    for gap in of(held, score=score):
        assert gap.gap.state is State.ESTIMATED
        assert {part.state for part in (gap.base_rate, gap.calibration, gap.cut_off)} == {
            State.TOO_FEW
        }


def test_both_errors_of_every_group_are_taken_apart():
    held = two_groups()
    found = decomposed(
        held.followed,
        held.score,
        flagged=held.flagged,
        groups=[held.group, ~held.group],
        family=held.family,
        resamples=held.resamples,
        rule=RULE,
    )
    assert [[gap.measure for gap in of_group] for of_group in found] == [list(MEASURES)] * 2


@pytest.mark.parametrize(
    ("changed", "said"),
    [
        ({"group": np.ones(3, bool)}, "as many rows"),
        ({"score": np.full(8000, 1.2)}, "between 0 and 1"),
        ({"family": np.full(8000, 8000)}, "not one of its cohort"),
    ],
)
def test_what_does_not_fit_is_refused(changed, said):
    with pytest.raises(ValueError, match=said):
        of(two_groups(), **changed)
