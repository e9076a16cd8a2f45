from dataclasses import replace

import numpy as np
import pytest
from evaluation_groups import RULE, SIZES, drawn, gaps_by_name, made_up, of_group, rates
from hypothesis import given, settings
from hypothesis import strategies as st

from helpers.estimate import State
from helpers.evaluation.groups.gaps import GapVerdict, gaps, rates_and_gaps

FPR, FNR = SIZES
HALF = "one half"


def worse_for(scores, group, *, by):
    """Flag some more of the children of a group for whom the outcome did not follow."""
    chance = np.random.default_rng(9)
    more = (scores.attributes["sex"] == group) & ~scores.followed & (chance.random(3000) < by)
    return replace(scores, flags={HALF: scores.flags[HALF] | more})


def with_kind(scores, **which):
    labels = np.where(np.arange(3000) % 2, "some", "others").astype(object)
    for name, rows in which.items():
        labels[rows] = name
    return replace(scores, attributes={"kind": labels})


@pytest.fixture(scope="module")
def everything():
    sizes = SIZES | {"prevalence": 0.05, "observed_expected": 0.2, "flagged_share": 0.05}
    return gaps_by_name(made_up(), sizes=sizes, pairs=True)


def test_a_gap_is_the_group_less_everybody_else(everything):
    scores = made_up()
    here = scores.attributes["age"] == "1 to 4"
    share = [scores.flags[HALF][rows & ~scores.followed].mean() for rows in (here, ~here)]
    gap = everything[FPR, HALF, "age", "1 to 4"]
    assert gap.difference.value == pytest.approx(share[0] - share[1])
    assert gap.ratio.value == pytest.approx(share[0] / share[1])


def test_those_not_yet_recorded_belong_to_the_rest_and_are_asked_about_themselves():
    scores = made_up()
    labels = scores.attributes["sex"].astype(object)
    labels[:600] = None
    found = gaps_by_name(replace(scores, attributes={"sex": labels}))
    here, male = scores.flags[HALF] & ~scores.followed, labels == "male"
    value = here[male].sum() / (~scores.followed)[male].sum()
    rest = here[~male].sum() / (~scores.followed)[~male].sum()
    assert found[FPR, HALF, "sex", "male"].difference.value == pytest.approx(value - rest)
    assert found[FPR, HALF, "sex", "not yet recorded"].asked == 3


@pytest.mark.parametrize("measure", [*SIZES, "prevalence", "observed_expected", "flagged_share"])
def test_of_two_groups_one_gap_is_the_other_turned_round(everything, measure):
    cut_off = "" if measure in ("prevalence", "observed_expected") else HALF
    one, other = (everything[measure, cut_off, "sex", group] for group in ("female", "male"))
    assert (one.difference.value, one.difference.low, one.difference.high) == pytest.approx(
        (-other.difference.value, -other.difference.high, -other.difference.low)
    )
    assert (one.ratio.low, one.ratio.high) == pytest.approx(
        (1 / other.ratio.high, 1 / other.ratio.low)
    )
    assert one.verdict == other.verdict


def test_every_figure_is_asked_at_every_cut_off_it_knows(everything):
    who = {(gap.attribute, gap.group) for gap in everything.values()}
    assert len(who) == 2 + 3 + 6
    assert {gap.cut_off for gap in everything.values() if gap.measure == FPR} == {
        "top tenth",
        HALF,
    }
    assert {gap.cut_off for gap in everything.values() if gap.measure == "prevalence"} == {""}


def test_intervals_hold_their_value(everything):
    for gap in everything.values():
        for one in (gap.difference, gap.ratio):
            assert one.state is State.TOO_FEW or one.low <= one.value <= one.high


def test_a_planted_gap_is_found_on_the_side_where_it_was_planted():
    found = gaps_by_name(worse_for(made_up(), "female", by=0.25))
    female, male = (found[FPR, HALF, "sex", group] for group in ("female", "male"))
    assert female.verdict is male.verdict is GapVerdict.FOUND
    assert female.difference.low > 0 > male.difference.high
    assert female.exceeds_practical_size
    assert not female.within_practical_size
    assert found[FNR, HALF, "sex", "female"].verdict is not GapVerdict.FOUND


@pytest.mark.parametrize(
    ("size", "verdict"), [(0.5, GapVerdict.NONE), (0.001, GapVerdict.CANNOT_TELL)]
)
def test_without_a_gap_the_practical_size_decides_whether_one_can_tell(size, verdict):
    gap = gaps_by_name(made_up(), sizes={FPR: size})[FPR, HALF, "sex", "female"]
    assert gap.verdict is verdict
    assert gap.within_practical_size == (verdict is GapVerdict.NONE)


def test_a_gap_can_be_found_and_be_too_small_to_matter():
    found = gaps_by_name(worse_for(made_up(), "female", by=0.25), sizes={FPR: 0.6})
    gap = found[FPR, HALF, "sex", "female"]
    assert gap.verdict is GapVerdict.FOUND
    assert gap.within_practical_size


def test_other_names_for_groups_change_no_number(everything):
    scores = made_up()
    other = np.where(scores.attributes["sex"] == "male", "a", "z")
    renamed = gaps_by_name(replace(scores, attributes={"sex": other}))
    before = everything[FNR, HALF, "sex", "male"]
    assert renamed[FNR, HALF, "sex", "a"] == replace(before, group="a")


def test_where_all_children_are_in_one_group_there_is_no_gap():
    scores = replace(made_up(), attributes={"same": np.full(3000, "x")})
    assert gaps_by_name(scores) == {}


def too_few(kind):
    scores = made_up()
    followed, without = np.flatnonzero(scores.followed), np.flatnonzero(~scores.followed)
    which = {
        "one child": followed[:1],
        "nobody followed": without[:500],
        "followed for all": followed[:100],
        "nineteen": np.concatenate([followed[:19], without[:400]]),
    }[kind]
    return gaps_by_name(with_kind(scores, few=which))


@pytest.mark.parametrize("kind", ["one child", "nobody followed", "followed for all", "nineteen"])
def test_a_group_without_enough_children_is_no_question(kind):
    found = too_few(kind)
    for gap in of_group(found, "few"):
        assert gap.verdict is GapVerdict.TOO_FEW
        assert gap.difference.state is gap.ratio.state is State.TOO_FEW
        assert gap.power is gap.smallest_found is None
    assert {gap.asked for gap in found.values()} == {2}
    assert {gap.verdict for gap in of_group(found, "some")} != {GapVerdict.TOO_FEW}


def test_without_enough_children_in_the_rest_there_is_no_question_either():
    scores = made_up()
    rows = np.flatnonzero(scores.followed)[:19]
    labels = np.full(3000, "most", dtype=object)
    labels[[*rows, *np.flatnonzero(~scores.followed)[:400]]] = "few"
    found = gaps_by_name(replace(scores, attributes={"kind": labels}))
    assert {gap.verdict for gap in found.values()} == {GapVerdict.TOO_FEW}
    assert {gap.asked for gap in found.values()} == {0}


def test_a_group_of_one_family_cannot_be_judged_however_many_children_it_has():
    scores = with_kind(made_up(), one=np.arange(600))
    family = np.where(np.arange(3000) < 600, 0, scores.family)
    found = gaps_by_name(replace(scores, family=family))
    assert {gap.verdict for gap in of_group(found, "one")} == {GapVerdict.TOO_FEW}


def test_where_nobody_of_a_group_is_flagged_by_mistake_the_interval_does_not_pretend_to_certainty():
    scores = with_kind(made_up(), quiet=np.arange(400))
    flagged = scores.flags[HALF] & ~((np.arange(3000) < 400) & ~scores.followed)
    gap = gaps_by_name(replace(scores, flags={HALF: flagged}))[FPR, HALF, "kind", "quiet"]
    assert gap.verdict is GapVerdict.FOUND
    assert gap.difference.low < gap.difference.value < gap.difference.high
    assert gap.ratio.state is State.TOO_FEW


def test_the_more_is_asked_the_wider_the_intervals():
    scores = made_up(6000, families=3600)
    two = np.where(np.arange(6000) % 6, "others", "this")
    six = np.char.add("group ", (np.arange(6000) % 6).astype(str))
    widths = {}
    for name, labels in (("two", two), ("six", six)):
        found = gaps_by_name(
            replace(scores, attributes={"kind": labels}), resamples=1000, families=3600
        )
        gap = found[FPR, HALF, "kind", "this" if name == "two" else "group 0"].difference
        widths[name] = gap.high - gap.low
    # six questions asked at once reach about as far as one does at a level of 1 in 120
    assert 1.2 < widths["six"] / widths["two"] < 1.45


def test_brothers_and_sisters_who_are_alike_make_a_gap_less_sure():
    scores = made_up(3000)
    family = np.repeat(np.arange(1000), 3)
    first = 3 * family
    together = replace(
        scores,
        family=family,
        followed=scores.followed[first],
        flags={HALF: scores.flags[HALF][first]},
        attributes={"sex": scores.attributes["sex"][first]},
    )
    apart = replace(together, family=np.arange(3000))
    widths = []
    for one in (together, apart):
        gap = gaps_by_name(one, families=3000, resamples=600)[FPR, HALF, "sex", "male"].difference
        widths.append(gap.high - gap.low)
    assert widths[0] > 1.5 * widths[1]


def test_one_walk_gives_the_same_rates_and_gaps():
    scores, some = made_up(), {"pairs": True, "resamples": drawn(64), "rule": RULE}
    judged, found = rates_and_gaps(scores, practical_size=SIZES, slope_resamples=64, **some)
    assert found == gaps(scores, practical_size=SIZES, **some)
    assert {
        (one.measure, one.cut_off, one.attribute, one.group): one.estimate for one in judged
    } == rates(scores, pairs=True, resamples=64)


@pytest.mark.parametrize(
    ("sizes", "told"),
    [({"average_precision": 0.1}, "'average_precision' cannot"), ({FPR: 0.0}, "more than 0")],
)
def test_a_gap_that_cannot_be_asked_for_is_refused(sizes, told):
    with pytest.raises(ValueError, match=told):
        gaps_by_name(made_up(), sizes=sizes)


@settings(deadline=None, max_examples=25)
@given(st.integers(0, 10_000), st.sampled_from([0.02, 0.2, 0.6]), st.integers(1, 4))
def test_every_kind_of_cohort_has_a_verdict_for_each_group_and_nothing_out_of_reach(
    seed, prevalence, groups
):
    chance = np.random.default_rng(seed)
    scores = replace(
        made_up(400, families=200, prevalence=prevalence / 2, seed=seed),
        attributes={"kind": chance.geometric(0.5, 400).clip(max=groups).astype(str)},
    )
    for gap in gaps_by_name(scores, families=200, resamples=64).values():
        judged = gap.verdict is not GapVerdict.TOO_FEW
        assert judged == (gap.difference.state is State.ESTIMATED)
        if judged:
            assert gap.difference.low < gap.difference.high
            assert gap.power is None or 0 <= gap.power.value <= 1
            assert gap.smallest_found is None or 0 < gap.smallest_found.value < 1
