from dataclasses import replace
from itertools import pairwise

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from helpers.estimate import State
from helpers.evaluation.learning_curve import Law, Seen, Told, nested, project
from helpers.policy import policy

RULE = replace(policy().estimates, resamples=200)
FAMILIES = np.array([500, 1000, 2000, 4000, 6000, 10_000])
LAW = Law(limit=0.5, gap=0.1, rate=0.5)


def made_up(law=LAW, *, noise=0.003, draws=20, seed=0, families=FAMILIES):
    """A made-up curve: the law, and chance that falls with the number of families."""
    chance = np.random.default_rng(seed)
    share = families / families[-1]
    right = np.array([law.at(each) for each in share])
    values = (
        right[:, None] + noise * chance.normal(size=(len(share), draws)) / np.sqrt(share)[:, None]
    )
    return Seen(families=families, values=values, n=4000, positives=300)


def told(seen, *, widest=0.1, **options):
    return project(seen, widest=widest, seed=1, rule=RULE, **options)


def test_a_curve_without_chance_gives_back_its_law():
    found = told(made_up(noise=0))
    assert (found.law.limit, found.law.gap) == pytest.approx((LAW.limit, LAW.gap), abs=0.002)
    for projection in found.projections:
        assert projection.told is Told.PROJECTED
        assert projection.estimate.value == pytest.approx(LAW.at(projection.multiple), abs=0.001)


def of_nested_families(seed, *, luck=0.3, draws=8):
    """A curve of nested draws of families, each of which moves the measure of those who learn from it by its luck."""
    families = FAMILIES // 5
    chance = luck * np.random.default_rng(seed).normal(size=families[-1])
    share = families / families[-1]
    parts = [nested(np.arange(families[-1]), share, seed=seed, draw=draw) for draw in range(draws)]
    lucks = np.array([[chance[part].mean() for part in draw] for draw in parts]).T
    right = np.array([LAW.at(each) for each in share])
    return Seen(families=families, values=right[:, None] + lucks, n=4000, positives=300)


def test_intervals_mostly_hold_what_more_families_would_give_on_average():
    held = [
        [each.estimate.low <= LAW.at(each.multiple) <= each.estimate.high for each in projections]
        for seed in range(60)
        for projections in [told(of_nested_families(seed), widest=9).projections]
    ]
    assert np.mean(held) > 0.85


def test_intervals_widen_the_further_one_looks():
    widths = [
        each.estimate.high - each.estimate.low for each in told(made_up(), widest=9).projections
    ]
    assert widths == sorted(widths)


def test_a_flat_curve_promises_nothing_from_more_families():
    found = told(made_up(Law(limit=0.3, gap=0, rate=1), noise=0.001))
    for projection in found.projections:
        assert projection.told is Told.PROJECTED
        assert projection.estimate.value == pytest.approx(0.3, abs=0.005)


def test_a_curve_lost_in_chance_cannot_tell():
    found = told(made_up(noise=0.08, draws=5))
    assert all(each.told not in (Told.PROJECTED, Told.TOO_FEW) for each in found.projections)
    assert all(each.estimate.value is None for each in found.projections)


def test_a_falling_curve_cannot_tell():
    seen = made_up(noise=0.001)
    falling = replace(seen, values=0.8 - seen.values - np.linspace(0, 0.2, 6)[:, None])
    assert {each.told for each in told(falling).projections} == {Told.NOT_FORETOLD}


def test_a_curve_that_leaps_at_the_end_cannot_tell():
    seen = made_up(noise=0.001)
    values = seen.values.copy()
    values[-1] += 0.2
    assert {each.told for each in told(replace(seen, values=values)).projections} == {
        Told.NOT_FORETOLD
    }


@pytest.mark.parametrize(("sizes", "draws"), [(3, 20), (6, 4)])
def test_too_few_sizes_or_draws_cannot_tell(sizes, draws):
    seen = made_up(draws=draws, families=FAMILIES[-sizes:])
    found = told(seen)
    assert found.law is None
    assert {each.told for each in found.projections} == {Told.TOO_SHORT}


def test_too_few_positives_held_out_are_too_few_to_judge():
    found = told(replace(made_up(), positives=19))
    assert {each.told for each in found.projections} == {Told.TOO_FEW}
    assert {each.estimate.state for each in found.points} == {State.TOO_FEW}


def test_a_size_that_could_not_be_measured_is_left_out():
    seen = made_up(noise=0.0001)
    values = seen.values.copy()
    values[0, 3] = np.nan
    found = told(replace(seen, values=values))
    assert [point.families for point in found.points] == FAMILIES[1:].tolist()
    assert found.projections[0].estimate.value == pytest.approx(LAW.at(2), abs=0.005)


def test_one_draw_gone_wrong_hardly_moves_the_projection():
    seen = made_up()
    values = seen.values.copy()
    values[:, 0] = 0.01
    right, moved = (
        told(each, widest=9).projections[0].estimate.value
        for each in (seen, replace(seen, values=values))
    )
    assert moved == pytest.approx(right, abs=0.005)


def test_the_full_size_is_uncertain_though_all_draws_are_the_same_there():
    seen = made_up()
    values = seen.values.copy()
    values[-1] = values[-1, 0]
    last = told(replace(seen, values=values)).points[-1].estimate
    assert last.high - last.low == pytest.approx(4 * 0.003, rel=0.6)


@settings(max_examples=40, deadline=None)
@given(
    st.floats(0.1, 0.95),
    st.floats(0, 0.09),
    st.floats(0.1, 1.5),
    st.floats(0, 0.05),
    st.integers(0, 50),
)
def test_projections_never_fall_and_never_pass_the_ceiling(limit, gap, rate, noise, seed):
    seen = made_up(Law(limit=limit, gap=gap, rate=rate), noise=noise, seed=seed)
    found = told(replace(seen, values=np.clip(seen.values, 0, 1)), widest=9)
    assert found.law.limit <= 1
    assert found.law.gap >= 0
    values = [found.law.at(multiple) for multiple in (1, 2, 4, 10)]
    assert values == sorted(values)


def test_the_same_seed_gives_the_same_curve():
    assert told(made_up()) == told(made_up())


def test_numbers_of_families_that_do_not_grow_are_refused():
    seen = made_up()
    with pytest.raises(ValueError, match="grow"):
        replace(seen, families=FAMILIES[::-1])
    with pytest.raises(ValueError, match="one row"):
        replace(seen, families=FAMILIES[1:])


shares = st.lists(st.floats(0.01, 1), min_size=1, max_size=6)


@settings(max_examples=60)
@given(st.sets(st.integers(0, 5000), min_size=1, max_size=300), shares, st.integers(0, 9))
def test_a_smaller_share_is_part_of_every_larger_one(families, chosen, draw):
    families = np.array(sorted(families))
    parts = nested(families, sorted(chosen), seed=4, draw=draw)
    for smaller, larger in pairwise(parts):
        assert set(smaller) <= set(larger)
    for share, part in zip(sorted(chosen), parts, strict=True):
        assert abs(len(part) - share * len(families)) <= 1
        assert len(part) == len(set(part) & set(families)) > 0


def test_nested_families_depend_on_seed_and_draw_and_not_on_order():
    families = np.arange(1000)
    (first,) = nested(families, [0.3], seed=1)
    assert np.array_equal(first, nested(np.repeat(families[::-1], 2), [0.3], seed=1)[0])
    for other in (
        nested(families, [0.3], seed=2)[0],
        nested(families, [0.3], seed=1, draw=1)[0],
    ):
        assert not np.array_equal(first, other)


def test_the_whole_share_is_all_families():
    assert nested(np.array([7, 3, 3]), [1.0], seed=1)[0].tolist() == [3, 7]


@pytest.mark.parametrize("share", [0.0, 1.1])
def test_shares_out_of_bounds_are_refused(share):
    with pytest.raises(ValueError, match="at most 1"):
        nested(np.arange(10), [share], seed=1)
