"""Event tables become the lists that a council's system would extract."""

import pandas as pd
import pytest

from helpers.annexa.spec import CHILD, DISABILITY, ETHNICITY, TEAM, list_specs
from helpers.annexa.write import lists_from_events
from helpers.errors import SecondLookError
from helpers.events import EventTables

WHOLE = {
    "window_start": pd.Timestamp("2022-01-01"),
    "window_end": pd.Timestamp("2022-12-01"),
    "snapshot": False,
}


@pytest.mark.parametrize("edition", ["2019", "later"])
def test_every_list_has_the_headers_of_the_template(one_child, edition):
    lists = lists_from_events(one_child, edition=edition, **WHOLE)
    for number, spec in list_specs(edition).items():
        assert list(lists[number].columns) == [column.header for column in spec.columns]


def test_the_2019_template_prints_a_space_behind_three_kinds_of_header():
    spaced = {
        column.header
        for spec in list_specs("2019").values()
        for column in spec.columns
        if column.header.endswith(" ")
    }
    assert spaced == {"Date Ceased to be Looked After ", "LA In Touch ", "Date of Adoption Order "}


def test_a_row_says_of_the_child_what_was_recorded_by_its_own_day(one_child):
    lists = lists_from_events(one_child, edition="later", **WHOLE)
    assert lists[3][ETHNICITY].tolist() == ["t) NOBT", "t) NOBT", "t) NOBT"]
    assert lists[4][DISABILITY].tolist() == ["c) Unknown"]
    assert lists[5][DISABILITY].tolist() == ["a) Yes"]


def test_the_number_of_referrals_looks_ahead_to_the_latest_one(one_child):
    lists = lists_from_events(one_child, edition="2019", **WHOLE)
    assert lists[3]["Number of Referrals in Last 12 Months"].tolist() == [2, 2, 2]


@pytest.mark.parametrize("number", [3, 4, 5, 7, 8])
def test_every_list_that_has_a_team_shows_it(one_child, number):
    teams = lists_from_events(one_child, edition="2019", **WHOLE)[number][TEAM]
    assert teams.notna().any()


def test_an_unborn_child_has_age_minus_one(one_child):
    lists = lists_from_events(one_child, edition="2019", **WHOLE)
    ages = lists[1].set_index(CHILD)["Age of Child (Years)"]
    assert ages.to_dict() == {"SYN-1": 12, "SYN-2": -1}


def test_a_conference_stands_beside_its_enquiry(one_child):
    lists = lists_from_events(one_child, edition="2019", **WHOLE)
    row = lists[5].iloc[0]
    assert row["Date of Initial Child Protection Conference"] == pd.Timestamp("2022-08-20")


def test_a_conference_without_an_enquiry_is_refused(one_child):
    tables = {**one_child, "enquiries": one_child["enquiries"].head(0)}
    with pytest.raises(SecondLookError, match="1 conferences belong to no enquiry"):
        lists_from_events(EventTables(tables), edition="2019", **WHOLE)


def test_an_extract_does_not_know_what_comes_after_it(one_child):
    lists = lists_from_events(
        one_child,
        edition="2019",
        window_start=pd.Timestamp("2022-01-01"),
        window_end=pd.Timestamp("2022-04-19"),
        snapshot=False,
    )
    assert lists[4]["Continuous Assessment Date of Authorisation"].isna().all()
    assert len(lists[3]) == 2
    assert lists[5].empty


def test_a_code_that_the_format_does_not_have_is_refused(one_child):
    contacts = one_child["contacts"].assign(source="5E")
    with pytest.raises(SecondLookError, match="'5E' is no code of Annex A"):
        lists_from_events(EventTables({**one_child, "contacts": contacts}), edition="2019", **WHOLE)


def test_a_true_annex_a_shows_only_the_latest_plan_of_a_child(one_child):
    ended = one_child["plans"].assign(
        start=pd.Timestamp("2022-01-05"), end=pd.Timestamp("2022-07-20"), latest_category="neglect"
    )
    plans = pd.concat([ended, one_child["plans"]])
    events = EventTables({**one_child, "plans": plans})
    window = {"window_start": pd.Timestamp("2022-07-01"), "window_end": pd.Timestamp("2022-12-31")}
    whole = lists_from_events(events, edition="2019", snapshot=False, **window)
    true = lists_from_events(events, edition="2019", snapshot=True, **window)
    assert (len(whole[7]), len(true[7])) == (2, 1)
    assert true[7]["Number of Previous Child Protection Plans"].tolist() == [1]
