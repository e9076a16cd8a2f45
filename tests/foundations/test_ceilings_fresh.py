"""The ceilings that pages show are those of the worlds and of the source as they stand."""

from pathlib import Path

from helpers.truth.ceilings.kept import FILE, WORLDS, kept, stale

KEPT = Path(__file__).parents[2] / FILE


def test_no_ceiling_is_stale() -> None:
    assert stale(KEPT) == [], f"{FILE} is stale: run 'second-look ceilings'"


def test_every_bracket_is_as_narrow_as_is_promised() -> None:
    wide = {
        (world, name): (one.record.width, one.harm.width)
        for world, of_world in kept(KEPT).items()
        for name, one in of_world.outcomes.items()
        if max(one.record.width, one.harm.width) >= 0.002
    }
    assert not wide


def test_each_world_rests_on_at_least_200_000_decisions() -> None:
    for world in WORLDS:
        outcomes = kept(KEPT)[world].outcomes.values()
        assert sum(one.record.decisions for one in outcomes) >= 200_000
