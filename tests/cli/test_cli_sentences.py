"""Mistakes at the command: one sentence with the place and the mend, an exit code, no traceback, nothing half-made."""

from pathlib import Path

import pytest
from typer.testing import CliRunner, Result

from helpers.cli import app

SETTINGS = """\
name: Example (invented)
data: synthetic
period: {start: 2019-04-01, end: 2025-03-31}
outcomes: [contact-to-plan-or-care]
"""


@pytest.fixture(autouse=True)
def elsewhere(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)


def call(*arguments: str) -> Result:
    return CliRunner().invoke(app, list(arguments))


def folder(settings: str | None) -> Path:
    path = Path("councils/example")
    path.mkdir(parents=True)
    if settings is not None:
        (path / "authority.yml").write_text(settings, encoding="utf-8")
    return path


def sentence(result: Result) -> str:
    assert result.exception is None or isinstance(result.exception, SystemExit)
    assert "Traceback" not in result.output
    lines = [line for line in result.stderr.splitlines() if line]
    assert len(lines) == 1
    return lines[0]


def test_an_unknown_authority_is_answered_with_those_that_are_there() -> None:
    folder(SETTINGS)
    result = call("run", "councils/exmple")
    assert result.exit_code == 1
    assert "exmple" in sentence(result)
    assert "example" in sentence(result).replace("exmple", "")


def test_a_folder_without_settings_is_told_how_to_begin() -> None:
    result = call("run", str(folder(None)))
    assert result.exit_code == 1
    assert "authority.yml" in sentence(result)
    assert "second-look new" in sentence(result)


def test_malformed_settings_name_the_file() -> None:
    result = call("run", str(folder("name: [")))
    assert result.exit_code == 1
    assert "authority.yml" in sentence(result)


def test_a_misspelt_setting_is_answered_with_the_nearest_name() -> None:
    result = call("run", str(folder(SETTINGS + "capasity: 0.05\n")))
    assert result.exit_code == 1
    assert "capacity" in sentence(result)


def test_an_unknown_outcome_names_the_file_and_the_nearest_outcome() -> None:
    path = folder(SETTINGS.replace("contact-to-plan-or-care", "contact-to-plan-or-car"))
    result = call("run", str(path))
    assert result.exit_code == 1
    assert "authority.yml" in sentence(result)
    assert "did you mean 'contact-to-plan-or-care'?" in sentence(result)


def test_check_tells_unreadable_from_not_ready() -> None:
    assert call("check", str(folder("name: ["))).exit_code == 2


def test_an_unknown_world_is_refused_before_anything_is_written() -> None:
    result = call("synthesise", "data/north-west", "--world", "smal")
    assert result.exit_code == 1
    assert "did you mean 'small'?" in sentence(result)
    assert not Path("data").exists()


def test_an_unknown_made_up_authority_is_refused_before_anything_is_written() -> None:
    result = call("synthesise", "data/north-wst", "--world", "small")
    assert result.exit_code == 1
    assert "north-west" in sentence(result)
    assert not Path("data").exists()


def test_new_writes_settings_that_can_be_read(tmp_path: Path) -> None:
    from helpers.authority.settings import load_settings

    assert call("new", "councils/riverside").exit_code == 0
    settings = load_settings(tmp_path / "councils/riverside")
    assert (settings.name, settings.data) == ("Riverside", "real")
    assert "contact-to-plan-or-care" in settings.outcomes


def test_new_never_overwrites_settings() -> None:
    path = folder(SETTINGS)
    result = call("new", str(path))
    assert result.exit_code == 1
    assert "already" in sentence(result)
    assert (path / "authority.yml").read_text(encoding="utf-8") == SETTINGS


def test_records_of_real_children_are_not_publishable() -> None:
    path = folder(SETTINGS.replace("synthetic", "real"))
    result = call("publishable", str(path))
    assert result.exit_code == 1
    assert "real children" in sentence(result)


def test_made_up_records_are_publishable() -> None:
    assert call("publishable", str(folder(SETTINGS))).exit_code == 0
