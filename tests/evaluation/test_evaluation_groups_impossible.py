import numpy as np
import pytest
from evaluation_parts import RULE, two_groups
from hypothesis import given
from hypothesis import strategies as st

from helpers.estimate import State
from helpers.evaluation.groups.impossible import (
    forced_false_discovery_rate,
    forced_false_positive_rate,
    impossible,
)
from helpers.evaluation.groups.members import Member, members

cells = st.tuples(*(st.integers(1, 1000) for _ in range(4)))


def rates(table):
    found, alarms, missed, right = table
    return {
        "base_rate": np.array((found + missed) / sum(table)),
        "false_positive_rate": np.array(alarms / (alarms + right)),
        "false_discovery_rate": np.array(alarms / (alarms + found)),
        "false_negative_rate": np.array(missed / (missed + found)),
    }


@given(cells)
def test_the_errors_of_any_table_force_each_other(table):
    known = rates(table)
    alarms, wrong = known.pop("false_positive_rate"), known.pop("false_discovery_rate")
    assert forced_false_positive_rate(
        known["base_rate"],
        false_discovery_rate=wrong,
        false_negative_rate=known["false_negative_rate"],
    ) == pytest.approx(alarms)
    assert forced_false_discovery_rate(
        known["base_rate"],
        false_positive_rate=alarms,
        false_negative_rate=known["false_negative_rate"],
    ) == pytest.approx(wrong)


@given(
    cells,
    st.floats(0.01, 0.9),
    st.floats(0.001, 0.09),
)
def test_the_group_with_the_higher_base_rate_is_forced_to_more_false_alarms(table, base_rate, more):
    known = rates(table)
    forced = [
        forced_false_positive_rate(
            np.array(rate),
            false_discovery_rate=known["false_discovery_rate"],
            false_negative_rate=known["false_negative_rate"],
        )
        for rate in (base_rate, base_rate + more)
    ]
    assert forced[0] < forced[1]


def test_flags_that_are_never_wrong_force_nothing():
    alarms = forced_false_positive_rate(
        np.array([0.1, 0.4]),
        false_discovery_rate=np.zeros(2),
        false_negative_rate=np.full(2, 0.3),
    )
    assert alarms == pytest.approx([0, 0])


def test_where_all_flags_are_wrong_no_rate_is_forced():
    alarms = forced_false_positive_rate(
        np.array(0.1), false_discovery_rate=np.array(1.0), false_negative_rate=np.array(1.0)
    )
    assert np.isnan(alarms)


def forced(held, groups=None):
    return impossible(
        held.followed,
        held.flagged,
        members=groups or members(len(held.score), {"kind": held.group.astype(str)}, pairs=False),
        family=held.family,
        resamples=held.resamples,
        rule=RULE,
    )


def test_everybody_is_forced_to_what_everybody_has():
    held = two_groups()
    everybody = forced(held)[0]
    none = ~held.followed
    assert everybody.false_positive_rate.value == pytest.approx(held.flagged[none].mean())
    assert everybody.false_discovery_rate.value == pytest.approx(none[held.flagged].mean())


def test_groups_with_unequal_base_rates_are_forced_apart():
    _, rest, group = forced(two_groups(higher=1.0))
    assert (rest.group, group.group) == ("False", "True")
    assert group.base_rate.value > rest.base_rate.value
    assert group.false_positive_rate.low > rest.false_positive_rate.high
    assert group.false_discovery_rate.high < rest.false_discovery_rate.low


def test_a_base_rate_is_told_with_its_counts():
    held = two_groups()
    group = forced(held)[2]
    assert group.base_rate.numerator == (held.group & held.followed).sum()
    assert group.base_rate.denominator == held.group.sum()


def test_a_group_in_which_the_outcome_is_too_common_cannot_have_everybodys_errors():
    held = two_groups(level=-1.0)
    often = held.followed | (np.arange(8000) % 100 == 0)
    found = forced(held, [Member("kind", "often", often)])[0]
    assert not found.attainable
    assert found.false_positive_rate.value > 1


def test_a_group_with_too_few_children_is_forced_to_nothing_that_could_be_told():
    held = two_groups()
    few = np.arange(8000) < 15
    found = forced(held, [Member("kind", "few", few)])[0]
    assert found.false_positive_rate.state is State.TOO_FEW
    assert found.base_rate.state is State.TOO_FEW
