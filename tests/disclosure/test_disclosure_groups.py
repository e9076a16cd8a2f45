"""The door and tables by group: out of fold beside held out, pairs of groups, options, and what sets a group beside the rest."""

import itertools
from collections.abc import Iterator

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from made_up_findings import about, findings_of, rate, table_of
from made_up_tables_by_group import cohort

from helpers.disclosure.door import clear
from helpers.disclosure.reader import Reader
from helpers.disclosure.relations import Share, Sum
from helpers.disclosure.rules import meant_by
from helpers.estimate import Estimate, Finding, State, count
from helpers.policy import policy

RULE = policy().disclosure_rule("standard")
OF_ALL = {"cut_off": "top tenth of all"}
MANY = (20, 80, 20, 880)


def possible(estimate: Estimate, small: bool) -> range:
    """Return the numbers that a cleared count can stand for, to a reader who knows which hidden ones are small."""
    if estimate.value is None:
        return range(1, RULE.smallest_count) if small else range(41)
    low, high = meant_by(int(estimate.value), RULE)
    return range(low, high + 1)


@given(cells=st.lists(st.integers(1, 20), min_size=4, max_size=4))
@settings(deadline=None, max_examples=100)
def test_no_small_pair_of_groups_follows_from_the_groups_it_is_made_of(cells: list[int]) -> None:
    ages, sexes = ("under 1", "1 to 4"), ("female", "male")
    table = dict(zip(itertools.product(ages, sexes), cells, strict=True))

    def made(number: int, attribute: str, group: str) -> Finding:
        labels = {"design": "", "attribute": attribute, "group": group}
        return Finding(about=about("decisions", **labels), estimate=count(number))

    found = [made(sum(cells), "", "")]
    found += [made(sum(n for (a, _), n in table.items() if a == age), "age", age) for age in ages]
    found += [made(sum(n for (_, s), n in table.items() if s == sex), "sex", sex) for sex in sexes]
    found += [made(n, "age and sex", f"{age}, {sex}") for (age, sex), n in table.items()]
    cleared = [one.estimate for one in clear(found, rule=RULE)]
    numbers = [int(one.estimate.value or 0) for one in found]
    ranges = [possible(one, n < 10) for one, n in zip(cleared, numbers, strict=True)]
    relations = [Sum(0, (1, 2)), Sum(0, (3, 4)), Sum(1, (5, 6)), Sum(2, (7, 8))]
    relations += [Sum(3, (5, 7)), Sum(4, (6, 8))]
    reader = Reader([(one[0], one[-1]) for one in ranges], relations, secret=())
    for place, number in enumerate(numbers):
        if number < RULE.smallest_count:
            assert reader.in_doubt(place)


def test_what_was_held_out_and_what_was_scored_out_of_fold_are_kept_apart() -> None:
    held_out, everybody = findings_of(MANY), findings_of((50, 200, 50, 2200), **OF_ALL)
    alone = [*clear(held_out, rule=RULE), *clear(everybody, rule=RULE)]
    assert clear(held_out + everybody, rule=RULE) == alone


def test_those_not_held_out_stay_in_doubt() -> None:
    # Of one sex 10 were held out and 14 are in all; of the other, 12 and 13: one other, who must not follow.
    held_out, whole = (10, 12), (14, 13)
    made = [
        Finding(
            about=about("prevalence", cut_off=at, attribute="sex", group=f"group {group}"),
            estimate=rate(number, 400, n=400, positives=number),
        )
        for at, numbers in (("", held_out), ("of all", whole))
        for group, number in enumerate(numbers)
    ]
    cleared = [one.estimate for one in clear(made, rule=RULE)]
    for group in range(2):
        of_part, of_all = (_followed(cleared[place]) for place in (group, 2 + group))
        others = {one - other for one in of_all for other in of_part if one >= other}
        assert len(others) > 1


def _followed(estimate: Estimate) -> range:
    known = estimate.positives
    return possible(Estimate(value=float(known)) if known is not None else estimate, small=False)


def _labels(one: Finding) -> dict[str, str]:
    return {name: getattr(one.about, name) for name in ("design", "attribute", "group")}


def test_the_cohorts_own_counts_are_those_of_its_out_of_fold_tables() -> None:
    # Followed by 12, shown as 10: had the cohort not the name of the table, its 12 would stand where the table's is hidden.
    cohort = [
        Finding(about=about("decisions", design=""), estimate=count(1000)),
        Finding(about=about("followed", design=""), estimate=count(12)),
    ]
    groups = [(10, 45, 0, 445), (1, 30, 0, 300), (1, 24, 0, 144)]
    table = [
        Finding(about=about(one.about.measure, **(_labels(one) | OF_ALL)), estimate=one.estimate)
        for one in table_of(groups)
    ]
    cleared = clear(cohort + table, rule=RULE)
    followed = {
        one.estimate.state
        for one in cleared
        if one.about.measure in ("followed", "held_out_followed") and not one.about.attribute
    }
    assert len(followed) == 1


def test_an_option_that_flags_the_same_children_unlocks_nothing() -> None:
    groups = [(10, 40, 30, 60), (1, 40, 30, 60), (1, 40, 30, 60)]
    plain = table_of(groups)
    option = [
        Finding(
            about=about(f"recalibrated: {one.about.measure}", cut_off="top tenth", **_labels(one)),
            estimate=one.estimate,
        )
        for one in plain
        if one.about.measure in ("false_discovery_rate", "false_negative_rate")
    ]
    option += [
        Finding(
            about=about("recalibrated: flagged_share", cut_off="top tenth"),
            estimate=rate(132, 402, n=402, positives=102),
        )
    ]
    both = clear(plain + option, rule=RULE)
    shown = {
        one.about.measure.rpartition(": ")[2]: one.estimate.state
        for one in both[: len(plain)]
        if not one.about.attribute
    }
    for one in both[len(plain) :]:
        measure = one.about.measure.rpartition(": ")[2]
        if not one.about.attribute and measure in shown:
            assert one.estimate.state is shown[measure]


@pytest.mark.parametrize("measure", ["questions", "standing"])
def test_a_count_of_questions_or_of_groups_is_no_count_of_children(measure: str) -> None:
    made = Finding(about=about(measure, attribute="sex", note="asked"), estimate=count(3))
    (cleared,) = clear([made], rule=RULE)
    assert (cleared.estimate.value, cleared.about.note) == (3.0, "asked")


def beside(measure: str, value: float = 0.1, **labels: str) -> Finding:
    made = Estimate(value=value, low=value - 0.05, high=value + 0.05, n=1000, positives=40)
    labels = {"cut_off": "top tenth", "attribute": "sex", "group": "group 0"} | labels
    return Finding(about=about(measure, **labels, note="gap found"), estimate=made)


RELATIVE = (
    "gap in false_discovery_rate",
    "ratio of false_discovery_rate",
    "power of gap in false_discovery_rate",
    "smallest gap in false_discovery_rate",
    "part of gap in false_discovery_rate from base rate",
)


@pytest.mark.parametrize("measure", RELATIVE)
@pytest.mark.parametrize(
    ("groups", "state"),
    [
        ([MANY, MANY], State.ESTIMATED),
        ([(3, 97, 30, 870), MANY], State.SUPPRESSED),
        ([MANY, (3, 97, 30, 870)], State.SUPPRESSED),
    ],
    ids=["all is shown", "the group's is small", "the rest's is small"],
)
def test_what_sets_a_group_beside_the_rest_is_shown_only_where_both_may_be(
    measure: str, groups: list[tuple[int, int, int, int]], state: State
) -> None:
    gap = beside("gap in false_discovery_rate")
    extra = [gap] if measure == gap.about.measure else [gap, beside(measure)]
    cleared = clear([*table_of(groups), *extra], rule=RULE)[-1]
    assert cleared.estimate.state is state
    assert cleared.about.note == ("gap found" if state is State.ESTIMATED else "")


@pytest.mark.parametrize(
    ("words", "rest"), [("false_alarms", (20, 3, 20, 900)), ("misses", (20, 80, 3, 900))]
)
@pytest.mark.parametrize("kind", ["adjusted", "unadjusted"])
def test_a_gap_among_alike_children_is_hidden_with_the_rate_it_is_about(
    words: str, rest: tuple[int, int, int, int], kind: str
) -> None:
    for groups, state in (
        ([MANY, rest], State.SUPPRESSED),
        ([MANY, (25, 70, 30, 500)], State.ESTIMATED),
    ):
        table = [*table_of(groups), *_false_positive_rates(groups)]
        cleared = clear([*table, beside(f"{kind} gap in {words}")], rule=RULE)[-1]
        assert cleared.estimate.state is state


def _false_positive_rates(groups: list[tuple[int, int, int, int]]) -> Iterator[Finding]:
    everybody = tuple(map(sum, zip(*groups, strict=True)))
    for number, (right, wrong, missed, rest) in enumerate([everybody, *groups]):
        where = {"attribute": "sex", "group": f"group {number - 1}"} if number else {}
        made = rate(wrong, wrong + rest, n=right + wrong + missed + rest, positives=right + missed)
        yield Finding(
            about=about("false_positive_rate", cut_off="top tenth", **where), estimate=made
        )


def test_a_gap_is_made_anew_from_the_counts_that_are_shown() -> None:
    groups = [(21, 82, 20, 880), (33, 91, 20, 880)]
    (gap,) = clear([*table_of(groups), beside("gap in false_discovery_rate", 0.0623)], rule=RULE)[
        -1:
    ]
    # 82 of 103 in the group, shown as 80 of 105; 91 of 124 in the rest, which would be shown as 90 of 125.
    assert gap.estimate.value == round(80 / 105 - 90 / 125, 2)
    assert gap.estimate.high is not None and gap.estimate.low is not None
    assert round(gap.estimate.high - gap.estimate.low, 2) == 0.1


def test_nought_stays_inside_where_no_gap_was_found() -> None:
    groups = [(21, 82, 20, 880), (33, 91, 20, 880)]
    exact = Estimate(value=0.06, low=-0.001, high=0.121, n=1000, positives=40)
    found = beside("gap in false_discovery_rate")
    made = Finding(about=found.about, estimate=exact)
    lifted = [(30, 83, 20, 880), (33, 91, 20, 880)]
    for table in (groups, lifted):
        gap = clear([*table_of(table), made], rule=RULE)[-1].estimate
        assert gap.low is not None and gap.low <= 0


def test_counts_that_contradict_each_other_are_refused_and_no_reason_to_go_on_for_ever() -> None:
    reader = Reader([(10, 10), (1, 9), (0, 500)], [Sum(0, (1, 2))], secret=())
    with pytest.raises(ValueError, match="contradict"):
        reader.learns(2, (11, 12))


def test_what_would_let_a_secret_out_is_taken_back_and_leaves_no_trace() -> None:
    # A whole of 10 and a part of 1 to 9 that must stay in doubt.
    reader = Reader([(10, 10), (1, 9), (0, 500)], [Sum(0, (1, 2))], secret=(1,))
    assert not reader.learns(2, (8, 8))
    assert reader.in_doubt(2)
    assert reader.learns(2, (7, 9))
    assert reader.in_doubt(1)


def test_a_share_that_is_known_tells_the_whole_from_the_part() -> None:
    # A tenth, rounded up, of 91 to 100 is 10.
    reader = Reader([(0, 500), (0, 500)], [Share(0, 1, 0.1)], secret=(0,))
    assert reader.learns(1, (10, 10))
    assert not reader.learns(0, (100, 500))
    assert reader.learns(0, (95, 500))


def test_groups_take_nothing_from_what_is_told_of_all_children() -> None:
    made = cohort([(8, 20, 1, 30), (11, 20, 6, 30), (8, 20, 14, 30)])
    shown = clear(made, rule=RULE)
    assert {one.estimate.state for one in shown if not one.about.attribute} == {State.ESTIMATED}
    assert State.SUPPRESSED in {one.estimate.state for one in shown if one.about.attribute}
