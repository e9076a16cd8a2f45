"""Compiled sums over resamples that the walk down the scores does not make.

As in :mod:`helpers.evaluation.kernel`: compiled at the first call, imported only when called for.
"""

import numpy as np
import numpy.typing as npt

from helpers.evaluation.compiled import compiled
from helpers.evaluation.resample import BLOCK

Numbers = npt.NDArray[np.float64]
Indices = npt.NDArray[np.int64]
Weights = npt.NDArray[np.uint8]
Marks = npt.NDArray[np.bool_]


@compiled
def add_up(
    first: Indices, family: Indices, values: Numbers, weights: Weights, total: Numbers
) -> None:
    """Add up weighted values by owner, for one block of resamples.

    Parameters
    ----------
    first
        The entries of owner ``o`` are ``first[o]`` to ``first[o + 1] - 1``.
    family
        Row of ``weights`` of each entry, shape ``(entries,)``.
    values
        Shape ``(entries, kinds)``.
    weights
        Of each family, shape ``(families, BLOCK)``.
    total
        Added to here, shape ``(owners, kinds, BLOCK)``.
    """
    weight = np.empty(BLOCK)
    for owner in range(len(first) - 1):
        for entry in range(first[owner], first[owner + 1]):
            for lane in range(BLOCK):
                weight[lane] = weights[family[entry], lane]
            for kind in range(values.shape[1]):
                value = values[entry, kind]
                for lane in range(BLOCK):
                    total[owner, kind, lane] += value * weight[lane]


@compiled
def mixtures(
    ranking: tuple[Indices, Indices, Marks],
    first_group: Indices,
    group: Indices,
    extra: Numbers,
    weights: Weights,
    total: Numbers,
) -> None:
    """Add up precision times the gain of positives, where each group in turn counts more than everybody else.

    Parameters
    ----------
    ranking
        Decisions in falling order of their scores: those that share the ``j``-th score are ``first[j]`` to
        ``first[j + 1] - 1``; the row of ``weights`` of each decision; and whether the outcome followed.
    first_group, group
        The groups of decision ``i`` are ``group[first_group[i]:first_group[i + 1]]``.
    extra
        By how much more than once the weight of a group's members counts, shape ``(groups, BLOCK)``.
    weights
        Of each family, shape ``(families, BLOCK)``.
    total
        Added to here, shape ``(groups, BLOCK)``.
    """
    first, family, followed = ranking
    groups = len(extra)
    seen = np.zeros(
        (2, groups + 1, BLOCK)
    )  # weight and positives, of each group and, last, of everybody
    before = np.zeros((groups + 1, BLOCK))
    for score in range(len(first) - 1):
        positive = False
        for row in range(first[score], first[score + 1]):
            positive |= followed[row]
        if positive:
            before[:] = seen[1]
        for row in range(first[score], first[score + 1]):
            kinds = 2 if followed[row] else 1
            for kind in range(kinds):
                for lane in range(BLOCK):
                    seen[kind, groups, lane] += weights[family[row], lane]
                for place in range(first_group[row], first_group[row + 1]):
                    for lane in range(BLOCK):
                        seen[kind, group[place], lane] += weights[family[row], lane]
        for at in range(groups if positive else 0):
            for lane in range(BLOCK):
                more = extra[at, lane]
                flagged = seen[0, groups, lane] + more * seen[0, at, lane]
                found = seen[1, groups, lane] + more * seen[1, at, lane]
                gain = found - before[groups, lane] - more * before[at, lane]
                if flagged > 0:
                    total[at, lane] += gain * found / flagged
