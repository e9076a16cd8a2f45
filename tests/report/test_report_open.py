from collections.abc import Callable
from dataclasses import asdict
from pathlib import Path

import pytest
from made_up_results import CONTRASTS, OF_CONTRASTS, OUTCOMES, described, findings

from helpers import report
from helpers.errors import SecondLookError
from helpers.stages import home, write_json
from helpers.study import run as study
from helpers.study.found import FILE

SETTINGS = """name: {name}
data: synthetic
period: {{start: 2018-04-01, end: 2025-03-31}}
outcomes: [{outcomes}]
contrasts: [{contrasts}]
"""


def folder_of(place: Path, slug: str) -> Path:
    folder = place / slug
    folder.mkdir()
    name = f"{slug.replace('-', ' ').title()} (invented)"
    text = SETTINGS.format(
        name=name, outcomes=", ".join(OUTCOMES[slug]), contrasts=", ".join(CONTRASTS[slug])
    )
    (folder / "authority.yml").write_text(text)
    return folder


def write_findings(folder: Path) -> Path:
    slug = folder.name
    made = [found for name in OUTCOMES[slug] for found in findings(slug, name, decisions=2000)]
    for name in CONTRASTS[slug]:
        made += findings(slug, name, decisions=2000, designs=OF_CONTRASTS)
    path = home(folder, "synthetic") / FILE
    path.parent.mkdir(parents=True)
    write_json(path, [asdict(found) for found in made + described(slug)])
    return path


@pytest.fixture
def place(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.chdir(tmp_path)
    return tmp_path


@pytest.fixture
def no_study(monkeypatch: pytest.MonkeyPatch) -> None:
    def refuse(folder: Path, *, progress: Callable[..., None]) -> Path:
        raise AssertionError("the study must not run again")

    monkeypatch.setattr(study, "run", refuse)


@pytest.mark.usefixtures("no_study")
def test_a_study_that_was_run_is_read_and_cleared(place: Path) -> None:
    folder = folder_of(place, "north-west")
    write_findings(folder)
    opened = report.open(str(folder))
    assert (opened.name, opened.slug, opened.data) == (
        "North West (invented)",
        "north-west",
        "synthetic",
    )
    assert opened.one(measure="decisions", outcome="contact-to-plan-or-care").estimate.value == 2000


def test_a_study_that_was_not_run_is_run_first(
    place: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    folder = folder_of(place, "north-west")

    def run(asked: Path, *, progress: Callable[[int, int, str], None]) -> Path:
        progress(1, 9, "read the records")
        return write_findings(asked)

    monkeypatch.setattr(study, "run", run)
    assert report.open(folder).findings
    assert capsys.readouterr().err == "1 of 9: read the records\n"


@pytest.mark.usefixtures("no_study")
def test_several_authorities_keep_the_order_given(place: Path) -> None:
    folders = [folder_of(place, slug) for slug in ("south-west", "north-west")]
    for folder in folders:
        write_findings(folder)
    assert [opened.slug for opened in report.open_all(folders)] == ["south-west", "north-west"]


def test_an_authority_that_is_not_there_is_one_sentence(place: Path) -> None:
    folder_of(place, "north-west")
    with pytest.raises(SecondLookError, match="there is no authority 'north-est'"):
        report.open(place / "north-est")


@pytest.mark.usefixtures("no_study")
def test_an_outcome_added_after_the_study_is_told(place: Path) -> None:
    folder = folder_of(place, "north-west")
    write_findings(folder)
    opened = report.open(folder)
    with pytest.raises(SecondLookError, match="run the study again"):
        opened.one(measure="decisions", outcome="plan-ended-then-looked-after")
