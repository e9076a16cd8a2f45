"""Several extracts make one record: the latest holds, differences are counted, later knowledge is not sent back."""

import pandas as pd
import pytest

from helpers.authority.people import people_from_rows
from helpers.authority.snapshots import collapse


def _rows(*rows):
    frame = pd.DataFrame(rows, columns=["child_id", "start", "end", "need", "extract"])
    for column in ("start", "end"):
        frame[column] = pd.to_datetime(frame[column]).astype("datetime64[us]")
    return frame.assign(turn=0)


def test_of_an_event_told_twice_the_latest_extract_holds_and_the_difference_is_counted():
    rows = _rows(("C", "2020-01-01", None, "N5", 1), ("C", "2020-01-01", None, "N1", 0))
    merged = collapse(rows, newest=1, latest_only=False)
    assert merged.events["need"].tolist() == ["N5"]
    assert merged.differences.to_dict("records") == [{"column": "need", "count": 1}]


def test_a_blank_that_is_filled_later_is_no_difference():
    rows = _rows(("C", "2020-01-01", None, "N1", 0), ("C", "2020-01-01", "2020-09-01", "N1", 1))
    assert collapse(rows, newest=1, latest_only=False).differences.empty


def test_two_events_of_one_day_stay_two():
    rows = _rows(("C", "2020-01-01", None, "N1", 0), ("C", "2020-01-01", None, "N1", 0))
    rows["turn"] = [0, 1]
    assert len(collapse(rows, newest=0, latest_only=False).events) == 2


def test_an_end_that_no_extract_shows_is_taken_from_the_next_start():
    rows = _rows(("C", "2020-01-01", None, "N1", 0), ("C", "2020-08-01", None, "N1", 1))
    merged = collapse(rows, newest=1, latest_only=True)
    assert merged.events["end"].tolist() == [pd.Timestamp("2020-08-01"), pd.NaT]
    assert merged.differences["count"].tolist() == [1]


def test_an_episode_that_the_newest_extract_still_shows_open_stays_open():
    rows = _rows(("C", "2020-01-01", None, "N1", 1), ("C", "2020-08-01", None, "N1", 1))
    assert collapse(rows, newest=1, latest_only=True).events["end"].isna().all()


@pytest.fixture
def person_rows():
    frame = pd.DataFrame(
        [
            ("C", "2020-01-01", 1, "NOBT", None),
            ("C", "2020-02-01", 4, "NOBT", False),
            ("C", "2020-03-01", 1, "NOBT", None),
            ("C", "2020-04-01", 5, "WBRI", True),
            ("C", "2020-04-01", 3, "MWBC", None),
        ],
        columns=["child_id", "start", "list", "ethnicity", "disability"],
    )
    frame["start"] = pd.to_datetime(frame["start"]).astype("datetime64[us]")
    frame["disability"] = frame["disability"].astype("boolean")
    return frame.assign(birth_date=pd.Timestamp("2010-01-01"), sex="male")


def test_people_hold_one_row_per_change(person_rows):
    people = people_from_rows(person_rows)
    assert people["start"].dt.month.tolist() == [1, 2, 4]


def test_disability_is_missing_until_a_list_that_holds_it(person_rows):
    people = people_from_rows(person_rows)
    assert people["disability"].astype("object").where(
        people["disability"].notna(), None
    ).tolist() == [
        None,
        False,
        True,
    ]


def test_of_two_rows_on_one_day_the_higher_list_holds(person_rows):
    assert people_from_rows(person_rows)["ethnicity"].tolist()[-1] == "WBRI"
