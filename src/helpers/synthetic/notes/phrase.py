"""A phrase: one sentence without its full stop, with choices and slots, made ready to be said.

``[one|two]`` is a free choice, ``{slot}`` a word of the author, the family, the child or the day.
"""

import math
import re
from collections.abc import Mapping
from dataclasses import dataclass, field

from helpers.errors import SecondLookError


@dataclass(frozen=True, slots=True)
class Phrase:
    """A sentence in parts, each a tuple of alternatives; slots stand as ``%(name)s``.

    ``variants`` is how many ways there are to say it; those said once are kept ready. ``unless`` has a bit for each
    subject that the phrase might gainsay, in the order of ``DOMAINS``.
    """

    parts: tuple[tuple[str, ...], ...]
    variants: int
    unless: int = 0
    _ready: dict[int, tuple[str, bool]] = field(default_factory=dict, repr=False, compare=False)

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
        template, begins_with_slot = self._ready.get(variant) or self._kept(variant)
        text = template % words
        if begins_with_slot and not text[0].isupper():
            return text[0].upper() + text[1:]
        return text

    def fill(self, number: int, words: Mapping[str, str]) -> str:
        """Return what :meth:`say` returns, without the capital letter: words within a sentence."""
        return self._template(number % self.variants) % words

    def _template(self, variant: int) -> str:
        said, number = [], variant
        for options in self.parts:
            number, place = divmod(number, len(options))
            said.append(options[place])
        return "".join(said)

    def _kept(self, variant: int) -> tuple[str, bool]:
        """Keep a template, with its capital letter where its first word is not a slot's, and whether it is."""
        template = self._template(variant)
        kept = template[:1].upper() + template[1:], template.startswith("%")
        self._ready[variant] = kept
        return kept


def compiled(text: str, *, sentence: bool = True, unless: int = 0) -> Phrase:
    """Return the phrase that a text of the banks stands for; a sentence gets its full stop.

    Raises
    ------
    SecondLookError
        If brackets do not pair or are nested, or if there is a percent sign.
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
    return Phrase(parts, math.prod(len(part) for part in parts), unless)
