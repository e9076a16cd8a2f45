from itertools import chain

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from made_up_findings import about, findings_of

from helpers.disclosure.door import clear
from helpers.estimate import Estimate, Finding, State, too_few
from helpers.policy import policy

RULE = policy().disclosure_rule("standard")
FEW, MANY = (6, 94, 34, 866), (20, 80, 20, 880)
"""Rightly flagged, wrongly flagged, missed, rightly not flagged: six is a small count."""


def made(measure: str, value: float = 0.1, **labels: str) -> Finding:
    rests = {"n": 1000, "positives": 40}
    return Finding(about=about(measure, **labels), estimate=Estimate(value=value, **rests))


def state_of(extra: Finding, *tables: list[Finding]) -> State:
    return clear([*chain.from_iterable(tables), extra], rule=RULE)[-1].estimate.state


@pytest.mark.parametrize("measure", ["false_discovery_rate", "false_negative_rate"])
@pytest.mark.parametrize(
    ("cells", "state"), [(FEW, State.SUPPRESSED), (MANY, State.ESTIMATED)], ids=["few", "many"]
)
def test_a_rate_with_training_luck_is_hidden_with_the_rate(
    measure: str, cells: tuple[int, int, int, int], state: State
) -> None:
    assert state_of(made(f"{measure} with training luck"), findings_of(cells)) is state


@pytest.mark.parametrize(
    "design", ["structured-all beside text-all", "text-all beside structured-all"]
)
def test_a_difference_is_hidden_if_either_rate_is(design: str) -> None:
    tables = findings_of(FEW), findings_of(MANY, design="text-all")
    extra = made("difference in false_discovery_rate", design=design, cut_off="top tenth")
    assert state_of(extra, *tables) is State.SUPPRESSED


def test_a_difference_of_rates_that_are_shown_is_shown() -> None:
    tables = findings_of(MANY), findings_of(MANY, design="text-all")
    extra = made(
        "difference in false_discovery_rate",
        design="structured-all beside text-all",
        cut_off="top tenth",
    )
    assert state_of(extra, *tables) is State.ESTIMATED


CELLS = st.tuples(*(st.integers(3, 60).map(lambda fives: 5 * fives) for _ in range(4)))
STEP = st.sampled_from([(2, 0, 0, 0), (0, -2, 0, 0), (-1, 1, 0, 0), (1, 0, -1, 0)])


def _alarms(cells: tuple[int, ...]) -> float:
    return cells[1] / (cells[0] + cells[1])


@given(cells=CELLS, other=CELLS, step=STEP)
@settings(deadline=None, max_examples=40)
def test_what_is_made_from_rates_follows_from_rates_as_they_are_shown(
    cells: tuple[int, ...], other: tuple[int, ...], step: tuple[int, ...]
) -> None:
    stepped = tuple(number + more for number, more in zip(cells, step, strict=True))
    values = []
    for first in (cells, stepped):
        table = [*findings_of(first), *findings_of(other, design="text-all")]  # type: ignore[arg-type]
        lucky = made("false_discovery_rate with training luck", _alarms(first))
        beside = made(
            "difference in false_discovery_rate",
            _alarms(first) - _alarms(other),
            design="structured-all beside text-all",
            cut_off="top tenth",
        )
        shown = [one.estimate.value for one in clear([*table, lucky, beside], rule=RULE)]
        rates = [
            value
            for one, value in zip(table, shown, strict=False)
            if one.about.measure == "false_discovery_rate"
        ]
        assert shown[-2] == rates[0]
        assert shown[-1] == round((rates[0] or 0.0) - (rates[1] or 0.0), RULE.decimals)
        values.append(shown)
    assert values[0] == values[1]


def test_a_difference_between_rankings_rests_on_no_line() -> None:
    extra = made("difference in average_precision", design="structured-all beside text-all")
    assert state_of(extra, findings_of(FEW)) is State.ESTIMATED


def test_too_few_stays_too_few() -> None:
    extra = Finding(
        about=about("false_discovery_rate with training luck"),
        estimate=too_few(n=1000, positives=40),
    )
    assert state_of(extra, findings_of(FEW)) is State.TOO_FEW


def test_net_benefit_is_told_in_whole_children() -> None:
    extra = made("net_benefit_gained", 0.65, cut_off="chance of 0.2")
    assert clear([extra], rule=RULE)[0].estimate.value == 1.0
