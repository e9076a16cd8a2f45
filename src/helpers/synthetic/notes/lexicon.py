"""Invented names of people, schools and streets: built from syllables, so that none is taken from anywhere.

A name is a pure function of a number. Numbers that fall off like a power law give an open vocabulary: a few names
recur, most appear once or twice, and reading more notes always brings new ones.
"""

from functools import cache, lru_cache
from importlib.resources import files

import yaml

_COMMON, _HIGHEST = 400, 2_000_000
_SHUFFLE, _SHIFT = (
    7_368_787,
    1_009,
)  # a prime and a shift that spread neighbouring numbers over the syllables


@cache
def listed(kind: str) -> tuple[str, ...]:
    """Return one list of ``lexicon.yml``."""
    text = files("helpers.synthetic.notes").joinpath("lexicon.yml").read_text("utf-8")
    return tuple(yaml.safe_load(text)[kind])


@lru_cache(maxsize=65_536)
def name(number: int) -> str:
    """Return the invented name of a number (0 or more); numbers beyond the short names get a longer one."""
    starts, middles, ends = listed("first"), listed("second"), listed("last")
    short_names = len(starts) * len(middles) * len(ends)
    turn, place = divmod(number, short_names)
    place = (place * _SHUFFLE + _SHIFT) % short_names
    place, start = divmod(place, len(starts))
    end, middle = divmod(place, len(middles))
    longer = ends[(place + turn) % len(ends)] if turn else ""
    return starts[start] + middles[middle] + longer + ends[end]


def street(number: int) -> str:
    """Return an invented street."""
    kinds = listed("streets")
    return f"{name(number)} {kinds[number % len(kinds)]}"


def tail_number(share: float, *, exponent: float, first: int) -> int:
    """Return a number of ``first`` or more: P(number - first >= x) = (1 + x / 400) to the power -exponent.

    The Zipf-Mandelbrot law: some four hundred names are about equally common, and the rest fall off like a power.

    Parameters
    ----------
    share
        A uniform draw between 0 and 1.
    exponent
        Above 0; the lower, the longer the tail and the more names appear only once.
    first
        The number of the commonest name.
    """
    beyond = _COMMON * (float(share ** (-1.0 / exponent)) - 1.0)
    return first + min(int(round(beyond, 6)), _HIGHEST)
