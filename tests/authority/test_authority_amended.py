"""Rows that stand twice are read once, ends before starts the other way round, and both are counted."""

import pandas as pd
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from small_authorities import event_tables, write_beside, write_extract

from helpers.authority.amended import BACKWARDS, TWICE, once, right_way_round
from helpers.authority.merge import read_events
from helpers.events import EventTables

DAYS = st.one_of(
    st.none(), st.integers(0, 5).map(lambda n: pd.Timestamp("2020-01-01") + pd.Timedelta(days=n))
)


@pytest.fixture(scope="module")
def events() -> EventTables:
    """Return events of a few children, none of which stands twice or ends before it starts."""
    day = pd.Timestamp("2019-05-01")
    child = ["SYN-1", "SYN-2"]
    return EventTables(
        {
            "contacts": pd.DataFrame(
                {"child_id": child, "start": day, "source": "6", "decision": "Early help"}
            ),
            "referrals": pd.DataFrame(
                {
                    "child_id": child,
                    "start": day,
                    "source": "6",
                    "no_further_action": True,
                    "team": "A",
                }
            ),
            "plans": pd.DataFrame(
                {
                    "child_id": child,
                    "start": day,
                    "end": day + pd.Timedelta(days=90),
                    "first_category": "neglect",
                    "latest_category": "neglect",
                    "team": "A",
                }
            ),
            "people": pd.DataFrame(
                {
                    "child_id": child,
                    "start": day,
                    "birth_date": day - pd.Timedelta(days=900),
                    "sex": "male",
                    "ethnicity": "WBRI",
                    "disability": False,
                }
            ),
            "families": pd.DataFrame(
                {"child_id": child, "family_id": "F-1", "deprivation_fifth": 2}
            ),
        }
    )


def twice(events: EventTables, *names: str) -> EventTables:
    return EventTables(
        {
            name: pd.concat([table, table.iloc[:1]]) if name in names else table
            for name, table in events.items()
        }
    )


@pytest.mark.parametrize("form", ["plain", "csv"])
def test_a_row_that_stands_twice_is_read_once_and_counted(events, form, tmp_path):
    given = twice(events, "contacts", "referrals")
    write_beside(given, tmp_path)
    write_extract(given, tmp_path, form=form, edition="later")
    reading = read_events(tmp_path)
    assert len(reading.events["referrals"]) == len(events["referrals"])
    assert len(reading.events["contacts"]) == len(events["contacts"])
    assert ("list 3", TWICE, 1) in reading.amended
    assert {what for _, what, _ in reading.amended} == {TWICE}


def test_two_contacts_of_a_day_with_two_decisions_are_two(events, tmp_path):
    contacts = events["contacts"]
    other = contacts.iloc[:1].assign(decision="No further action")
    given = EventTables({**events, "contacts": pd.concat([contacts, other])})
    write_beside(given, tmp_path)
    write_extract(given, tmp_path, form="csv", edition="later")
    assert len(read_events(tmp_path).events["contacts"]) == len(contacts) + 1


def test_an_end_before_its_start_is_read_the_other_way_round_and_counted(events, tmp_path):
    plans = events["plans"]
    wrong = plans.assign(start=plans["end"], end=plans["start"])
    people = events["people"]
    given = EventTables({**events, "plans": wrong})
    write_beside(given, tmp_path)
    write_extract(given, tmp_path, form="csv", edition="later")
    reading = read_events(tmp_path)
    pd.testing.assert_frame_equal(
        reading.events["plans"][["start", "end"]], plans[["start", "end"]]
    )
    assert reading.amended == (("list 7", BACKWARDS, len(plans)),)
    assert set(reading.events["people"]["child_id"]) == set(people["child_id"])


@given(rows=st.lists(st.tuples(DAYS.filter(bool), DAYS)))
def test_no_end_is_left_before_its_start_and_no_day_is_lost(rows):
    frame = pd.DataFrame(rows, columns=["start", "end"]).astype("datetime64[us]")
    put, count = right_way_round(frame)
    assert not (put["end"] < put["start"]).any()
    assert count == (frame["end"] < frame["start"]).sum()
    for before, after in zip(frame.to_numpy(), put.to_numpy(), strict=True):
        assert set(map(str, before)) == set(map(str, after))


@settings(max_examples=10, deadline=None)
@given(events=event_tables())
def test_once_twice_is_once(events):
    for table in events.values():
        kept, again = once(table)
        assert len(kept) + again == len(table)
        assert once(kept)[1] == 0
