"""A room imports only from rooms below it: the imports are read from the source and held to the house plan."""

import ast
from pathlib import Path

import pytest

PACKAGE = Path(__file__).parents[1] / "src" / "helpers"
NOTEBOOKS = Path(__file__).parents[1] / "notebooks"

FLOORS: dict[str, int] = {
    "errors": 1, "policy": 1, "estimate": 1, "comparison": 1, "working_days": 1, "events": 1, "signing": 1, "provenance": 1,
    "evaluation": 2, "outcomes": 2, "annexa": 2, "disclosure": 2, "presenting": 2, "stages": 2, "workers": 2, "telling": 2,
    "clusters": 1,
    "modelling": 3, "authority": 3, "audit": 3, "evidence": 3,
    "cohort": 4, "synthetic": 4,
    "features": 5, "readiness": 5,
    "study": 6,
    "truth": 7,
    "report": 8,
    "publishing": 9,
    "cli": 10,
}  # fmt: skip
"""Every room and its floor. A room that is not listed here fails the test that reads the list."""

# Rooms of floor 1 that lean on each other, lowest first.
FOUNDATION = [
    "errors",
    "clusters",
    "signing",
    "working_days",
    "policy",
    "estimate",
    "comparison",
    "events",
    "provenance",
]

FORBIDDEN = {
    ("features", "truth"), ("features", "synthetic"), ("modelling", "truth"), ("modelling", "synthetic"),
    ("study", "truth"), ("study", "synthetic"), ("evaluation", "disclosure"), ("presenting", "study"),
}  # fmt: skip


def room(path: Path) -> str:
    return path.relative_to(PACKAGE).parts[0].removesuffix(".py")


def imported_rooms(source: str) -> set[str]:
    found: set[str] = set()
    for node in ast.walk(ast.parse(source)):
        if isinstance(node, ast.Import):
            found |= {name.name for name in node.names}
        elif isinstance(node, ast.ImportFrom) and node.module:
            if node.module == "helpers":
                found |= {f"helpers.{name.name}" for name in node.names}
            else:
                found.add(node.module)
    return {name.split(".")[1] for name in found if name.startswith("helpers.")}


SOURCES = sorted(
    path for path in PACKAGE.rglob("*.py") if path.parent != PACKAGE or path.stem != "__init__"
)


@pytest.mark.parametrize("path", SOURCES, ids=lambda path: str(path.relative_to(PACKAGE)))
def test_a_room_imports_only_from_rooms_below_it(path: Path) -> None:
    here = room(path)
    assert here in FLOORS, f"{here} stands on no floor: name it in FLOORS"
    for there in imported_rooms(path.read_text("utf-8")) - {here, "__version__"}:
        assert there in FLOORS, f"{path.name} imports helpers.{there}, which stands on no floor"
        assert (here, there) not in FORBIDDEN, f"{here} must never import {there}"
        if FLOORS[here] == FLOORS[there] == 1:
            assert FOUNDATION.index(there) < FOUNDATION.index(here)
        else:
            assert FLOORS[there] < FLOORS[here], f"{here} imports {there}, which is not below it"


def test_every_room_of_the_plan_that_is_built_is_found() -> None:
    built = {room(path) for path in SOURCES}
    assert built <= set(FLOORS)
    assert {"errors", "policy", "estimate", "events"} <= built


@pytest.mark.parametrize(
    ("source", "rooms"),
    [
        ("from helpers import truth, policy", {"truth", "policy"}),
        ("import helpers.study.run as r", {"study"}),
        ("from helpers.report import open", {"report"}),
        ("import numpy", set()),
    ],
)
def test_imports_are_read_in_every_spelling(source: str, rooms: set[str]) -> None:
    assert imported_rooms(source) == rooms
