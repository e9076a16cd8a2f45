"""Chance that depends on names, not on order: the same keys give the same draw on every machine.

A draw is a hash of its keys (the SplitMix64 finaliser of Steele, Lea and Flood 2014), so that adding a child, a table
or an authority changes no draw of any other, and two worlds that differ in one dial share every draw (common random
numbers). Numbers and names that come first are mixed one by one; from the first array on, keys are added up, each
times an odd number of its own, and mixed once for each row. Integer arithmetic alone, hence no dependence on the
version of NumPy.
"""

import zlib
from collections.abc import Sequence
from functools import cache

import numpy as np
import numpy.typing as npt

Key = int | str | npt.NDArray[np.integer]
Bits = npt.NDArray[np.uint64]

_STEP, _FIRST, _SECOND = 0x9E3779B97F4A7C15, 0xBF58476D1CE4E5B9, 0x94D049BB133111EB
_MASK = 2**64 - 1
_TIMES = (
    1,
    0xD1342543DE82EF95,
    0xA0761D6478BD642F,
    0xE7037ED1A0B428DB,
    0x8EBC6AF09C88C6E3,
    0x589965CC75374CC3,
    0x1D8E4E27C47D124F,
)
"""Odd numbers that tell the first, second … key of a row from each other."""
_FIRST_BITS, _SECOND_BITS = np.uint64(_FIRST), np.uint64(_SECOND)
_TWELVE, _TWENTY_SEVEN, _THIRTY, _THIRTY_ONE, _FORTY_EIGHT = np.array(
    [12, 27, 30, 31, 48], np.uint64
)
_ONE = np.uint64(0x3FF0000000000000)
"""The bits of the number 1: with 52 random bits in the fraction, they make a number between 1 and 2."""


def uniform(*keys: Key) -> npt.NDArray[np.float64]:
    """Return numbers strictly between 0 and 1, one for each row of the keys broadcast together.

    Parameters
    ----------
    keys
        Integers, names, or integer arrays of one shape. Their order matters.
    """
    return uniform_after(0, *keys)


def state_after(*keys: int | str) -> int:
    """Return the state that scalar keys lead to, so that a long-lived beginning is worked out once."""
    state = 0
    for key in keys:
        state = _next_number(state, key)
    return state


def uniform_after(beginning: int, *keys: Key) -> npt.NDArray[np.float64]:
    """Return what :func:`uniform` would return for the keys of a beginning followed by these."""
    return as_uniform(bits_after(beginning, *keys))


def bits_after(beginning: int, *keys: Key) -> Bits:
    """Return 64 random bits for each row of the keys of a beginning followed by these."""
    state = beginning
    for number, key in enumerate(keys):
        if isinstance(key, np.ndarray):
            return _mixed_in_place(_added(state, keys[number:]))
        state = _next_number(state, key)
    return np.array(state, dtype=np.uint64)


def as_uniform(bits: Bits) -> npt.NDArray[np.float64]:
    """Return numbers strictly between 0 and 1 from the upper 52 of their bits."""
    fraction = bits >> _TWELVE
    fraction |= _ONE
    drawn: npt.NDArray[np.float64] = fraction.view(np.float64)
    drawn -= 1.0 - 2.0**-53
    return drawn


def as_normals(bits: Bits, number: int) -> npt.NDArray[np.float64]:
    """Return up to four standard normal numbers for each row, of shape ``(number, rows)``: 16 bits go into each."""
    drawn = np.empty((number, len(bits)))
    for place in range(number):
        part = (bits >> np.uint64(16 * place)) & np.uint64(0xFFFF)
        _quantiles().take(part.view(np.int64), out=drawn[place], mode="clip")
    return drawn


def as_normal(bits: Bits) -> npt.NDArray[np.float64]:
    """Return standard normal numbers from the upper 16 bits: quantiles of 65,536 equal shares, so none beyond 4.4."""
    return np.asarray(_quantiles().take((bits >> _FORTY_EIGHT).view(np.int64)))


def normal(*keys: Key) -> npt.NDArray[np.float64]:
    """Return standard normal numbers, as :func:`as_normal` does."""
    return normal_after(0, *keys)


def normal_after(beginning: int, *keys: Key) -> npt.NDArray[np.float64]:
    """Return what :func:`normal` would return for the keys of a beginning followed by these."""
    return as_normal(bits_after(beginning, *keys))


@cache
def key_of(name: str) -> int:
    """Return the number that stands for a name among keys."""
    return zlib.crc32(name.encode("utf-8"))


@cache
def _quantiles() -> npt.NDArray[np.float64]:
    """Return normal quantiles, rounded to nine decimals so that no last digit of a library shows."""
    from scipy.special import ndtri  # slow to load, and those who only hand out work need it never

    shares = (np.arange(2**16) + 0.5) / 2**16
    return np.asarray(np.round(ndtri(shares), 9))


def _next_number(state: int, key: int | str) -> int:
    number = key_of(key) if isinstance(key, str) else key
    state = (state + _STEP + number) & _MASK
    state = ((state ^ (state >> 30)) * _FIRST) & _MASK
    state = ((state ^ (state >> 27)) * _SECOND) & _MASK
    return state ^ (state >> 31)


def _added(state: int, keys: Sequence[Key]) -> Bits:
    """Return what is mixed for each row of up to seven keys, the first of which is an array."""
    start = np.uint64((state + _STEP) & _MASK)
    added: Bits = _as_bits(keys[0]) + start
    for times, key in zip(_TIMES[1 : len(keys)], keys[1:], strict=True):
        if isinstance(key, np.ndarray):
            term = _as_bits(key) * np.uint64(times)
            if term.shape == added.shape:
                added += term
            else:
                added = added + term
        else:
            number = key_of(key) if isinstance(key, str) else key
            added += np.uint64((number * times) & _MASK)
    return added


def _as_bits(key: Key) -> Bits:
    numbers = np.asarray(key)
    return numbers.view(np.uint64) if numbers.dtype == np.int64 else numbers.astype(np.uint64)


def _mixed_in_place(state: Bits) -> Bits:
    shifted = state >> _THIRTY
    state ^= shifted
    state *= _FIRST_BITS
    np.right_shift(state, _TWENTY_SEVEN, out=shifted)
    state ^= shifted
    state *= _SECOND_BITS
    np.right_shift(state, _THIRTY_ONE, out=shifted)
    state ^= shifted
    return state
