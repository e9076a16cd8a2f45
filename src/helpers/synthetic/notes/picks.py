"""Many small choices from one drawn number: each slot of a note, a child or a family picks its own word.

A number that was drawn by name (see :mod:`helpers.synthetic.chance`) is mixed with a salt, one for each choice, by the
SplitMix64 finaliser in whole-number arithmetic. A choice that nobody asks for costs nothing and moves no other.
"""

import zlib
from functools import cache

_WORD = (1 << 64) - 1
_STEP, _FIRST, _SECOND = 0x9E3779B97F4A7C15, 0xBF58476D1CE4E5B9, 0x94D049BB133111EB


@cache
def salt(purpose: str) -> int:
    """Return the salt of a purpose."""
    return zlib.crc32(purpose.encode("utf-8")) * _STEP & _WORD


def picked(number: int, purpose: str) -> int:
    """Return 32 bits that a number and a purpose lead to."""
    return mixed(number + salt(purpose))


def mixed(state: int) -> int:
    """Return 32 bits that a number to which a salt was added leads to."""
    state &= _WORD
    state = (state ^ (state >> 30)) * _FIRST & _WORD
    state = (state ^ (state >> 27)) * _SECOND & _WORD
    return state >> 32


def share(number: int, purpose: str) -> float:
    """Return a share strictly between 0 and 1."""
    return (mixed(number + salt(purpose)) + 0.5) * 2.0**-32
