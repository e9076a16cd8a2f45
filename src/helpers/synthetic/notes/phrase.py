"""A phrase: one sentence without its full stop, with choices and slots, made ready to be said.

``[one|two]`` is a free choice, ``{slot}`` a word of the author, the family, the child or the day. Each phrase speaks of a
time of its own: the slots of :data:`TIMES` become one of several, by the phrase's text.
"""

import math
import re
import zlib
from collections.abc import Mapping
from dataclasses import dataclass, field

from helpers.errors import SecondLookError
from helpers.synthetic.notes.wording import Wording, capital, wording

TIMES = ("month", "heard_date")
"""Slots for times of which one note may name several, as ``month_0`` to ``month_15``."""
_SEVERAL = 16


@dataclass(frozen=True, slots=True)
class Phrase:
    """A sentence in parts, each a tuple of alternatives; slots stand as ``%(name)s``.

    ``variants`` is how many ways there are to say it; those said once are kept in ``ready``. ``unless`` has a bit for each
    subject that the phrase might gainsay, in the order of ``DOMAINS``.
    """

    parts: tuple[tuple[str, ...], ...]
    variants: int
    unless: int = 0
    ready: dict[int, str] = field(default_factory=dict, repr=False, compare=False)
    _wordings: dict[int, Wording] = field(default_factory=dict, repr=False, compare=False)

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
        text = (self.ready.get(variant) or self._kept(variant)) % words
        return text if text[0].isupper() else capital(text)

    def fill(self, number: int, words: Mapping[str, str]) -> str:
        """Return what :meth:`say` returns, without the capital letter: words within a sentence."""
        return self.template(number) % words

    def wording(self, number: int) -> Wording:
        """Return the wording that a number picks, with the ways in which it may follow another sentence."""
        variant = number % self.variants
        found = self._wordings.get(variant)
        if found is None:
            found = self._wordings[variant] = wording(self.template(variant))
        return found

    def template(self, number: int) -> str:
        """Return the template that a number picks: slots stand as ``%(name)s``."""
        variant = number % self.variants
        return self.ready.get(variant) or self._kept(variant)

    def _kept(self, variant: int) -> str:
        said, number = [], variant
        for options in self.parts:
            number, place = divmod(number, len(options))
            said.append(options[place])
        template = self.ready[variant] = "".join(said)
        return template


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
    which = zlib.crc32(text.encode("utf-8")) % _SEVERAL
    with_times = re.sub(rf"\{{({'|'.join(TIMES)})\}}", rf"{{\1_{which}}}", ended)
    with_slots = re.sub(r"\{(\w+)\}", r"%(\1)s", with_times)
    pieces = re.split(r"\[([^\]]*)\]", with_slots)
    split = [
        tuple(piece.split("|")) if place % 2 else (piece,) for place, piece in enumerate(pieces)
    ]
    parts = tuple(part for part in split if part != ("",))
    return Phrase(parts, math.prod(len(part) for part in parts), unless)
