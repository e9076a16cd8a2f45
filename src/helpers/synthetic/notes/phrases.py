"""The phrase banks: read from YAML, checked, and made ready to be said.

A phrase is one sentence without its full stop. ``[one|two]`` is a free choice, ``{slot}`` a word of the author, the
child or the day. A phrase may be limited to ages: ``{say: ..., from: 2, before: 11}`` in years (before birth is -1).
"""

import math
import re
from collections.abc import Mapping
from dataclasses import dataclass, field
from functools import cache
from importlib.resources import files
from typing import Any

import yaml

from helpers.errors import SecondLookError
from helpers.synthetic.notes.domains import DOMAINS
from helpers.synthetic.notes.facts import AGE_GROUPS

POLARITY_BANKS = ("present_some", "present_marked", "negated", "hedged", "historic")


@dataclass(frozen=True)
class Phrase:
    """A sentence in parts, each a tuple of alternatives; slots stand as ``%(name)s``.

    ``variants`` is how many ways there are to say it; those said once are kept ready.
    """

    parts: tuple[tuple[str, ...], ...]
    variants: int
    _ready: dict[int, str] = field(default_factory=dict, repr=False, compare=False)

    def say(self, number: int, words: Mapping[str, str]) -> str:
        """Return the sentence that a number picks, with a capital letter.

        Parameters
        ----------
        number
            A whole number; its remainders choose among the alternatives.
        words
            The word for each slot.
        """
        variant = number % self.variants
        template = self._ready.get(variant)
        if template is None:
            template = self._ready[variant] = self._variant(variant)
        text = template % words
        return text if text[0].isupper() else text[0].upper() + text[1:]

    def _variant(self, number: int) -> str:
        said = []
        for options in self.parts:
            number, place = divmod(number, len(options))
            said.append(options[place])
        return "".join(said)


Bank = tuple[tuple[Phrase, ...], ...]
"""Phrases by age group (the order of :data:`AGE_GROUPS`)."""


@dataclass(frozen=True)
class Phrases:
    """All banks: ``subjects[domain][polarity bank]`` and ``fillers[name]``; ``ages[domain]`` says where it may speak."""

    subjects: dict[str, dict[str, Bank]]
    fillers: dict[str, Bank]
    ages: dict[str, tuple[bool, ...]]


@cache
def phrases() -> Phrases:
    """Return the phrase banks that ship with the package."""
    subjects, ages = {}, {}
    for domain in DOMAINS:
        raw = _read(domain)
        first = raw["from"]
        ages[domain] = tuple(group >= first for group in AGE_GROUPS.values())
        subjects[domain] = {
            name: _bank(raw[name], first=first) for name in POLARITY_BANKS if name in raw
        }
    fillers = {name: _bank(raw, first=-1) for name, raw in _read("fillers").items()}
    return Phrases(subjects, fillers, ages)


def compiled(text: str, *, sentence: bool = True) -> Phrase:
    """Return the phrase that a text of the banks stands for; a sentence gets its full stop.

    Raises
    ------
    SecondLookError
        If brackets do not pair or are nested.
    """
    if re.search(r"\[[^\]]*(\[|$)|%", text):
        raise SecondLookError(
            f"the phrase '{text}' has a bracket within or without its pair, or a percent sign",
            where="banks",
        )
    ended = text if not sentence or text[-1] in ".?!:" else text + "."
    with_slots = re.sub(r"\{(\w+)\}", r"%(\1)s", ended)
    pieces = re.split(r"\[([^\]]*)\]", with_slots)
    split = [
        tuple(piece.split("|")) if place % 2 else (piece,) for place, piece in enumerate(pieces)
    ]
    parts = tuple(part for part in split if part != ("",))
    return Phrase(parts, math.prod(len(part) for part in parts))


def _bank(raw: list[Any], *, first: float) -> Bank:
    entries = [item if isinstance(item, dict) else {"say": item} for item in raw]
    ready = [
        (compiled(entry["say"]), entry.get("from", first), entry.get("before", 99))
        for entry in entries
    ]
    return tuple(
        tuple(phrase for phrase, start, before in ready if start <= group < before)
        for group in AGE_GROUPS.values()
    )


def _read(name: str) -> dict[str, Any]:
    text = files("helpers.synthetic.notes").joinpath(f"banks/{name}.yml").read_text("utf-8")
    read: dict[str, Any] = yaml.safe_load(text)
    return read
