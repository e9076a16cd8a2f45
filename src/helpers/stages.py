"""Results kept by content: a stage is worked out once, and again only when something it rests on has changed.

An entry is a folder ``<home>/<name>/<key>/`` of parquet files, one ``record.json`` and one ``entry.json`` that holds
the hash of each file. It is written aside and renamed, so that it is whole or absent; an entry whose files do not
match their hashes is thrown away and made again. Nothing is pickled.
"""

import hashlib
import json
import platform
import shutil
import tempfile
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, field
from importlib.metadata import version
from importlib.resources import files
from pathlib import Path
from typing import Any

import pandas as pd

from helpers.errors import SecondLookError

LIBRARIES = (
    "imbalanced-learn",
    "numba",
    "numpy",
    "pandas",
    "pyarrow",
    "scikit-learn",
    "scipy",
)
"""Libraries whose version is part of every key."""

_KEY_LENGTH = 20


def home(authority: Path, data: str) -> Path:
    """Return where an authority's stages are kept.

    Parameters
    ----------
    authority
        The authority's folder.
    data
        ``synthetic``: below ``build/`` in the current directory. ``real``: inside the authority's own folder, since
        stages hold scores of children.
    """
    if data == "real":
        return authority.resolve() / ".second-look"
    return Path("build", "stages", authority.resolve().name).resolve()


@dataclass(frozen=True)
class Kept:
    """What a stage makes: tables by name, and a record of plain values (JSON)."""

    frames: Mapping[str, pd.DataFrame] = field(default_factory=dict)
    record: Mapping[str, Any] = field(default_factory=dict)


@dataclass(frozen=True)
class Entry:
    """A finished stage.

    Attributes
    ----------
    folder
        Where it lies.
    digest
        Hash of its content; a stage that rests on this one has it among its inputs.
    digest_of_frames
        Hash of its tables alone; for a stage that reads nothing but these, so that a change in the record's words
        does not make it anew.
    """

    folder: Path
    digest: str
    digest_of_frames: str

    def frame(self, name: str) -> pd.DataFrame:
        """Return one of its tables."""
        return pd.read_parquet(self.folder / f"{name}.parquet")

    @property
    def record(self) -> dict[str, Any]:
        """Its record of plain values."""
        read: dict[str, Any] = json.loads((self.folder / "record.json").read_text("utf-8"))
        return read


@dataclass(frozen=True)
class Stages:
    """The stages of one authority, kept in ``home``."""

    home: Path

    def find(self, name: str, key: str) -> Entry | None:
        """Return the entry if it is there and whole; remove it if it is damaged."""
        folder = self.home / name / key
        if not folder.is_dir():
            return None
        try:
            hashes = json.loads((folder / "entry.json").read_text("utf-8"))["files"]
            whole = all(digest_of(folder / file) == digest for file, digest in hashes.items())
        except (OSError, ValueError, KeyError, TypeError, AttributeError):
            whole = False
        if not whole:
            shutil.rmtree(folder, ignore_errors=True)
            return None
        frames = {file: digest for file, digest in hashes.items() if file.endswith(".parquet")}
        return Entry(folder, *(_hash(json.dumps(one, sort_keys=True)) for one in (hashes, frames)))

    def keep(self, name: str, key: str, make: Callable[[], Kept]) -> Entry:
        """Return the entry, making it first if it is not there; other entries of the same name are removed."""
        found = self.find(name, key)
        if found is None:
            self._write(name, key, make())
            found = self.find(name, key)
        if found is None:
            raise SecondLookError(
                "a result could not be kept",
                where=self.home / name,
                mend="see that the disk has room and that nothing else changes this folder",
            )
        return found

    def _write(self, name: str, key: str, kept: Kept) -> None:
        place = self.home / name
        place.mkdir(parents=True, exist_ok=True)
        guard = self.home / ".gitignore"
        if not guard.exists():
            guard.write_text("*\n", encoding="utf-8")
        aside = Path(tempfile.mkdtemp(prefix=".writing-", dir=place))
        try:
            for frame_name, frame in kept.frames.items():
                frame.to_parquet(aside / f"{frame_name}.parquet", index=False)
            write_json(aside / "record.json", kept.record)
            hashes = {file.name: digest_of(file) for file in sorted(aside.iterdir())}
            write_json(aside / "entry.json", {"files": hashes})
            if not (place / key).exists():
                aside.rename(place / key)
        finally:
            shutil.rmtree(aside, ignore_errors=True)
        for other in place.iterdir():
            if other.name != key and not other.name.startswith(".writing-"):
                shutil.rmtree(other, ignore_errors=True)


def key_of(*, inputs: Iterable[str], settings: Any, rooms: Iterable[str]) -> str:
    """Return the key of a stage: a hash of everything its result depends on.

    Parameters
    ----------
    inputs
        Digests of files and of the stages it rests on.
    settings
        Plain values that JSON can hold.
    rooms
        Rooms of the house whose source takes part, such as ``"modelling"``, or their code alone, such as
        ``"outcomes/*.py"``: for a room whose YAML reaches the key through ``settings``, without its words.
    """
    parts = {
        "inputs": list(inputs),
        "settings": settings,
        "rooms": {room: source_digest(room) for room in sorted(set(rooms))},
        "libraries": {name: version(name) for name in LIBRARIES},
        "python": platform.python_version_tuple()[:2],
    }
    return _hash(json.dumps(parts, sort_keys=True, default=str))[:_KEY_LENGTH]


def source_digest(room: str) -> str:
    """Return the hash of a room's source: its Python and YAML files, or the files of the package that a pattern names.

    Raises
    ------
    ValueError
        If there is no such room.
    """
    package = Path(str(files("helpers")))
    found = sorted(package.glob(room)) if room.endswith(".py") else _source_of(package, room)
    if not found:
        raise ValueError(f"there is no room '{room}'")
    told = {path.relative_to(package).as_posix(): digest_of(path) for path in found}
    return _hash(json.dumps(told, sort_keys=True))


def _source_of(package: Path, room: str) -> list[Path]:
    single = package / f"{room}.py"
    found = [
        path
        for path in [single, *single.with_suffix("").rglob("*")]
        if path.is_file() and path.suffix in {".py", ".yml"}
    ]
    return found + [path for path in [single.with_suffix(".yml")] if path.is_file()]


def digest_of(path: Path) -> str:
    """Return the SHA-256 of a file."""
    with path.open("rb") as file:
        return hashlib.file_digest(file, "sha256").hexdigest()


def write_json(path: Path, value: Any) -> None:
    """Write a value as JSON, aside first, then renamed; NaN is refused, since nothing missing may look like a number."""
    aside = path.with_name(f".{path.name}.writing")
    text = json.dumps(value, ensure_ascii=False, allow_nan=False, indent=1)
    aside.write_text(text + "\n", encoding="utf-8")
    aside.replace(path)


def _hash(text: str) -> str:
    return hashlib.sha256(text.encode("utf-8")).hexdigest()
