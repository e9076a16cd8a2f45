"""Nothing that came after the day of a decision changes what its model may see."""

from dataclasses import replace

import pandas as pd
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from outcome_worlds import SHORT_PERIOD, drawn_world, tables

from helpers.cohort import build, groups
from helpers.events import TABLES, EventTables
from helpers.features.structured import structured
from helpers.features.text import documents
from helpers.outcomes.declare import outcome, outcomes


def seen(events, cohort, declared):
    """Everything that a model or a subgroup may see of a cohort."""
    return (
        structured(events, cohort, declared),
        documents(events, cohort, declared),
        groups(events, cohort.decisions, table=declared.decision.table),
    )


def on_or_before(cohort, day):
    frame = cohort.decisions
    return replace(cohort, decisions=frame[frame["day"] <= day])


def assert_same(these, those):
    for one, other in zip(these, those, strict=True):
        pd.testing.assert_frame_equal(one, other)


@settings(max_examples=12, deadline=None)
@given(seed=st.integers(0, 10**6), slug=st.sampled_from(list(outcomes())), pick=st.integers(0, 99))
def test_deleting_everything_after_the_day_changes_nothing(seed, slug, pick):
    declared = outcome(slug)
    events = drawn_world(seed, often=declared.decision.table)
    cohort = build(events, declared, **SHORT_PERIOD)
    days = cohort.decisions["day"].unique()
    if not len(days):
        return
    day = days[pick % len(days)]
    then = on_or_before(cohort, day)
    assert_same(seen(events, then, declared), seen(events.as_known_on(day), then, declared))


FUTURE = {
    "contacts": {"source": "6"},
    "early_help": {"reason_ended": "stepped up", "end": "2020-07-01"},
    "referrals": {"source": "6", "no_further_action": False},
    "assessments": {"end": "2020-07-01", "support_needed": True},
    "enquiries": {"conference_unneeded": False},
    "conferences": {"plan_made": True},
    "plans": {"first_category": "neglect"},
    "care": {"legal_status": "C1", "legal_status_start": "2020-06-11"},
    "needs": {"need": "N1"},
    "notes": {"document": "contact", "text": "the future"},
    "people": {"sex": "male", "disability": True, "ethnicity": "BAFR", "birth_date": "2001-01-01"},
}


def hand_made(**more):
    given = {
        "people": [{"start": "2012-06-15", "birth_date": "2012-06-15", "sex": "female"}],
        "contacts": [{"start": "2020-06-10", "source": "2A"}],
        "notes": [{"start": "2020-06-10", "document": "contact", "text": "the present"}],
    }
    return tables(
        **{name: [*given.get(name, []), *more.get(name, [])] for name in {**given, **more}}
    )


@pytest.mark.parametrize("table", list(FUTURE))
def test_a_row_planted_on_the_next_day_changes_nothing(table):
    declared = outcome("contact-to-plan-or-care")
    before = hand_made()
    cohort = build(before, declared, **SHORT_PERIOD)
    after = hand_made(**{table: [{"start": "2020-06-11", **FUTURE[table]}]})
    assert_same(seen(before, cohort, declared), seen(after, cohort, declared))


@pytest.mark.parametrize(
    "table", [name for name in FUTURE if name not in ("contacts", "people", "notes")]
)
def test_a_row_of_another_table_planted_on_the_day_itself_changes_nothing(table):
    declared = outcome("contact-to-plan-or-care")
    before = hand_made()
    cohort = build(before, declared, **SHORT_PERIOD)
    after = hand_made(**{table: [{**FUTURE[table], "start": "2020-06-10"}]})
    assert_same(seen(before, cohort, declared), seen(after, cohort, declared))


@pytest.mark.parametrize("table", [name for name in FUTURE if name not in ("people", "notes")])
def test_a_row_planted_the_evening_before_is_seen(table):
    declared = outcome("contact-to-plan-or-care")
    before = hand_made()
    cohort = build(before, declared, **SHORT_PERIOD)
    after = hand_made(**{table: [{**FUTURE[table], "start": "2020-06-09"}]})
    assert (structured(after, cohort, declared)[f"{table}_so_far"] == 1).all()


def test_every_table_with_a_start_is_planted():
    assert set(FUTURE) == set(TABLES) - {"families"}
    assert isinstance(hand_made(), EventTables)
