"""What a note is written from was true on its day: nothing that came after changes it."""

import pandas as pd
import pytest

from helpers.synthetic import world
from helpers.synthetic.note_facts import note_facts


@pytest.fixture(scope="module")
def made():
    seen = []

    def watched(town, tables):
        seen.append((town, tables))
        return note_facts(town, tables)

    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(world, "note_facts", watched)
        world.make_authority("south-west", world="small", seed=1)
    return seen[0]


def until(frame, day):
    """Return a table as it stood at the end of a day."""
    if "start" not in frame:
        return frame
    stood = frame[frame["start"] <= day].copy()
    if "end" in stood:
        stood["end"] = stood["end"].where(stood["end"] <= day)
    return stood


@pytest.mark.parametrize("day", ["2021-06-30", "2023-03-31"])
def test_what_came_later_changes_no_earlier_note(made, day):
    town, tables = made
    day = pd.Timestamp(day)
    whole = note_facts(town, tables)
    cut_short = note_facts(town, {name: until(frame, day) for name, frame in tables.items()})
    before = [facts[facts["start"] <= day].reset_index(drop=True) for facts in (whole, cut_short)]
    assert len(before[0]) > 500
    pd.testing.assert_frame_equal(*before)


def test_no_note_is_dated_after_the_last_day_of_the_records(made):
    town, tables = made
    facts = note_facts(town, tables)
    assert facts["start"].max() <= pd.Timestamp(town.place.last, unit="D")
    assert "review conference" in set(facts["document"])
