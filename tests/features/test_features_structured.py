import numpy as np
import pytest
from outcome_worlds import PERIOD, person, tables

from helpers.cohort import build
from helpers.features.structured import FAMILIES, family_of, structured
from helpers.outcomes.declare import outcome

DAY = "2020-06-10"
MONTH = 365.25 / 12


def features(slug="contact-to-plan-or-care", **rows):
    """The features of the last decision."""
    events = tables(**{"people": [person()], "contacts": [{"start": DAY}], **rows})
    declared = outcome(slug)
    found = structured(events, build(events, declared, **PERIOD), declared)
    return found.iloc[-1]


def test_the_decision_itself_counts_in_no_history():
    found = features()
    assert found["contacts_so_far"] == 0
    assert np.isnan(found["contacts_months_since_last"])


def test_earlier_contacts_are_counted_by_window_and_source():
    days = ["2018-05-01", "2019-06-10", "2019-06-11", "2020-03-11", DAY]
    found = features(contacts=[{"start": day, "source": "6"} for day in days])
    assert found["contacts_so_far"] == 4
    assert found["contacts_last_12_months"] == 2
    assert found["contacts_last_3_months"] == 1
    assert found["contacts_so_far_police"] == 4
    assert found["contacts_months_since_last"] == pytest.approx(91 / MONTH, rel=1e-5)


def test_the_source_of_the_matter_in_hand_is_the_latest_source():
    found = features(
        contacts=[{"start": "2019-01-01", "source": "6"}, {"start": DAY, "source": "2A"}]
    )
    assert found["contacts_latest_school_or_education"] == 1
    assert found["contacts_latest_police"] == 0


def test_a_referral_made_the_evening_before_is_known_but_not_yet_decided():
    found = features(referrals=[{"start": "2020-06-09", "no_further_action": True}])
    assert found["referrals_so_far"] == 1
    assert found["referrals_so_far_no_further_action"] == 0


def test_what_the_decision_sets_off_the_same_day_is_not_known():
    found = features(
        needs=[{"start": DAY}], assessments=[{"start": DAY}], referrals=[{"start": DAY}]
    )
    assert not found.filter(regex="needs|assessments|referrals").fillna(0).any()


def test_disability_told_by_an_assessment_of_the_same_day_is_not_known():
    found = features(people=[person(), person(seen=DAY, disability=True)])
    assert found["child_disability_not_recorded"] == 1


def test_an_end_still_to_come_is_not_known():
    plan = {"start": "2020-01-10", "first_category": "neglect"}
    still = features("first-review-then-looked-after", plans=[{**plan, "end": "2020-12-01"}])
    assert still["plans_so_far"] == 0
    assert still["plans_latest_neglect"] == 1
    assert still["matter_months"] == pytest.approx(91 / MONTH, rel=1e-5)


def test_spells_are_open_or_ended_with_their_length():
    needs = [
        {"start": "2019-04-01", "end": "2019-05-01"},
        {"start": "2020-01-10", "end": DAY},
    ]
    found = features(needs=needs)
    assert found["needs_open_now"] == 1
    assert found["needs_months_in_all"] == pytest.approx((30 + 151) / MONTH, rel=1e-5)
    assert found["needs_months_since_end"] == pytest.approx(405 / MONTH, rel=1e-5)


def test_a_legal_status_counts_from_its_own_start():
    care = {"start": "2019-04-01", "end": "2019-05-01", "legal_status": "C1"}
    assert (
        features(care=[{**care, "legal_status_start": "2019-04-01"}])["care_latest_care_order"] == 1
    )
    assert (
        features(care=[{**care, "legal_status_start": "2020-07-01"}])["care_latest_care_order"] == 0
    )


def test_the_child_is_described_as_known_that_day():
    people = [person(sex="female"), person(seen="2020-07-01", disability=True)]
    found = features(people=people)
    assert found["child_age_years"] == pytest.approx(7.99, abs=0.01)
    assert found["child_female"] == 1
    assert found["child_disabled"] == 0
    assert found["child_disability_not_recorded"] == 1


def test_ethnicity_deprivation_teams_and_identifiers_are_no_features():
    forbidden = ("ethnic", "depriv", "team", "_id", "worker")
    assert not [name for name in features().index if any(word in name for word in forbidden)]


def test_every_feature_belongs_to_a_family():
    assert {family_of(name) for name in features().index} == set(FAMILIES.values())


def test_features_are_float32_and_the_same_for_every_cohort_size():
    events = tables(people=[person()])
    declared = outcome("contact-to-plan-or-care")
    found = structured(events, build(events, declared, **PERIOD), declared)
    assert len(found) == 0
    assert set(found.dtypes) == {np.dtype("float32")}
    assert list(found) == list(features().index)
