"""Weighted sums in every resample of families, block by block."""

from collections.abc import Iterator

import numpy as np
import numpy.typing as npt

from helpers.evaluation.resample import BLOCK, FamilyResamples, family_weights

Numbers = npt.NDArray[np.float64]
Marks = npt.NDArray[np.bool_]
Indices = npt.NDArray[np.integer]
Weights = npt.NDArray[np.uint8]


def block_count(resamples: FamilyResamples) -> int:
    """Return how many blocks there are, the decisions as they are being the first."""
    return 1 - (-resamples.resamples // BLOCK)


def drawn_block(number: int, present: Indices, resamples: FamilyResamples) -> tuple[slice, Weights]:
    """Return the columns that a block stands for, and its weights.

    Parameters
    ----------
    number
        Which block; number 0 is the decisions as they are.
    present
        The families whose weights are wanted.

    Returns
    -------
    The columns among ``1 + resamples``, and weights of shape ``(families present, BLOCK)``, of which the first so
    many columns count.
    """
    if number == 0:
        return slice(0, 1), np.ones((len(present), BLOCK), np.uint8)
    begin = 1 + (number - 1) * BLOCK
    end = min(begin + BLOCK, 1 + resamples.resamples)
    return slice(begin, end), family_weights(present, seed=resamples.seed, block=number - 1)


def blocks(present: Indices, resamples: FamilyResamples) -> Iterator[tuple[slice, Weights]]:
    """Yield every block as :func:`drawn_block` returns it."""
    for number in range(block_count(resamples)):
        yield drawn_block(number, present, resamples)


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
    first = firsts(owner, owners)
    present, row = np.unique(family[order], return_inverse=True)
    entries = np.ascontiguousarray(values[order], dtype=np.float64)
    sums = np.empty((owners, values.shape[1], 1 + resamples.resamples))
    for columns, weights in blocks(present, resamples):
        total = np.zeros((owners, values.shape[1], BLOCK))
        kernel.add_up(first, row.astype(np.int64), entries, weights, total)
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
        pattern.reshape(-1),
        family,
        value[:, None],
        owners=patterns.shape[1],
        resamples=resamples,
    )
    sums: Numbers = held.astype(np.float64) @ together[:, 0]
    return sums


def firsts(owner: Indices, owners: int) -> npt.NDArray[np.int64]:
    """Return where the entries of each owner begin, entries standing owner by owner, and where the last one's end."""
    return np.concatenate([[0], np.cumsum(np.bincount(owner, minlength=owners))]).astype(np.int64)
