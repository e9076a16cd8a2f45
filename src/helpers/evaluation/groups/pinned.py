"""The study's pinned average precision: that of everybody, where one group is made to count as much as all others.

The study resampled a group to the size of everyone else and scored the mixture. Here its members' weights are raised
until they sum to those of everyone else, which is what such draws come to on average. The figure is told because the study
told it, and it misleads: half of the mixture is everyone else, so a gap shows at about half its size; and what is left
moves with the group's base rate.
"""

import numpy as np
import numpy.typing as npt

from helpers.evaluation import metrics
from helpers.evaluation.groups.sums import blocks, firsts
from helpers.evaluation.resample import BLOCK, FamilyResamples

Numbers = npt.NDArray[np.float64]
Marks = npt.NDArray[np.bool_]
Indices = npt.NDArray[np.integer]


def pinned_average_precision(
    followed: Marks, score: Numbers, *, family: Indices, groups: Marks, resamples: FamilyResamples
) -> Numbers:
    """Return pinned average precision, shape ``(groups, 1 + resamples)``; the first column is the decisions as they are.

    NaN where the group or everyone else has no weight, or the outcome followed for nobody.

    Parameters
    ----------
    followed, score, family
        Outcome, score and number of the family of each decision, shape ``(rows,)``.
    groups
        The decisions of each group, shape ``(groups, rows)``.
    resamples
        The cohort's resamples.
    """
    from helpers.evaluation.groups import kernel

    order = np.argsort(-score, kind="stable")
    present, row_family = np.unique(family[order], return_inverse=True)
    first = np.concatenate([[0], np.flatnonzero(np.diff(score[order])) + 1, [len(score)]])
    ranking = (first.astype(np.int64), row_family.astype(np.int64), followed[order])
    row, group = np.nonzero(groups[:, order].T)
    first_group = firsts(row, len(score))
    counted = np.vstack([groups, np.ones_like(followed)])[:, order]
    sizes = _sums_by_family(counted, row_family, families=len(present))
    positives = _sums_by_family(counted & followed[order], row_family, families=len(present))
    found = np.empty((len(groups), 1 + resamples.resamples))
    for columns, weights in blocks(present, resamples):
        weighed = weights.astype(np.float64)
        size, positive = sizes @ weighed, positives @ weighed
        extra = metrics.ratio(size[-1] - size[:-1], size[:-1]) - 1
        extra[extra == -1] = np.nan
        total = np.zeros((len(groups), BLOCK))
        kernel.mixtures(
            ranking,
            first_group,
            group.astype(np.int64),
            extra,
            weights,
            total,
        )
        average = metrics.ratio(total, positive[-1] + extra * positive[:-1])
        found[:, columns] = average[:, : columns.stop - columns.start]
    return found


def _sums_by_family(sets: Marks, family: Indices, *, families: int) -> Numbers:
    """Return how many decisions of each family are in each set, shape ``(sets, families)``."""
    return np.array([np.bincount(family[rows], minlength=families) for rows in sets], dtype=float)
