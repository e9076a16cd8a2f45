"""The ledger: the same flags counted against the record and against what truly happened."""

import numpy as np
import pandas as pd
import pytest
from hypothesis import given
from hypothesis import strategies as st

from helpers.truth.ledger import (
    ACROSS,
    EVERYBODY,
    HARMED_ALARMS,
    MEASURES,
    RECORD,
    RECORDED_PER_HARM,
    TRUTH,
    estimated,
    gap,
    ledger,
    shares,
)
from helpers.truth.ledger_marks import groups_of, harmed_within, own_ids

rows = st.lists(
    st.tuples(st.booleans(), st.booleans(), st.booleans(), st.sampled_from("AB")), min_size=1
)


def counted(told):
    flagged, recorded, harmed, group = zip(*told, strict=True)
    marks = {"recorded": np.array(recorded), "harmed": np.array(harmed)}
    return ledger(np.array(flagged), **marks, group=np.array(group, dtype=object))


@given(rows)
def test_both_groups_together_are_everybody(told) -> None:
    found = counted(told)
    for yardstick in (RECORD, TRUTH):
        whole, first, second = (found[yardstick, name] for name in (EVERYBODY, "A", "B"))
        for count in ("decisions", "flagged", "came", "rightly", "wrongly", "missed"):
            assert getattr(whole, count) == getattr(first, count) + getattr(second, count)


@given(rows)
def test_who_is_flagged_does_not_depend_on_what_it_is_counted_against(told) -> None:
    found = counted(told)
    for name in (EVERYBODY, "A", "B"):
        assert found[RECORD, name].flagged == found[TRUTH, name].flagged


@given(rows)
def test_a_record_that_holds_the_truth_gives_one_audit(told) -> None:
    found = counted([(flagged, harmed, harmed, group) for flagged, _, harmed, group in told])
    for name in (EVERYBODY, "A", "B"):
        assert found[RECORD, name] == found[TRUTH, name]


MANY = [
    *[(True, True, False, "B")] * 30,
    *[(True, False, True, "B")] * 10,
    *[(False, False, True, "A")] * 20,
    *[(True, True, True, "A")] * 40,
]


def test_two_audits_of_the_same_flags_can_disagree() -> None:
    redraws = [counted(MANY), counted(MANY)]
    by_record, by_truth = (
        gap(redraws, yardstick, measure="false_discovery_rate") for yardstick in (RECORD, TRUTH)
    )
    assert by_record.value == pytest.approx(0.25)
    assert by_truth.value == pytest.approx(0.75)


@pytest.mark.parametrize(
    ("measure", "value"),
    [("flagged_share", 80 / 100), ("false_discovery_rate", 30 / 80), ("precision", 50 / 80), ("false_negative_rate", 20 / 70), ("prevalence", 70 / 100), (RECORDED_PER_HARM, 70 / 70), (HARMED_ALARMS, 10 / 10)],
)  # fmt: skip
def test_every_measure_against_the_truth(measure, value) -> None:
    redraws = [counted(MANY), counted(MANY)]
    assert estimated(redraws, TRUTH, EVERYBODY, measure=measure).value == pytest.approx(value)
    assert len(shares(redraws, TRUTH, EVERYBODY, measure=measure)) == 2
    assert measure in {*MEASURES, *ACROSS}


def days(*told: str) -> pd.Series:
    return pd.Series(pd.to_datetime(list(told)).as_unit("us"))


HARM = pd.DataFrame(
    {
        "child_id": pd.Series(["x", "x", "y"], dtype="string"),
        "day": days("2021-05-01", "2020-01-10", "2021-01-10"),
        "averted": [False, False, True],
    }
)


@pytest.mark.parametrize(
    ("child", "day", "harmed"),
    [
        ("x", "2020-01-09", True),
        ("x", "2020-01-10", False),  # on the day itself: it is not what follows
        ("x", "2020-05-01", True),  # on the last day of the months
        ("x", "2020-04-30", False),  # a day too late
        ("y", "2020-06-01", True),  # only help kept it away
        ("z", "2020-06-01", False),
    ],
)
def test_harm_counts_from_the_day_after_to_the_end_of_the_months(child, day, harmed) -> None:
    marks = harmed_within(pd.Series([child], dtype="string"), days(day), harm=HARM, months=12)
    assert marks.tolist() == [harmed]


def test_a_child_recorded_under_a_second_id_is_known_by_its_own() -> None:
    seconds = pd.DataFrame({"child_id": ["x"], "second_id": ["x2"]}, dtype="string")
    known = own_ids(pd.Series(["x", "x2", "y"], dtype="string"), seconds)
    assert known.tolist() == ["x", "x", "y"]


def test_groups_are_those_of_the_truth() -> None:
    children = pd.DataFrame({"child_id": ["x", "y"], "group": ["B", "A"]}, dtype="string")
    assert groups_of(pd.Series(["y", "x", "y"]), children).tolist() == ["A", "B", "A"]
