"""What has passed the door is kept beside the findings: made once, made again when anything changed, and never trusted damaged."""

import json
from collections.abc import Callable
from dataclasses import asdict
from pathlib import Path

import numpy as np
import pandas as pd
import pytest
from made_up_results import findings

from helpers.authority.settings import Settings, load_settings
from helpers.disclosure.door import clear
from helpers.disclosure.kept import as_frame, from_frame
from helpers.estimate import About, Finding, too_few
from helpers.policy import policy
from helpers.report import cleared
from helpers.stages import home, write_json
from helpers.study.found import FILE

RULE = policy().disclosure_rule("standard")
FOUND = [
    *findings("nowhere", "an-outcome", decisions=2000, designs=("text-all", "text-earlier")),
    Finding(
        about=About(authority="made-up", measure="lift", note="none"),
        estimate=too_few(n=40, positives=12),
    ),
]
SETTINGS = """name: Nowhere (invented)
data: {data}
period: {{start: 2018-04-01, end: 2025-03-31}}
outcomes: [contact-to-plan-or-care]
capacity: {capacity}
"""
Asked = Callable[..., tuple[Path, Settings]]


@pytest.fixture
def asked(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Asked:
    """Return what lays a folder with findings and its settings."""
    monkeypatch.chdir(tmp_path)

    def lay(data: str = "synthetic", capacity: float = 0.05) -> tuple[Path, Settings]:
        folder = tmp_path / "nowhere"
        folder.mkdir(exist_ok=True)
        text = SETTINGS.format(data=data, capacity=capacity)
        (folder / "authority.yml").write_text(text, encoding="utf-8")
        place = home(folder, data)
        place.mkdir(parents=True, exist_ok=True)
        write_json(place / FILE, [asdict(one) for one in FOUND])
        return folder, load_settings(folder)

    return lay


@pytest.fixture
def cleared_times(monkeypatch: pytest.MonkeyPatch) -> list[int]:
    """Return a list that grows each time the door is passed."""
    times: list[int] = []

    def counting(findings, **rules):
        times.append(len(findings))
        return clear(findings, **rules)

    monkeypatch.setattr(cleared, "clear", counting)
    return times


def test_a_table_gives_back_what_went_in() -> None:
    passed = clear(FOUND, rule=RULE)
    assert from_frame(as_frame(passed)) == passed
    assert from_frame(as_frame([])) == []


def test_the_door_is_passed_once_for_many_pages(asked: Asked, cleared_times: list[int]) -> None:
    folder, settings = asked()
    first, second = (cleared.cleared_of(folder, settings) for _ in range(2))
    assert first == second == clear(FOUND, rule=RULE, capacity=0.05)
    assert len(cleared_times) == 1


def test_other_findings_pass_anew(asked: Asked, cleared_times: list[int]) -> None:
    folder, settings = asked()
    cleared.cleared_of(folder, settings)
    path = home(folder, "synthetic") / FILE
    write_json(path, json.loads(path.read_text("utf-8"))[:5])
    assert len(cleared.cleared_of(folder, settings)) == 5
    assert cleared_times == [len(FOUND), 5]


def test_another_line_of_the_authority_passes_anew(asked: Asked, cleared_times: list[int]) -> None:
    cleared.cleared_of(*asked())
    cleared.cleared_of(*asked(capacity=0.2))
    assert len(cleared_times) == 2


def test_another_rule_passes_anew(
    asked: Asked, cleared_times: list[int], monkeypatch: pytest.MonkeyPatch
) -> None:
    folder, settings = asked()
    cleared.cleared_of(folder, settings)
    stricter = (
        policy()
        .disclosure_rule("standard")
        .__class__(smallest_count=20, round_to=5, decimals=2, rate_decimals=2)
    )
    monkeypatch.setattr(type(policy()), "disclosure_rule", lambda *_: stricter)
    assert cleared.cleared_of(folder, settings) == clear(FOUND, rule=stricter, capacity=0.05)
    assert len(cleared_times) == 2


@pytest.mark.parametrize("damage", ["cut", "gone"])
def test_what_is_damaged_is_made_again(asked: Asked, cleared_times: list[int], damage: str) -> None:
    folder, settings = asked()
    first = cleared.cleared_of(folder, settings)
    (kept,) = (home(folder, "synthetic") / cleared.NAME).rglob("*.parquet")
    if damage == "cut":
        kept.write_bytes(kept.read_bytes()[:-9])
    else:
        kept.unlink()
    assert cleared.cleared_of(folder, settings) == first
    assert len(cleared_times) == 2


def test_where_nothing_can_be_kept_the_findings_are_cleared_all_the_same(asked: Asked) -> None:
    folder, settings = asked()
    (home(folder, "synthetic") / cleared.NAME).write_text("in the way", encoding="utf-8")
    assert cleared.cleared_of(folder, settings) == clear(FOUND, rule=RULE, capacity=0.05)


@pytest.mark.parametrize("data", ["synthetic", "real"])
def test_nothing_is_written_but_beside_the_findings(
    asked: Asked, data: str, tmp_path: Path
) -> None:
    folder, settings = asked(data)
    before = set(tmp_path.rglob("*"))
    cleared.cleared_of(folder, settings)
    place = home(folder, data)
    new = {path.relative_to(place).parts[0] for path in set(tmp_path.rglob("*")) - before}
    assert new == {cleared.NAME, ".gitignore"}


def test_what_is_kept_holds_nothing_that_did_not_pass(asked: Asked) -> None:
    folder, settings = asked()
    cleared.cleared_of(folder, settings)
    entry = next((home(folder, "synthetic") / cleared.NAME).rglob("*.parquet"))
    numbers = pd.read_parquet(entry)[["n", "positives", "numerator", "denominator"]].to_numpy()
    told = numbers[~np.isnan(numbers)]
    assert told.size and not ((told > 0) & (told < RULE.smallest_count)).any()
    assert (told % RULE.round_to == 0).all()
