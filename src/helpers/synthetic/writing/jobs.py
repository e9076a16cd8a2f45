"""What is to be written, and whether it may be and need be: decided before anything is written."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from functools import cache
from hashlib import sha256
from importlib.metadata import version
from importlib.resources import files
from importlib.resources.abc import Traversable
from pathlib import Path
from typing import Any

import pandas as pd

from helpers.errors import SecondLookError
from helpers.synthetic.manifest import MANIFEST, TRUTH, hashes, is_signed, read_manifest
from helpers.synthetic.settings import Place, place

SNAPSHOT_MONTHS = 6
ROOMS = ("synthetic", "annexa", "events.py", "signing.py", "working_days.py")
"""What the files are made by: a change in any of these makes a folder out of date."""

Window = tuple[pd.Timestamp, pd.Timestamp]


@dataclass(frozen=True)
class Job:
    """One folder to write.

    Attributes
    ----------
    target
        The folder, as an absolute path: it is the same for every process, on every machine that shares the disk.
    where, seed
        What it is made from.
    """

    target: Path
    where: Place
    seed: int

    @property
    def slug(self) -> str:
        """The short name of the authority."""
        return self.target.name

    @property
    def truth(self) -> Path:
        """Where its truth lies."""
        return self.target.parent / TRUTH / self.target.name

    @property
    def aside(self) -> Path:
        """Where the folder is written until it is whole, under a name that no reader takes for an authority."""
        return self.target.with_name(f".{self.target.name}.part")

    @property
    def truth_aside(self) -> Path:
        """Where the truth is written until the folder is whole."""
        return self.truth.with_name(f".{self.truth.name}.part")

    @property
    def pieces(self) -> Path:
        """Where blocks are put until the files are put together."""
        return self.target.with_name(f".{self.target.name}.blocks")

    @property
    def windows(self) -> list[Window]:
        """First and last day of each extract of Annex A: half-years, or the whole period."""
        first, last = (pd.Timestamp(day, unit="D") for day in (self.where.first, self.where.last))
        return half_years(first, last) if self.is_snapshots else [(first, last)]

    @property
    def is_snapshots(self) -> bool:
        """Whether Annex A is extracted every half-year, with the latest row of each child alone in some lists."""
        return bool(self.where.files["kind"] == "snapshots")

    def made_from(self) -> dict[str, Any]:
        """Return what the manifest says the folder was made from."""
        return {
            "authority": self.where.name,
            "world": self.where.world,
            "seed": self.seed,
            "children": self.where.children,
            "settings": self.where.fingerprint,
            "generator": generator(),
        }


def jobs(folders: Sequence[Path], *, world: str, seed: int, children: int | None) -> list[Job]:
    """Return what is to be written, or refuse it all.

    Raises
    ------
    SecondLookError
        If a folder is named twice, stands in another, or was not made by this command; an authority or the world is
        not known; a setting is impossible; or there are too few or too many children.
    """
    targets = [folder.resolve() for folder in folders]
    _refuse_entangled(targets)
    todo = [
        Job(target, place(target.name, world=world, children=children), seed) for target in targets
    ]
    for job in todo:
        _refuse_a_strangers_folder(job.target)
    return todo


def is_current(job: Job) -> bool:
    """Tell whether a folder and its truth hold just what would be written now, byte for byte."""
    manifest = read_manifest(job.target)
    if manifest is None or not is_signed(manifest):
        return False
    if any(manifest.get(name) != value for name, value in job.made_from().items()):
        return False
    return bool(manifest["files"] == hashes(job.target, truth=job.truth))


@cache
def generator() -> str:
    """Return the version of the generator: that of the package, and a hash of the source it is made by."""
    digest = sha256()
    for room in ROOMS:
        for name, content in sorted(_sources(files("helpers").joinpath(room))):
            digest.update(f"{name}\n".encode() + content.replace(b"\r\n", b"\n"))
    return f"{version('second-look')}+{digest.hexdigest()[:12]}"


def half_years(first: pd.Timestamp, last: pd.Timestamp) -> list[Window]:
    """Return windows of six months that end on the last day and reach back to the first."""
    windows = []
    start = last + pd.Timedelta(days=1) - pd.DateOffset(months=SNAPSHOT_MONTHS)
    while start >= first:
        after = start + pd.DateOffset(months=SNAPSHOT_MONTHS)
        windows.append((start, after - pd.Timedelta(days=1)))
        start = start - pd.DateOffset(months=SNAPSHOT_MONTHS)
    return windows[::-1]


def _sources(source: Traversable) -> Iterable[tuple[str, bytes]]:
    if source.is_file():
        kept = source.name.endswith((".py", ".yml"))
        return [(source.name, source.read_bytes())] if kept else []
    inside = [_sources(entry) for entry in source.iterdir()]
    return [(f"{source.name}/{name}", content) for part in inside for name, content in part]


def _refuse_entangled(targets: Sequence[Path]) -> None:
    for number, target in enumerate(targets):
        for other in targets[:number]:
            if target.name == other.name:
                raise SecondLookError(
                    f"'{target.name}' is asked for twice",
                    where=target,
                    mend="name each authority once",
                )
            if other in target.parents or target in other.parents:
                inner, outer = (target, other) if other in target.parents else (other, target)
                raise SecondLookError(
                    f"this folder would stand inside another one to be written, {outer}",
                    where=inner,
                    mend="name folders that stand side by side",
                )


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
