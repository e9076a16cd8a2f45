"""Sums over many groups of children at once, in every resample of families: who was flagged, and what followed."""

from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass, field

import numpy as np
import numpy.typing as npt

from helpers.evaluation import metrics
from helpers.evaluation.groups.sums import block_count, drawn_block, firsts
from helpers.evaluation.resample import BLOCK, FamilyResamples
from helpers.evaluation.resampled import default_threads

Numbers = npt.NDArray[np.float64]
Marks = npt.NDArray[np.bool_]
Indices = npt.NDArray[np.integer]


@dataclass(frozen=True, kw_only=True, eq=False)
class CellSums:
    """Sums by subset; the first column is the decisions as they are, each further one a resample of families.

    Attributes
    ----------
    weight
        Weights by kind of decision, shape ``(kinds, subsets, 1 + resamples)``.
    expected
        Weighted scores, shape ``(subsets, 1 + resamples)``.
    followed
        Whether the outcome followed for the decisions of a kind, shape ``(kinds,)``.
    flags
        Whether they are flagged at each cut-off, shape ``(cut-offs, kinds)``.
    """

    weight: npt.NDArray[np.uint32]
    expected: Numbers
    followed: Marks
    flags: Marks
    _kept: dict[bytes, Numbers] = field(default_factory=dict, repr=False)

    def of(self, kinds: Marks) -> Numbers:
        """Return sums of weights over some kinds of decisions, shape ``(subsets, 1 + resamples)``; not to be written to."""
        name = kinds.tobytes()
        if name not in self._kept:
            total = np.zeros(self.weight.shape[1:])
            for kind in np.flatnonzero(kinds):
                total += self.weight[kind]
            self._kept[name] = total
        return self._kept[name]

    def rate(self, name: str, cut_off: int) -> tuple[Numbers, Numbers]:
        """Return numerator and denominator of one of :data:`helpers.evaluation.metrics.RATES`."""
        cells = metrics.cells_of(self.followed, self.flags[cut_off])
        top, bottom = metrics.RATES[name]
        return (
            self.of(np.any([cells[cell] for cell in top], axis=0)),
            self.of(np.any([cells[cell] for cell in bottom], axis=0)),
        )


def cell_sums(
    followed: Marks,
    score: Numbers,
    *,
    family: Indices,
    flags: Marks,
    subsets: Marks,
    resamples: FamilyResamples,
) -> CellSums:
    """Return sums over subsets that may overlap; the same numbers for any number of threads.

    Parameters
    ----------
    followed, score, family
        Outcome, score and number of the family of each decision, shape ``(rows,)``.
    flags
        The decisions flagged at each cut-off, shape ``(cut-offs, rows)``.
    subsets
        The decisions of each subset, shape ``(subsets, rows)``.

    Raises
    ------
    ValueError
        If shapes do not agree, or a family is not of the cohort.
    """
    if any(array.shape != score.shape for array in (followed, family, *flags, *subsets)):
        raise ValueError("every array of decisions has as many rows as there are scores")
    if len(family) and not 0 <= family.min() <= family.max() < resamples.families:
        raise ValueError("a family's number is not one of its cohort")
    from helpers.evaluation.groups import kernel

    kinds, kind = _alike(np.vstack([followed, flags]))
    memberships, membership = _alike(subsets)
    cells, cell = np.unique(membership * kinds.shape[1] + kind, return_inverse=True)
    order = np.argsort(cell, kind="stable")
    owner, subset = np.nonzero(memberships.T)
    present, row = np.unique(family[order], return_inverse=True)
    told = (
        firsts(cell, len(cells)),
        (cells % kinds.shape[1]).astype(np.int64),
        firsts(cells // kinds.shape[1], memberships.shape[1]),
        firsts(owner, memberships.shape[1]),
        subset.astype(np.int64),
    )
    entries = (row.astype(np.int64), np.ascontiguousarray(score[order], dtype=np.float64))
    shape = (kinds.shape[1], len(subsets))
    weight = np.zeros((*shape, 1 + resamples.resamples), np.uint32)
    expected = np.zeros((len(subsets), 1 + resamples.resamples))

    def add(block: int) -> None:
        columns, weights = drawn_block(block, present, resamples)
        some, scores = np.zeros((*shape, BLOCK), np.uint32), np.zeros((len(subsets), BLOCK))
        kernel.add_cells(told, *entries, weights, some, scores)
        weight[..., columns] = some[..., : columns.stop - columns.start]
        expected[:, columns] = scores[:, : columns.stop - columns.start]

    with ThreadPoolExecutor(default_threads()) as pool:
        for _ in pool.map(add, range(block_count(resamples))):
            pass
    return CellSums(weight=weight, expected=expected, followed=kinds[0], flags=kinds[1:])


def _alike(marks: Marks) -> tuple[Marks, npt.NDArray[np.int64]]:
    """Return the distinct columns of ``marks``, and which of them stands in each row."""
    packed, place = np.unique(np.packbits(marks, axis=0), axis=1, return_inverse=True)
    distinct = np.unpackbits(packed, axis=0, count=len(marks)).astype(bool)
    return distinct, place.reshape(-1).astype(np.int64)
