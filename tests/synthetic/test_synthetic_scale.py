"""An authority in many blocks: the same bytes however it is spread over processes, and files that fit together."""

import subprocess
import sys
import textwrap
from pathlib import Path

import pandas as pd
import pytest

from helpers.authority.merge import read_events
from helpers.events import EventTables
from helpers.synthetic import families
from helpers.synthetic.manifest import read_manifest
from helpers.synthetic.settings import place
from helpers.synthetic.world import block_count, make_authority
from helpers.synthetic.writing import making, synthesise

CHILDREN, IN_BLOCK, SEED = 150, 60, 3
SMALL_BLOCKS = f"""
from helpers.synthetic import families
families.CHILDREN_IN_BLOCK = {IN_BLOCK}
"""
"""At the top of a script, so that every process it starts makes small blocks too."""


def synthesised(root: Path, slugs: list[str], *, more: str) -> dict[str, dict[str, str]]:
    """Run a script that makes authorities in small blocks, and return the hash of each of their files."""
    script = root / "make.py"
    script.parent.mkdir(parents=True)
    call = (
        f"synthesise({slugs!r}, root=Path({str(root)!r}), seed={SEED}, children={CHILDREN}, {more})"
    )
    script.write_text(
        SMALL_BLOCKS
        + textwrap.dedent(
            f"""
            from pathlib import Path
            from helpers.synthetic.writing import synthesise
            if __name__ == "__main__":
                {call}
            """
        ),
        "utf-8",
    )
    subprocess.run([sys.executable, str(script)], check=True)
    manifests = {slug: read_manifest(root / slug) for slug in slugs}
    return {slug: dict(manifest["files"]) for slug, manifest in manifests.items() if manifest}


@pytest.fixture
def small_blocks(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(families, "CHILDREN_IN_BLOCK", IN_BLOCK)
    assert block_count(place("north-west", children=CHILDREN)) == 3


@pytest.fixture(scope="module")
def alone(tmp_path_factory: pytest.TempPathFactory) -> Path:
    root = tmp_path_factory.mktemp("alone")
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(families, "CHILDREN_IN_BLOCK", IN_BLOCK)
        synthesise(["north-west", "south-west"], root=root, seed=SEED, children=CHILDREN)
    return root


@pytest.mark.parametrize(
    ("slugs", "more"),
    [
        (["north-west", "south-west"], "processes=2"),
        (["south-west"], "processes=2, dask='local'"),
    ],
)
def test_the_bytes_are_the_same_whoever_makes_them(
    alone: Path, tmp_path: Path, slugs: list[str], more: str
) -> None:
    expected = {slug: (read_manifest(alone / slug) or {})["files"] for slug in slugs}
    assert synthesised(tmp_path / "two", slugs, more=more) == expected


def test_files_of_many_blocks_hold_what_was_made(alone: Path, small_blocks: None) -> None:
    made = make_authority("north-west", seed=SEED, children=CHILDREN)
    read: EventTables = read_events(alone / "north-west").events
    for table in ("contacts", "referrals", "families"):
        assert len(read[table]) == len(made.events[table])
        assert set(read[table]["child_id"]) == set(made.events[table]["child_id"])


def test_spans_name_their_note_among_all_notes(alone: Path) -> None:
    notes = pd.read_parquet(alone / "north-west" / "SYNTHETIC-notes.parquet")
    facts = pd.read_parquet(alone / ".truth" / "north-west" / "SYNTHETIC-note_facts.parquet")
    spans = pd.read_parquet(alone / ".truth" / "north-west" / "SYNTHETIC-spans.parquet")
    second = pd.read_parquet(alone / ".truth" / "north-west" / "SYNTHETIC-second_ids.parquet")
    own = dict(zip(second["second_id"], second["child_id"], strict=True))
    assert (notes["child_id"].replace(own) == facts["child_id"]).all()
    assert spans["note"].is_monotonic_increasing
    assert spans["note"].max() > 0.9 * len(notes)
    assert (notes["text"].str.len().to_numpy()[spans["note"]] >= spans["last"]).all()


def test_a_list_too_long_for_a_sheet_makes_csv_files_and_says_so(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(making, "fits_a_sheet", lambda rows, **_: rows < 5)
    told: list[str] = []
    two_years = tmp_path / "two-years.yml"
    two_years.write_text("period: {start: 2023-04-01}\n", "utf-8")
    synthesise(
        ["south-east"],
        root=tmp_path,
        world=str(two_years),
        children=CHILDREN,
        progress=lambda sentence, **_: told.append(sentence),
    )
    folder = tmp_path / "south-east"
    assert len(list(folder.glob("SYNTHETIC-2025-03-31-annex-a-list-*.csv"))) == 11
    assert not list(folder.glob("*.xlsx"))
    assert "more than fit a sheet of Excel" in told[-1]
    assert len(read_events(folder).events["contacts"]) > 0


def test_progress_counts_every_step_to_the_end(tmp_path: Path, small_blocks: None) -> None:
    told: list[tuple[str, int, int]] = []
    synthesise(
        ["south-west"],
        root=tmp_path,
        children=CHILDREN,
        progress=lambda sentence, *, done, of: told.append((sentence, done, of)),
    )
    assert [done for _, done, _ in told[:-1]] == list(range(1, len(told)))
    assert told[-1][1] == told[-1][2]
    assert all(done <= of for _, done, of in told)
    assert all(sentence.startswith("south-west: ") for sentence, _, _ in told)
