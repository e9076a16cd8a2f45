"""Mistakes at the command: one sentence with the place and the mend, an exit code, no traceback, nothing half-made."""

import json
from pathlib import Path

import pytest
from typer.testing import CliRunner, Result

from helpers.cli import app
from helpers.telling import told_as_it_goes

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


@pytest.mark.parametrize(
    ("more", "said"),
    [
        (["data/elsewhere/north-west"], "asked for twice"),
        (["--dask", "here"], "names no Dask cluster"),
    ],
)
def test_making_data_in_a_way_that_cannot_be_is_refused_before_anything_is_written(
    more: list[str], said: str
) -> None:
    result = call("synthesise", "data/north-west", "--world", "small", *more)
    assert result.exit_code == 1
    assert said in sentence(result)
    assert not Path("data").exists()


def test_fewer_than_one_process_is_refused() -> None:
    result = call("synthesise", "data/north-west", "--world", "small", "--processes", "0")
    assert result.exit_code == 2
    assert not Path("data").exists()


def test_a_plain_log_tells_every_step_without_a_bar() -> None:
    result = call("synthesise", "data/north-west", "--children", "60", "--processes", "1")
    assert result.exit_code == 0
    lines = [line.strip() for line in result.stdout.splitlines()]
    assert lines[1] == "[1 of 6] north-west: block 1 of 1"
    assert any(line.startswith("[6 of 6] north-west: ") and "notes" in line for line in lines)
    assert "\x1b" not in result.stdout


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
    from helpers.synthetic.manifest import write_manifest

    path = folder(SETTINGS)
    write_manifest(path, {}, truth=Path("no-truth"))
    assert call("publishable", str(path)).exit_code == 0


def test_records_that_only_say_that_they_are_made_up_are_not_publishable() -> None:
    result = call("publishable", str(folder(SETTINGS)))
    assert result.exit_code == 1
    assert "no SYNTHETIC.json" in sentence(result)
    assert "second-look synthesise" in sentence(result)


def test_a_path_that_cannot_be_written_to_is_told_without_a_traceback() -> None:
    Path("a-file").write_text("in the way", encoding="utf-8")
    result = call("new", "a-file/council")
    assert result.exit_code == 1
    assert "a-file/council: the disk says" in sentence(result)
    assert "may write there" in sentence(result)


def test_made_up_data_that_cannot_be_written_leave_nothing_behind() -> None:
    Path("a-file").write_text("in the way", encoding="utf-8")
    result = call("synthesise", "a-file/north-west", "--world", "small", "--children", "200")
    assert result.exit_code == 1
    assert "a-file" in sentence(result)
    assert [path.name for path in Path().iterdir()] == ["a-file"]


def test_check_goes_on_to_the_next_folder(monkeypatch: pytest.MonkeyPatch) -> None:
    looked_at = only_looking(monkeypatch, ready=True)
    result = call("check", str(folder("name: [")), "council [b]")
    assert result.exit_code == 2
    assert "authority.yml" in sentence(result)
    assert looked_at == ["council [b]"]
    assert "Example (council [b])" in result.stdout


@pytest.mark.parametrize(("ready", "code"), [(True, 0), (False, 1)])
def test_check_tells_by_its_exit_code_whether_all_can_be_evaluated(
    monkeypatch: pytest.MonkeyPatch, *, ready: bool, code: int
) -> None:
    only_looking(monkeypatch, ready=ready)
    assert call("check", "one").exit_code == code


def test_check_answers_a_machine_in_json_alone(monkeypatch: pytest.MonkeyPatch) -> None:
    only_looking(monkeypatch, ready=True)
    result = call("check", "one", str(folder("name: [")), "--json")
    assert json.loads(result.stdout)["one"]["name"] == "Example"
    assert "authority.yml" in sentence(result)
    assert result.exit_code == 2


def test_an_interruption_is_no_reason_to_go_on_checking(monkeypatch: pytest.MonkeyPatch) -> None:
    from helpers.study import check

    def interrupted(path: Path) -> None:
        raise KeyboardInterrupt

    monkeypatch.setattr(check, "check", interrupted)
    result = call("check", "one", "two")
    assert result.exit_code == 130
    assert sentence(result).startswith("Stopped.")


def test_each_step_is_told_on_a_line_of_its_own_and_then_how_long_it_took(
    capsys: pytest.CaptureFixture[str],
) -> None:
    with told_as_it_goes("Evaluating") as tell:
        tell("read [the] records", done=1, of=2)
        tell("look for leaks")
    assert capsys.readouterr().out.splitlines() == [
        "Evaluating",
        "  [1 of 2] read [the] records",
        "  look for leaks",
        "  This took 0 min 0 s.",
    ]


def only_looking(monkeypatch: pytest.MonkeyPatch, *, ready: bool) -> list[str]:
    """Let 'check' find the same in every folder that has settings or none at all; return those looked at."""
    from helpers.authority.settings import load_settings
    from helpers.readiness import Readiness
    from helpers.study import check

    found = Readiness(
        outcome="contact-to-plan-or-care",
        can_be_evaluated=ready,
        reasons=(),
        decisions=100,
        followed=10,
    )
    looked_at = []

    def look(path: Path) -> check.Checked:
        if path.is_dir():
            load_settings(path)
        looked_at.append(str(path))
        return check.Checked(
            name="Example", data="real", sources=(), oddities=(), outcomes=(found,)
        )

    monkeypatch.setattr(check, "check", look)
    return looked_at
