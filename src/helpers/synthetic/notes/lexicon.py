"""Invented names of people and places, built from syllables so that none is taken from anywhere, and everyday words.

A name is a pure function of a number. Numbers that fall off like a power law give an open vocabulary: some names recur,
most appear once or twice, and reading more notes always brings new ones.
"""

from functools import cache, lru_cache

from helpers.synthetic.packaged import package_yaml

_COMMON_FIRST_NAMES, _COMMON_SURNAMES, _COMMON_PLACES = 150, 200, 100
_FIRST_NAMES, _SURNAMES, _PLACES = 0.45, 0.65, 0.45
"""How many names are about equally common, and how the others fall off: see :func:`tail_number`."""
_NUMBERS = 440_000  # so that no name has more than two syllables between its first and its last
_LAST_DIGITS = 0.5e-6  # what machines may differ by moves no number
_SHUFFLE, _SHIFT = 7_368_787, 1_009
"""A prime and a shift that spread neighbouring numbers over the syllables."""


@cache
def listed(kind: str) -> tuple[str, ...]:
    """Return one list of ``lexicon.yml``."""
    return _lexicon()[kind]


@cache
def _lexicon() -> dict[str, tuple[str, ...]]:
    return {kind: tuple(words) for kind, words in package_yaml("notes/lexicon.yml").items()}


@lru_cache(maxsize=131_072)
def name(number: int, kind: str = "first_names") -> str:
    """Return the invented name of a number (0 or more); numbers beyond the short names get a longer one.

    Parameters
    ----------
    kind
        The list of last syllables: ``first_names``, ``surnames`` or ``places``.
    """
    starts, middles, ends = listed("starts"), listed("middles"), listed(kind)
    short_names = len(starts) * len(ends)
    turn, place = divmod(number, short_names)
    place = (place * _SHUFFLE + _SHIFT) % short_names
    end, start = divmod(place, len(starts))
    middle = ""
    while turn:
        turn, which = divmod(turn - 1, len(middles))
        middle += middles[which]
    return starts[start] + middle + ends[end]


def person(share: float) -> str:
    """Return the invented first name that a uniform draw between 0 and 1 picks."""
    return name(tail_number(share, _COMMON_FIRST_NAMES, _FIRST_NAMES))


def surname(share: float) -> str:
    """Return the invented surname that a uniform draw between 0 and 1 picks."""
    return name(tail_number(share, _COMMON_SURNAMES, _SURNAMES), "surnames")


def full_name(first: float, second: float) -> str:
    """Return the invented first name and surname that two uniform draws pick."""
    return f"{person(first)} {surname(second)}"


def place(share: float) -> str:
    """Return the invented name of a place, to be followed by its kind."""
    return name(tail_number(share, _COMMON_PLACES, _PLACES), "places")


def tail_number(share: float, common: int, exponent: float) -> int:
    """Return a number of 0 or more: P(number >= x) = (1 + x / common) to the power -exponent.

    The Zipf-Mandelbrot law: some names are about equally common, and the rest fall off like a power. The far tail is folded
    back over all numbers, so that names stay short.
    """
    beyond = int(common * (share ** (-1.0 / exponent) - 1.0) + _LAST_DIGITS)
    return beyond % _NUMBERS
