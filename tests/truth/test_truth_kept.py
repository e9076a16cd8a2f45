"""The file of ceilings: written world by world, read back, and never shown once it is stale."""

from pathlib import Path

import pytest
import yaml

from helpers.errors import SecondLookError
from helpers.truth.ceilings import kept as keeping
from helpers.truth.ceilings.bracket import Bracket
from helpers.truth.ceilings.full_state import Ceiling

NAME = "contact-to-plan-or-care"


def ceiling(low: float = 0.3) -> Ceiling:
    one = Bracket(low=low, high=low + 0.001, prevalence=0.04, decisions=1_000)
    return Ceiling(outcome=NAME, record=one, harm=one, followed=0.041, harmed=0.039)


@pytest.fixture
def file(tmp_path: Path) -> Path:
    return tmp_path / "ceilings.yml"


def test_what_is_kept_is_read_back(file: Path) -> None:
    keeping.keep("default", [ceiling()], file=file)
    assert keeping.kept(file)["default"].outcomes == {NAME: ceiling()}


def test_another_world_leaves_the_first_as_it_is(file: Path) -> None:
    keeping.keep("strong", [ceiling(0.5)], file=file)
    keeping.keep("default", [ceiling()], file=file)
    found = keeping.kept(file)
    assert list(found) == ["default", "strong"]
    assert found["strong"].outcomes[NAME].record.low == 0.5


def test_another_source_makes_all_of_it_stale(file: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    keeping.keep("default", [ceiling()], file=file)
    changed = keeping.sources() | {"synthetic": "another"}
    monkeypatch.setattr(keeping, "sources", lambda: changed)
    assert keeping.kept(file) == {}
    assert "the source of 'synthetic'" in keeping.stale(file)


def test_other_settings_make_their_world_stale(file: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    for world in keeping.WORLDS:
        keeping.keep(world, [ceiling()], file=file)
    assert keeping.stale(file) == []
    before = keeping.settings_of
    monkeypatch.setattr(
        keeping,
        "settings_of",
        lambda slug, world: "new" if world == "weak" else before(slug, world),
    )
    assert keeping.stale(file) == ["the world 'weak'"]
    assert "weak" not in keeping.kept(file)


def test_the_number_of_children_changes_no_ceiling() -> None:
    assert keeping.settings_of("north-west", "small") == keeping.settings_of(
        "north-west", "default"
    )
    assert keeping.settings_of("north-west", "weak") != keeping.settings_of("north-west", "default")


def test_a_file_that_is_not_there_is_named(file: Path) -> None:
    assert keeping.kept(file) == {}
    assert keeping.stale(file) == ["the file of ceilings"]


@pytest.mark.parametrize("text", ["", "a: [", "rests_on: 1\nworlds: {}", "worlds: {}"])
def test_a_damaged_file_is_told_in_a_sentence(file: Path, text: str) -> None:
    file.write_text(text, "utf-8")
    with pytest.raises(SecondLookError, match="damaged"):
        keeping.kept(file)


def test_a_ceiling_without_its_numbers_is_damage(file: Path) -> None:
    keeping.keep("default", [ceiling()], file=file)
    raw = yaml.safe_load(file.read_text("utf-8"))
    del raw["worlds"]["default"]["outcomes"][NAME]["harm"]["low"]
    file.write_text(yaml.safe_dump(raw), "utf-8")
    with pytest.raises(SecondLookError, match="damaged"):
        keeping.kept(file)
