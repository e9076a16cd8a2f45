"""The phrase banks: read from YAML, checked, and sorted by the situations in which each phrase may be said.

A phrase may be limited to ages and to ways to live: ``{say: ..., from: 2, before: 11, home: [alone]}``, in years (before
birth is -1) and by the names of :data:`helpers.synthetic.notes.household.HOMES`. A phrase that tells of no subject may
name subjects that it would gainsay, ``unless: [attendance]``: it is not said in a note that tells of trouble there.
"""

from collections.abc import Iterable
from dataclasses import dataclass
from functools import cache
from typing import Any

from helpers.synthetic.notes.domains import DOMAINS
from helpers.synthetic.notes.emission import TELLINGS
from helpers.synthetic.notes.facts import AGE_GROUPS
from helpers.synthetic.notes.household import HOMES
from helpers.synthetic.notes.phrase import Phrase, compiled
from helpers.synthetic.notes.styles import settings
from helpers.synthetic.packaged import package_yaml

FILLERS = ("fillers_family", "fillers_front_door", "fillers_visits", "fillers_meetings")

Bank = tuple[tuple[Phrase, ...], ...]
"""Phrases by situation (see :func:`helpers.synthetic.notes.slots.situation`)."""


@dataclass(frozen=True)
class Phrases:
    """All banks, and at which ages each subject has a meaning.

    ``subjects[domain][telling]`` in the order of ``DOMAINS`` and ``TELLINGS`` (what is silent has no phrase),
    ``fillers[name]``, ``speakers[domain]`` (who tells a meeting about it), ``sources[code]`` (who made contact),
    ``ages[domain][age group]``.
    """

    subjects: tuple[tuple[Bank, ...], ...]
    fillers: dict[str, Bank]
    speakers: tuple[Bank, ...]
    sources: dict[str, Bank]
    ages: tuple[tuple[bool, ...], ...]


@dataclass(frozen=True, slots=True)
class Fitting:
    """What may be said in one situation: as :class:`Phrases`, without the situation's axis."""

    subjects: tuple[tuple[tuple[Phrase, ...], ...], ...]
    fillers: dict[str, tuple[Phrase, ...]]
    speakers: tuple[tuple[Phrase, ...], ...]


@cache
def fitting(situation: int) -> Fitting:
    """Return the phrases that may be said in a situation (see :func:`helpers.synthetic.notes.slots.situation`)."""
    banks = phrases()
    return Fitting(
        subjects=tuple(
            tuple(bank[situation] for bank in by_telling) for by_telling in banks.subjects
        ),
        fillers={name: bank[situation] for name, bank in banks.fillers.items()},
        speakers=tuple(bank[situation] for bank in banks.speakers),
    )


@cache
def phrases() -> Phrases:
    """Return the phrase banks that ship with the package."""
    subjects, ages = [], []
    for domain in DOMAINS:
        raw = _read(domain)
        first = raw["from"]
        ages.append(tuple(group >= first for group in AGE_GROUPS.values()))
        subjects.append(tuple(_bank(raw.get(telling, []), first=first) for telling in TELLINGS))
    fillers = {name: _bank(raw) for file in FILLERS for name, raw in _read(file).items()}
    speakers = tuple(_bank(settings()["speakers"][domain], sentence=False) for domain in DOMAINS)
    sources = {code: _bank(raw, sentence=False) for code, raw in settings()["sources"].items()}
    return Phrases(tuple(subjects), fillers, speakers, sources, tuple(ages))


def _bank(raw: list[Any], *, first: float = -1, sentence: bool = True) -> Bank:
    entries = [item if isinstance(item, dict) else {"say": item} for item in raw]
    ready = [
        (compiled(entry["say"], sentence=sentence, unless=_bits(entry.get("unless", ()))), entry)
        for entry in entries
    ]
    return tuple(
        tuple(
            phrase
            for phrase, entry in ready
            if entry.get("from", first) <= group < entry.get("before", 99)
            and home in entry.get("home", HOMES)
        )
        for group in AGE_GROUPS.values()
        for home in HOMES
    )


def _bits(subjects: Iterable[str]) -> int:
    return sum(1 << DOMAINS.index(subject) for subject in subjects)


def _read(name: str) -> dict[str, Any]:
    return package_yaml(f"notes/banks/{name}.yml")
