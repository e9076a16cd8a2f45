"""The same rounded counts in, the same shown value out; parts add up to what is shown; what is hidden takes all with it."""

import itertools
from collections.abc import Sequence

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from made_up_findings import Cells, about
from made_up_tables_by_group import ERRORS, cohort, counts_of, total

from helpers.disclosure.door import clear
from helpers.disclosure.rules import rounded
from helpers.estimate import ClearedFinding, Estimate, Finding, State
from helpers.policy import policy

RULE = policy().disclosure_rule("standard")
CELLS = st.tuples(*(st.integers(3, 40).map(lambda fives: 5 * fives) for _ in range(4)))
STEPS = st.lists(st.tuples(st.integers(0, 11), st.sampled_from([-1, 1])), min_size=1, max_size=2)
"""Which of twelve cells has one child more or one less; two of them, so that no sum leaves what it is rounded to."""
PARTS = ("base rate", "calibration", "cut-off")


def by_label(cleared: Sequence[ClearedFinding]) -> dict[tuple[str, str], Estimate]:
    return {(one.about.group, one.about.measure): one.estimate for one in cleared}


def stepped(groups: Sequence[Cells], steps: Sequence[tuple[int, int]]) -> list[Cells]:
    """Return groups of which some cells have one more or one less."""
    numbers = list(itertools.chain.from_iterable(groups))
    for cell, step in steps:
        numbers[cell] += step
    return [
        tuple(numbers[4 * place : 4 * place + 4])  # type: ignore[misc]
        for place in range(len(groups))
    ]


def all_rounded(groups: Sequence[Cells]) -> list[int]:
    """Return every rounded count of all groups, of everybody, and of everybody but each group."""
    rests = [total([*groups[:place], *groups[place + 1 :]]) for place in range(len(groups))]
    return [
        rounded(number, RULE)
        for cells in (*groups, total(groups), *rests)
        for two in counts_of(cells).values()
        for number in (*two, two[1] - two[0])
    ]


@given(groups=st.lists(CELLS, min_size=3, max_size=3), steps=STEPS)
@settings(deadline=None, max_examples=60)
def test_the_same_rounded_counts_in_the_same_value_out(
    groups: list[Cells], steps: list[tuple[int, int]]
) -> None:
    other = stepped(groups, steps)
    assert all_rounded(groups) == all_rounded(other)
    one, two = (clear(cohort(each), rule=RULE) for each in (groups, other))
    assert [each.estimate.value for each in one] == [each.estimate.value for each in two]


@given(groups=st.lists(st.tuples(*[st.integers(1, 150)] * 4), min_size=2, max_size=4))
@settings(deadline=None, max_examples=60)
def test_parts_and_what_went_add_up_to_the_gap_that_is_shown(groups: list[Cells]) -> None:
    shown = by_label(clear(cohort(groups), rule=RULE))
    for number, (error, measure) in itertools.product(range(len(groups)), ERRORS.items()):
        group = f"group {number}"
        gap = shown[group, f"gap in {measure}"]
        parts = [shown[group, f"part of gap in {measure} from {part}"] for part in PARTS]
        assert {one.state for one in parts} == {gap.state}
        stays, went, before = (
            shown[group, f"{name} gap in {error}"]
            for name in ("adjusted", "went from", "unadjusted")
        )
        assert stays.state is went.state is before.state
        if gap.value is not None:
            assert round(sum(one.value or 0.0 for one in parts), 9) == round(gap.value, 9)
        if before.value is not None:
            assert round((stays.value or 0.0) + (went.value or 0.0), 9) == round(before.value, 9)


@given(groups=st.lists(st.tuples(*[st.integers(1, 60)] * 4), min_size=2, max_size=4))
@settings(deadline=None, max_examples=60)
def test_a_forced_rate_is_hidden_with_every_count_that_it_follows_from(
    groups: list[Cells],
) -> None:
    shown = by_label(clear(cohort(groups), rule=RULE))
    everybody = [shown["", name] for name in ("false_positive_rate", "prevalence")]
    for number in range(len(groups)):
        forced = shown[f"group {number}", "forced false_positive_rate"]
        behind = [shown[f"group {number}", "prevalence"], *everybody]
        if any(one.state is State.SUPPRESSED for one in behind):
            assert forced.state is State.SUPPRESSED
        elif forced.value is not None:
            own, alarms, whole = behind
            odds = (own.numerator or 0) / ((own.denominator or 0) - (own.numerator or 0))
            expected = odds * (alarms.numerator or 0) / (whole.numerator or 1)
            assert forced.value == round(expected, RULE.decimals)


@given(groups=st.lists(st.tuples(*[st.integers(1, 60)] * 4), min_size=2, max_size=3))
@settings(deadline=None, max_examples=60)
def test_a_pinned_score_is_hidden_where_everybody_else_is_few(groups: list[Cells]) -> None:
    # Of two groups both pinned scores are the same number: half of the mixture is everybody else.
    shown = by_label(clear(cohort(groups), rule=RULE))
    for number in range(len(groups)):
        rest = total([*groups[:number], *groups[number + 1 :]])
        followed = rest[0] + rest[2]
        if min(followed, sum(rest) - followed) < RULE.smallest_count:
            pinned = shown[f"group {number}", "pinned_average_precision"]
            assert pinned.state is State.SUPPRESSED


def test_a_forced_rate_that_nobody_shows_does_not_pass() -> None:
    other = Finding(
        about=about("forced false_discovery_rate", cut_off="top tenth of all"),
        estimate=Estimate(value=0.9, n=1000, positives=100),
    )
    groups = [(100, 200, 50, 900), (110, 210, 60, 800)]
    assert clear([*cohort(groups), other], rule=RULE)[-1].estimate.state is State.SUPPRESSED


def test_parts_without_their_gap_are_not_shown() -> None:
    groups = [(100, 200, 50, 900), (110, 210, 60, 800)]
    without = [one for one in cohort(groups) if not one.about.measure.startswith("gap in")]
    shown = by_label(clear(without, rule=RULE))
    states = {one.state for (_, name), one in shown.items() if name.startswith("part of gap")}
    assert states == {State.SUPPRESSED}


@pytest.mark.parametrize(
    ("measure", "group", "value"),
    [
        ("observed_expected", "group 0", 1.2),
        ("recalibrated: observed_expected", "group 0", 1.2),
        ("observed_expected", "", 1.23),
        ("power of gap in false_discovery_rate", "group 0", 1.2),
    ],
)
def test_what_adds_up_over_groups_is_told_more_coarsely(
    measure: str, group: str, value: float
) -> None:
    groups = [(100, 200, 50, 900), (110, 210, 60, 800)]
    where = {"attribute": "sex", "group": group} if group else {}
    made = Estimate(value=1.234, low=1.11, high=1.48, n=1250, positives=150)
    found = Finding(about=about(measure, cut_off="top tenth of all", **where), estimate=made)
    shown = clear([*cohort(groups), found], rule=RULE)[-1].estimate
    assert shown.value == value
    assert shown.low is not None and shown.high is not None
    assert (shown.low, shown.high) == ((1.1, 1.5) if group else (1.11, 1.48))
