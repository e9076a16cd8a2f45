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
Sums = npt.NDArray[np.uint32]
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
def add_cells(
    cells: tuple[Indices, Indices, Indices, Indices, Indices],
    family: Indices,
    score: Numbers,
    weights: Weights,
    weight: Sums,
    expected: Numbers,
) -> None:
    """Add up weights and scores by subset, for one block of resamples.

    Decisions of one cell are in the same subsets and are alike in outcome and flags; they are added up together first, so
    that each is added once and not once for each of its subsets.

    Parameters
    ----------
    cells
        The decisions of cell ``c`` are ``first[c]`` to ``first[c + 1] - 1``; the cell's kind; the cells of those who are in
        the same subsets, ``first_cell[m]`` to ``first_cell[m + 1] - 1``; and their subsets, which are
        ``subset[first_subset[m]:first_subset[m + 1]]``.
    family, score
        Row of ``weights``, and score, of each decision in the order of cells.
    weights
        Of each family, shape ``(families, BLOCK)``.
    weight, expected
        Added to here: weights by kind and subset, shape ``(kinds, subsets, BLOCK)``, and weighted scores by subset, shape
        ``(subsets, BLOCK)``.
    """
    first, kind, first_cell, first_subset, subset = cells
    together, scores = np.empty(BLOCK, np.uint32), np.empty(BLOCK)
    for membership in range(len(first_cell) - 1):
        scores[:] = 0
        start, stop = first_subset[membership], first_subset[membership + 1]
        for cell in range(first_cell[membership], first_cell[membership + 1]):
            together[:] = 0
            for row in range(first[cell], first[cell + 1]):
                mine, chance = family[row], score[row]
                for lane in range(BLOCK):
                    together[lane] += weights[mine, lane]
                for lane in range(BLOCK):
                    scores[lane] += chance * np.float64(weights[mine, lane])
            for place in range(start, stop):
                of, at = kind[cell], subset[place]
                for lane in range(BLOCK):
                    weight[of, at, lane] += together[lane]
        for place in range(start, stop):
            at = subset[place]
            for lane in range(BLOCK):
                expected[at, lane] += scores[lane]


@compiled
def count_families(
    first: Indices,
    among: Marks,
    first_subset: Indices,
    subset: Indices,
    counted: Indices,
) -> None:
    """Count the families that have a decision in each subset, and those that have one outside it.

    Parameters
    ----------
    first
        The decisions of the ``f``-th family are ``first[f]`` to ``first[f + 1] - 1``.
    among
        The decisions that count at all, in the order of families, shape ``(rows,)``.
    first_subset, subset
        The subsets of decision ``i`` are ``subset[first_subset[i]:first_subset[i + 1]]``.
    counted
        Added to here, shape ``(2, subsets)``.
    """
    subsets = counted.shape[1]
    mine = np.zeros(subsets, np.int64)
    families = 0
    for family in range(len(first) - 1):
        rows = 0
        for row in range(first[family], first[family + 1]):
            if among[row]:
                rows += 1
                for place in range(first_subset[row], first_subset[row + 1]):
                    mine[subset[place]] += 1
        families += rows > 0
        for row in range(first[family], first[family + 1]):
            for place in range(first_subset[row], first_subset[row + 1]):
                at = subset[place]
                if mine[at]:
                    counted[0, at] += 1
                    counted[1, at] -= mine[at] == rows
                    mine[at] = 0
    for at in range(subsets):
        counted[1, at] += families


@compiled
def spread(
    numerator: Numbers, denominator: Numbers, whole: Numbers, sides: Numbers, moments: Numbers
) -> None:
    """Reckon how the two sides of differences vary over resamples, and how they vary together.

    Parameters
    ----------
    numerator, denominator
        Of the group of each difference, as they are and in each resample, shape ``(differences, 1 + resamples)``.
    whole
        Numerator and denominator of everybody, shape ``(2, 1 + resamples)``.
    sides
        Value of the group, what its deviations are multiplied by, and the same of the rest, shape ``(differences, 4)``.
    moments
        Filled here: variance of the group and of the rest, and covariance, shape ``(differences, 3)``.
    """
    for at in range(len(numerator)):
        many, here, there, own, others, shared = 0, 0.0, 0.0, 0.0, 0.0, 0.0
        for column in range(1, numerator.shape[1]):
            counted = denominator[at, column]
            left = whole[1, column] - counted
            if counted > 0 and left > 0:
                one = sides[at, 1] * (numerator[at, column] / counted - sides[at, 0])
                other = (whole[0, column] - numerator[at, column]) / left - sides[at, 2]
                other *= sides[at, 3]
                many += 1
                here += one
                there += other
                own += one * one
                others += other * other
                shared += one * other
        moments[at, 0] = own / many - (here / many) ** 2
        moments[at, 1] = others / many - (there / many) ** 2
        moments[at, 2] = shared / many - here / many * there / many


@compiled
def farthest(
    numerator: Numbers,
    denominator: Numbers,
    whole: Numbers,
    sides: Numbers,
    scales: Numbers,
    figure: Indices,
    largest: Numbers,
) -> None:
    """Find the largest studentised deviation of each figure in each resample, of differences and of logarithms of ratios.

    Parameters
    ----------
    numerator, denominator, whole, sides
        As for :func:`spread`.
    scales
        What deviations of the group and of the rest are multiplied by for a difference, and for the logarithm of a
        ratio, each over its standard error, shape ``(differences, 4)``.
    figure
        The figure of each difference, shape ``(differences,)``.
    largest
        Raised here, shape ``(2, figures, 1 + resamples)``.
    """
    for at in range(len(numerator)):
        for column in range(1, numerator.shape[1]):
            counted = denominator[at, column]
            left = whole[1, column] - counted
            if counted > 0 and left > 0:
                one = sides[at, 1] * (numerator[at, column] / counted - sides[at, 0])
                other = (whole[0, column] - numerator[at, column]) / left - sides[at, 2]
                other *= sides[at, 3]
                for scale in range(2):
                    strays = abs(scales[at, 2 * scale] * one - scales[at, 2 * scale + 1] * other)
                    if strays > largest[scale, figure[at], column]:
                        largest[scale, figure[at], column] = strays


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
    before, line = np.zeros((groups + 1, BLOCK)), np.empty(BLOCK)
    for score in range(len(first) - 1):
        positive = False
        for row in range(first[score], first[score + 1]):
            positive |= followed[row]
        if positive:
            before[:] = seen[1]
        for row in range(first[score], first[score + 1]):
            mine = family[row]
            for lane in range(BLOCK):
                line[lane] = weights[mine, lane]
            for kind in range(2 if followed[row] else 1):
                for lane in range(BLOCK):
                    seen[kind, groups, lane] += line[lane]
                for place in range(first_group[row], first_group[row + 1]):
                    at = group[place]
                    for lane in range(BLOCK):
                        seen[kind, at, lane] += line[lane]
        for at in range(groups if positive else 0):
            for lane in range(BLOCK):
                more = extra[at, lane]
                flagged = seen[0, groups, lane] + more * seen[0, at, lane]
                found = seen[1, groups, lane] + more * seen[1, at, lane]
                gain = found - before[groups, lane] - more * before[at, lane]
                if flagged > 0:
                    total[at, lane] += gain * found / flagged
