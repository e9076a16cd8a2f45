"""The check of a built site: nothing in it that the door did not let through.

The scan reads every text file of the folder, and what is packed inside one as a ``data:`` address. It looks for ids of
children, for paths of the machine that built the site, for files that never passed the door, and for parts of a page
that a reader's browser would fetch from elsewhere. Links that a reader may choose to follow are no leak.
"""

import base64
import binascii
import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from pathlib import Path
from urllib.parse import unquote_to_bytes

from helpers.errors import SecondLookError

UNCLEARED = frozenset(
    [
        ".parquet",
        ".feather",
        ".ipynb",
        ".csv",
        ".tsv",
        ".xlsx",
        ".xls",
        ".pickle",
        ".pkl",
        ".joblib",
        ".npy",
        ".npz",
        ".db",
        ".sqlite",
    ]
)
"""Endings of files that hold data or saved outputs and have no place on a site."""
TEXT = frozenset(
    [
        ".html",
        ".htm",
        ".js",
        ".mjs",
        ".json",
        ".map",
        ".svg",
        ".css",
        ".xml",
        ".txt",
        ".md",
        ".rst",
        ".webmanifest",
    ]
)
SHORTEST_ID = 6
"""Shorter ids that are all digits cannot be told from a count or a year and are not looked for."""

SYNTHETIC_ID = re.compile(r"\bSYN-(?:FAM|[A-Z]{2})-\w+")
PATHS = re.compile(
    r"""(?<![\w.:/~@-])/(?:home|root|Users|tmp|work|workspace|mnt|private)/[\w.-]+|\b[A-Za-z]:\\{1,2}Users\\"""
)
_WORD = re.compile(r"\w[\w.-]*")
_PACKED = re.compile(r"data:[\w.+-]+/[\w.+-]+[^,\"')\s]*?(;base64)?,([^\"')\s>]+)")
_ELSEWHERE = r"""["']?\s*((?:https?:)?//[^\s"'>)]+)"""
_FETCHED = (
    re.compile(
        rf"<(?:script|img|iframe|source|video|audio|embed|track|input)\b[^>]*?\ssrc(?:set)?\s*=\s*{_ELSEWHERE}",
        re.IGNORECASE,
    ),
    re.compile(rf"<(?:image|use)\b[^>]*?href\s*=\s*{_ELSEWHERE}", re.IGNORECASE),
    re.compile(rf"<object\b[^>]*?\sdata\s*=\s*{_ELSEWHERE}", re.IGNORECASE),
    re.compile(rf"url\(\s*{_ELSEWHERE}", re.IGNORECASE),
    re.compile(rf"@import\s+{_ELSEWHERE}", re.IGNORECASE),
)
_LINK = re.compile(r"<link\b[^>]*>", re.IGNORECASE)
_LINK_TO = re.compile(rf"\shref\s*=\s*{_ELSEWHERE}", re.IGNORECASE)
_LINK_ONLY_NAMES = re.compile(r"""\srel\s*=\s*["']?(?:canonical|license|author)\b""", re.IGNORECASE)


@dataclass(frozen=True, order=True)
class Leak:
    """Something on a built site that must not be there.

    Attributes
    ----------
    file
        Where it stands, from the site's folder.
    what
        What it is, in words that repeat neither an id nor a path.
    """

    file: str
    what: str

    def __str__(self) -> str:
        return f"{self.file}: {self.what}"


def scan(
    folder: Path,
    *,
    child_ids: Iterable[str] = (),
    machine_paths: Iterable[str | Path] = (),
) -> list[Leak]:
    """Return every leak found in a built site, in the order of its files; an empty list means none was found.

    Parameters
    ----------
    folder
        The folder of the built site.
    child_ids
        Ids of children and families of the authorities on the site. Those of fewer than :data:`SHORTEST_ID` digits
        and nothing else are passed over; ids of made-up children are found without being named.
    machine_paths
        Folders of this machine (the project's, the authority's, the user's home) that no page may name.

    Raises
    ------
    SecondLookError
        If there is no such folder.
    """
    if not folder.is_dir():
        raise SecondLookError(
            "there is no built site to check", where=folder, mend="build it first"
        )
    ids = frozenset(name for name in child_ids if not (name.isdigit() and len(name) < SHORTEST_ID))
    paths = tuple(str(path) for path in machine_paths if len(str(path)) > 1)
    leaks: set[Leak] = set()
    for path in sorted(folder.rglob("*")):
        name = path.relative_to(folder).as_posix()
        if path.is_dir():
            if path.name == "_sources":
                leaks.add(Leak(name, "the sources of pages are published"))
        elif path.suffix.lower() in UNCLEARED:
            leaks.add(Leak(name, "a file of data or saved outputs, which never passed the door"))
        elif path.suffix.lower() in TEXT:
            text = path.read_text(encoding="utf-8", errors="replace")
            leaks.update(Leak(name, what) for what in _leaks_in(text, path.suffix, ids, paths))
    return sorted(leaks)


def _leaks_in(
    text: str, suffix: str, ids: frozenset[str], machine_paths: tuple[str, ...]
) -> Iterator[str]:
    for layer in (text, *_unpacked(text)):
        if ids and not ids.isdisjoint(_words(layer)):
            yield "the id of a child or family"
        if SYNTHETIC_ID.search(layer):
            yield "the id of a made-up child or family"
        if PATHS.search(layer) or any(path in layer for path in machine_paths):
            yield "a path of the machine that built the site"
    if suffix.lower() in {".html", ".htm", ".svg", ".css"}:
        yield from (f"the page would fetch {address}" for address in _fetched(text))


def _words(text: str) -> Iterator[str]:
    for match in _WORD.finditer(text):
        yield match.group().rstrip(".-")


def _unpacked(text: str) -> Iterator[str]:
    """Yield the words inside ``data:`` addresses; what is no text comes out as noise and matches nothing."""
    for match in _PACKED.finditer(text):
        content = unquote_to_bytes(match.group(2))
        if match.group(1):
            try:
                content = base64.b64decode(content)
            except binascii.Error:
                continue
        yield content.decode("utf-8", errors="replace")


def _fetched(text: str) -> Iterator[str]:
    for pattern in _FETCHED:
        yield from (match.group(1) for match in pattern.finditer(text))
    for link in _LINK.findall(text):
        target = _LINK_TO.search(link)
        if target and not _LINK_ONLY_NAMES.search(link):
            yield target.group(1)
