import pandas as pd
import pytest

from helpers import events
from helpers.errors import SecondLookError
from helpers.events import TABLES, EventTables


def days(*values: str | None) -> pd.Series:
    return pd.Series(pd.to_datetime(pd.Series(list(values)), format="%Y-%m-%d"))


def plans() -> pd.DataFrame:
    return pd.DataFrame(
        {
            "child_id": ["b", "a"],
            "start": days("2023-05-01", "2023-01-10"),
            "end": days(None, "2023-09-01"),
            "first_category": ["neglect", "neglect"],
            "latest_category": ["neglect", "emotional abuse"],
            "team": ["North", "South"],
        }
    )


def test_a_table_left_out_is_there_and_empty() -> None:
    tables = EventTables({})
    assert list(tables) == list(TABLES)
    assert all(frame.empty for frame in tables.values())


def test_rows_are_sorted_by_child_and_start() -> None:
    assert EventTables({"plans": plans()})["plans"]["child_id"].tolist() == ["a", "b"]


def test_an_unknown_table_is_refused_with_the_nearest_name() -> None:
    with pytest.raises(SecondLookError, match="did you mean 'plans'"):
        EventTables({"plan": plans()})


def test_a_missing_column_is_named() -> None:
    with pytest.raises(SecondLookError, match=r"plans: the columns latest_category are missing"):
        EventTables({"plans": plans().drop(columns="latest_category")})


def test_every_value_is_dated_by_a_rule_or_by_a_column_of_its_own_table() -> None:
    rules = {"next working day", "fifteenth working day"}
    for table, columns in TABLES.items():
        for name, column in columns.items():
            if table != "families":
                assert column.known_from in rules | set(columns), f"{table}.{name}"


def test_an_event_that_has_not_started_is_not_known() -> None:
    known = EventTables({"plans": plans()}).as_known_on(pd.Timestamp("2023-03-01"))
    assert known["plans"]["child_id"].tolist() == ["a"]


def test_an_end_and_what_it_brings_are_unknown_before_its_day() -> None:
    known = EventTables({"plans": plans()}).as_known_on(pd.Timestamp("2023-08-31"))["plans"]
    assert known["end"].isna().all()
    assert known["latest_category"].isna().all()
    assert known["first_category"].notna().all()


def test_an_end_is_known_on_its_own_day() -> None:
    known = EventTables({"plans": plans()}).as_known_on(pd.Timestamp("2023-09-01"))["plans"]
    assert known["latest_category"].tolist()[0] == "emotional abuse"


def test_a_referrals_decision_is_known_from_the_next_working_day() -> None:
    friday = pd.DataFrame(
        {
            "child_id": ["a"],
            "start": days("2023-03-03"),
            "source": ["2A"],
            "no_further_action": [True],
            "team": ["North"],
        }
    )
    tables = EventTables({"referrals": friday})
    assert events.known_dates("referrals", "no_further_action", friday).tolist() == [
        pd.Timestamp("2023-03-06")
    ]
    assert (
        tables.as_known_on(pd.Timestamp("2023-03-05"))["referrals"]["no_further_action"]
        .isna()
        .all()
    )


def test_families_have_no_day_and_stay() -> None:
    families = pd.DataFrame({"child_id": ["a"], "family_id": ["f"], "deprivation_fifth": [1]})
    tables = EventTables({"families": families}).as_known_on(pd.Timestamp("2000-01-01"))
    assert len(tables["families"]) == 1
