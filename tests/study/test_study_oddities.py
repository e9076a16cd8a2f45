"""What looks wrong across files is told in counts, without a child's identifier and without the value of a cell."""

import datetime as dt

import pandas as pd
import pytest
from study_worlds import events

from helpers.authority.folder import find_files
from helpers.authority.merge import Reading
from helpers.authority.settings import Period
from helpers.events import EventTables
from helpers.study.oddities import oddities

WHOLE = Period(start=dt.date(2019, 4, 1), end=dt.date(2025, 3, 31))


@pytest.fixture
def files(tmp_path):
    for name in ("authority.yml", "families.csv", "notes.csv", "annex-a-2024-09-30.xlsx"):
        (tmp_path / name).write_text(name)
    return find_files(tmp_path)


def reading(*, unrecognised=(), differences=(), amended=(), **tables):
    columns = ["source", "column", "value", "count"]
    return Reading(
        events=EventTables({**events(200), **tables}),
        differences=pd.DataFrame(list(differences), columns=["list", "column", "count"]),
        unrecognised=pd.DataFrame(list(unrecognised), columns=columns).astype({"value": "string"}),
        sources=(),
        amended=amended,
    )


def told(given, files, period=WHOLE):
    return list(oddities(given, files=files, period=period))


def test_files_that_agree_give_nothing_to_look_at(files):
    assert told(reading(), files) == []


def test_a_period_outside_the_records_is_told_with_the_days_of_the_records(files):
    (sentence,) = told(reading(), files, Period(start=dt.date(2001, 1, 1), end=dt.date(2003, 1, 1)))
    assert "no event of the records lies in the period, 2001-01-01 to 2003-01-01" in sentence
    assert "they lie between 20" in sentence


def test_a_period_that_goes_on_after_the_last_event_is_told(files):
    (sentence,) = told(reading(), files, WHOLE.model_copy(update={"end": dt.date(2026, 3, 31)}))
    assert (
        "the period ends on 2026-03-31, but the latest event before that is of 2025-0" in sentence
    )
    assert "set 'end'" in sentence


def test_children_without_a_family_are_counted(files):
    (sentence,) = told(reading(families=events(200)["families"].iloc[:150]), files)
    assert sentence.startswith("families.csv: 50 of 200 children of the other files have no family")


def test_notes_about_nobody_known_are_counted(files):
    notes = events(200)["notes"].assign(child_id="somebody else")
    (sentence,) = told(reading(notes=notes), files)
    assert (
        f"notes.csv: {len(notes)} of {len(notes)} notes are about children in no other" in sentence
    )
    assert "somebody else" not in sentence


def test_a_workbook_that_lies_there_twice_is_told(files):
    (files.folder / "annex-a-copy.xlsx").write_bytes(files.annex_a[0].read_bytes())
    (sentence,) = told(reading(), find_files(files.folder))
    assert "the same, byte for byte, as" in sentence


def test_cells_that_were_not_understood_are_counted_and_not_repeated(files):
    lost = [
        ("notes.csv", "document", "Mr Example", 2),
        ("notes.csv", "document", "Ms Example", 1),
        ("notes.csv", "date", "(not a date)", 1),
        ("annex-a-2024-09-30.xlsx › List 3", "Ethnicity", "told by the list itself", 4),
    ]
    assert told(reading(unrecognised=lost), files) == [
        "notes.csv: column 'date': not a date in 1 row",
        "notes.csv: column 'document': not one of its values in 3 rows",
    ]


def test_extracts_that_differ_are_counted(files):
    (sentence,) = told(reading(differences=[(8, "end", 1200)]), files)
    assert sentence.startswith("list 8, 'end': extracts say different things of 1,200 events")


def test_what_reading_puts_right_is_told_with_its_count(files):
    given = reading(amended=[("list 4", "a row stands twice, and is read once,", 1)])
    assert told(given, files) == ["list 4: a row stands twice, and is read once, in 1 row"]


@pytest.mark.parametrize(
    ("column", "nothing", "begin"),
    [
        ("ethnicity", "NOBT", "ethnicity is never recorded for 20 of 200 children"),
        ("birth_date", pd.NaT, "the date of birth is never recorded for 20 of 200 children"),
        ("disability", pd.NA, "disability is never recorded for "),
    ],
)
def test_attributes_that_are_never_recorded_are_counted(files, column, nothing, begin):
    people = events(200)["people"].copy()
    people.loc[people.index[:20], column] = nothing
    (sentence,) = told(reading(people=people), files)
    assert sentence.startswith(begin)


def test_a_few_children_without_an_ethnicity_are_not_worth_a_line(files):
    people = events(200)["people"].copy()
    people.loc[people.index[:3], "ethnicity"] = "REFU"
    assert told(reading(people=people), files) == []


def test_finished_assessments_without_a_result_are_counted(files):
    given = events(200)["contacts"].iloc[:50]
    end = given["start"] + pd.Timedelta(days=30)
    assessments = given[["child_id", "start"]].assign(
        end=end, child_seen=True, support_needed=False, team="team"
    )
    assessments["child_seen"] = assessments["child_seen"].astype("boolean")
    assessments.loc[assessments.index[:5], "child_seen"] = pd.NA
    assert told(reading(assessments=assessments), files) == [
        "list 4: whether the child was seen is unknown for 5 of 50 finished assessments"
    ]
    open_still = assessments.assign(end=pd.NaT)
    assert told(reading(assessments=open_still), files) == []
