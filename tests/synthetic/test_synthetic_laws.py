"""Laws of what happened, before anyone recorded it: life, records and cases have their bounds."""

import numpy as np
import pandas as pd
import pytest

from helpers.synthetic.draws import Draws
from helpers.synthetic.journeys.contacts import live
from helpers.synthetic.journeys.ending import cut, whole_lives
from helpers.synthetic.journeys.town import Town
from helpers.synthetic.settings import place
from helpers.synthetic.world import first_day
from helpers.synthetic.worlds import authorities

CHILDREN = 4000
DATED = ("end", "enquiry_start", "legal_status_start", "placement_start")


@pytest.fixture(scope="module", params=authorities())
def town(request: pytest.FixtureRequest) -> Town:
    slug = request.param
    town = first_day(place(slug, children=CHILDREN), Draws(11, slug, 0))
    live(town)
    return town


@pytest.fixture(scope="module")
def tables(town: Town) -> dict[str, pd.DataFrame]:
    return cut(town, whole_lives(town))


def test_nothing_happens_before_birth(town: Town, tables: dict[str, pd.DataFrame]) -> None:
    for name, table in tables.items():
        birth = pd.to_datetime(town.families.birth[table["child"]], unit="D")
        assert (table["start"] >= birth).all(), name


def test_nothing_happens_after_the_last_day(town: Town, tables: dict[str, pd.DataFrame]) -> None:
    last = pd.Timestamp(town.place.last, unit="D")
    for name, table in tables.items():
        for column in {"start", *DATED} & set(table):
            assert not (table[column] > last).any(), (name, column)


def test_nothing_begins_once_a_child_has_left(town: Town, tables: dict[str, pd.DataFrame]) -> None:
    for name, table in tables.items():
        left = pd.to_datetime(town.families.left[table["child"]], unit="D")
        assert (table["start"] < left).all(), name


def test_no_referral_is_taken_up_while_the_need_of_an_earlier_one_is_open(
    tables: dict[str, pd.DataFrame],
) -> None:
    referrals = tables["referrals"]
    taken_up = referrals[~referrals["no_further_action"].fillna(True).astype(bool)]
    needs = tables["needs"][["child", "start", "end"]]
    pairs = taken_up[["child", "start"]].merge(needs, on="child", suffixes=("", "_of_need"))
    opened = pairs["start_of_need"] < pairs["start"]
    still_open = ~(pairs["end"] < pairs["start"])
    assert len(pairs) > 100
    assert not (opened & still_open).any()


def test_every_referral_taken_up_opens_an_episode_of_need(tables: dict[str, pd.DataFrame]) -> None:
    referrals = tables["referrals"]
    taken_up = referrals[~referrals["no_further_action"].fillna(True).astype(bool)]
    both = taken_up.merge(tables["needs"], on=["child", "start"])
    assert len(both) == len(taken_up)


@pytest.mark.parametrize("table", ["early_help", "plans", "care", "needs"])
def test_episodes_of_one_child_follow_each_other(
    tables: dict[str, pd.DataFrame], table: str
) -> None:
    episodes = tables[table].sort_values(["child", "start"], kind="stable")
    same = episodes["child"].diff() == 0
    before = episodes["end"].shift()
    assert not (same & ~(before <= episodes["start"])).any()


def test_an_enquiry_stands_before_every_conference(tables: dict[str, pd.DataFrame]) -> None:
    conferences = tables["conferences"]
    assert (conferences["start"] > conferences["enquiry_start"]).all()


def test_the_order_in_which_cases_are_taken_changes_nothing(
    town: Town, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("helpers.synthetic.journeys.contacts.CHEAPER", 50)
    slug = town.place.slug
    again = first_day(town.place, Draws(11, slug, 0))
    live(again)
    mine, others = (cut(one, whole_lives(one)) for one in (town, again))
    for name, table in mine.items():
        pd.testing.assert_frame_equal(table, others[name])


def test_needs_stand_only_where_a_child_is_there(town: Town) -> None:
    need = town.need
    born = need.begins(np.arange(len(need.need)) + 1)[:, town.families.family]
    assert not (need.there & (town.families.birth >= born)).any()
    assert (need.need[~need.there] == need.need.min()).all()
