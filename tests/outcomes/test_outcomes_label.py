"""Each rule of a label on the smallest world that shows it."""

import pandas as pd
import pytest
from outcome_worlds import PERIOD, person, world

from helpers.outcomes.declare import outcome
from helpers.outcomes.label import decisions

CONTACT = "contact-to-plan-or-care"
REFERRAL = "no-action-then-referred-again"
EARLY_HELP = "early-help-then-statutory-referral"
PLAN_ENDED = "plan-ended-then-looked-after"
NO_SUPPORT = "no-support-needed-then-plan-or-care"
NO_CONFERENCE = "no-conference-then-plan"
SUPPORT = "support-needed-then-plan-or-care"
FIRST_REVIEW = "first-review-then-looked-after"

DAY = "2020-06-10"


def found(slug, **rows):
    return decisions(world(**rows), outcome(slug), **PERIOD)


def followed(slug, **rows):
    """The label of the only decision."""
    (label,) = found(slug, **rows).frame["followed"]
    return label


def why_left_out(slug, **rows):
    """The reason for leaving out the only decision."""
    result = found(slug, **rows)
    assert result.frame.empty
    (reason,) = [reason for reason, number in result.left_out.items() if number]
    return reason


def contact(day=DAY, **rows):
    return {"contacts": [{"start": day}], **rows}


# Windows


@pytest.mark.parametrize(
    ("start", "label"),
    [("2020-06-11", True), ("2021-06-10", True), ("2021-06-11", False), ("2020-06-09", False)],
)
def test_the_event_counts_after_the_day_and_up_to_the_same_day_a_year_on(start, label):
    ended = {"start": start, "end": "2020-06-09"} if start < DAY else {"start": start}
    assert followed(CONTACT, **contact(plans=[ended])) is label


def test_a_six_month_outcome_ends_after_six_months():
    assessed = {"start": "2020-05-01", "end": DAY, "support_needed": True}
    assert followed(SUPPORT, assessments=[assessed], plans=[{"start": "2020-12-10"}])
    assert not followed(SUPPORT, assessments=[assessed], plans=[{"start": "2020-12-11"}])


def test_another_childs_event_does_not_count():
    assert not followed(CONTACT, **contact(plans=[{"child_id": "b", "start": "2020-07-01"}]))


def test_the_first_year_of_the_records_is_look_back_only():
    assert "look back" in why_left_out(CONTACT, **contact("2019-03-31"))
    assert not followed(CONTACT, **contact("2019-04-01"))


def test_follow_up_must_be_complete_before_the_records_end():
    assert not followed(CONTACT, **contact("2024-03-31"))
    assert "records end" in why_left_out(CONTACT, **contact("2024-04-01"))


def test_an_early_event_does_not_make_up_for_incomplete_follow_up():
    assert "records end" in why_left_out(
        CONTACT, **contact("2024-04-01", plans=[{"start": "2024-05-01"}])
    )


def test_decisions_outside_the_period_are_not_considered():
    assert found(CONTACT, **contact("2018-03-31")).considered == 0


# Children


def test_children_of_seventeen_are_left_out_from_their_birthday_on():
    born = {"people": [person(born="2003-06-10", seen="2003-06-10")]}
    assert why_left_out(CONTACT, **contact(DAY, **born)) == "the child was 17 or older"
    assert not followed(CONTACT, **contact("2020-06-09", **born))


def test_a_date_of_birth_recorded_later_is_not_known():
    people = {"people": [person(seen="2020-06-11")]}
    assert "no date of birth" in why_left_out(CONTACT, **contact(**people))


def test_an_unborn_child_with_an_expected_date_is_asked_about():
    people = {"people": [person(born="2020-09-01", seen=DAY)]}
    assert followed(CONTACT, **contact(plans=[{"start": "2020-09-01"}], **people))


def test_a_child_is_counted_once_in_twelve_months():
    days = ["2020-06-10", "2020-06-10", "2021-01-01", "2021-06-09", "2021-06-10", "2022-06-09"]
    result = found(CONTACT, contacts=[{"start": day} for day in days])
    assert [str(day.date()) for day in result.frame["day"]] == ["2020-06-10", "2021-06-10"]
    assert (
        result.left_out["another decision about the same child in the 12 months before is counted"]
        == 4
    )


def test_a_decision_left_out_for_another_reason_does_not_stand_in_the_way():
    rows = contact("2020-01-10", needs=[{"start": "2019-12-01", "end": "2020-02-01"}])
    rows["contacts"].append({"start": DAY})
    assert [str(day.date()) for day in found(CONTACT, **rows).frame["day"]] == [DAY]


# The end of follow-up


@pytest.mark.parametrize(
    "ending",
    [
        {"needs": [{"start": DAY, "end": "2020-09-01", "reason_ended": "RC5"}]},
        {"needs": [{"start": DAY, "end": "2020-09-01", "reason_ended": "RC2"}]},
        {
            "care": [
                {
                    "start": "2020-06-11",
                    "end": "2020-09-01",
                    "reason_ended": "E3",
                    "legal_status": "V4",
                }
            ]
        },
        {"early_help": [{"start": DAY, "end": "2020-09-01", "reason_ended": "moved away"}]},
    ],
)
def test_a_move_or_death_ends_follow_up(ending):
    assert "moved away, died" in why_left_out(CONTACT, **contact(**ending))


def test_an_event_before_the_move_still_counts():
    moved = {"start": DAY, "end": "2020-09-01", "reason_ended": "RC5"}
    assert followed(CONTACT, **contact(needs=[moved], plans=[{"start": "2020-08-01"}]))


def test_an_event_after_the_move_does_not_count():
    moved = {"start": DAY, "end": "2020-09-01", "reason_ended": "RC5"}
    assert "moved away" in why_left_out(
        CONTACT, **contact(needs=[moved], plans=[{"start": "2020-10-01"}])
    )


def test_a_move_long_ago_or_at_the_very_end_of_follow_up_loses_nothing():
    before = {"start": "2020-01-01", "end": "2020-06-09", "reason_ended": "RC5"}
    at_the_end = {"start": DAY, "end": "2021-06-10", "reason_ended": "RC5"}
    assert not followed(CONTACT, **contact(needs=[before]))
    assert not followed(CONTACT, **contact(needs=[at_the_end]))


def test_another_ending_does_not_end_follow_up():
    closed = {"start": DAY, "end": "2020-09-01", "reason_ended": "RC7"}
    assert followed(CONTACT, **contact(needs=[closed], plans=[{"start": "2020-10-01"}]))


# Left out, as known on the day


def test_an_open_case_leaves_a_contact_out():
    assert "open case" in why_left_out(CONTACT, **contact(needs=[{"start": "2020-06-09"}]))


def test_a_case_opened_by_the_contact_itself_does_not():
    assert not followed(CONTACT, **contact(needs=[{"start": DAY}]))


def test_a_case_closed_on_the_day_is_no_longer_open():
    assert not followed(CONTACT, **contact(needs=[{"start": "2020-01-01", "end": DAY}]))


@pytest.mark.parametrize("table", ["plans", "care"])
def test_a_plan_or_care_that_began_the_same_day_leaves_a_contact_out(table):
    reason = why_left_out(CONTACT, **contact(**{table: [{"start": DAY}]}))
    assert reason == "the child had a protection plan or was looked after that day"


def test_short_breaks_are_not_being_looked_after():
    later = {"start": "2020-08-01", "legal_status_start": "2020-08-01"}
    assert not followed(CONTACT, **contact(care=[{**later, "legal_status": "V4"}]))
    assert followed(CONTACT, **contact(care=[{**later, "legal_status": "V2"}]))


def test_care_whose_legal_status_is_not_recorded_counts_as_being_looked_after():
    assert followed(CONTACT, **contact(care=[{"start": "2020-08-01"}]))


# North West, second question


def test_no_action_and_another_referral_are_both_needed():
    def label(decided, *, again):
        rows = [{"start": DAY, "no_further_action": decided}]
        if again:
            rows.append({"start": "2020-12-01", "no_further_action": False})
        return list(found(REFERRAL, referrals=rows).frame["followed"])

    assert label(True, again=True) == [True]
    assert label(True, again=False) == [False]
    assert label(False, again=True) == [False]


def test_a_referral_whose_result_is_not_recorded_is_left_out():
    assert why_left_out(REFERRAL, referrals=[{"start": DAY}]) == "what was decided is not recorded"


# South West


def ended(day=DAY, **more):
    return [{"start": "2020-02-01", "end": day, "reason_ended": "goals met", **more}]


def test_early_help_is_asked_about_when_its_goals_were_met():
    accepted = [{"start": "2020-09-01", "no_further_action": False}]
    assert followed(EARLY_HELP, early_help=ended(), referrals=accepted)
    assert found(EARLY_HELP, early_help=ended(reason_ended="other")).considered == 0


def test_a_referral_without_action_is_not_accepted():
    refused = [{"start": "2020-09-01", "no_further_action": True}, {"start": "2020-10-01"}]
    assert not followed(EARLY_HELP, early_help=ended(), referrals=refused)


def test_a_referral_on_the_closing_day_is_a_step_up():
    reason = why_left_out(EARLY_HELP, early_help=ended(), referrals=[{"start": DAY}])
    assert reason == "the child was stepped up to statutory services at closing"


@pytest.mark.parametrize(("end", "involved"), [("2018-06-10", False), ("2018-06-11", True)])
def test_statutory_involvement_looks_back_two_years(end, involved):
    result = found(EARLY_HELP, early_help=ended(), needs=[{"start": "2018-01-01", "end": end}])
    assert result.frame.empty is involved


def test_early_help_needs_two_years_of_look_back():
    assert "first 24 months" in why_left_out(EARLY_HELP, early_help=ended("2020-03-31"))


def test_a_plan_that_ends_with_care_that_day_is_left_out():
    plan = {"start": "2019-10-01", "end": DAY}
    reason = why_left_out(PLAN_ENDED, plans=[plan], care=[{"start": DAY}])
    assert reason == "the child was looked after that day"
    assert followed(PLAN_ENDED, plans=[plan], care=[{"start": "2020-06-11"}])


def test_a_plan_that_ends_because_the_child_moved_is_left_out():
    moved = [{"start": "2019-10-01", "end": DAY, "reason_ended": "RC5"}]
    assert "moved away" in why_left_out(
        PLAN_ENDED, plans=[{"start": "2019-10-01", "end": DAY}], needs=moved
    )


# West Midlands


def assessed(**more):
    return [{"start": "2020-05-01", "end": DAY, "support_needed": False, **more}]


@pytest.mark.parametrize(("start", "still_open"), [("2020-05-19", False), ("2020-05-20", True)])
def test_an_enquiry_is_open_until_its_fifteenth_working_day(start, still_open):
    # Between the two days lies the bank holiday of 25 May 2020: 20 May + 15 working days is 11 June.
    result = found(NO_SUPPORT, assessments=assessed(), enquiries=[{"start": start}])
    assert result.frame.empty is still_open


def test_short_breaks_leave_an_assessment_out_once_they_are_known():
    breaks = {"start": "2020-01-01", "legal_status": "V4", "legal_status_start": "2020-01-01"}
    assert (
        why_left_out(NO_SUPPORT, assessments=assessed(), care=[breaks])
        == "the child had short breaks"
    )
    later = {**breaks, "legal_status_start": "2020-07-01"}
    assert "looked after" in why_left_out(NO_SUPPORT, assessments=assessed(), care=[later])


def test_only_assessments_without_need_of_support_are_asked_about():
    assert found(NO_SUPPORT, assessments=assessed(support_needed=True)).considered == 0
    assert found(NO_SUPPORT, assessments=assessed(support_needed=None)).considered == 0


def test_the_fifteenth_working_day_passes_over_bank_holidays():
    result = found(NO_CONFERENCE, enquiries=[{"start": "2019-12-16"}])
    assert list(result.frame["day"]) == [pd.Timestamp("2020-01-09")]
    assert list(result.frame["began"]) == [pd.Timestamp("2019-12-16")]


@pytest.mark.parametrize(
    ("conference", "held"),
    [("2019-12-15", False), ("2019-12-16", True), ("2020-01-09", True), ("2020-01-10", False)],
)
def test_a_conference_by_the_fifteenth_working_day_leaves_the_enquiry_out(conference, held):
    rows = {"enquiries": [{"start": "2019-12-16"}], "conferences": [{"start": conference}]}
    assert found(NO_CONFERENCE, **rows).frame.empty is held


def test_a_conference_still_planned_leaves_the_enquiry_out():
    planned = [{"start": "2019-12-16", "conference_unneeded": False}]
    assert (
        why_left_out(NO_CONFERENCE, enquiries=planned) == "a conference was still planned that day"
    )


def test_a_plan_within_six_months_follows_the_fifteenth_working_day():
    enquiry = {"enquiries": [{"start": "2019-12-16", "conference_unneeded": True}]}
    assert followed(NO_CONFERENCE, plans=[{"start": "2020-07-09"}], **enquiry)
    assert not followed(NO_CONFERENCE, plans=[{"start": "2020-07-10"}], **enquiry)
    assert not followed(NO_CONFERENCE, care=[{"start": "2020-03-01"}], **enquiry)


# South East


def needed(**rows):
    return {"assessments": [{"start": "2020-05-01", "end": DAY, "support_needed": True}], **rows}


def test_a_late_conference_is_under_way_once_the_record_says_it_is_coming():
    enquiry = {"start": "2020-05-07"}
    assert not followed(SUPPORT, **needed(enquiries=[enquiry]))
    late = {**enquiry, "conference_unneeded": False}
    assert "under way" in why_left_out(SUPPORT, **needed(enquiries=[late]))


def test_a_plan_in_the_past_year_leaves_an_assessment_out():
    plan = {"start": "2019-01-01", "end": "2019-06-11"}
    assert "past 12 months" in why_left_out(SUPPORT, **needed(plans=[plan]))
    assert not followed(SUPPORT, **needed(plans=[{**plan, "end": "2019-06-10"}]))


def test_disability_as_the_primary_need_leaves_an_assessment_out():
    reason = why_left_out(SUPPORT, **needed(needs=[{"start": "2020-05-01", "need": "N2"}]))
    assert reason == "the need was the child's disability alone"
    assert not followed(SUPPORT, **needed(needs=[{"start": "2020-05-01", "need": "N1"}]))


@pytest.mark.parametrize(("end", "asked"), [("2021-02-28", 0), ("2021-03-01", 1), (None, 1)])
def test_the_first_review_is_due_when_a_plan_is_three_months_old_and_open(end, asked):
    result = found(FIRST_REVIEW, plans=[{"start": "2020-11-30", "end": end}])
    assert result.considered == asked
    assert list(result.frame["day"]) == [pd.Timestamp("2021-02-28")] * asked


def test_care_on_the_review_day_leaves_the_plan_out():
    plan = [{"start": "2020-03-10"}]
    assert "looked after" in why_left_out(FIRST_REVIEW, plans=plan, care=[{"start": DAY}])
    assert followed(FIRST_REVIEW, plans=plan, care=[{"start": "2020-12-10"}])


# The flow


def test_every_decision_is_kept_or_left_out_once():
    rows = contact(needs=[{"start": "2021-01-01", "end": "2022-01-01"}])
    rows["contacts"] += [{"start": day} for day in ("2018-05-01", "2021-07-01", "2024-08-01")]
    result = found(CONTACT, **rows)
    assert len(result.frame) + sum(result.left_out.values()) == result.considered == 4


def test_an_empty_record_gives_no_decision_and_all_reasons_at_zero():
    result = found(CONTACT, people=[])
    assert result.considered == 0
    assert set(result.left_out.values()) == {0}


# Outcomes for contrast

SETTLED = "plan-ended-and-settled"
AGAIN = "no-action-then-any-referral"


def ended_plan(**rows):
    return {"plans": [{"start": "2019-08-01", "end": DAY}], **rows}


def test_a_family_left_in_peace_for_a_year_is_settled():
    assert followed(SETTLED, **ended_plan())


@pytest.mark.parametrize("table", ["referrals", "plans", "care"])
def test_a_family_that_services_come_back_to_is_not_settled(table):
    rows = ended_plan()
    rows[table] = [*rows.get(table, []), {"start": "2021-01-10"}]
    assert not followed(SETTLED, **rows)


def test_what_comes_after_a_year_does_not_unsettle():
    assert followed(SETTLED, **ended_plan(referrals=[{"start": "2021-06-11"}]))


def test_only_referrals_without_further_action_are_asked_about():
    acted = found(AGAIN, referrals=[{"start": DAY, "no_further_action": False}])
    assert acted.considered == 0
    turned_away = {"start": DAY, "no_further_action": True}
    assert followed(AGAIN, referrals=[turned_away, {"start": "2020-12-01"}])
