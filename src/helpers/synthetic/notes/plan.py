"""All that one note is made from, and how its numbers are shared out among its choices."""

import math
from dataclasses import dataclass
from functools import cache

import numpy as np
import numpy.typing as npt

from helpers.synthetic.notes.documents import Shape
from helpers.synthetic.notes.domains import CONCERNS, DOMAINS
from helpers.synthetic.notes.draft import Draft
from helpers.synthetic.notes.emission import TELLINGS
from helpers.synthetic.notes.manner import Layout
from helpers.synthetic.notes.phrase import Phrase
from helpers.synthetic.notes.phrases import Fitting
from helpers.synthetic.notes.slots import Words
from helpers.synthetic.notes.styles import Style, habits

# The low bits of a number choose among a phrase's alternatives, the middle ones the phrase, the high ones whose it is.
WORDING_BITS, _PLACE_BITS, _FLAG_BITS = 28, 12, 12
WORDINGS = 2.0**WORDING_BITS
WORDING = (1 << WORDING_BITS) - 1
_PLACE = (1 << _PLACE_BITS) - 1
_CONCERNS = len(CONCERNS)
_MILD, _MARKED, _NEGATED = (TELLINGS.index(name) for name in ("mild", "marked", "negated"))


@dataclass(slots=True)
class Plan:
    """All that one note is made from.

    ``tellings`` and ``levels`` have one entry for each subject; ``troubles`` has a bit for each of which the note tells a
    trouble (:func:`troubles`); ``last`` is the child's latest note of an earlier day, ``last_alike`` the latest of this kind.
    """

    shape: Shape
    layouts: tuple[Layout, ...]
    style: Style
    words: Words
    fitting: Fitting
    team: int
    tellings: list[int]
    levels: list[int]
    troubles: int
    numbers: list[int]
    last: Draft | None
    last_alike: Draft | None


def worrying(domain: int, telling: int) -> bool:
    """Return whether a telling tells a trouble: a concern that is present, or a strength said to be missing."""
    return telling in (_MILD, _MARKED) if domain < _CONCERNS else telling == _NEGATED


def protecting(domain: int, telling: int) -> bool:
    """Return whether a telling tells what protects: a strength that is present, or a concern ruled out."""
    return telling == _NEGATED if domain < _CONCERNS else telling in (_MILD, _MARKED)


def troubles(tellings: npt.NDArray[np.int8]) -> list[int]:
    """Return, for each note, a bit for each subject of which it tells a trouble, from tellings of shape (note, domain)."""
    bits = np.array(
        [
            [worrying(domain, telling) << domain for telling in range(len(TELLINGS))]
            for domain in range(len(DOMAINS))
        ]
    )
    found: list[int] = bits[np.arange(len(DOMAINS)), tellings].sum(axis=1).tolist()
    return found


@cache
def _favoured() -> int:
    """Return the number below which a pick comes from the author's own third: its high bits alone decide."""
    return math.ceil(habits().favourite_share * (1 << _FLAG_BITS)) << WORDING_BITS + _PLACE_BITS


def chosen(number: int, count: int, style: Style) -> int:
    """Return which of ``count`` phrases a number picks; some picks come from the author's own third of the bank."""
    place = (number >> WORDING_BITS) & _PLACE
    if number < _favoured():
        place = style.favourites + place % (count // 3 + 1)
    return place % count


def picked_phrase(options: tuple[Phrase, ...], number: int, style: Style) -> Phrase:
    """Return the phrase that a number picks (:func:`chosen`)."""
    return options[chosen(number, len(options), style)]
