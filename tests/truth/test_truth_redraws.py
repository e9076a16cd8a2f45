"""Shares over redraws: what is counted, and how sure it is."""

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from helpers.estimate import State
from helpers.truth.redraws import Share, contrast, difference, pooled

shares = st.lists(
    st.integers(30, 900).flatmap(
        lambda whole: st.builds(Share, part=st.integers(0, whole), whole=st.just(whole))
    ),
    min_size=2,
    max_size=12,
)


@given(shares)
def test_a_share_is_that_of_all_redraws_put_together(redraws: list[Share]) -> None:
    found = pooled(redraws)
    assert (found.numerator, found.denominator) == (
        sum(one.part for one in redraws),
        sum(one.whole for one in redraws),
    )
    assert found.value == found.numerator / found.denominator
    assert found.low is None or 0 <= found.low <= found.value <= found.high


@given(shares)
def test_a_share_does_not_differ_from_itself(redraws: list[Share]) -> None:
    found = difference(redraws, redraws)
    assert (found.value, found.low, found.high) == (0, 0, 0)


@given(shares, st.data())
def test_a_difference_turned_round_has_the_other_sign(
    redraws: list[Share], data: st.DataObject
) -> None:
    others = data.draw(st.permutations(redraws))
    one, other = difference(redraws, others), difference(others, redraws)
    assert np.allclose([one.value, one.low, one.high], [-other.value, -other.high, -other.low])


def test_what_two_shares_have_in_common_in_a_redraw_falls_out() -> None:
    luck = [0, 40, 5, 33, 18, 27]
    first = [Share(part=60 + one, whole=200) for one in luck]
    second = [Share(part=50 + one, whole=200) for one in luck]
    found = difference(first, second)
    assert found.low == pytest.approx(0.05) and found.high == pytest.approx(0.05)
    assert pooled(first).high - pooled(first).low > 0.1


def test_an_interval_holds_the_truth_about_as_often_as_it_promises() -> None:
    draws = np.random.default_rng(7)
    held = 0
    for _ in range(400):
        wholes = draws.integers(150, 400, 8)
        parts = draws.binomial(wholes, 0.3)
        found = pooled(
            [Share(part=int(p), whole=int(w)) for p, w in zip(parts, wholes, strict=True)]
        )
        held += found.low <= 0.3 <= found.high
    assert 0.91 <= held / 400 <= 0.98


def test_redraws_that_agree_exactly_have_no_interval() -> None:
    found = pooled([Share(part=0, whole=100)] * 3)
    assert (found.value, found.low, found.high) == (0, None, None)


@pytest.mark.parametrize(
    "redraws",
    [[], [Share(part=5, whole=500)], [Share(part=1, whole=4)] * 3, [Share(part=0, whole=0)] * 3],
)
def test_with_one_redraw_or_too_few_children_nothing_is_judged(redraws: list[Share]) -> None:
    assert pooled(redraws).state is State.TOO_FEW
    assert difference(redraws, redraws).state is State.TOO_FEW


def test_shares_of_other_redraws_are_not_compared() -> None:
    one = [Share(part=10, whole=100)] * 3
    with pytest.raises(ValueError, match="redraw by redraw"):
        contrast([(1, one), (-1, one[:2])])
