"""A whole folder, damaged in one place: 'check' names the place and the mend, and leaves the folder as it was."""

import shutil
from collections.abc import Callable
from pathlib import Path

import pandas as pd
import pytest
from typer.testing import CliRunner, Result

from helpers.cli import app
from helpers.synthetic.writing import synthesise


@pytest.fixture(scope="module")
def made(tmp_path_factory: pytest.TempPathFactory) -> Path:
    root = tmp_path_factory.mktemp("made")
    (folder,) = synthesise([root / "north-west"], world="small", children=250)
    return folder


@pytest.fixture
def council(made: Path, tmp_path: Path) -> Path:
    """Return the folder of a council of its own, whose path has spaces and brackets."""
    folder = tmp_path / "our records [new]" / "river side"
    shutil.copytree(made, folder)
    (folder / "SYNTHETIC.json").unlink()
    return folder


def check(folder: Path) -> Result:
    before = {path.name: path.read_bytes() for path in folder.iterdir()}
    result = CliRunner().invoke(app, ["check", str(folder)])
    assert result.exception is None or isinstance(result.exception, SystemExit)
    assert {path.name: path.read_bytes() for path in folder.iterdir()} == before
    return result


def test_a_sound_folder_is_told_outcome_by_outcome(council: Path) -> None:
    result = check(council)
    assert result.exit_code == 1  # a few children are too few to judge
    assert f"({council})" in result.stdout
    assert "From contact to a protection plan or care: cannot be evaluated yet." in result.stdout
    assert "at least 20 are needed" in result.stdout
    assert not result.stderr


def _spoil_workbook(folder: Path) -> None:
    workbook = next(folder.glob("*.xlsx"))
    workbook.write_bytes(workbook.read_bytes()[:9000])


def _drop_workbook(folder: Path) -> None:
    next(folder.glob("*.xlsx")).unlink()


def _repeat_children(folder: Path) -> None:
    path = next(folder.glob("*families.csv"))
    rows = pd.read_csv(path, dtype="string")
    pd.concat([rows, rows.head(2)]).to_csv(path, index=False)


def _part_by_semicolons(folder: Path) -> None:
    path = next(folder.glob("*early_help.csv"))
    path.write_text(path.read_text("utf-8").replace(",", ";"), "utf-8")


def _empty_notes(folder: Path) -> None:
    next(folder.glob("*notes.parquet")).write_bytes(b"")


def _two_notes(folder: Path) -> None:
    (folder / "notes.csv").write_text("child_id,date,document,text\n", "utf-8")


@pytest.mark.parametrize(
    ("damage", "place", "mend"),
    [
        (_spoil_workbook, ".xlsx", "save it as .xlsx without a password"),
        (_drop_workbook, "river side", "put in a workbook with 'annex-a' in its name"),
        (_repeat_children, "families.csv: 2 rows", "give each child one row"),
        (_part_by_semicolons, "early_help.csv", "CSV UTF-8 (Comma delimited)"),
        (_empty_notes, "notes.parquet", "write it once more with the columns child_id"),
        (_two_notes, "river side", "keep one of the two"),
    ],
)
def test_what_cannot_be_read_is_one_sentence(
    council: Path, damage: Callable[[Path], None], place: str, mend: str
) -> None:
    damage(council)
    result = check(council)
    assert result.exit_code == 2
    (sentence,) = result.stderr.splitlines()
    assert sentence.startswith(str(council))
    assert place in sentence
    assert mend in sentence
    assert not result.stdout


def test_notes_of_unknown_documents_are_counted_and_not_repeated(council: Path) -> None:
    path = next(council.glob("*notes.parquet"))
    pd.read_parquet(path).assign(document="told by Mr Example").to_parquet(path)
    result = check(council)
    assert "notes.parquet: column 'document': not one of its values in" in result.stdout
    assert "the designs with notes cannot be evaluated" in result.stdout
    assert "Mr Example" not in result.stdout


def test_a_folder_without_notes_can_still_be_read(council: Path) -> None:
    next(council.glob("*notes.parquet")).unlink()
    assert "the designs with notes cannot be evaluated" in check(council).stdout


def test_an_extract_that_lies_there_twice_is_told(council: Path) -> None:
    shutil.copy(next(council.glob("*.xlsx")), council / "annex-a-again.xlsx")
    assert "byte for byte" in check(council).stdout
