"""The made-up world holds together: dates, episodes, chance."""

from hashlib import sha256

import pandas as pd
import pytest

from helpers.errors import SecondLookError
from helpers.events import TABLES
from helpers.synthetic.settings import place
from helpers.synthetic.world import MadeAuthority, make_authority
from helpers.synthetic.worlds import authorities

CHILDREN = 3000
SEED = 7
FROZEN = "d74c8358c8dfde75"
"""Changes only when the made-up world is meant to change."""


@pytest.fixture(scope="module", params=authorities())
def made(request: pytest.FixtureRequest) -> MadeAuthority:
    """Return an authority whose records are what happened: these laws are about lives, not about errors."""
    return make_authority(request.param, world="well-recorded", seed=SEED, children=CHILDREN)


def dated(made: MadeAuthority) -> dict[str, pd.DataFrame]:
    return {name: table for name, table in made.events.items() if "start" in TABLES[name]}


def test_every_table_but_the_notes_has_rows(made: MadeAuthority) -> None:
    empty = {name for name, table in made.events.items() if table.empty}
    assert empty == {"notes"}


def test_nothing_starts_before_birth(made: MadeAuthority) -> None:
    births = made.truth["children"].set_index("child_id")["birth_date"]
    for name, table in dated(made).items():
        assert (table["start"] >= births.loc[table["child_id"]].to_numpy()).all(), name


def test_nothing_is_dated_after_the_last_day(made: MadeAuthority) -> None:
    last = pd.Timestamp(made.place.last, unit="D")
    for name, table in dated(made).items():
        for column, spec in TABLES[name].items():
            if spec.kind == "date":
                assert not (table[column] > last).any(), (name, column)


def test_nothing_happens_to_adults(made: MadeAuthority) -> None:
    adult = made.truth["children"].set_index("child_id")["birth_date"] + pd.DateOffset(years=18)
    for name, table in dated(made).items():
        assert (table["start"] < adult.loc[table["child_id"]].to_numpy()).all(), name


def test_an_episode_does_not_end_before_it_starts(made: MadeAuthority) -> None:
    for name, table in dated(made).items():
        if "end" in table:
            assert not (table["end"] < table["start"]).any(), name


@pytest.mark.parametrize("name", ["needs", "plans", "care", "early_help"])
def test_episodes_of_one_child_do_not_overlap(made: MadeAuthority, name: str) -> None:
    table = made.events[name]
    before = table.groupby("child_id")["end"].shift()
    is_later = table["child_id"] == table["child_id"].shift()
    assert (table["start"] >= before)[is_later].all()


def test_plans_and_care_begin_inside_an_episode_of_need(made: MadeAuthority) -> None:
    needs = made.events["needs"].rename(columns={"start": "opened", "end": "closed"})
    for name in ("plans", "care"):
        table = made.events[name].reset_index()
        pairs = table.merge(needs[["child_id", "opened", "closed"]], on="child_id")
        inside = (pairs["opened"] <= pairs["start"]) & ~(pairs["closed"] < pairs["start"])
        assert set(pairs.loc[inside, "index"]) == set(table["index"]), name


def test_every_child_in_the_records_has_a_family(made: MadeAuthority) -> None:
    known = set(made.events["families"]["child_id"])
    for name, table in made.events.items():
        assert set(table["child_id"]) <= known, name


def test_the_same_seed_makes_the_same_authority() -> None:
    first = make_authority("south-west", seed=3, children=400)
    second = make_authority("south-west", seed=3, children=400)
    for name, table in first.events.items():
        pd.testing.assert_frame_equal(table, second.events[name])


def test_the_small_world_is_the_same_on_every_machine() -> None:
    made = make_authority("north-west", world="small", seed=1, children=500)
    tables = {name: made.events[name] for name in ("contacts", "needs", "people")}
    written = "".join(table.to_csv(index=False) for table in tables.values())
    assert sha256(written.encode()).hexdigest()[:16] == FROZEN


def test_another_seed_makes_another_authority() -> None:
    first = make_authority("south-west", seed=3, children=400).events["contacts"]
    assert not first.equals(make_authority("south-west", seed=4, children=400).events["contacts"])


def test_children_who_follow_change_nothing_for_those_before() -> None:
    few = make_authority("south-west", seed=3, children=300)
    many = make_authority("south-west", seed=3, children=600)
    families = few.truth["children"]["family_id"]
    whole = few.truth["children"].loc[families != families.iloc[-1], "child_id"]
    for name in ("contacts", "referrals", "plans", "people"):
        small, large = few.events[name], many.events[name]
        pd.testing.assert_frame_equal(
            small[small["child_id"].isin(whole)].reset_index(drop=True),
            large[large["child_id"].isin(whole)].reset_index(drop=True),
        )


@pytest.mark.parametrize(
    ("arguments", "told"),
    [
        ({"slug": "north-wst"}, "did you mean 'north-west'"),
        ({"slug": "north-west", "world": "smal"}, "did you mean 'small'"),
        ({"slug": "north-west", "children": -5}, "at least 20"),
        ({"slug": "north-west", "children": 0}, "at least 20"),
    ],
)
def test_what_cannot_be_made_is_refused_in_one_sentence(
    arguments: dict[str, object], told: str
) -> None:
    with pytest.raises(SecondLookError, match=told):
        make_authority(**arguments)  # type: ignore[arg-type]


def test_the_records_begin_on_the_first_day(made: MadeAuthority) -> None:
    first = pd.Timestamp(made.place.first, unit="D")
    for name in ("contacts", "referrals", "assessments", "enquiries"):
        assert (made.events[name]["start"] >= first).all(), name


def test_every_authority_has_its_own_outcomes() -> None:
    outcomes = [outcome for slug in authorities() for outcome in place(slug).outcomes]
    assert len(outcomes) == len(set(outcomes)) == 8
