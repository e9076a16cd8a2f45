"""The manifest of a made-up folder: what it was made from, the hash of each of its files, and a signature."""

import json
from collections.abc import Mapping
from hashlib import file_digest
from pathlib import Path
from typing import Any

from helpers.errors import SecondLookError
from helpers.signing import signed_text

MANIFEST = "SYNTHETIC.json"
TRUTH = ".truth"
"""Beside the folders of made-up data: what only a simulator can know of them."""


def write_manifest(folder: Path, facts: Mapping[str, Any], *, truth: Path) -> None:
    """Write the manifest of a folder, last of its files: the facts, the hash of each file, and the signature."""
    manifest = {**facts, "files": hashes(folder, truth=truth)}
    manifest["signature"] = _signature(manifest)
    (folder / MANIFEST).write_text(json.dumps(manifest, indent=2) + "\n", "utf-8")


def read_manifest(folder: Path) -> dict[str, Any] | None:
    """Return the manifest of a made-up folder, or ``None`` where there is none that can be read."""
    try:
        manifest = json.loads((folder / MANIFEST).read_text("utf-8"))
    except (OSError, ValueError):
        return None
    return manifest if isinstance(manifest, dict) else None


def is_signed(manifest: Mapping[str, Any]) -> bool:
    """Tell whether a manifest carries the signature of its own content."""
    return manifest.get("signature") == _signature(manifest)


def hashes(folder: Path, *, truth: Path | None = None) -> dict[str, str]:
    """Return the hash of every file but the manifest, by its name; files of the truth stand under ``.truth/``."""
    found = {}
    for path, name in [(folder, ""), (truth, f"{TRUTH}/")]:
        for file in sorted(path.iterdir()) if path is not None and path.is_dir() else []:
            if file.is_file() and file.name != MANIFEST:
                with file.open("rb") as content:
                    found[name + file.name] = file_digest(content, "sha256").hexdigest()
    return found


def refuse_unsigned(folder: Path) -> None:
    """Refuse a folder whose files are not, one and all, those that the generator wrote.

    This guards against accidents, such as records of real children in a folder that is called synthetic; the salt of
    the signature is public, so it is no guard against forgers.

    Raises
    ------
    SecondLookError
        If there is no manifest, its signature is not its own, or any file was added, taken away or changed.
    """
    again = "make the folder again with 'second-look synthesise'"
    manifest = read_manifest(folder)
    if manifest is None:
        raise SecondLookError(
            f"this folder says 'data: synthetic', but has no {MANIFEST} that shows that its records were made up",
            where=folder,
            mend=f"{again}, and keep records of real children out of it",
        )
    if not is_signed(manifest):
        raise SecondLookError(
            "its signature is not that of the generator", where=folder / MANIFEST, mend=again
        )
    listed = {name: value for name, value in manifest["files"].items() if "/" not in name}
    lying = hashes(folder)
    changed = sorted(
        name for name in listed.keys() | lying.keys() if listed.get(name) != lying.get(name)
    )
    if changed:
        raise SecondLookError(
            f"'{changed[0]}' is not as the generator made it ({MANIFEST} has its hash)",
            where=folder,
            mend=again,
        )


def _signature(manifest: Mapping[str, Any]) -> str:
    content = {name: value for name, value in manifest.items() if name != "signature"}
    return signed_text(json.dumps(content, sort_keys=True))
