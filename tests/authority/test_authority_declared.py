"""Attributes that an authority declares are read from its own file, dated, or refused in one sentence."""

import pandas as pd
import pytest

from helpers.authority.declared import ALWAYS, recorded
from helpers.authority.settings import Declared
from helpers.errors import SecondLookError

LANGUAGE = Declared(name="first language", groups=("English", "another language"))
ROWS = "child_id,date,First language\nA,2020-03-01,another language\nA,2019-01-01,english\nB,2020-01-01,\n"


def _folder(path, **files):
    (path / "authority.yml").write_text("name: Nowhere (invented)\n")
    for name, text in files.items():
        (path / f"{name}.csv").write_text(text, encoding="utf-8")
    return path


def _rows(path, **files):
    (found,) = recorded(_folder(path, **files), [LANGUAGE])
    return found.rows


def test_rows_stand_by_child_and_day_in_the_words_of_the_settings(tmp_path):
    rows = _rows(tmp_path, attributes=ROWS)
    assert rows["child_id"].tolist() == ["A", "A", "B"]
    assert rows["start"].tolist()[:2] == [pd.Timestamp("2019-01-01"), pd.Timestamp("2020-03-01")]
    assert rows["group"].tolist()[:2] == ["English", "another language"]


def test_an_empty_cell_is_missing_and_no_group(tmp_path):
    rows = _rows(tmp_path, attributes=ROWS)
    assert rows.loc[rows["child_id"] == "B", "group"].isna().all()


def test_a_column_of_the_families_counts_as_known_throughout(tmp_path):
    families = "child_id,family_id,deprivation_fifth,first language\nA,F,1,English\n"
    assert _rows(tmp_path, families=families)["start"].tolist() == [ALWAYS]


@pytest.mark.parametrize(
    ("files", "message"),
    [
        ({}, "no file says to which group of 'first language'.*add attributes.csv"),
        ({"attributes": "child_id,date,language\nA,2020-01-01,English\n"}, "no file says"),
        ({"attributes": "child_id,first language\nA,English\n"}, "'date' is missing"),
        ({"attributes": ROWS + "C,2020-01-01,Engish\n"}, "1 cells name none of its groups; write"),
    ],
)
def test_what_cannot_be_read_is_refused_with_its_mend(tmp_path, files, message):
    with pytest.raises(SecondLookError, match=message) as told:
        _rows(tmp_path, **files)
    assert "Engish" not in str(told.value)
