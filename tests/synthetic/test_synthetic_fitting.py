"""Fitting turns knobs and nothing else, looks at published figures and frequencies alone, and tells what it missed."""

from pathlib import Path

import numpy as np
import pytest
import yaml

from helpers.synthetic import fitting, targets
from helpers.synthetic.fitting import LARGEST_TURN, Fit, turned, unturned
from helpers.synthetic.packaged import package_yaml
from helpers.synthetic.published import published
from helpers.synthetic.settings import place
from helpers.synthetic.targets import FIGURES, Knob, figures, knobs, left_out
from helpers.synthetic.worlds import DEFAULT, authorities

WORLDS = tuple(package_yaml("fitted.yml"))
FITTED = [(world, slug) for world in WORLDS for slug in authorities()]


@pytest.mark.parametrize(("world", "slug"), FITTED)
def test_the_turns_that_were_found_lead_to_the_world_as_it_stands(world: str, slug: str) -> None:
    where, turns = unturned(slug, world)
    again, stands = turned(where, knobs(where), turns), place(slug, world=world)
    for section in fitting.SECTIONS:
        assert getattr(again, section) == pytest.approx(dict(getattr(stands, section)), abs=2e-6)
    assert np.abs(turns).max() < LARGEST_TURN


@pytest.mark.parametrize(("world", "slug"), FITTED)
def test_every_target_stands_with_its_distance(world: str, slug: str) -> None:
    told = package_yaml("fitted.yml")[world][slug]
    where = place(slug, world=world)
    assert set(told["off_in_100"]) == set(targets.targets(where))
    assert tuple(told.get("not_fitted", ())) == left_out(world).targets


def test_the_world_of_the_book_leaves_no_target_out() -> None:
    assert left_out(DEFAULT).targets == ()


def test_every_figure_that_is_fitted_to_is_a_published_one_that_says_so() -> None:
    fitted_to = {one.key for one in published() if one.fitted}
    assert set(FIGURES) <= fitted_to


def test_a_turn_changes_the_knobs_numbers_alone() -> None:
    where = place("south-west")
    found = turned(
        where,
        (
            Knob("gates", ("early_help",)),
            Knob("weights", ("plan",)),
            Knob("rates", ("care_open", "care_plan"), as_log=True),
        ),
        np.array([0.5, -1.0, np.log(2)]),
    )
    changed = {
        name
        for section in fitting.SECTIONS
        for name, value in getattr(where, section).items()
        if getattr(found, section)[name] != value
    }
    assert changed == {"early_help", "plan", "care_open", "care_plan"}
    assert found.gates["plan"] == where.gates["plan"]
    assert found.gates["early_help"] == pytest.approx(where.gates["early_help"] + 0.5)
    assert found.rates["care_plan"] == pytest.approx(2 * where.rates["care_plan"], abs=1e-6)


def test_what_a_world_is_made_to_be_is_not_turned_away() -> None:
    names = {name for knob in knobs(place("north-west", world="no-signal")) for name in knob.names}
    assert "after_closure" not in names
    assert "plan" in names  # the threshold, not the weight


def test_the_search_finds_the_turns_that_meet_the_targets(monkeypatch: pytest.MonkeyPatch) -> None:
    """With figures that follow the knobs by a known law, the turns are known too."""
    where = place("south-east", fitted=False)
    some = knobs(where)[:4]
    wanted = np.array([0.4, -0.7, 1.2, 0.3])
    acts = np.array([[1.0, 0, 1, 0], [0, 0.6, 0.7, 0], [0.1, 0, -0.9, 0], [0, 0, 0, 0.8]])

    def known(there: object) -> dict[str, float]:
        turns = [
            np.log(getattr(there, knob.section)[knob.names[0]] / where.rates[knob.names[0]])
            if knob.as_log
            else getattr(there, knob.section)[knob.names[0]] - where.gates[knob.names[0]]
            for knob in some
        ]
        return dict(zip("abcd", (np.array(turns) - wanted) @ acts, strict=True))

    monkeypatch.setattr(fitting, "missed", known)
    monkeypatch.setattr(fitting, "knobs", lambda where: some)
    _, miss = fitting.fitted(where, begin=np.zeros(4))
    assert max(map(abs, miss.values())) < fitting.NEAR


def test_a_target_that_cannot_be_met_does_not_carry_the_others_away(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    where = place("south-east", fitted=False)
    some = knobs(where)[:1]

    def known(there: object) -> dict[str, float]:
        turn = np.log(there.rates["contact"] / where.rates["contact"])  # type: ignore[attr-defined]
        return {"a": turn, "b": turn, "out of reach": 3 + 0.1 * turn}

    monkeypatch.setattr(fitting, "missed", known)
    monkeypatch.setattr(fitting, "knobs", lambda where: some)
    _, miss = fitting.fitted(where, begin=np.array([0.8]))
    assert abs(miss["a"]) < 0.1
    assert miss["out of reach"] > 2.5


def test_figures_of_an_authority_have_all_targets() -> None:
    where = place("north-west", children=3000)
    made = figures(where, seeds=(1, 2))
    assert set(made) == set(targets.targets(where))
    assert all(value >= 0 for value in made.values())


def test_what_is_found_is_kept_beside_what_stands(
    monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    path = tmp_path / "fitted.yml"
    path.write_text("# what this is\nweak:\n  north-west: {settings: {}}\n", "utf-8")
    monkeypatch.setattr(fitting, "FILE", path)
    one = Fit("no-signal", "north-west", {"rates": {"contact": 0.1}}, {"contacts": 3}, 1.0)
    assert fitting.keep(("no-signal", "north-west"), one) == []
    text = path.read_text("utf-8")
    assert text.startswith("# what this is\n")
    kept = yaml.safe_load(text)
    assert set(kept) == {"weak", "no-signal"}
    assert kept["no-signal"]["north-west"]["off_in_100"] == {"contacts": 3}
    assert kept["no-signal"]["north-west"]["not_fitted"] == list(left_out("no-signal").targets)
    assert list(tmp_path.iterdir()) == [path]
