"""The shape of each kind of case note: its sections, and how much of what could be said is said."""

from dataclasses import dataclass
from functools import cache
from typing import Any

from helpers.events import DOCUMENTS
from helpers.synthetic.notes.domains import DOMAINS
from helpers.synthetic.notes.phrase import Phrase, compiled
from helpers.synthetic.packaged import package_yaml


@dataclass(frozen=True)
class Section:
    """One section of a note; see the head of ``documents.yml``. ``subjects`` are places in ``DOMAINS``."""

    heading: Phrase
    opens: tuple[str, ...]
    later_opens: tuple[str, ...]
    subjects: tuple[int, ...]
    speakers: bool
    filler: str | None
    fillers: float
    context: bool
    or_else: str | None
    movable: bool


@dataclass(frozen=True)
class Shape:
    """One kind of note. ``later_title`` is used from the second note of this kind about a child, where it differs."""

    title: Phrase
    later_title: Phrase
    breadth: float
    copies: float
    sections: tuple[Section, ...]


MOST_SECTIONS = 6
"""Most sections of a note; draws are kept for so many."""


@cache
def shapes() -> tuple[Shape, ...]:
    """Return the shape of each document, in the order of :data:`helpers.events.DOCUMENTS`."""
    raw: dict[str, dict[str, Any]] = package_yaml("notes/documents.yml")
    return tuple(_shape(raw[name]) for name in DOCUMENTS)


def _shape(raw: dict[str, Any]) -> Shape:
    named = [item.get("subjects") for item in raw["sections"]]
    taken = {subject for names in named if isinstance(names, list) for subject in names}
    sections = tuple(_section(item, taken=taken) for item in raw["sections"])
    return Shape(
        title=compiled(f"[{raw['title']}]", sentence=False),
        later_title=compiled(f"[{raw.get('later_title', raw['title'])}]", sentence=False),
        breadth=float(raw["breadth"]),
        copies=float(raw["copies"]),
        sections=sections,
    )


def _section(raw: dict[str, Any], *, taken: set[str]) -> Section:
    subjects = raw.get("subjects", [])
    if subjects == "rest":
        subjects = [domain for domain in DOMAINS if domain not in taken]
    opens = tuple(raw.get("opens", ()))
    return Section(
        heading=compiled(f"[{raw['heading']}]", sentence=False),
        opens=opens,
        later_opens=tuple(raw.get("later_opens", opens)),
        subjects=tuple(DOMAINS.index(domain) for domain in subjects),
        speakers=bool(raw.get("speakers", False)),
        filler=raw.get("filler"),
        fillers=float(raw.get("fillers", 0.0)),
        context=bool(raw.get("context", False)),
        or_else=raw.get("or_else"),
        movable=bool(raw.get("movable", False)),
    )
