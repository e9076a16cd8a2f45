"""Made-up authorities are written whole or not at all, and the same wherever and whatever else is made."""

import errno
import json
import shutil
import subprocess
import sys
from itertools import pairwise
from pathlib import Path

import pandas as pd
import pytest

from helpers.authority.merge import read_events
from helpers.authority.settings import load_settings
from helpers.errors import SecondLookError
from helpers.events import EventTables
from helpers.synthetic.manifest import MANIFEST, read_manifest
from helpers.synthetic.world import make_authority
from helpers.synthetic.writing import blocks, files, folders, synthesise
from helpers.synthetic.writing.jobs import half_years, is_current, jobs

CHILDREN = 250
SEED = 5
WHOLE = ("north-west", "south-west", "west-midlands")
"""The authorities whose files cover the whole period; half-yearly snapshots take longer to write."""


@pytest.fixture(scope="module")
def root(tmp_path_factory: pytest.TempPathFactory) -> Path:
    root = tmp_path_factory.mktemp("data")
    synthesise(WHOLE, root=root, seed=SEED, children=CHILDREN)
    return root


@pytest.fixture(scope="module")
def readings(root: Path) -> dict[str, EventTables]:
    return {slug: read_events(root / slug).events for slug in WHOLE}


def hashes(folder: Path) -> dict[str, str]:
    manifest = read_manifest(folder)
    assert manifest is not None
    files: dict[str, str] = manifest["files"]
    return files


@pytest.mark.parametrize("slug", WHOLE)
def test_settings_are_read_and_say_that_the_data_are_synthetic(root: Path, slug: str) -> None:
    settings = load_settings(root / slug)
    assert (settings.data, len(settings.outcomes)) == ("synthetic", 2)


@pytest.mark.parametrize("slug", WHOLE)
@pytest.mark.parametrize("table", ["referrals", "assessments", "contacts", "care"])
def test_what_is_written_is_read_back(
    readings: dict[str, EventTables], slug: str, table: str
) -> None:
    made = make_authority(slug, seed=SEED, children=CHILDREN).events[table]
    read = readings[slug][table]
    columns = [c for c in made.columns if c not in ("decision",)]
    order = ["child_id", "start"]
    pd.testing.assert_frame_equal(
        made[columns].drop_duplicates().sort_values(order, ignore_index=True),
        read[columns].sort_values(order, ignore_index=True),
    )


def test_synthetic_stands_in_every_name_but_that_of_the_settings(root: Path) -> None:
    names = {path.name for slug in WHOLE for path in (root / slug).iterdir()}
    assert {name for name in names if not name.startswith("SYNTHETIC")} == {"authority.yml"}


def test_ids_say_that_a_child_is_made_up(root: Path) -> None:
    families = pd.read_csv(root / "north-west" / "SYNTHETIC-families.csv")
    assert families["child_id"].str.startswith("SYN-NW-").all()
    assert families["family_id"].str.startswith("SYN-FAM-").all()


def test_the_truth_lies_apart(root: Path) -> None:
    assert (root / ".truth" / "north-west" / "SYNTHETIC-harm.parquet").is_file()
    assert not list((root / "north-west").glob("*harm*"))


def test_another_process_writes_the_same_bytes(root: Path, tmp_path: Path) -> None:
    code = (
        "import sys; from pathlib import Path; from helpers.synthetic.writing import synthesise;"
        f"synthesise(['south-west'], root=Path(sys.argv[1]), seed={SEED}, children={CHILDREN})"
    )
    subprocess.run([sys.executable, "-c", code, str(tmp_path)], check=True)
    assert hashes(tmp_path / "south-west") == hashes(root / "south-west")


def test_what_is_already_made_is_left_alone(root: Path) -> None:
    before = (root / "north-west" / "authority.yml").stat().st_mtime_ns
    told: list[str] = []
    synthesise(
        ["north-west"],
        root=root,
        seed=SEED,
        children=CHILDREN,
        progress=lambda sentence, **_: told.append(sentence),
    )
    assert told == ["north-west: already made"]
    assert (root / "north-west" / "authority.yml").stat().st_mtime_ns == before


def test_a_changed_file_is_made_anew(root: Path, tmp_path: Path) -> None:
    synthesise(["south-west"], root=tmp_path, seed=SEED, children=60)
    changed = tmp_path / "south-west" / "SYNTHETIC-families.csv"
    changed.write_text("child_id\n", "utf-8")
    synthesise(["south-west"], root=tmp_path, seed=SEED, children=60)
    assert changed.read_text("utf-8").startswith("child_id,family_id")


def test_an_interruption_leaves_nothing_that_looks_finished(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def interrupted(*_: object) -> None:
        raise KeyboardInterrupt

    monkeypatch.setattr(folders, "write_settings", interrupted)
    with pytest.raises(KeyboardInterrupt):
        synthesise(["south-west"], root=tmp_path, children=60)
    assert not list(tmp_path.iterdir())


def test_an_interruption_leaves_what_stood_before(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    synthesise(["south-west"], root=tmp_path, seed=1, children=60)
    before = hashes(tmp_path / "south-west")

    def interrupted(*_: object) -> None:
        raise KeyboardInterrupt

    monkeypatch.setattr(folders, "write_settings", interrupted)
    with pytest.raises(KeyboardInterrupt):
        synthesise(["south-west"], root=tmp_path, seed=2, children=60)
    assert hashes(tmp_path / "south-west") == before


def test_a_folder_of_someone_else_is_never_replaced(tmp_path: Path) -> None:
    theirs = tmp_path / "north-west" / "records.csv"
    theirs.parent.mkdir()
    theirs.write_text("theirs", "utf-8")
    with pytest.raises(SecondLookError, match="was not made by this command"):
        synthesise(["north-west"], root=tmp_path, children=60)
    assert theirs.read_text("utf-8") == "theirs"


def test_one_unknown_authority_stops_all_before_anything_is_written(tmp_path: Path) -> None:
    with pytest.raises(SecondLookError, match="did you mean 'south-west'"):
        synthesise(["north-west", "south-wst"], root=tmp_path, children=60)
    assert not list(tmp_path.iterdir())


def test_snapshots_cover_the_period_half_year_by_half_year() -> None:
    first, last = pd.Timestamp("2021-04-01"), pd.Timestamp("2025-03-31")
    windows = half_years(first, last)
    assert len(windows) == 8
    assert (windows[0][0], windows[-1][1]) == (first, last)
    assert all(
        later[0] == earlier[1] + pd.Timedelta(days=1) for earlier, later in pairwise(windows)
    )


def test_a_manifest_that_was_changed_no_longer_counts(root: Path, tmp_path: Path) -> None:
    copy = tmp_path / "south-west"
    shutil.copytree(root / "south-west", copy)
    shutil.copytree(root / ".truth" / "south-west", tmp_path / ".truth" / "south-west")
    (job,) = jobs([copy], world="default", seed=SEED, children=CHILDREN)
    assert is_current(job)
    manifest = json.loads((copy / MANIFEST).read_text("utf-8"))
    manifest["what"] = "Records."
    (copy / MANIFEST).write_text(json.dumps(manifest), "utf-8")
    assert not is_current(job)


@pytest.mark.parametrize(
    ("asked", "message"),
    [
        (["south-west", "elsewhere/south-west"], "asked for twice"),
        (["south-west", "south-west/north-west"], "inside another one"),
    ],
)
def test_folders_that_stand_in_each_others_way_are_refused_before_anything_is_written(
    tmp_path: Path, asked: list[str], message: str
) -> None:
    with pytest.raises(SecondLookError, match=message):
        synthesise(asked, root=tmp_path, children=60)
    assert not list(tmp_path.iterdir())


@pytest.mark.parametrize("wrong", [{"processes": 0}, {"dask": "here"}])
def test_work_by_nobody_is_refused_before_anything_is_written(
    tmp_path: Path, wrong: dict[str, object]
) -> None:
    with pytest.raises(SecondLookError, match=next(iter(wrong))):
        synthesise(["south-west"], root=tmp_path, children=60, **wrong)  # type: ignore[arg-type]
    assert not list(tmp_path.iterdir())


def test_a_full_disk_is_told_in_a_sentence_that_names_the_authority(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    synthesise(["south-west"], root=tmp_path, seed=1, children=60)
    before = hashes(tmp_path / "south-west")

    def full(*_: object, **__: object) -> None:
        raise OSError(errno.ENOSPC, "No space left on device")

    monkeypatch.setattr(files, "write_csvs", full)
    with pytest.raises(SecondLookError, match=r"south-west.*'No space left on device'"):
        synthesise(["south-west"], root=tmp_path, seed=2, children=60)
    assert hashes(tmp_path / "south-west") == before
    assert {path.name for path in tmp_path.iterdir()} == {"south-west", ".truth"}


def test_a_block_that_fails_names_the_authority(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def broken(*_: object, **__: object) -> None:
        raise SecondLookError("this went wrong", mend="mend it")

    monkeypatch.setattr(blocks, "make_block", broken)
    with pytest.raises(SecondLookError, match="south-west: block 1 of 1: this went wrong"):
        synthesise(["south-west"], root=tmp_path, children=60)
    assert not list(tmp_path.iterdir())


def test_a_folder_stands_again_where_the_new_one_cannot_be_put(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    synthesise(["south-west"], root=tmp_path, seed=1, children=60)
    before = hashes(tmp_path / "south-west")
    rename = Path.rename

    def interrupted(self: Path, target: Path) -> Path:
        if self.name == ".south-west.part" and self.parent == tmp_path:
            raise KeyboardInterrupt
        return rename(self, target)

    monkeypatch.setattr(Path, "rename", interrupted)
    with pytest.raises(KeyboardInterrupt):
        synthesise(["south-west"], root=tmp_path, seed=2, children=60)
    assert hashes(tmp_path / "south-west") == before
