import pandas as pd
import pytest

from helpers import working_days


def days(*values: str | None) -> pd.Series:
    return pd.to_datetime(pd.Series(list(values)), format="%Y-%m-%d")


@pytest.mark.parametrize(
    ("start", "number", "expected"),
    [
        ("2024-03-04", 1, "2024-03-05"),  # Monday
        ("2024-03-01", 1, "2024-03-04"),  # Friday, over a weekend
        ("2024-03-28", 1, "2024-04-02"),  # Maundy Thursday, over Good Friday and Easter Monday
        ("2023-05-05", 1, "2023-05-09"),  # over the coronation's bank holiday
        ("2024-03-02", 1, "2024-03-04"),  # Saturday counts from the Friday before
        ("2024-12-11", 15, "2025-01-06"),  # over Christmas and New Year
    ],
)
def test_working_days_leave_out_weekends_and_bank_holidays(
    start: str, number: int, expected: str
) -> None:
    assert working_days.add(days(start), number).tolist() == [pd.Timestamp(expected)]


def test_a_missing_date_stays_missing() -> None:
    assert working_days.add(days(None), 3).isna().all()
    assert working_days.between(days(None, "2024-01-02"), days("2024-01-02", None)).isna().all()


def test_days_between_leave_out_the_start_and_count_the_end() -> None:
    assert working_days.between(days("2024-03-01"), days("2024-03-05")).tolist() == [2.0]


def test_adding_and_counting_agree() -> None:
    starts = pd.Series(pd.date_range("2019-01-01", "2024-12-31", freq="37D"))
    moved = working_days.add(starts, 15)
    on_working_days = starts[starts.dt.day_of_week < 5]
    counted = working_days.between(starts, moved).loc[on_working_days.index]
    assert counted.between(15, 16).all()  # a bank holiday itself first rolls back
