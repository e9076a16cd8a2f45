"""Columns of text made quickly: names taken from a short list, and ids put together from digits."""

from collections.abc import Sequence

import numpy as np
import pandas as pd
import pyarrow as pa

from helpers.synthetic.draws import Integers

Strings = pd.arrays.ArrowStringArray


def named(names: Sequence[str], index: Integers) -> Strings:
    """Return for each row the name that its index stands for; missing where the index is below 0."""
    listed = pa.array(names, type=pa.large_string())
    return Strings(listed.take(pa.array(index, mask=index < 0)))


def numbered(prefix: str, numbers: Integers, *, digits: int) -> Strings:
    """Return for each row a prefix and a number of so many digits, with zeros before it."""
    letters = np.frombuffer(prefix.encode("ascii"), dtype=np.uint8)
    text = np.empty((len(numbers), len(letters) + digits), dtype=np.uint8)
    text[:, : len(letters)] = letters
    rest = numbers
    for place in range(1, digits + 1):
        tens = rest // 10
        text[:, -place] = rest - 10 * tens + ord("0")
        rest = tens
    limits = np.arange(len(numbers) + 1, dtype=np.int64) * text.shape[1]
    buffers = pa.py_buffer(limits), pa.py_buffer(text)
    return Strings(pa.LargeStringArray.from_buffers(len(numbers), *buffers))
