"""A workbook is visibly made-up, holds real dates, and is the same file every time."""

import fastexcel
import openpyxl
import pandas as pd
import pyarrow as pa
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from helpers.annexa.spec import list_specs
from helpers.annexa.write import (
    ListRows,
    fits_a_sheet,
    lists_from_events,
    write_csvs,
    write_workbook,
)
from helpers.errors import SecondLookError

PROPERTIES = {
    "title": "SYNTHETIC: made-up data",
    "comments": "No real child is in it & none ever was",
}


@pytest.fixture
def lists(one_child):
    return lists_from_events(
        one_child,
        edition="2019",
        window_start=pd.Timestamp("2022-01-01"),
        window_end=pd.Timestamp("2022-12-01"),
        snapshot=False,
    )


def _write(lists, path, layout="plain", **more):
    write_workbook(lists, path, layout=layout, edition="2019", properties=PROPERTIES, **more)
    return openpyxl.load_workbook(path)


def test_the_properties_of_the_workbook_say_that_it_is_made_up(lists, tmp_path):
    properties = _write(lists, tmp_path / "annex-a.xlsx").properties
    assert properties.title == PROPERTIES["title"]
    assert properties.description == PROPERTIES["comments"]


def test_the_ofsted_layout_has_the_title_in_row_1_and_headers_in_row_2(lists, tmp_path):
    sheet = _write(lists, tmp_path / "annex-a.xlsx", layout="ofsted")["List_3"]
    assert sheet["A1"].value == "SYNTHETIC: made-up data: List 3, Referrals"
    assert [cell.value for cell in sheet[2]] == [c.header for c in list_specs("2019")[3].columns]
    assert sheet["A3"].value == "SYN-1"


def test_the_plain_layout_has_headers_in_row_1(lists, tmp_path):
    sheet = _write(lists, tmp_path / "annex-a.xlsx", sheet_prefix="SYNTHETIC ")["SYNTHETIC List 1"]
    assert sheet["A1"].value == "Child Unique ID"


def test_dates_are_dates_in_excel(lists, tmp_path):
    sheet = _write(lists, tmp_path / "annex-a.xlsx")["List 1"]
    assert sheet["F2"].value == pd.Timestamp("2022-01-10").to_pydatetime()
    assert sheet["F2"].number_format == "dd/mm/yyyy"


@pytest.mark.parametrize("layout", ["plain", "ofsted"])
def test_the_same_lists_give_the_same_bytes(lists, tmp_path, layout, monkeypatch):
    _write(lists, tmp_path / "one.xlsx", layout=layout)
    monkeypatch.setenv("TZ", "Asia/Tokyo")
    _write(lists, tmp_path / "two.xlsx", layout=layout)
    one, two = (tmp_path / name for name in ("one.xlsx", "two.xlsx"))
    assert one.read_bytes() == two.read_bytes()


def test_nothing_but_the_finished_workbook_is_left(lists, tmp_path):
    _write(lists, tmp_path / "annex-a.xlsx")
    assert [path.name for path in tmp_path.iterdir()] == ["annex-a.xlsx"]


def test_csv_files_carry_the_prefix_and_days_first(lists, tmp_path):
    write_csvs(lists, tmp_path, prefix="SYNTHETIC-")
    text = (tmp_path / "SYNTHETIC-annex-a-list-1.csv").read_text(encoding="utf-8")
    assert "10/01/2022" in text.splitlines()[1]


@pytest.mark.parametrize(
    ("layout", "properties", "message"),
    [("offsted", {}, "did you mean 'ofsted'"), ("plain", {"titel": "x"}, "did you mean 'title'")],
)
def test_an_unknown_layout_or_property_names_the_nearest(
    lists, tmp_path, layout, properties, message
):
    with pytest.raises(SecondLookError, match=message):
        write_workbook(
            lists, tmp_path / "a.xlsx", layout=layout, edition="2019", properties=properties
        )


def _read_back(path):
    return fastexcel.read_excel(str(path)).load_sheet("List 1", dtypes="string").to_pandas()


@settings(
    max_examples=40, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture]
)
@given(
    texts=st.lists(
        st.text(st.characters(exclude_categories=["Cc", "Cs", "Cn"]), min_size=1, max_size=20),
        min_size=1,
        max_size=6,
    )
)
def test_any_text_is_read_back_as_it_was_written(texts, tmp_path):
    frame = pd.DataFrame({"Child Unique ID": "SYN-1", "Text": pd.array(texts, dtype="string")})
    path = tmp_path / "annex-a.xlsx"
    write_workbook({1: frame}, path, layout="plain", edition="2019", properties={})
    rows = openpyxl.load_workbook(path)["List 1"].iter_rows(min_row=2, values_only=True)
    assert [text for _, text in rows] == texts


def test_rows_in_pieces_stand_as_if_they_came_at_once(tmp_path):
    number = range(40_000)
    whole = pd.DataFrame({"Child Unique ID": [f"SYN-{n}" for n in number], "Age": number})
    pieces = (pa.Table.from_pandas(whole.iloc[a : a + 7_000]) for a in range(0, 40_000, 7_000))
    one, two = tmp_path / "one.xlsx", tmp_path / "two.xlsx"
    for path, rows in ((one, whole), (two, ListRows(tuple(whole.columns), pieces))):
        write_workbook({1: rows}, path, layout="plain", edition="2019", properties={})
    assert _read_back(one).equals(_read_back(two))
    assert _read_back(two)["Child Unique ID"].tolist() == whole["Child Unique ID"].tolist()


def test_a_missing_value_leaves_its_cell_out(tmp_path):
    frame = pd.DataFrame(
        {
            "Text": pd.array(["a", None, "c"], dtype="string"),
            "Number": pd.array([None, 2, 3], dtype="Int64"),
            "Day": pd.to_datetime(["2022-01-01", None, "2022-01-03"]),
        }
    )
    path = tmp_path / "annex-a.xlsx"
    write_workbook({1: frame}, path, layout="plain", edition="2019", properties={})
    rows = openpyxl.load_workbook(path)["List 1"].iter_rows(min_row=2, values_only=True)
    assert [[cell is None for cell in row] for row in rows] == [
        [False, True, False],
        [True, False, True],
        [False, False, False],
    ]


@pytest.mark.parametrize(("layout", "most"), [("plain", 1_048_575), ("ofsted", 1_048_574)])
def test_a_list_fits_a_sheet_below_its_title_and_headers(layout, most):
    assert fits_a_sheet(most, layout=layout)
    assert not fits_a_sheet(most + 1, layout=layout)
