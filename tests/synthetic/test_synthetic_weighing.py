"""What decisions weigh beside need: what is on file, how young a child is, and who got in touch."""

import numpy as np
import pytest

from helpers.synthetic import world
from helpers.synthetic.journeys.contacts import live
from helpers.synthetic.journeys.town import FULL_FILE, Town
from helpers.synthetic.world import make_authority


@pytest.fixture(scope="module")
def town() -> Town:
    """Return an authority after everything has happened."""
    seen: list[Town] = []

    def live_and_keep(town: Town) -> None:
        live(town)
        seen.append(town)

    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(world, "live", live_and_keep)
        make_authority("north-west", seed=2, children=1500)
    return seen[0]


def test_nothing_is_on_file_about_children_of_whom_nobody_heard(town: Town) -> None:
    heard = np.unique(town.journal.frame("contacts", ("child",))["child"])
    unheard = np.setdiff1d(town.families.children, heard)
    assert not town.standing.on_file[unheard].any()
    assert (town.standing.on_file[heard] != 0).all()


def test_only_a_plan_on_file_weighs_against(town: Town) -> None:
    against = np.flatnonzero(town.standing.on_file < 0)
    planned = town.journal.frame("plans", ("child",))["child"]
    assert len(against)
    assert np.isin(against, planned).all()


def test_a_file_never_weighs_more_than_a_full_one(town: Town) -> None:
    child = town.families.children[:3]
    before = town.standing.on_file[child].copy()
    for _ in range(200):
        town.write_to_file("enquiry", child)
    assert town.standing.on_file[child] == pytest.approx(FULL_FILE)
    town.standing.on_file[child] = before


def test_decisions_weigh_most_for_the_youngest(town: Town) -> None:
    child = np.zeros(4, dtype=np.int64)
    years = np.array([0, 4, 10, 17])
    day = town.families.birth[child] + (years * 365.25).astype(np.int64)
    tender = town.tender(child, day)
    assert (np.diff(tender) < 0).all()


def test_help_lasts_longer_where_need_is_greater(town: Town) -> None:
    child = town.families.children
    batch = town.batch(child, np.full(len(child), town.place.first))
    days = town.lasting_by_need("support_days", batch)
    many, few = batch.need > 1, batch.need < 0
    assert np.median(days[many]) > 1.3 * np.median(days[few])


def test_children_with_earlier_enquiries_have_plans_more_often() -> None:
    events = make_authority("west-midlands", seed=2, children=4000).events
    enquiries = events["enquiries"].groupby("child_id").size()
    planned = enquiries.index.isin(events["plans"]["child_id"])
    several = (enquiries > 1).to_numpy()
    assert planned[several].mean() > 1.5 * planned[~several].mean()


def test_abuse_or_neglect_is_coded_more_often_where_need_is_greater(town: Town) -> None:
    child = town.families.children
    batch = town.batch(child, np.full(len(child), town.place.first))
    coded = town.primary_need(batch) == town.facts.codes["primary_need"].index("N1")
    grave = batch.need > 1
    assert coded[grave].mean() > coded[~grave].mean() + 0.1
