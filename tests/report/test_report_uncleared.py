"""What stood before the door is shown of made-up children alone."""

import json
from dataclasses import asdict
from pathlib import Path

import pytest

from helpers import report
from helpers.errors import SecondLookError
from helpers.estimate import About, Estimate, Finding, too_few
from helpers.stages import home, write_json
from helpers.study.found import FILE

SETTINGS = """name: Nowhere (invented)
data: {data}
period: {{start: 2018-04-01, end: 2025-03-31}}
outcomes: [contact-to-plan-or-care]
"""
ASKED = {"outcome": "contact-to-plan-or-care", "attribute": "sex"}


def folder_of(place: Path, *, data: str, manifest: bool) -> Path:
    folder = place / "nowhere"
    folder.mkdir()
    (folder / "authority.yml").write_text(SETTINGS.format(data=data))
    if manifest:
        (folder / "SYNTHETIC.json").write_text(json.dumps({}))
    path = home(folder, data) / FILE
    path.parent.mkdir(parents=True)
    write_json(path, [asdict(one) for one in made()])
    return folder


def made() -> list[Finding]:
    estimates = {
        "": Estimate(value=0.5, n=90, positives=25, numerator=5, denominator=10),
        "female": Estimate(value=0.75, n=50, positives=22, numerator=3, denominator=4),
        "male": too_few(n=40, positives=3),
    }
    return [
        Finding(
            about=About(
                authority="nowhere",
                outcome=ASKED["outcome"],
                design="text-all",
                cut_off="top tenth of all",
                attribute="sex" if group else "",
                group=group,
                measure="false_discovery_rate",
            ),
            estimate=estimate,
        )
        for group, estimate in estimates.items()
    ]


def test_small_counts_of_made_up_children_are_told_in_words(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(tmp_path)
    folder = folder_of(tmp_path, data="synthetic", manifest=True)
    shown = report.before_the_door(folder, **ASKED, measures=("false_discovery_rate",))
    assert shown.columns == ("group", "decisions", "followed", "false_discovery_rate")
    assert shown.rows == (
        ("", "90", "25", "5 of 10"),
        ("female", "50", "22", "3 of 4"),
        ("male", "40", "3", "too few to judge"),
    )


@pytest.mark.parametrize(
    ("data", "manifest"), [("real", True), ("real", False), ("synthetic", False)]
)
def test_real_children_are_refused(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, data: str, manifest: bool
) -> None:
    monkeypatch.chdir(tmp_path)
    folder = folder_of(tmp_path, data=data, manifest=manifest)
    with pytest.raises(SecondLookError, match="real children are never shown") as told:
        report.before_the_door(folder, **ASKED)
    assert "3 of 4" not in str(told.value)


def test_what_was_not_found_is_told(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)
    folder = folder_of(tmp_path, data="synthetic", manifest=True)
    with pytest.raises(SecondLookError, match="nothing was found by 'age'"):
        report.before_the_door(folder, outcome=ASKED["outcome"], attribute="age")


def test_all_tables_of_made_up_children_are_told_by_outcome_and_attribute(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(tmp_path)
    folder = folder_of(tmp_path, data="synthetic", manifest=True)
    tables = report.tables_before_the_door(folder)
    assert list(tables) == [(ASKED["outcome"], "sex")]
    assert tables[ASKED["outcome"], "sex"] == report.before_the_door(folder, **ASKED)


@pytest.mark.parametrize(
    ("data", "manifest"), [("real", True), ("real", False), ("synthetic", False)]
)
def test_of_real_children_there_are_no_tables(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, data: str, manifest: bool
) -> None:
    monkeypatch.chdir(tmp_path)
    assert report.tables_before_the_door(folder_of(tmp_path, data=data, manifest=manifest)) == {}
