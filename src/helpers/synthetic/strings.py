"""Columns of text made quickly: names taken from a short list, and ids put together from digits."""

from collections.abc import Sequence
from functools import cache

import numpy as np
import numpy.typing as npt
import pandas as pd
import pyarrow as pa

from helpers.synthetic.draws import Integers

Strings = pd.arrays.ArrowStringArray


def named(names: Sequence[str], index: Integers) -> Strings:
    """Return for each row the name that its index stands for; missing where the index is below 0."""
    listed = pa.array(names, type=pa.large_string())
    return Strings(listed.take(pa.array(index, mask=index < 0)))


def numbered(prefix: str, numbers: Integers) -> Strings:
    """Return for each row a prefix and a number of eight digits, with zeros before it."""
    letters = prefix.encode("ascii")
    cells = [("prefix", f"S{len(letters)}"), ("high", np.uint32), ("low", np.uint32)]
    text = np.empty(len(numbers), dtype=cells)
    high = numbers // 10_000
    text["prefix"] = letters
    text["high"] = _four_digits().take(high)
    text["low"] = _four_digits().take(numbers - 10_000 * high)
    limits = np.arange(len(numbers) + 1, dtype=np.int64) * text.dtype.itemsize
    buffers = pa.py_buffer(limits), pa.py_buffer(text)
    return Strings(pa.LargeStringArray.from_buffers(len(numbers), *buffers))


@cache
def _four_digits() -> npt.NDArray[np.uint32]:
    """Return the digits of the numbers below 10,000: four letters each, seen as one number."""
    digits = np.arange(10_000)[:, None] // np.array([1_000, 100, 10, 1]) % 10
    return np.asarray((digits + ord("0")).astype(np.uint8).view(np.uint32).ravel())
