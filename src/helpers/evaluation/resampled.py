"""Every measure of one model, for any sets of decisions, as it is and in each resample of families. Arrays in, arrays out."""

import multiprocessing
from collections.abc import Iterable
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

import numpy as np
import numpy.typing as npt

from helpers.evaluation import metrics
from helpers.evaluation.resample import BLOCK, FamilyResamples, family_weights

if TYPE_CHECKING:
    from helpers.evaluation.kernel import Totals, Walk

Numbers = npt.NDArray[np.float64]
Marks = npt.NDArray[np.bool_]
AnyNumbers = npt.NDArray[Any]
Indices = npt.NDArray[np.integer]

THREADS = 2
"""Threads of the main process; a worker process, of which there is one for each core, uses one."""


WITHOUT_CUT_OFF = ("average_precision", "lift", "roc_auc", "brier", "prevalence")
"""Measures that know of no flags."""


@dataclass(frozen=True, kw_only=True, eq=False)
class Resampled:
    """Measures of one model. The first column is the decisions as they are, each further one a resample of families.

    What cannot be computed is NaN, never 0.

    Attributes
    ----------
    average_precision, roc_auc, brier
        Shape ``(subsets, 1 + resamples)``.
    weight, followed
        Sums of the weights of all decisions and of those for which the outcome followed, same shape.
    cells
        Sums of weights over the cells of the decision table, in the order of
        :data:`helpers.evaluation.metrics.CELLS`, shape ``(cut-offs, 4, subsets, 1 + resamples)``.
    """

    average_precision: Numbers
    roc_auc: Numbers
    brier: Numbers
    weight: Numbers
    followed: Numbers
    cells: Numbers

    @property
    def prevalence(self) -> Numbers:
        """The share for whom the outcome followed, shape ``(subsets, 1 + resamples)``."""
        return metrics.ratio(self.followed, self.weight)

    @property
    def lift(self) -> Numbers:
        """Average precision over prevalence, shape ``(subsets, 1 + resamples)``."""
        return metrics.ratio(self.average_precision, self.prevalence)

    def of(self, measure: str, *, cut_off: int = 0) -> Numbers:
        """Return any measure by its name, shape ``(subsets, 1 + resamples)``.

        Parameters
        ----------
        measure
            ``average_precision``, ``lift``, ``roc_auc``, ``brier``, ``prevalence``, or one of
            :data:`helpers.evaluation.metrics.RATES`.
        cut_off
            For a rate, the row of ``flags`` that is meant.
        """
        if measure in WITHOUT_CUT_OFF:
            values: Numbers = getattr(self, measure)
            return values
        return metrics.ratio(*metrics.rate_of(measure, self.cells[cut_off]))


def resampled(
    followed: Marks,
    score: Numbers,
    *,
    family: Indices,
    flags: Marks,
    subsets: Marks,
    resamples: FamilyResamples,
    threads: int | None = None,
) -> Resampled:
    """Return every measure of one model in every resample; the same numbers for any number of threads.

    Parameters
    ----------
    followed
        Whether the outcome followed, shape ``(rows,)``.
    score
        The model's score, between 0 and 1, shape ``(rows,)``.
    family
        The number of each decision's family in its cohort, shape ``(rows,)``.
    flags
        The decisions flagged at each cut-off, shape ``(cut-offs, rows)``.
    subsets
        The decisions of each subset, shape ``(subsets, rows)``; subsets may overlap.
    resamples
        The cohort's resamples: models judged on the same ones can be compared resample by resample.
    threads
        How many threads; by default :data:`THREADS`, and one in a worker process.

    Raises
    ------
    ValueError
        If shapes do not agree, a score is no number, or a family is not of the cohort.
    """
    _refuse_nonsense(followed, score, family=family, sets=(*flags, *subsets), resamples=resamples)
    from helpers.evaluation import kernel

    order = np.argsort(-score, kind="stable")
    present, row_family = _in_order_of_meeting(family[order])
    patterns, pattern = _alike(flags[:, order])
    walk = _walk(
        followed[order], score[order], family=row_family, pattern=pattern, subsets=subsets[:, order]
    )
    columns = 1 + resamples.resamples
    as_they_are = np.ones((len(present), BLOCK), np.uint8)
    sums = kernel.Totals(
        weight=np.zeros((len(subsets), 2 * patterns.shape[1], columns), np.uint32),
        precision=np.zeros((len(subsets), columns)),
        outranked=np.zeros((len(subsets), columns)),
        square=np.zeros((len(subsets), columns)),
    )

    def add_block(block: int) -> None:
        weights = family_weights(present, seed=resamples.seed, block=block)
        _add_up(walk, weights, sums, first=1 + block * BLOCK)

    _add_up(walk, as_they_are, sums, first=0)  # all further columns are then filled anew
    with ThreadPoolExecutor(threads or default_threads()) as pool:
        for _ in pool.map(add_block, range(-(-resamples.resamples // BLOCK))):
            pass
    return _measures(sums, patterns)


def _refuse_nonsense(
    followed: Marks,
    score: Numbers,
    *,
    family: Indices,
    sets: tuple[Marks, ...],
    resamples: FamilyResamples,
) -> None:
    """Compiled code does not look whether it reads beyond an array: look here."""
    rows = len(score)
    if any(array.shape != (rows,) for array in (followed, score, family, *sets)):
        raise ValueError("every array of decisions has as many rows as there are scores")
    if not np.isfinite(score).all():
        raise ValueError("a score is not a number")
    if rows and not 0 <= family.min() <= family.max() < resamples.families:
        raise ValueError("a family's number is not one of its cohort")


def default_threads() -> int:
    """Return how many threads resampling takes in this process."""
    return THREADS if multiprocessing.parent_process() is None else 1


def _walk(
    followed: Marks, score: Numbers, *, family: Indices, pattern: Indices, subsets: Marks
) -> "Walk":
    """Work out all that can be known before any resample; decisions stand in falling order of their scores."""
    from helpers.evaluation import kernel

    falls = np.flatnonzero(np.diff(score)) + 1
    first_row = np.concatenate([[0], falls, [len(score)]])
    tie = np.repeat(np.arange(len(first_row) - 1), np.diff(first_row))
    positive, subset = np.nonzero(subsets[:, followed].T)
    touched = np.unique(tie[followed][positive] * len(subsets) + subset)
    memberships, membership = _alike(subsets)
    with_subset, subset = np.nonzero(memberships.T)
    together = np.argsort(membership, kind="stable")
    return kernel.Walk(
        family=_indices(family),
        kind=_indices(2 * pattern + followed),
        membership=_indices(membership),
        first_subset=_firsts(with_subset, memberships.shape[1]),
        subset=_indices(subset),
        first_row=_indices(first_row),
        first_touched=_firsts(touched // len(subsets), len(first_row) - 1),
        touched=_indices(touched % len(subsets)),
        first_square=_firsts(membership, memberships.shape[1]),
        square_family=_indices(family[together]),
        square=(score - followed)[together] ** 2,
    )


def _in_order_of_meeting(family: Indices) -> tuple[Indices, Indices]:
    """Return the families in the order in which they are first met, and the place of each row's family in it.

    So the walk reads most weights in the order in which they lie.
    """
    families, first, row_family = np.unique(family, return_index=True, return_inverse=True)
    by_meeting = np.argsort(first)
    return families[by_meeting], np.argsort(by_meeting)[row_family]


def _alike(marks: Marks) -> tuple[Marks, Indices]:
    """Return the distinct columns of ``marks``, shape ``(sets, columns)``, and which of them stands in each row."""
    alike = np.zeros(marks.shape[1], dtype=np.int64)
    for byte in np.packbits(marks, axis=0):
        alike = np.unique(256 * alike + byte, return_inverse=True)[1]
    _, first, alike = np.unique(alike, return_index=True, return_inverse=True)
    return marks[:, first], alike


def _indices(numbers: Indices) -> npt.NDArray[np.int64]:
    return np.ascontiguousarray(numbers, dtype=np.int64)


def _firsts(owner: Indices, owners: int) -> npt.NDArray[np.int64]:
    """Return where the entries of each owner begin, entries standing owner by owner, and where the last one's end."""
    return _indices(np.concatenate([[0], np.cumsum(np.bincount(owner, minlength=owners))]))


def _add_up(walk: "Walk", weights: npt.NDArray[np.uint8], sums: "Totals", *, first: int) -> None:
    """Fill the columns of ``sums`` that a block of weights stands for, from column ``first`` on."""
    from helpers.evaluation import kernel

    block = kernel.Totals(*(np.zeros((*whole.shape[:-1], BLOCK), whole.dtype) for whole in sums))
    kernel.add_up(walk, weights, block)
    pairs: Iterable[tuple[AnyNumbers, AnyNumbers]] = zip(block, sums, strict=True)
    for part, whole in pairs:
        columns = whole[..., first : first + BLOCK]
        columns[...] = part[..., : columns.shape[-1]]


def _measures(sums: "Totals", patterns: Marks) -> Resampled:
    """Turn sums of weights into measures; ``patterns`` are the flags of each kind, shape ``(cut-offs, kinds / 2)``."""
    negative, positive = sums.weight[:, 0::2], sums.weight[:, 1::2]
    followed, not_followed = _total(positive), _total(negative)
    everyone = followed + not_followed
    halves = [(positive[:, at], negative[:, at]) for at in patterns]
    other_halves = [(positive[:, ~at], negative[:, ~at]) for at in patterns]
    cells = [
        [_total(part) for part in (*flagged, *not_flagged)]
        for flagged, not_flagged in zip(halves, other_halves, strict=True)
    ]
    return Resampled(
        average_precision=metrics.ratio(sums.precision, followed),
        roc_auc=1 - metrics.ratio(sums.outranked, 2 * followed * not_followed),
        brier=metrics.ratio(sums.square, everyone),
        weight=everyone,
        followed=followed,
        cells=np.array(cells).reshape(len(patterns), len(metrics.CELLS), *followed.shape),
    )


def _total(weights: npt.NDArray[np.uint32]) -> Numbers:
    total: Numbers = weights.sum(axis=1).astype(np.float64)
    return total
