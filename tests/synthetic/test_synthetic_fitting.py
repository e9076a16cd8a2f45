"""Fitting turns a few knobs and nothing else, and what was found stands where it says."""

import numpy as np
import pytest

from helpers.synthetic import fitting
from helpers.synthetic.fitting import KNOBS, LARGEST_TURN, targets, turned, unturned
from helpers.synthetic.packaged import package_yaml
from helpers.synthetic.settings import place
from helpers.synthetic.worlds import authorities

WORLDS = tuple(package_yaml("fitted.yml"))
FURTHEST_OFF = 15


@pytest.mark.parametrize("slug", authorities())
@pytest.mark.parametrize("world", WORLDS)
def test_the_turns_that_were_found_lead_to_the_world_as_it_stands(world: str, slug: str) -> None:
    where, turns = unturned(slug, world)
    again, stands = turned(where, KNOBS[slug], turns), place(slug, world=world)
    assert again.gates == pytest.approx(dict(stands.gates), abs=2e-6)
    assert again.rates == pytest.approx(dict(stands.rates), abs=2e-6)
    assert np.abs(turns).max() < LARGEST_TURN


@pytest.mark.parametrize("slug", authorities())
@pytest.mark.parametrize("world", WORLDS)
def test_cohorts_came_out_as_intended(world: str, slug: str) -> None:
    off = package_yaml("fitted.yml")[world][slug]["off_in_100"]
    assert max(map(abs, off)) <= FURTHEST_OFF


def test_a_turn_changes_the_knobs_numbers_alone() -> None:
    where = place("south-west")
    knobs = KNOBS["south-west"]
    found = turned(where, knobs, np.array([0.5, 0.0, -1.0, np.log(2)]))
    changed = {name for name in where.gates if where.gates[name] != found.gates[name]}
    assert changed == {"early_help", "enquiry", "conference", "conference_open", "plan"}
    assert found.gates["early_help"] == pytest.approx(where.gates["early_help"] + 0.5)
    assert found.rates["care_plan"] == pytest.approx(2 * where.rates["care_plan"], abs=1e-6)
    assert found.rates["contact"] == where.rates["contact"]


def test_the_search_finds_the_turns_that_meet_the_targets(monkeypatch: pytest.MonkeyPatch) -> None:
    """With figures that follow the knobs by a known law, the turns are known too."""
    where, knobs = place("south-east"), KNOBS["south-east"]
    aim = targets("south-east")
    wanted = np.array([0.4, -0.7, 1.2, 0.3])
    acts = np.array([[1.0, 0, 1, 0], [0, 0.6, 0.7, 0], [0.1, 0, -0.9, 0], [0, 0, 0, 0.8]])

    def known(there: object) -> np.ndarray:
        turns = [
            np.log(there.rates[knob.names[0]] / where.rates[knob.names[0]])
            if knob.as_log
            else there.gates[knob.names[0]] - where.gates[knob.names[0]]
            for knob in knobs
        ]
        return aim + (np.array(turns) - wanted) @ acts

    monkeypatch.setattr(fitting, "figures", known)
    _, miss = fitting.fitted(where, begin=np.zeros(4))
    assert np.abs(miss).max() < fitting.NEAR
