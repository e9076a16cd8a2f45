"""From what the invented councils were made, as their settings and folders say."""

import json

import pytest

from helpers.errors import SecondLookError
from helpers.synthetic.worlds import worlds
from helpers.truth.datasheet import datasheet

SETTINGS = "name: West Midlands (invented)\ndata: synthetic\nperiod: {start: 2019-04-01, end: 2025-03-31}\noutcomes: [no-conference-then-plan]\n"


@pytest.fixture
def folder(tmp_path):
    made = tmp_path / "west-midlands"
    made.mkdir()
    (made / "authority.yml").write_text(SETTINGS, "utf-8")
    return made


def test_a_folder_that_says_nothing_is_told_by_the_projects_settings(folder):
    (one,) = datasheet([folder]).councils
    assert (one.seed, one.generator, one.world) == ("", "", "")
    assert one.children > 1000
    assert one.documents == ("assessment", "strategy discussion")


def test_a_folder_that_says_from_what_it_was_made_is_believed(folder):
    told = {"children": 500, "seed": 7, "world": "weak", "generator": "1+a", "settings": "f"}
    (folder / "SYNTHETIC.json").write_text(json.dumps(told), "utf-8")
    (one,) = datasheet([folder]).councils
    assert (one.children, one.seed, one.world, one.generator) == (500, "7", "weak", "1+a")


def test_what_changed_in_recording_is_dated(folder):
    (one,) = datasheet([folder]).councils
    assert one.changes[0].startswith("From June 2022 on, ")
    assert "In June 2022 the council moved to another system" in one.changes[-1]


def test_every_world_stands_with_its_dials(folder):
    sheet = datasheet([folder])
    assert tuple(sheet.dials) == worlds()
    assert sheet.dials["weak"]["signal"] < sheet.dials["default"]["signal"]


def test_errors_of_sections_stand_under_their_names(folder):
    errors = datasheet([folder]).errors
    assert 0 < errors["late.share"] < 1
    assert "blank.assessments.child_seen" in errors


def test_figures_of_england_are_counted(folder):
    sheet = datasheet([folder])
    assert sheet.fitted > 0 and sheet.held_out >= 8


def test_another_councils_folder_is_refused(tmp_path):
    other = tmp_path / "nowhere"
    other.mkdir()
    (other / "authority.yml").write_text(SETTINGS, "utf-8")
    with pytest.raises(SecondLookError, match="there is no made-up authority 'nowhere'"):
        datasheet([other])
