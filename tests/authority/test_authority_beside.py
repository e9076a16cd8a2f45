"""The files beside Annex A are read, or refused in one sentence."""

import pandas as pd
import pytest

from helpers.authority import beside
from helpers.errors import SecondLookError


def _file(folder, name, text):
    path = folder / name
    path.write_text(text, encoding="utf-8")
    return path


def test_dates_may_be_written_either_way_and_endings_in_any_case(tmp_path):
    path = _file(
        tmp_path,
        "early_help.csv",
        "Child_ID,start,end,reason_ended\n007,2020-01-02,03/04/2020,Goals Met\n",
    )
    read = beside.early_help(path).frame
    assert read.iloc[0].to_dict() == {
        "child_id": "007",
        "start": pd.Timestamp("2020-01-02"),
        "end": pd.Timestamp("2020-04-03"),
        "reason_ended": "goals met",
    }


def test_what_is_not_understood_is_missing_and_counted(tmp_path):
    path = _file(
        tmp_path,
        "early_help.csv",
        "child_id,start,end,reason_ended\nA,2020-01-02,soon,moved\n,x,,\n",
    )
    read = beside.early_help(path)
    assert len(read.frame) == 1
    told = set(zip(read.unrecognised["column"], read.unrecognised["value"], strict=True))
    assert told == {
        ("end", "(not a date)"),
        ("reason_ended", "moved"),
        ("start", "(not a date)"),
        ("child_id", "(blank)"),
    }


def test_a_missing_column_is_told_with_the_nearest_name(tmp_path):
    path = _file(tmp_path, "families.csv", "child_id,familyid,deprivation_fifth\nA,F,1\n")
    with pytest.raises(SecondLookError, match=r"'family_id' is missing .did you mean 'familyid'"):
        beside.families(path)


@pytest.mark.parametrize(
    ("rows", "message"),
    [
        ("A,F,1\nA,G,1\n", "1 row repeats a child"),
        ("A,F,6\n", "1 deprivation fifth is not between"),
    ],
)
def test_families_that_cannot_be_are_refused(tmp_path, rows, message):
    path = _file(tmp_path, "families.csv", f"child_id,family_id,deprivation_fifth\n{rows}")
    with pytest.raises(SecondLookError, match=message):
        beside.families(path)


@pytest.mark.parametrize(
    ("rows", "message"),
    [
        ("A,F,1\nB,F,1,more,still\n", "line 3 has 5 cells and the first line 3; give each line"),
        ('A,F,1\nB,"F,1\n', "a quotation mark in line 3 is never closed; give each line"),
    ],
)
def test_a_line_that_cannot_be_parted_is_told_by_its_number(tmp_path, rows, message):
    path = _file(tmp_path, "families.csv", f"child_id,family_id,deprivation_fifth\n{rows}")
    with pytest.raises(SecondLookError, match=message):
        beside.families(path)


def test_an_empty_csv_file_is_refused(tmp_path):
    with pytest.raises(SecondLookError, match=r"contacts.csv: this file is empty; save it"):
        beside.contacts(_file(tmp_path, "contacts.csv", ""))


def test_a_file_that_is_no_parquet_is_refused(tmp_path):
    with pytest.raises(SecondLookError, match="this Parquet file cannot be read"):
        beside.notes(_file(tmp_path, "notes.parquet", "no"))


def test_a_csv_file_with_semicolons_is_told_so(tmp_path):
    path = _file(tmp_path, "families.csv", "child_id;family_id;deprivation_fifth\nA;F;1\n")
    with pytest.raises(SecondLookError, match="parted by semicolons, not by commas; save it"):
        beside.families(path)


def test_notes_saved_by_windows_in_its_own_encoding_are_read(tmp_path):
    path = tmp_path / "notes.csv"
    path.write_bytes(
        "child_id,date,document,text\nA,2024-03-31,referral,Mum\u2019s\n".encode("cp1252")
    )
    assert beside.notes(path).frame["text"].tolist() == ["Mum\u2019s"]


def test_a_file_of_notes_without_any_note_is_read(tmp_path):
    assert beside.notes(_file(tmp_path, "notes.csv", "child_id,date,document,text\n")).frame.empty
