"""Real copies of Annex A differ in layout, spelling and completeness; they are read, or refused in one sentence."""

import openpyxl
import pandas as pd
import pytest

from helpers.annexa.read import date_in_name, read_annex_a
from helpers.annexa.spec import list_specs
from helpers.annexa.validate import problems
from helpers.errors import SecondLookError

REFERRALS = [column.name for column in list_specs("2019")[3].columns]
ROW = [
    "C-1",
    "a) Male",
    "a) WBRI",
    "03/02/2010",
    "6.138",
    "04/03/2021",
    "q) 6: Police",
    "b) No",
    1,
    "Team",
    "W",
]


def _book(folder, rows, *, sheet="List 3", name="annex-a.xlsx"):
    book = openpyxl.Workbook()
    page = book.active
    page.title = sheet
    for row in rows:
        page.append(row)
    book.save(folder / name)
    return folder


def _change(row, **cells):
    changed = list(row)
    for name, value in cells.items():
        changed[REFERRALS.index(name)] = value
    return changed


def _list_3(folder, **more):
    (table,) = read_annex_a(folder, **more)
    assert table.number == 3
    return table


@pytest.mark.parametrize("sheet", ["List 3", "List_3", "LIST3", "Referrals", "SYNTHETIC List 3"])
@pytest.mark.parametrize("above", [[], [["List 3: Referrals"]], [["Referrals"], []]])
def test_a_list_is_found_whatever_its_sheet_is_called_and_wherever_its_headers_stand(
    tmp_path, sheet, above
):
    table = _list_3(_book(tmp_path, [*above, REFERRALS, ROW], sheet=sheet))
    assert table.frame["Date of referral"].tolist() == [pd.Timestamp("2021-03-04")]
    assert table.frame["Ethnicity"].tolist() == ["WBRI"]
    assert table.frame["Age of Child (Years)"].tolist() == [6]


def test_a_list_on_a_sheet_without_a_telling_name_is_known_by_its_headers(tmp_path):
    assert _list_3(_book(tmp_path, [REFERRALS, ROW], sheet="Sheet1")).number == 3


def test_headers_may_differ_in_case_spaces_and_question_marks(tmp_path):
    headers = [
        "Child ID",
        "gender ",
        "ETHNICITY",
        "Date of birth",
        "Age",
        "Date of Referral",
        "Referral source",
    ]
    headers += ["Referral NFA", *REFERRALS[8:]]
    assert len(_list_3(_book(tmp_path, [headers, ROW])).frame) == 1


def test_a_local_spelling_becomes_missing_and_is_counted(tmp_path):
    rows = [_change(ROW, Ethnicity="s) NPBT"), _change(ROW, Ethnicity="s) NPBT"), ROW]
    table = _list_3(_book(tmp_path, [REFERRALS, *rows]))
    assert table.frame["Ethnicity"].isna().tolist() == [True, True, False]
    assert table.unrecognised.to_dict("records") == [
        {"column": "Ethnicity", "value": "s) NPBT", "count": 2}
    ]


def test_an_identifier_that_excel_made_a_number_stays_what_it_was(tmp_path):
    rows = [_change(ROW, **{"Child Unique ID": 12345678901}), ROW]
    assert _list_3(_book(tmp_path, [REFERRALS, *rows])).frame["Child Unique ID"][0] == "12345678901"


def test_a_csv_file_may_come_from_excel_on_windows(tmp_path):
    lines = [",".join(REFERRALS), ",".join(map(str, ROW)).replace("Team", "Zoë’s team")]
    (tmp_path / "list-3.csv").write_bytes("\r\n".join(lines).encode("cp1252"))
    assert _list_3(tmp_path).frame["Allocated Team"].tolist() == ["Zoë’s team"]


@pytest.mark.parametrize(
    ("name", "day"),
    [
        ("annex-a-2024-09-30", "2024-09-30"),
        ("annex-a-20240930", "2024-09-30"),
        ("annex-a-2024-13-30", None),
    ],
)
def test_the_day_of_an_extract_is_read_from_the_name(tmp_path, name, day):
    assert date_in_name(tmp_path / f"{name}.xlsx") == (day and pd.Timestamp(day))


def test_a_missing_column_names_the_header_that_is_nearest(tmp_path):
    headers = [name.replace("Date of referral", "Date of referal") for name in REFERRALS]
    with pytest.raises(SecondLookError) as told:
        read_annex_a(_book(tmp_path, [headers, ROW]))
    assert str(told.value) == (
        f"{tmp_path / 'annex-a.xlsx'} › List 3: the column 'Date of referral' is missing; "
        "is it the one headed 'Date of referal'? then rename that."
    )


def test_all_columns_that_a_list_lacks_are_named_at_once(tmp_path):
    headers = [
        name.replace("Date of referral", "When").replace("Child Unique ID", "Who")
        for name in REFERRALS
    ]
    with pytest.raises(
        SecondLookError,
        match=r"the columns 'Child Unique ID' and 'Date of referral' are missing; add them",
    ):
        read_annex_a(_book(tmp_path, [headers, ROW]))


def test_all_lists_that_are_needed_and_missing_are_named_at_once(tmp_path):
    with pytest.raises(SecondLookError, match=r"list 7 \(.*\) and list 8 \(.*\) are missing"):
        read_annex_a(_book(tmp_path, [REFERRALS, ROW]), needed={3, 7, 8})


def test_a_needed_list_that_is_missing_is_named_with_the_workbook(tmp_path):
    with pytest.raises(
        SecondLookError, match=r"annex-a.xlsx: list 7 \(Child Protection\) is missing"
    ):
        read_annex_a(_book(tmp_path, [REFERRALS, ROW]), needed={3, 7})


def test_a_folder_without_annex_a_is_refused(tmp_path):
    with pytest.raises(SecondLookError, match="there is no Annex A in this folder"):
        read_annex_a(tmp_path)


def test_a_file_that_is_no_workbook_is_refused(tmp_path):
    (tmp_path / "annex-a.xlsx").write_text("not a workbook")
    with pytest.raises(SecondLookError, match=r"annex-a.xlsx: this is no Excel workbook"):
        read_annex_a(tmp_path)


def test_a_sheet_without_headers_is_refused(tmp_path):
    with pytest.raises(
        SecondLookError, match="List 3: no row of headers is among the first 12 rows"
    ):
        read_annex_a(_book(tmp_path, [ROW, ROW]))


def test_a_sound_list_has_no_problems(tmp_path):
    assert problems(_list_3(_book(tmp_path, [REFERRALS, ROW]))) == []


@pytest.mark.parametrize(
    ("changes", "problem"),
    [
        ({"Gender": None}, "column B ('Gender'): blank where the template wants a value in 1 row"),
        ({"Gender": "Z"}, "column B ('Gender'): not one of the template's codes in 1 row"),
        ({"Date of referral": "soon"}, "column F ('Date of referral'): not a date in 1 row"),
        (
            {"Date of Birth": "01/01/2023"},
            "column F ('Date of referral'): more than ten months before the date of birth in 1 row",
        ),
        (
            {"Age of Child (Years)": 99},
            "column E ('Age of Child (Years)'): below -1 or above 30 in 1 row",
        ),
    ],
)
def test_each_mistake_is_told_with_its_column_and_count_and_without_the_child(
    tmp_path, changes, problem
):
    table = _list_3(_book(tmp_path, [REFERRALS, ROW, _change(ROW, **changes)]))
    assert [str(found) for found in problems(table)] == [f"annex-a.xlsx › List 3: {problem}"]


def test_a_row_after_the_day_of_the_extract_is_a_problem(tmp_path):
    table = _list_3(_book(tmp_path, [REFERRALS, ROW], name="annex-a-2021-03-03.xlsx"))
    assert [found.what for found in problems(table)] == ["later than the day of the extract"]


def test_a_list_with_headers_alone_is_a_problem(tmp_path):
    table = _list_3(_book(tmp_path, [REFERRALS]))
    assert [str(found) for found in problems(table)] == [
        "annex-a.xlsx › List 3: the list has headers and no rows"
    ]


def test_a_workbook_without_any_list_is_told_apart_from_one_that_lacks_a_list(tmp_path):
    with pytest.raises(SecondLookError, match=r"annex-a.xlsx: no list of Annex A was found in it"):
        read_annex_a(_book(tmp_path, [["Dear colleague"]], sheet="Letter"), needed={3})


@pytest.mark.parametrize(
    "content",
    [b"", b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + bytes(4096), b"PK\x03\x04 cut short"],
    ids=["empty", "with a password", "cut short"],
)
@pytest.mark.parametrize("name", ["annex-a.xlsx", "annex-a.xls"])
def test_a_damaged_workbook_is_told_in_one_sentence(tmp_path, name, content):
    (tmp_path / name).write_bytes(content)
    with pytest.raises(SecondLookError, match="no Excel workbook that can be read; open it"):
        read_annex_a(tmp_path)


def test_the_file_that_excel_lays_beside_an_open_workbook_is_left_alone(tmp_path):
    _book(tmp_path, [REFERRALS, ROW])
    (tmp_path / "~$annex-a.xlsx").write_bytes(b"owner")
    assert _list_3(tmp_path).source == "annex-a.xlsx › List 3"


LIST_3 = ",".join(f'"{cell}"' for cell in REFERRALS) + "\n" + ",".join(map(str, ROW)) + "\n"


@pytest.mark.parametrize(
    ("content", "message"),
    [
        (b"", "this file is empty"),
        (b"\r\n\r\n", "this file is empty"),
        (LIST_3.encode("utf-16"), "no CSV file in UTF-8"),
        (LIST_3.replace(",", ";").encode(), "parted by semicolons, not by commas"),
        (LIST_3.replace(",", "\t").encode(), "parted by tabs, not by commas"),
        (
            (LIST_3 + "C-2\n" * 12 + "," * 40 + "\n").encode(),
            "a row has more cells than the headers",
        ),
    ],
    ids=["no bytes", "no line", "UTF-16", "semicolons", "tabs", "ragged"],
)
def test_a_list_that_is_no_comma_separated_text_is_never_read_as_if_it_were(
    tmp_path, content, message
):
    (tmp_path / "annex-a-list-3.csv").write_bytes(content)
    with pytest.raises(SecondLookError, match=f"annex-a-list-3.csv: .*{message}.*; .*CSV"):
        read_annex_a(tmp_path)


def test_a_list_saved_by_windows_in_its_own_encoding_is_read(tmp_path):
    text = LIST_3.replace(",Team,", ",Team\u2019s,")
    (tmp_path / "annex-a-list-3.csv").write_bytes(text.encode("cp1252"))
    assert _list_3(tmp_path).frame["Allocated Team"].tolist() == ["Team\u2019s"]
