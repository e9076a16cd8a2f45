"""Streams of chance for resampling, splitting and searching: counter-based, named, the same everywhere.

Only the raw 64-bit output of Philox 4x64 (Salmon, Moraes, Dror and Shaw 2011) is used, whose values NumPy
guarantees; none of NumPy's distributions, whose values may change from version to version.
"""

import zlib

import numpy as np
import numpy.typing as npt


def raw(count: int, *names: int | str) -> npt.NDArray[np.uint64]:
    """Return ``count`` random 64-bit integers of the stream that ``names`` name.

    Parameters
    ----------
    count
        How many. A longer stream begins with the shorter one.
    names
        Integers (a seed, a block) and words (a purpose). Their order matters.
    """
    parts = [zlib.crc32(name.encode("utf-8")) if isinstance(name, str) else name for name in names]
    key = np.random.SeedSequence(parts).generate_state(2, np.uint64)
    numbers: npt.NDArray[np.uint64] = np.random.Philox(key=key).random_raw(count)
    return numbers


def uniform(count: int, *names: int | str) -> npt.NDArray[np.float64]:
    """Return ``count`` numbers strictly between 0 and 1 of the stream that ``names`` name."""
    shares: npt.NDArray[np.float64] = (raw(count, *names) >> np.uint64(12)).astype(np.float64)
    return (shares + 0.5) * 2.0**-52
