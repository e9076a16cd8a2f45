"""Ceilings beside a made-up folder: those of the world that it was made in, or a reason why there are none."""

import json
from pathlib import Path

import pytest

from helpers.synthetic.manifest import MANIFEST
from helpers.synthetic.settings import place
from helpers.synthetic.worlds import authorities
from helpers.truth.ceilings import kept as keeping
from helpers.truth.ceilings.beside import NOT_OURS, STALE, best_beside
from helpers.truth.ceilings.bracket import Bracket
from helpers.truth.ceilings.full_state import Ceiling

NAME = "contact-to-plan-or-care"


@pytest.fixture
def data(tmp_path: Path) -> Path:
    one = Bracket(low=0.3, high=0.301, prevalence=0.04, decisions=1_000)
    ceiling = Ceiling(outcome=NAME, record=one, harm=one, followed=0.04, harmed=0.04)
    keeping.keep("default", [ceiling], file=tmp_path / keeping.FILE.name)
    return tmp_path


def folder(data: Path, *, world: str = "default", children: int = 5_000, **changed: object) -> Path:
    made = place(authorities()[0], world=world, children=children)
    manifest = {
        "authority": made.name,
        "world": world,
        "children": children,
        "settings": made.fingerprint,
        **changed,
    }
    made_up = data / "some-name"
    made_up.mkdir(exist_ok=True)
    (made_up / MANIFEST).write_text(json.dumps(manifest), "utf-8")
    return made_up


def test_data_of_the_book_s_world_have_its_ceilings_whatever_their_size(data: Path) -> None:
    best, why_not = best_beside(folder(data))
    assert (best[NAME].low, best[NAME].high, why_not) == (0.3, 0.301, "")


def test_a_world_that_differs_in_size_alone_has_the_same_ceilings(data: Path) -> None:
    best, _ = best_beside(folder(data, world="small"))
    assert NAME in best


def test_a_world_without_ceilings_says_so(data: Path) -> None:
    assert best_beside(folder(data, world="weak")) == ({}, STALE)


def test_data_made_from_other_settings_have_none(data: Path) -> None:
    assert best_beside(folder(data, settings="of another day")) == ({}, STALE)


def test_a_world_of_one_s_own_has_none(data: Path) -> None:
    made_up = folder(data)
    manifest = json.loads((made_up / MANIFEST).read_text("utf-8")) | {"world": "mine"}
    (made_up / MANIFEST).write_text(json.dumps(manifest), "utf-8")
    assert best_beside(made_up) == ({}, NOT_OURS)


def test_data_without_a_manifest_have_none(tmp_path: Path) -> None:
    assert best_beside(tmp_path) == ({}, NOT_OURS)
