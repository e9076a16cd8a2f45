"""Weighted sums in every resample of families, block by block."""

from collections.abc import Iterator

import numpy as np
import numpy.typing as npt

from helpers.evaluation.resample import BLOCK, FamilyResamples, family_weights

Numbers = npt.NDArray[np.float64]
Marks = npt.NDArray[np.bool_]
Indices = npt.NDArray[np.integer]
Weights = npt.NDArray[np.uint8]


def blocks(present: Indices, resamples: FamilyResamples) -> Iterator[tuple[slice, Weights]]:
    """Yield the columns that a block stands for and its weights, the decisions as they are first.

    Parameters
    ----------
    present
        The families whose weights are wanted.

    Yields
    ------
    The columns among ``1 + resamples``, and weights of shape ``(families present, BLOCK)``, of which the first so
    many columns count.
    """
    yield slice(0, 1), np.ones((len(present), BLOCK), np.uint8)
    for block in range(-(-resamples.resamples // BLOCK)):
        begin = 1 + block * BLOCK
        end = min(begin + BLOCK, 1 + resamples.resamples)
        yield slice(begin, end), family_weights(present, seed=resamples.seed, block=block)


def sums_by_owner(
    owner: Indices, family: Indices, values: Numbers, *, owners: int, resamples: FamilyResamples
) -> Numbers:
    """Return weighted sums by owner, shape ``(owners, kinds, 1 + resamples)``; the first column is unweighted.

    Parameters
    ----------
    owner, family
        Whom each entry belongs to and its family's number in the cohort, shape ``(entries,)``.
    values
        Shape ``(entries, kinds)``.
    """
    from helpers.evaluation.groups import kernel

    order = np.argsort(owner, kind="stable")
    first = np.concatenate([[0], np.cumsum(np.bincount(owner, minlength=owners))])
    present, row = np.unique(family[order], return_inverse=True)
    entries = np.ascontiguousarray(values[order], dtype=np.float64)
    sums = np.empty((owners, values.shape[1], 1 + resamples.resamples))
    for columns, weights in blocks(present, resamples):
        total = np.zeros((owners, values.shape[1], BLOCK))
        kernel.add_up(first.astype(np.int64), row.astype(np.int64), entries, weights, total)
        sums[:, :, columns] = total[:, :, : columns.stop - columns.start]
    return sums


def sums_by_subset(
    value: Numbers, family: Indices, *, subsets: Marks, resamples: FamilyResamples
) -> Numbers:
    """Return weighted sums of one value over subsets that may overlap, shape ``(subsets, 1 + resamples)``.

    Decisions that are in the same subsets are added up together first, so that each is added once.

    Parameters
    ----------
    value, family
        Shape ``(rows,)``.
    subsets
        Shape ``(subsets, rows)``.
    """
    patterns, pattern = np.unique(np.packbits(subsets, axis=0), axis=1, return_inverse=True)
    held = np.unpackbits(patterns, axis=0, count=len(subsets))
    together = sums_by_owner(
        pattern, family, value[:, None], owners=patterns.shape[1], resamples=resamples
    )
    sums: Numbers = held.astype(np.float64) @ together[:, 0]
    return sums
