"""Chance that depends on names, not on order: the same keys give the same draw on every machine.

A draw is a hash of its keys (the SplitMix64 finaliser of Steele, Lea and Flood 2014, applied key by key), so that
adding a child, a table or an authority changes no draw of any other, and two worlds that differ in one dial share
every draw (common random numbers). Integer arithmetic alone, hence no dependence on the version of NumPy.
"""

import zlib

import numpy as np
import numpy.typing as npt
from scipy.special import ndtri

Key = int | str | npt.NDArray[np.integer]

_STEP = np.uint64(0x9E3779B97F4A7C15)
_FIRST, _SECOND = np.uint64(0xBF58476D1CE4E5B9), np.uint64(0x94D049BB133111EB)


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
    state = np.zeros((), dtype=np.uint64)
    with np.errstate(over="ignore"):
        for key in keys:
            state = _mixed(state + _STEP + _as_integers(key))
    return int(state)


def uniform_after(beginning: int, *keys: Key) -> npt.NDArray[np.float64]:
    """Return what :func:`uniform` would return for the keys of a beginning followed by these."""
    state = np.asarray(beginning, dtype=np.uint64)
    with np.errstate(over="ignore"):
        for key in keys:
            state = _mixed(state + _STEP + _as_integers(key))
    draws: npt.NDArray[np.float64] = ((state >> np.uint64(12)).astype(np.float64) + 0.5) * 2.0**-52
    return draws


def normal(*keys: Key) -> npt.NDArray[np.float64]:
    """Return standard normal numbers, rounded to nine decimals so that no last digit of a library shows."""
    return normal_after(0, *keys)


def normal_after(beginning: int, *keys: Key) -> npt.NDArray[np.float64]:
    """Return what :func:`normal` would return for the keys of a beginning followed by these."""
    draws: npt.NDArray[np.float64] = np.round(ndtri(uniform_after(beginning, *keys)), 9)
    return draws


def _as_integers(key: Key) -> npt.NDArray[np.uint64]:
    if isinstance(key, str):
        return np.asarray(zlib.crc32(key.encode("utf-8")), dtype=np.uint64)
    return np.asarray(key, dtype=np.int64).view(np.uint64)


def _mixed(state: npt.NDArray[np.uint64]) -> npt.NDArray[np.uint64]:
    state = (state ^ (state >> np.uint64(30))) * _FIRST
    state = (state ^ (state >> np.uint64(27))) * _SECOND
    return state ^ (state >> np.uint64(31))
