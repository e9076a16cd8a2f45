import pandas as pd
import pytest
from outcome_worlds import PERIOD, person, tables

from helpers.cohort import ATTRIBUTES, NOT_RECORDED, build, groups
from helpers.outcomes.declare import outcome

DAY = "2020-06-10"


def cohort(**rows):
    events = tables(**{"people": [person()], "contacts": [{"start": DAY}], **rows})
    return build(events, outcome("contact-to-plan-or-care"), **PERIOD)


def group(attribute, **rows):
    (value,) = cohort(**rows).decisions[attribute]
    return value


@pytest.mark.parametrize(
    ("born", "band"),
    [
        ("2020-07-01", "under 1"),
        ("2019-06-11", "under 1"),
        ("2019-06-10", "1 to 4"),
        ("2015-06-11", "1 to 4"),
        ("2015-06-10", "5 to 9"),
        ("2010-06-10", "10 to 15"),
        ("2004-06-10", "16 and over"),
    ],
)
def test_age_bands_change_on_the_birthday(born, band):
    assert group("age", people=[person(born=born, seen="2020-01-01")]) == band


@pytest.mark.parametrize(
    ("code", "name"),
    [
        ("male", "male"),
        ("female", "female"),
        ("neither", "another or not stated"),
        ("not stated", "another or not stated"),
        (None, NOT_RECORDED),
    ],
)
def test_sex_is_told_in_three_groups(code, name):
    assert group("sex", people=[person(sex=code)]) == name


@pytest.mark.parametrize(
    ("code", "name"),
    [("WROM", "White"), ("MOTH", "Mixed"), ("CHNE", "Asian"), ("BAFR", "Black"), ("OOTH", "Other"),
     ("REFU", NOT_RECORDED), ("NOBT", NOT_RECORDED), (None, NOT_RECORDED)],
)  # fmt: skip
def test_ethnicity_is_told_in_five_groups(code, name):
    assert group("ethnicity", people=[person(ethnicity=code)]) == name


def test_a_refusal_does_not_undo_what_was_recorded_before():
    people = [person(ethnicity="AIND"), person(seen="2020-01-01", ethnicity="REFU")]
    assert group("ethnicity", people=people) == "Asian"


def test_disability_recorded_on_the_day_of_a_contact_is_not_known():
    def recorded(seen):
        return group("disability", people=[person(), person(seen=seen, disability=True)])

    assert recorded("2020-06-11") == NOT_RECORDED
    assert recorded(DAY) == NOT_RECORDED
    assert recorded("2020-06-09") == "disabled"


def test_disability_held_by_the_decisions_own_row_is_known():
    events = tables(
        people=[person(), person(seen=DAY, disability=True)],
        assessments=[{"start": DAY, "end": DAY, "support_needed": False}],
    )
    found = build(events, outcome("no-support-needed-then-plan-or-care"), **PERIOD)
    assert list(found.decisions["disability"]) == ["disabled"]


def test_the_latest_record_by_the_day_counts():
    people = [
        person(disability=True),
        person(seen="2019-01-01", disability=False),
        person(seen="2021-01-01", disability=True),
    ]
    assert group("disability", people=people) == "not disabled"


def test_deprivation_is_told_in_fifths_of_the_family():
    families = [{"child_id": "a", "family_id": "f", "deprivation_fifth": 1}]
    assert group("deprivation", families=families) == "1 (most deprived)"
    assert group("deprivation") == NOT_RECORDED


def test_brothers_and_sisters_share_a_family_and_others_have_their_own():
    names = ["a", "b", "c", "d"]
    result = cohort(
        people=[person(child=name) for name in names],
        contacts=[{"child_id": name, "start": DAY} for name in names],
        families=[
            {"child_id": "a", "family_id": "f"},
            {"child_id": "b", "family_id": "f"},
            {"child_id": "c"},
        ],
    )
    assert result.children == 4
    assert result.families == 3
    assert result.decisions["family_id"].notna().all()


def test_the_cohort_counts_those_for_whom_the_outcome_followed():
    assert cohort(plans=[{"start": "2020-09-01"}]).followed == 1
    assert cohort().followed == 0


def test_an_empty_cohort_keeps_its_columns():
    result = cohort(contacts=[])
    assert list(result.decisions) == [
        "child_id", "family_id", "day", "began", "followed", *ATTRIBUTES,
    ]  # fmt: skip
    assert (result.children, result.families, result.followed) == (0, 0, 0)


def test_groups_have_the_index_of_the_decisions():
    day = [pd.Timestamp(DAY)]
    frame = pd.DataFrame({"child_id": ["a"], "day": day, "began": day}, index=[7])
    assert list(groups(tables(people=[person()]), frame, table="contacts").index) == [7]
