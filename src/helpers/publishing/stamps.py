"""Content stamps: what a page was made from, as one hash, so that finished work is skipped and stale work never is."""

import hashlib
import json
from collections.abc import Iterable
from functools import cache
from importlib import metadata
from pathlib import Path
from typing import Any

import helpers

PASSING = {"__pycache__", ".second-look", ".ipynb_checkpoints", ".DS_Store"}


def hash_of(*parts: Any) -> str:
    """Return a SHA-256 over values that JSON can hold, in their order."""
    text = json.dumps(parts, sort_keys=True, ensure_ascii=False)
    return hashlib.sha256(text.encode()).hexdigest()


def hash_files(folder: Path, *, files: Iterable[Path] | None = None) -> str:
    """Return a SHA-256 over the names and contents of files below a folder (all of them unless named).

    Results kept beside the data, caches and checkpoints do not count.
    """
    chosen = sorted(files if files is not None else folder.rglob("*"))
    digest = hashlib.sha256()
    for path in chosen:
        name = path.relative_to(folder)
        if path.is_file() and not PASSING & set(name.parts):
            digest.update(name.as_posix().encode() + b"\0")
            with path.open("rb") as file:
                digest.update(hashlib.file_digest(file, "sha256").digest())
    return digest.hexdigest()


@cache
def hash_code() -> str:
    """Return a SHA-256 over the source of this package."""
    return hash_files(Path(helpers.__file__).parent)


@cache
def hash_libraries() -> str:
    """Return a SHA-256 over the names and versions of every installed library."""
    return hash_of(sorted({f"{d.name}=={d.version}" for d in metadata.distributions()}))
