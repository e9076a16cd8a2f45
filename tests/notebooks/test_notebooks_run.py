import ast
import json
import os
from pathlib import Path
from typing import Any

import pytest
from made_up_evidence import of_calibration, of_help, of_ledger, of_notes, of_worlds, told, write
from test_report_open import folder_of, write_findings

from helpers.presenting.show import Shown

FOLDER = Path(__file__).parents[2] / "notebooks"
AUTHORITIES = ("north-west", "south-west")


@pytest.fixture(scope="module")
def place(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Return a folder with two made-up authorities whose study has been run."""
    place = tmp_path_factory.mktemp("authorities")
    before = Path.cwd()
    os.chdir(place)  # stages of made-up authorities lie below the current folder
    try:
        for slug in AUTHORITIES:
            write_findings(folder_of(place, slug))
    finally:
        os.chdir(before)
    return place


def shown_by(name: str, **parameters: Any) -> list[Shown]:
    """Run a notebook's cells in their order with these parameters; return what each of them shows."""
    names: dict[str, Any] = {}
    shown = []
    for cell in json.loads((FOLDER / f"{name}.ipynb").read_text("utf-8"))["cells"]:
        if cell["cell_type"] != "code":
            continue
        tree = ast.parse("".join(cell["source"]))
        if "parameters" in cell["metadata"].get("tags", []):
            names |= parameters
            continue
        last = tree.body.pop()
        assert isinstance(last, ast.Expr), "the last line of a cell shows something"
        exec(compile(tree, name, "exec"), names)
        shown.append(eval(compile(ast.Expression(last.value), name, "eval"), names))
    return shown


@pytest.mark.parametrize("name", ["data", "performance", "text", "subgroups", "trust", "ethics"])
def test_every_cell_of_an_authoritys_notebook_shows_something(
    place: Path, monkeypatch: pytest.MonkeyPatch, name: str
) -> None:
    monkeypatch.chdir(place)
    shown = shown_by(name, authority="south-west")
    assert len(shown) >= 2
    assert all(isinstance(one, Shown) and one.text for one in shown)
    assert "South West (invented)" in shown[0].text


def test_the_notebook_across_authorities_glues_its_sentences(
    place: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(place)
    glued: dict[str, str] = {}
    monkeypatch.setattr("helpers.presenting.words.glue_text", glued.__setitem__)
    monkeypatch.setattr("helpers.presenting.words.glue_shown", lambda key, shown: None)
    shown = shown_by("overall", authorities=list(AUTHORITIES))
    assert all(isinstance(one, Shown) and one.text for one in shown)
    assert {"overall-mark", "overall-text", "overall-false-alarms", "overall-missed"} <= set(glued)
    assert all(key.startswith("overall-") for key in glued)


@pytest.mark.parametrize("name", ["datasheet", "funnel"])
def test_every_cell_of_a_notebook_across_authorities_shows_something(
    place: Path, monkeypatch: pytest.MonkeyPatch, name: str
) -> None:
    monkeypatch.chdir(place)
    shown = shown_by(name, authorities=list(AUTHORITIES))
    assert all(isinstance(one, Shown) and one.text for one in shown)
    assert "South West (invented)" in shown[0].text


EVERY = [told(), of_worlds(), of_notes(), of_ledger(), of_help(), of_calibration()]
"""Evidence of every proof that has a page of its own."""


@pytest.mark.parametrize("name", ["worlds", "bar", "ledger", "scorecard", "proofs"])
@pytest.mark.parametrize("proofs", [[told()], EVERY])
def test_every_cell_of_a_notebook_of_evidence_shows_something(
    tmp_path: Path, name: str, proofs: list[dict[str, Any]]
) -> None:
    given = {"evidence": str(write(tmp_path, *proofs))}
    if name == "worlds":
        given["ceilings"] = str(tmp_path / "ceilings.yml")
    shown = shown_by(name, **given)
    assert len(shown) >= 3
    assert all(isinstance(one, Shown) and one.text for one in shown)
    assert shown[0].text.startswith("Made-up data")
