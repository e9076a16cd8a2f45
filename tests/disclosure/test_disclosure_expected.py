"""Followed for each one expected, over groups: what was expected adds up, and must not settle how many followed."""

import itertools
from collections.abc import Iterator

from hypothesis import assume, example, given, settings
from hypothesis import strategies as st
from made_up_findings import about, rate

from helpers.disclosure.door import clear
from helpers.disclosure.rules import meant_by
from helpers.estimate import ClearedFinding, Estimate, Finding
from helpers.policy import policy

RULE = policy().disclosure_rule("standard")
SIZE = 1000
HALF = 0.5 * 10**-1
"""How far a number told to one decimal may lie from what it is."""
ENOUGH = 3
"""Where rounding alone leaves fewer numbers than so, little more is needed to settle one."""
MEASURE = "recalibrated: observed_expected"


def cohort(followed: list[int], expected: list[float]) -> Iterator[Finding]:
    """Yield how often the outcome followed in each group, and how many for each one expected; for all together, just as many."""
    whole = sum(followed)
    n = SIZE * len(followed)
    yield Finding(
        about=about("prevalence", cut_off="of all"), estimate=rate(whole, n, n=n, positives=whole)
    )
    for number, (found, foreseen) in enumerate(zip(followed, expected, strict=True)):
        where = {"attribute": "sex", "group": f"group {number}"}
        prevalence = rate(found, SIZE, n=SIZE, positives=found)
        yield Finding(about=about("prevalence", cut_off="of all", **where), estimate=prevalence)
        made = Estimate(value=found / foreseen, n=SIZE, positives=found)
        yield Finding(about=about(MEASURE, cut_off="top tenth of all", **where), estimate=made)


def possible(cleared: list[ClearedFinding], *, adds_up: bool) -> list[tuple[int, ...]]:
    """Return every way in which the outcome may have followed in the groups, to a reader who may add up what was expected."""
    groups = [one.estimate for one in cleared if one.about.measure == "prevalence"]
    whole, *parts = (meant_by(one.numerator or 0, RULE) for one in groups)
    told = [one.estimate.value or 0.0 for one in cleared if one.about.measure == MEASURE]
    found = []
    for numbers in itertools.product(*(range(low, high + 1) for low, high in parts)):
        if not whole[0] <= sum(numbers) <= whole[1]:
            continue
        least = sum(one / (of + HALF) for one, of in zip(numbers, told, strict=True))
        most = sum(one / max(of - HALF, 1e-9) for one, of in zip(numbers, told, strict=True))
        if not adds_up or least <= sum(numbers) <= most:
            found.append(numbers)
    return found


@given(
    followed=st.lists(st.integers(20, 120), min_size=2, max_size=3),
    shares=st.lists(st.floats(0.5, 2.0), min_size=2, max_size=2),
)
@example(followed=[38, 62], shares=[0.8, 1.0])
@settings(deadline=None, max_examples=100)
def test_how_many_followed_in_a_group_stays_in_doubt_where_rounding_leaves_it_so(
    followed: list[int], shares: list[float]
) -> None:
    expected = [number * share for number, share in zip(followed, shares, strict=False)]
    if len(followed) > len(expected):
        expected.append(sum(followed) - sum(expected))
    else:
        expected[-1] = sum(followed) - sum(expected[:-1])
    assume(all(number > 1 for number in expected))
    cleared = clear(cohort(followed, expected), rule=RULE)
    by_rounding, left = (possible(cleared, adds_up=adds_up) for adds_up in (False, True))
    assert tuple(followed) in left
    for before, after in zip(zip(*by_rounding, strict=True), zip(*left, strict=True), strict=True):
        assert len(set(after)) > 1 or len(set(before)) < ENOUGH
