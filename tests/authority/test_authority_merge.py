"""What goes out as Annex A comes back as the same events."""

import tempfile
from pathlib import Path

import pandas as pd
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from pandas.testing import assert_frame_equal
from small_authorities import event_tables, write_beside, write_extract, write_snapshots

from helpers.authority.merge import read_events
from helpers.errors import SecondLookError
from helpers.events import EventTables


def _same(name: str, one: pd.DataFrame, other: pd.DataFrame) -> None:
    order = list(one.columns) if name in ("conferences", "enquiries") else ["child_id", "start"]
    if name != "families":
        one = one.sort_values(order, kind="stable", ignore_index=True)
        other = other.sort_values(order, kind="stable", ignore_index=True)
    assert_frame_equal(one, other, obj=name)


def _once(events: EventTables) -> EventTables:
    """Return events without those that stand twice in a list; an enquiry's row holds its conference too."""
    alike = {name: frame.drop_duplicates() for name, frame in events.items()}
    keys = ["child_id", "start"]
    enquiries, conferences = events["enquiries"], events["conferences"]
    held = conferences.rename(columns={"start": "held", "enquiry_start": "start"})
    rows = enquiries.assign(turn=enquiries.groupby(keys).cumcount()).merge(
        held.assign(turn=held.groupby(keys).cumcount()), on=[*keys, "turn"], how="left"
    )
    rows = rows.drop(columns="turn").drop_duplicates()
    alike["enquiries"] = rows[list(enquiries)]
    rows = rows[rows["held"].notna()]
    alike["conferences"] = rows.drop(columns=["conference_unneeded", "team"]).rename(
        columns={"start": "enquiry_start", "held": "start"}
    )
    alike["notes"] = events["notes"]
    return EventTables(alike)


@settings(max_examples=6, deadline=None)
@given(
    events=event_tables(),
    form=st.sampled_from(["plain", "ofsted", "csv"]),
    edition=st.sampled_from(["2019", "later"]),
    notes=st.sampled_from(["parquet", "csv"]),
)
def test_an_extract_gives_back_the_events_it_was_made_of(events, form, edition, notes):
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        write_beside(events, folder, notes=notes)
        write_extract(events, folder, form=form, edition=edition)
        reading = read_events(folder)
    for table, frame in _once(events).items():
        _same(table, frame, reading.events[table])
    assert reading.differences.empty
    assert reading.unrecognised.empty


@settings(max_examples=3, deadline=None)
@given(events=event_tables(one_a_day=True))
def test_snapshots_give_back_every_event_that_a_snapshot_holds(events):
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        write_beside(events, folder)
        write_snapshots(events, folder, edition="later")
        back = read_events(folder).events
    once = _once(events)
    for table in ("contacts", "referrals", "assessments", "enquiries", "conferences", "early_help"):
        _same(table, once[table], back[table])
    for table in ("needs", "plans", "care"):
        _latest_are_the_same(events, back, table)


def _latest_are_the_same(events: EventTables, back: EventTables, table: str) -> None:
    """A true list 6, 7 or 8 shows the latest episode alone: that one comes back whole, and none is made up."""
    keys = ["child_id", "start"]
    latest = events[table].drop_duplicates("child_id", keep="last").reset_index(drop=True)
    found = back[table].drop_duplicates("child_id", keep="last").reset_index(drop=True)
    assert_frame_equal(latest, found, obj=table)
    assert set(map(tuple, back[table][keys].to_numpy())) <= set(
        map(tuple, events[table][keys].to_numpy())
    )


def test_families_of_other_children_are_refused(tmp_path):
    contact = {"child_id": ["C-1"], "start": [pd.Timestamp("2020-01-06")], "source": ["6"]}
    events = EventTables({"contacts": pd.DataFrame(contact).assign(decision=pd.NA)})
    write_beside(events, tmp_path)
    write_extract(events, tmp_path, form="csv", edition="later")
    (tmp_path / "SYNTHETIC-families.csv").write_text(
        "child_id,family_id,deprivation_fifth\nZ-1,F-1,1\n"
    )
    with pytest.raises(SecondLookError, match=r"families\.csv: no child of Annex A has a family"):
        read_events(tmp_path)
