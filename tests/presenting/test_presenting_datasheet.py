"""The page that says what the made-up data are."""

import datetime as dt

import pytest
from bs4 import BeautifulSoup
from made_up_results import described, report, settings

from helpers.presenting import datasheet
from helpers.presenting.datasheet_source import Council, Datasheet
from helpers.report import from_findings

NORTH = report()


def council(**changes):
    usual = {
        "name": "North West (invented)",
        "start": dt.date(2018, 4, 1),
        "end": dt.date(2025, 3, 31),
        "children": 84_000,
        "outcomes": ("Contact, then a plan", "Turned away, then back"),
        "documents": ("contact", "referral"),
        "changes": (),
    }
    return Council(**(usual | changes))


def sheet(*councils, **changes):
    usual = {
        "councils": councils or (council(),),
        "dials": {
            "default": {"signal": 1.0, "needs_last": 0.7, "another": 1.0},
            "mine": {"signal": 2.0, "needs_last": 0.7},
        },
        "errors": {"late.share": 0.06, "second_id": 0.003, "another": 2.0},
        "fitted": 20,
        "held_out": 1,
    }
    return Datasheet(**(usual | changes))


def rows(shown):
    found = BeautifulSoup(shown.html, "html.parser").tbody.find_all("tr")
    return [[cell.get_text() for cell in row.find_all(["th", "td"])] for row in found]


def test_each_council_stands_with_its_size_and_its_questions():
    shown = datasheet.sizes(sheet())
    assert rows(shown) == [["North West (invented)", "April 2018", "March 2025", "84,000"]]
    assert (
        "North West (invented) asks: Contact, then a plan; Turned away, then back. Its notes: contact and referral."
        in shown.text
    )


def test_what_a_folder_does_not_say_is_said_to_be_missing():
    assert rows(datasheet.made_by(sheet()))[0][1:] == ["not said by the folder"] * 4
    told = council(world="default", seed="1", generator="1.0+abc", settings="123")
    assert rows(datasheet.made_by(sheet(told)))[0][1:] == ["default", "1", "1.0+abc", "123"]


def test_published_figures_are_counted():
    said = datasheet.made_by(sheet()).text
    assert "20 published figures of England were aimed at" in said
    assert "With 1 more figure the result is only compared." in said


def test_dials_stand_for_every_world_and_only_those_that_all_have():
    shown = datasheet.dials(sheet())
    assert rows(shown) == [["Middle, the world of this book", "1", "0.7"], ["mine", "2", "0.7"]]
    assert "Signal: how much a child's state" in shown.text


def test_errors_stand_as_so_many_in_a_hundred_or_a_thousand():
    assert rows(datasheet.errors(sheet())) == [
        ["Events that reach the system later than on their day", "6 in 100"],
        ["Children recorded under two numbers", "3 in 1,000"],
    ]


@pytest.mark.parametrize("changes", [(), ("From June 2022 on, a new form.",)])
def test_what_changed_in_recording_is_told_where_anything_did(changes):
    said = datasheet.errors(sheet(council(changes=changes))).text
    assert ("North West (invented): From June 2022 on, a new form." in said) is bool(changes)


@pytest.mark.parametrize(
    ("planted", "said"),
    [
        ((), "Nothing was planted about any group here."),
        (("Group B is watched more.",), "Set by us: group B is watched more."),
    ],
)
def test_what_was_planted_stands_under_each_council(planted, said):
    asked = settings(planted=planted)
    bare = from_findings(described("north-west"), settings=asked, slug="north-west")
    shown = datasheet.planted([bare]).text
    assert shown.splitlines() == ["North West (invented)", said]


def test_records_are_counted_as_they_may_be_shown():
    kinds = rows(datasheet.records([NORTH]))
    counted = NORTH.find(measure="events", attribute="table")
    assert len(kinds) == len(counted) > 0
    assert all(value not in ("", "none") for _, value in kinds)
