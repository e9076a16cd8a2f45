"""Help in both futures: whom it reached, and whom it kept from the outcome."""

from dataclasses import replace

import numpy as np
import pandas as pd
import pytest

from helpers.outcomes.declare import outcome
from helpers.synthetic.settings import place
from helpers.synthetic.world import make_block
from helpers.truth.help import DIAL, followed, happened, reached, without_help
from helpers.truth.help_counts import (
    ALARMS,
    KEPT,
    NOT_FLAGGED,
    ON_RECORD,
    REACHED,
    TAUGHT_BY_RECORD,
    TAUGHT_WITHOUT,
    WITHOUT_HELP,
    Marked,
    counted,
)
from helpers.truth.ledger import EVERYBODY
from helpers.truth.ledger_lived import FIFTHS, digest_of_record, lived
from helpers.truth.redraws import Share

ASKED = outcome("contact-to-plan-or-care")
SEED = 5


def turned(**dials: float):
    there = place("north-west", children=6000)
    return replace(there, dials={**there.dials, **dials})


@pytest.fixture(scope="module")
def made():
    return make_block(turned(), seed=SEED, block=0)


@pytest.fixture(scope="module")
def contacts(made):
    return made.truth["contacts"].rename(columns={"start": "day"})[["child_id", "day"]]


def test_where_help_changes_nothing_it_kept_nobody_from_the_outcome(contacts) -> None:
    where = turned(**{DIAL: 0.0})
    as_it_went, otherwise = (
        followed(happened(one, ASKED, seed=SEED), contacts, ASKED)
        for one in (where, without_help(where))
    )
    assert as_it_went.sum() > 20
    assert not (otherwise ^ as_it_went).any()


def test_the_second_future_is_the_one_that_the_truth_tells(made) -> None:
    told = made.truth["futures"].query("table == 'plans'")
    family = made.truth["children"].set_index("child_id")["family_id"]
    helped = set(family[made.truth["help"]["child_id"]])
    for where, column in ((turned(), "with_help"), (without_help(turned()), "without_help")):
        plans = happened(where, ASKED, seed=SEED)["plans"]
        first = pd.Timestamp(where.first, unit="D")
        plans = plans[family[plans["child_id"]].isin(helped).to_numpy() & (plans["start"] >= first)]
        expected = told[told[column]][["child_id", "start"]].sort_values(["child_id", "start"])
        assert len(expected) > 20
        assert set(zip(plans["child_id"], plans["start"], strict=True)) == set(
            zip(expected["child_id"], expected["start"], strict=True)
        )


def test_short_breaks_are_not_what_followed(contacts) -> None:
    events = happened(turned(), ASKED, seed=SEED)
    care = events["care"]
    assert care["legal_status"].eq("V4").any()
    no_breaks = care[~care["legal_status"].isin(["V3", "V4"])]
    without = type(events)({"plans": events["plans"], "care": no_breaks})
    assert (followed(events, contacts, ASKED) == followed(without, contacts, ASKED)).all()


CHILDREN = pd.DataFrame({"child_id": ["x", "y", "z"], "family_id": ["f", "f", "g"]}, dtype="string")


def days(*told: str) -> pd.Series:
    return pd.Series(pd.to_datetime(list(told)).as_unit("us"))


GIVEN = pd.DataFrame(
    {
        "child_id": pd.Series(["x"], dtype="string"),
        "start": days("2020-03-01"),
        "end": days("2020-09-01"),
    }
)


@pytest.mark.parametrize(
    ("child", "day", "was"),
    [
        ("x", "2019-03-01", True),  # it began on the last day of the months
        ("x", "2019-02-28", False),
        ("x", "2020-08-31", True),  # its effect lasted until the day after
        ("x", "2020-09-01", False),
        ("y", "2020-04-01", True),  # a brother's or sister's help is the family's
        ("z", "2020-04-01", False),
    ],
)
def test_help_reaches_the_family_in_time_or_does_not(child, day, was) -> None:
    decision = pd.DataFrame({"child_id": pd.Series([child], dtype="string"), "day": days(day)})
    assert reached(decision, given=GIVEN, children=CHILDREN, months=12).tolist() == [was]


def marked(**changes):
    """Return four decisions: two flagged, one of each kind reached by help and kept from the outcome."""
    marks = {
        "flagged": [1, 1, 0, 0],
        "flagged_otherwise": [1, 0, 1, 0],
        "recorded": [0, 0, 0, 0],
        "reached": [1, 0, 1, 1],
        "happened": [0, 0, 0, 0],
        "without_help": [1, 0, 1, 0],
    }
    return Marked(**{name: np.array(of, dtype=bool) for name, of in (marks | changes).items()})


def test_every_child_is_counted_where_it_belongs() -> None:
    found = counted(marked())
    assert found[f"{ALARMS}: {REACHED}"] == Share(part=1, whole=2)
    assert found[f"{ALARMS}: {KEPT}"] == Share(part=1, whole=2)
    assert found[f"{NOT_FLAGGED}: {REACHED}"] == Share(part=2, whole=2)
    assert found[f"{NOT_FLAGGED}: {KEPT}"] == Share(part=1, whole=2)
    assert found[ON_RECORD] == Share(part=2, whole=2)
    assert found[WITHOUT_HELP] == Share(part=1, whole=2)
    assert found[TAUGHT_BY_RECORD] == Share(part=1, whole=2)
    assert found[TAUGHT_WITHOUT] == Share(part=2, whole=2)


@pytest.mark.parametrize(
    "changes",
    [{"reached": [0, 0, 0, 0]}, {"happened": [1, 1, 1, 1]}, {"without_help": [0, 0, 0, 0]}],
)
def test_who_was_not_reached_or_had_the_outcome_either_way_was_not_kept_from_it(changes) -> None:
    assert not marked(**changes).kept.any()


def test_the_record_is_the_same_whether_it_is_need_or_scrutiny_and_harm_is_not(made) -> None:
    watched = make_block(turned(deprivation_is_need=0.0), seed=SEED, block=0)
    assert digest_of_record(made) == digest_of_record(watched)
    poorest = FIFTHS[0]
    assert lived(made).fifths[poorest].whole == lived(watched).fifths[poorest].whole
    assert lived(made).fifths[poorest].part > lived(watched).fifths[poorest].part


def test_another_record_has_another_hash(made) -> None:
    other = make_block(turned(), seed=SEED + 1, block=0)
    assert digest_of_record(made) != digest_of_record(other)


def test_both_groups_and_all_fifths_together_are_all_children(made) -> None:
    found = lived(made)
    everybody = found.groups[EVERYBODY]
    groups = [one for name, one in found.groups.items() if name != EVERYBODY]
    for parts in (groups, list(found.fifths.values())):
        assert sum(one.whole for one in parts) == everybody.whole > 0
        assert sum(one.part for one in parts) == everybody.part
