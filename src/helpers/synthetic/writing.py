"""Write made-up authorities as authority folders, each whole or not at all, and their truth beside them."""

import multiprocessing
import shutil
from collections.abc import Callable, Sequence
from concurrent.futures import ProcessPoolExecutor
from functools import cache
from hashlib import sha256
from importlib.metadata import version
from importlib.resources import files
from importlib.resources.abc import Traversable
from pathlib import Path

import pandas as pd
import yaml

from helpers.annexa.write import lists_from_events, write_csvs, write_workbook
from helpers.errors import SecondLookError
from helpers.events import EventTables
from helpers.synthetic.manifest import (
    MANIFEST,
    TRUTH,
    hashes,
    is_signed,
    read_manifest,
    write_manifest,
)
from helpers.synthetic.notes.writer import write as write_notes
from helpers.synthetic.settings import Place, place
from helpers.synthetic.world import MadeAuthority, make_authority

PREFIX = "SYNTHETIC-"
SNAPSHOT_MONTHS = 6
ROOMS = ("synthetic", "annexa", "events.py", "signing.py")
"""What the files are made by: a change in any of these makes a folder out of date."""
ATTRIBUTES = ("age", "sex", "ethnicity", "disability", "deprivation")

Progress = Callable[[str], None]


def synthesise(
    folders: Sequence[str | Path],
    *,
    root: Path = Path(),
    world: str = "default",
    seed: int = 1,
    children: int | None = None,
    progress: Progress | None = None,
    processes: int = 1,
) -> list[Path]:
    """Write one authority folder for each of ``folders``, and its truth in ``.truth/`` beside it.

    A folder is written aside and then renamed, so that an interruption leaves nothing that looks finished. A folder
    that already holds just what would be written is left as it is.

    Parameters
    ----------
    folders
        Folders to write, relative to ``root``; the last part of each names a made-up authority.
    world, seed, children
        As for :func:`helpers.synthetic.world.make_authority`.
    progress
        Called with a sentence as each folder is done.
    processes
        How many authorities to make at the same time.

    Raises
    ------
    SecondLookError
        Before anything is written: if an authority or the world is not known, there are too few children, or a
        folder exists that this command did not make.
    """
    targets = [Path(root) / folder for folder in folders]
    for target in targets:
        place(target.resolve().name, world=world, children=children)
        _refuse_a_strangers_folder(target)
    say = progress or (lambda sentence: None)
    jobs = [(target, world, seed, children) for target in targets]
    if processes > 1 and len(jobs) > 1:
        spawn = multiprocessing.get_context("spawn")
        with ProcessPoolExecutor(processes, mp_context=spawn) as pool:
            for sentence in pool.map(_write_if_needed, jobs):
                say(sentence)
    else:
        for job in jobs:
            say(_write_if_needed(job))
    return targets


def is_current(folder: Path, *, world: str, seed: int, children: int) -> bool:
    """Tell whether a folder and its truth hold just what would be written now, byte for byte."""
    manifest = read_manifest(folder)
    if manifest is None or not is_signed(manifest):
        return False
    made_from = {"world": world, "seed": seed, "children": children, "generator": generator()}
    if any(manifest.get(name) != value for name, value in made_from.items()):
        return False
    return bool(manifest["files"] == hashes(folder, truth=_truth_folder(folder)))


@cache
def generator() -> str:
    """Return the version of the generator: that of the package, and a hash of the source it is made by."""
    digest = sha256()
    for room in ROOMS:
        for name, content in sorted(_sources(files("helpers").joinpath(room))):
            digest.update(f"{name}\n".encode() + content.replace(b"\r\n", b"\n"))
    return f"{version('second-look')}+{digest.hexdigest()[:12]}"


def _sources(source: Traversable) -> list[tuple[str, bytes]]:
    if source.is_file():
        kept = source.name.endswith((".py", ".yml"))
        return [(source.name, source.read_bytes())] if kept else []
    inside = [_sources(entry) for entry in source.iterdir()]
    return [(f"{source.name}/{name}", content) for part in inside for name, content in part]


def _refuse_a_strangers_folder(target: Path) -> None:
    if not target.exists() or (target / MANIFEST).is_file():
        return
    if target.is_dir() and not any(target.iterdir()):
        return
    raise SecondLookError(
        "this folder was not made by this command, so it is not replaced",
        where=target,
        mend="name another folder",
    )


def _write_if_needed(job: tuple[Path, str, int, int | None]) -> str:
    target, world, seed, children = job
    slug = target.resolve().name
    number = place(slug, world=world, children=children).children
    if is_current(target, world=world, seed=seed, children=number):
        return f"{slug}: already made"
    made = make_authority(slug, world=world, seed=seed, children=children)
    _write(made, target, seed=seed)
    rows = sum(len(table) for table in made.events.values())
    return f"{slug}: {rows} event rows and {len(made.note_facts)} notes"


def _write(made: MadeAuthority, target: Path, *, seed: int) -> None:
    """Write folder and truth aside; rename the truth, then the folder, whose manifest was written last."""
    truth = _truth_folder(target)
    aside, truth_aside = _aside(target), _aside(truth)
    written = write_notes(made.note_facts, dial=made.place.dials["note_detail"], seed=seed)
    notes = written.notes.rename(columns={"start": "date"})
    notes.to_parquet(aside / f"{PREFIX}notes.parquet", index=False)
    _write_annex_a(made.events, made.place, aside)
    _write_beside(made.events, made.place, aside)
    _write_settings(made.place, aside)
    for name, frame in {
        **made.truth,
        "note_facts": made.note_facts,
        "spans": written.spans,
    }.items():
        frame.to_parquet(truth_aside / f"{PREFIX}{name}.parquet", index=False)
    manifest = {
        "what": "Made-up (synthetic) data. No child, family or place in it is real.",
        "authority": made.place.name,
        "world": made.place.world,
        "seed": seed,
        "children": made.place.children,
        "generator": generator(),
    }
    write_manifest(aside, manifest, truth=truth_aside)
    _swap_in(truth_aside, truth)
    _swap_in(aside, target)


def _write_annex_a(events: EventTables, where: Place, folder: Path) -> None:
    first, last = _date(where.first), _date(where.last)
    edition = where.files["edition"]
    properties = {
        "title": f"SYNTHETIC: {where.name}",
        "subject": "Made-up data in the shape of Annex A",
        "author": "Second Look",
        "keywords": "synthetic, made-up",
        "comments": "Made-up data: no child, family or place in it is real.",
    }
    is_snapshots = where.files["kind"] == "snapshots"
    windows = _half_years(first, last) if is_snapshots else [(first, last)]
    for start, end in windows:
        lists = lists_from_events(
            events,
            edition=edition,
            window_start=start,
            window_end=end,
            snapshot=is_snapshots,
        )
        if where.files["kind"] == "csv":
            write_csvs(lists, folder, prefix=PREFIX)
            continue
        write_workbook(
            lists,
            folder / f"{PREFIX}annex-a-{end:%Y-%m-%d}.xlsx",
            layout=where.files["layout"],
            edition=edition,
            properties=properties,
        )


def _half_years(first: pd.Timestamp, last: pd.Timestamp) -> list[tuple[pd.Timestamp, pd.Timestamp]]:
    """Return windows of six months that end on the last day and reach back to the first."""
    windows = []
    start = last + pd.Timedelta(days=1) - pd.DateOffset(months=SNAPSHOT_MONTHS)
    while start >= first:
        after = start + pd.DateOffset(months=SNAPSHOT_MONTHS)
        windows.append((start, after - pd.Timedelta(days=1)))
        start = start - pd.DateOffset(months=SNAPSHOT_MONTHS)
    return windows[::-1]


def _write_beside(events: EventTables, where: Place, folder: Path) -> None:
    """Write what Annex A does not hold: families, early help and, where it is given, what became of contacts."""
    _csv(events["families"], folder / f"{PREFIX}families.csv")
    _csv(events["early_help"], folder / f"{PREFIX}early_help.csv")
    if where.files["contacts"]:
        columns = ["child_id", "start", "decision"]
        _csv(events["contacts"][columns], folder / f"{PREFIX}contacts.csv")


def _csv(frame: pd.DataFrame, path: Path) -> None:
    text = frame.to_csv(index=False, date_format="%Y-%m-%d", lineterminator="\n")
    path.write_bytes(text.encode("utf-8"))


def _write_settings(where: Place, folder: Path) -> None:
    settings = {
        "name": where.name,
        "data": "synthetic",
        "period": {"start": _date(where.first).date(), "end": _date(where.last).date()},
        "outcomes": list(where.outcomes),
        "attributes": list(ATTRIBUTES),
        "capacity": where.capacity,
        "disclosure": "standard",
    }
    header = "# Made-up (synthetic) data: no child, family or place in it is real.\n"
    text = header + yaml.safe_dump(settings, sort_keys=False, allow_unicode=True)
    (folder / "authority.yml").write_bytes(text.encode("utf-8"))


def _truth_folder(target: Path) -> Path:
    whole = target.resolve()
    return whole.parent / TRUTH / whole.name


def _aside(target: Path) -> Path:
    """Return an empty folder beside the target, under a name that no reader takes for an authority."""
    aside = target.with_name(f".{target.name}.part")
    shutil.rmtree(aside, ignore_errors=True)
    aside.mkdir(parents=True)
    return aside


def _swap_in(aside: Path, target: Path) -> None:
    old = target.with_name(f".{target.name}.old")
    shutil.rmtree(old, ignore_errors=True)
    if target.exists():
        target.rename(old)
    aside.rename(target)
    shutil.rmtree(old, ignore_errors=True)


def _date(day: int) -> pd.Timestamp:
    return pd.Timestamp(day, unit="D")
