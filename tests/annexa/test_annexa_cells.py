"""Cells as councils write them are understood, or counted as not understood; they are never guessed at."""

import pandas as pd
import pytest
from hypothesis import given
from hypothesis import strategies as st

from helpers.annexa.cells import code_of, counts, dates, tidy
from helpers.annexa.spec import EDITIONS, codes, column_letter, squeeze

SETS = [
    "sex",
    "ethnicity",
    "source",
    "need",
    "closure",
    "abuse",
    "legal status",
    "end of care",
    "placement",
]


@pytest.mark.parametrize(
    ("cell", "set_name", "code"),
    [
        ("s) NOBT", "ethnicity", "NOBT"),
        ("t) NOBT", "ethnicity", "NOBT"),
        ("B) wbri", "ethnicity", "WBRI"),
        ("White British", "ethnicity", "WBRI"),
        ("s) NPBT", "ethnicity", None),
        ("p1) 5D: LA services", "source", "5D"),
        ("3C", "source", "3C"),
        ("10 - Unknown", "source", "10"),
        ("Police", "source", "6"),
        ("Health services", "source", None),
        ("N3 - Parental illness or disability", "need", "N3"),
        ("N2 - Child's disability", "need", "N2"),
        ("c) Not stated/recorded (or unborn)", "sex", "not stated"),
        ("M", "sex", "male"),
        ("Multiple/not recommended", "abuse", "multiple"),
        ("YNNN", "abuse", None),
        ("B) no", "yes or no", "no"),
        ("Y", "yes, no or unknown", "yes"),
        ("c) Unknown", "yes or no", None),
    ],
)
def test_a_code_is_recognised_by_its_stable_part(cell, set_name, code):
    assert code_of(cell, set_name) == code


@pytest.mark.parametrize("edition", EDITIONS)
@pytest.mark.parametrize("set_name", SETS)
def test_every_printed_value_means_its_own_code(edition, set_name):
    printed = codes(set_name, edition)
    assert {code_of(value, set_name) for value in printed.values()} == set(printed)


@pytest.mark.parametrize(
    "cell",
    [
        "2021-03-04",
        "2021-03-04 00:00:00",
        "04/03/2021",
        "4/3/2021",
        "04-03-2021",
        "4 Mar 2021",
        "44259",
    ],
)
def test_dates_are_read_day_first_in_every_usual_form(cell):
    assert dates(pd.Series([cell], dtype="string")).meaning[0] == pd.Timestamp("2021-03-04")


def test_the_placeholder_date_and_cells_that_say_nothing_are_missing_and_not_counted():
    text = tidy(pd.Series(["01/01/1900", "1900-01-01 00:00:00", "#N/A", " null ", "", None]))
    read = dates(text)
    assert read.meaning.isna().all()
    assert not read.lost.any()


def test_a_date_that_is_none_is_missing_and_counted():
    read = dates(pd.Series(["31/02/2021", "soon", "04/03/2021"], dtype="string"))
    assert read.lost.tolist() == [True, True, False]
    assert read.meaning.isna().tolist() == [True, True, False]


@given(
    st.lists(
        st.one_of(st.none(), st.dates(min_value=pd.Timestamp("1901-01-01").date())), max_size=20
    )
)
def test_any_date_written_day_first_comes_back(days):
    text = pd.Series([d and f"{d:%d/%m}/{d.year:04d}" for d in days], dtype="string")
    meaning = dates(text).meaning
    assert [None if pd.isna(m) else m.date() for m in meaning] == days


def test_decimal_ages_are_rounded_down_and_minus_one_stays():
    read = counts(pd.Series(["6.138", "-1", "x"], dtype="string"))
    assert read.meaning[:2].tolist() == [6, -1]
    assert read.lost.tolist() == [False, False, True]


def test_headers_are_compared_without_quotes_spaces_case_and_question_marks():
    assert squeeze("Date of the child’s  ‘Missing’ Visit? ") == squeeze(
        "date of the child's 'missing' visit"
    )


@pytest.mark.parametrize(
    ("position", "letter"), [(0, "A"), (25, "Z"), (26, "AA"), (701, "ZZ"), (702, "AAA")]
)
def test_a_position_has_the_letter_that_excel_shows(position, letter):
    assert column_letter(position) == letter
