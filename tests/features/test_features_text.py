import pytest
from outcome_worlds import PERIOD, person, tables

from helpers.cohort import build
from helpers.features.text import documents
from helpers.outcomes.declare import outcome

DAY = "2020-06-10"


def texts(*notes, slug="contact-to-plan-or-care", **rows):
    """The current and the earlier text of the only decision; a note is (date, document, text)."""
    events = tables(
        people=[person()],
        notes=[{"start": date, "document": kind, "text": text} for date, kind, text in notes],
        **(rows or {"contacts": [{"start": DAY}]}),
    )
    declared = outcome(slug)
    found = documents(events, build(events, declared, **PERIOD), declared)
    ((current, earlier),) = found[["current", "earlier"]].itertuples(index=False, name=None)
    return current, earlier


def test_notes_about_the_matter_and_earlier_ones_are_kept_apart():
    assert texts(("2020-01-01", "contact", "then"), (DAY, "contact", "now")) == ("now", "then")


def test_notes_dated_after_the_day_cannot_be_read():
    assert texts(("2020-06-11", "contact", "later")) == ("", "")


def test_notes_stand_in_the_order_of_their_dates():
    notes = [("2020-02-01", "referral", "second"), ("2020-01-01", "contact", "first")]
    assert texts(*notes)[1] == "first\n\nsecond"


@pytest.mark.parametrize("kind", ["referral", "assessment"])
def test_a_note_of_another_kind_is_read_only_from_the_day_after(kind):
    assert texts((DAY, kind, "text")) == ("", "")
    assert texts(("2020-06-09", kind, "text")) == ("", "text")


def test_a_kind_of_note_that_the_outcome_does_not_name_is_not_read():
    closing = {"start": "2020-01-01", "end": DAY, "reason_ended": "goals met"}
    notes = [("2020-02-01", "strategy discussion", "no"), ("2020-03-01", "early help", "yes")]
    read = texts(*notes, slug="early-help-then-statutory-referral", early_help=[closing])
    assert read == ("yes", "")


@pytest.mark.parametrize(("date", "current"), [("2020-04-17", True), ("2020-04-16", False)])
def test_a_referral_form_two_weeks_before_an_assessment_belongs_to_it(date, current):
    assessment = {"start": "2020-05-01", "end": DAY, "support_needed": True}
    read = texts(
        (date, "referral", "form"),
        slug="support-needed-then-plan-or-care",
        assessments=[assessment],
    )
    assert read == (("form", "") if current else ("", "form"))


def test_the_line_that_marks_made_up_notes_is_taken_out():
    marked = "SYNTHETIC NOTE - made-up child\nWords that stay.\n  SYNTHETIC NOTE again\nMore."
    assert texts((DAY, "contact", marked))[0] == "Words that stay.\nMore."


def test_a_decision_without_notes_has_empty_texts():
    assert texts() == ("", "")


def test_another_childs_note_is_not_read():
    events = tables(
        people=[person()],
        contacts=[{"start": DAY}],
        notes=[{"child_id": "b", "start": DAY, "document": "contact", "text": "not theirs"}],
    )
    declared = outcome("contact-to-plan-or-care")
    found = documents(events, build(events, declared, **PERIOD), declared)
    assert found.to_numpy().tolist() == [["", ""]]
