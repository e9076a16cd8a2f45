"""Every mistake in authority.yml is one sentence with the file and the mend."""

import datetime as dt

import pytest

from helpers.authority.settings import load_settings
from helpers.errors import SecondLookError

SOUND = """name: North West (invented)
data: synthetic
period: {start: 2018-04-01, end: 2025-03-31}
outcomes: [contact-to-plan-or-care]
attributes: [age, sex]
capacity: 0.05
disclosure: standard
"""


def _load(folder, text):
    (folder / "authority.yml").write_text(text, encoding="utf-8")
    return load_settings(folder)


def test_sound_settings_are_read(tmp_path):
    settings = _load(tmp_path, SOUND)
    assert settings.period.end == dt.date(2025, 3, 31)
    assert settings.outcomes == ("contact-to-plan-or-care",)
    assert settings.attributes == ("age", "sex")


@pytest.mark.parametrize(
    ("data", "name", "called"),
    [
        ("synthetic", "Testshire", "Testshire (invented)"),
        ("synthetic", "Testshire (invented)", "Testshire (invented)"),
        ("real", "Testshire", "Testshire"),
    ],
)
def test_the_name_of_made_up_data_says_so_and_that_of_real_records_never(
    tmp_path, data, name, called
):
    text = SOUND.replace("North West (invented)", name).replace("synthetic", data)
    assert _load(tmp_path, text).name == called


@pytest.mark.parametrize(
    ("old", "new", "message"),
    [
        ("data: synthetic\n", "", "the setting 'data' is missing; write 'data: real'"),
        ("data: synthetic", "data: syntetic", "did you mean 'synthetic'"),
        ("outcomes:", "outcome:", "'outcomes' is missing|did you mean 'outcomes'"),
        ("capacity: 0.05", "capcity: 0.05", "'capcity' is not a setting; did you mean 'capacity'"),
        (
            "capacity: 0.05",
            "capacity: 5",
            "setting 'capacity': '5' cannot be used here; write a share",
        ),
        ("[age, sex]", "[age, gendr]", "setting 'attributes': 'gendr' is not one of its values"),
        ("end: 2025-03-31", "end: 2017-03-31", "the period ends before it starts"),
        (
            "data: synthetic",
            "data: real\nplanted: [Group B is watched more.]",
            "nothing is planted in records of real children: take 'planted' out; or write 'data: synthetic'",
        ),
        ("end: 2025-03-31", "ende: 2025-03-31", "period.end' is missing|did you mean 'end'"),
        ("start: 2018-04-01", "start: soon", "setting 'period.start': 'soon' cannot be used here"),
        ("disclosure: standard", "disclosure: standrd", "did you mean 'standard'"),
        (
            "[contact-to-plan-or-care]",
            "[]",
            "setting 'outcomes': an empty value cannot be used here",
        ),
        ("[age, sex]", "[age, age]", "setting 'attributes': 'age' is named twice; name it once"),
        (
            "[contact-to-plan-or-care]",
            "[contact-to-plan-or-care, contact-to-plan-or-care]",
            "setting 'outcomes': 'contact-to-plan-or-care' is named twice",
        ),
        ("data: synthetic", "\tdata: synthetic", r"not valid YAML.*no tabs before it"),
        ("name: North", "name: [North", r"not valid YAML \(line"),
        (
            "capacity: 0.05",
            "capacity: 5%\ncolour: blue\nshade: red",
            "'capacity': '5%' cannot be used here; .*; also mend 'colour', 'shade'",
        ),
    ],
)
def test_a_mistake_is_told_with_its_mend(tmp_path, old, new, message):
    with pytest.raises(SecondLookError, match=message) as told:
        _load(tmp_path, SOUND.replace(old, new))
    assert "authority.yml" in str(told.value)
    assert "\n" not in str(told.value)


def test_a_missing_file_is_told_with_its_folder(tmp_path):
    with pytest.raises(SecondLookError, match=r"this folder has no authority\.yml"):
        load_settings(tmp_path)


def test_settings_in_another_encoding_are_told_so(tmp_path):
    (tmp_path / "authority.yml").write_bytes(SOUND.replace("North", "Th\u00e9").encode("cp1252"))
    with pytest.raises(SecondLookError, match=r"authority.yml: .*save it as UTF-8"):
        load_settings(tmp_path)


DECLARED = "declared: [{name: first language, groups: [English, another language]}]\n"


def test_an_authority_may_declare_attributes_of_its_own(tmp_path):
    (declared,) = _load(tmp_path, SOUND + DECLARED).declared
    assert declared.name == "first language"
    assert declared.groups == ("English", "another language")


@pytest.mark.parametrize(
    ("old", "new", "message"),
    [
        ("first language", "sex", "'sex' means something else already; write 'declared:"),
        ("first language", "score", "'score' means something else already"),
        ("first language", "age and language", "digits, spaces and hyphens, without 'and'"),
        ("first language", "language/dialect", "digits, spaces and hyphens"),
        ("[English, another language]", "[]", "an empty value cannot be used here; write 'decl"),
        ("[English, another language]", "[yes, no]", "'True' cannot be used here; .*quotes"),
        ("English", "Another language", "'another language' is named twice; name it once"),
        ("groups:", "levels:", "'declared.groups' is missing; write 'declared:"),
        ("}]", "}, {name: First Language, groups: [a, b]}]", "'First Language' is named twice"),
    ],
)
def test_a_mistake_in_a_declared_attribute_is_told_with_its_mend(tmp_path, old, new, message):
    with pytest.raises(SecondLookError, match=message) as told:
        _load(tmp_path, SOUND + DECLARED.replace(old, new))
    assert "authority.yml" in str(told.value)
