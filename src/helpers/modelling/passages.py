"""Passages: what stands between blank lines. Notes are read again and again, their passages once."""

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
import numpy.typing as npt
from scipy.sparse import csr_array


@dataclass(frozen=True, eq=False)
class Passages:
    """The passages of some texts.

    Attributes
    ----------
    texts
        Each passage that occurs, once, in the order of first occurrence.
    standing
        How often each passage stands in each text, shape ``(texts, passages)``, float32.
    """

    texts: tuple[str, ...]
    standing: csr_array


def passages(texts: Sequence[str]) -> Passages:
    """Return the distinct passages of texts, blank ones left out.

    A child's earlier notes are read again at each later decision, so that the same passages come back in many texts.

    >>> found = passages(["calm\\n\\nworried", "", "calm"])
    >>> found.texts, found.standing.toarray().tolist()
    (('calm', 'worried'), [[1.0, 1.0], [0.0, 0.0], [1.0, 0.0]])
    """
    number: dict[str, int] = {}
    column: list[int] = []
    edges = [0]
    for text in texts:
        held = [part for part in text.split("\n\n") if part and not part.isspace()]
        column += [number.setdefault(part, len(number)) for part in held]
        edges.append(len(column))
    standing = csr_array(
        (
            np.ones(len(column), dtype=np.float32),
            np.array(column, dtype=np.int32),
            np.array(edges, dtype=np.int32),
        ),
        shape=(len(texts), len(number)),
    )
    standing.sum_duplicates()
    return Passages(tuple(number), standing)


def texts_with(found: Passages, holds: npt.NDArray[np.bool_]) -> npt.NDArray[np.bool_]:
    """Return which texts hold a passage that is marked; ``holds`` has one entry for each passage."""
    return np.asarray(found.standing @ holds.astype(np.float32) > 0)
