"""The compiled heart of the family bootstrap: weights drawn, and sums of weights kept while walking down the scores.

Numba compiles these functions at their first call and keeps the result on disk. This module is imported only when it
is called for, so that nobody else waits for Numba.

Weights are small whole numbers and their sums are 32-bit integers, so they are exact. Floating-point sums are taken in
an order that the data alone decide, none of it by the number of threads. Rows of arrays are reached by their indices, never
as slices: a slice counts its references, which here would take longer than the sums. For the same reason the small
functions are put into the place that calls them.
"""

from typing import NamedTuple

import numba
import numpy as np
import numpy.typing as npt

from helpers.evaluation.compiled import compiled
from helpers.evaluation.resample import BELOW, BLOCK

Numbers = npt.NDArray[np.float64]
Indices = npt.NDArray[np.int64]
Sums = npt.NDArray[np.uint32]
Weights = npt.NDArray[np.uint8]

_PARTS = 4
_DRAWN = BLOCK // _PARTS
_STEP = np.uint64(0x9E3779B97F4A7C15)
_FIRST = np.uint64(0xBF58476D1CE4E5B9)
_SECOND = np.uint64(0x94D049BB133111EB)


class Walk(NamedTuple):
    """What does not change from resample to resample; decisions stand in falling order of their scores.

    Attributes
    ----------
    family
        Row of ``weights`` of each decision, shape ``(rows,)``.
    kind
        Even if the outcome did not follow, odd if it did; the same number for the same flags. Shape ``(rows,)``.
    membership
        Decisions with the same number are in the same subsets. Shape ``(rows,)``.
    first_subset, subset
        The subsets of membership ``m`` are ``subset[first_subset[m]:first_subset[m + 1]]``.
    first_row
        The decisions that share the ``j``-th score are ``first_row[j]`` to ``first_row[j + 1] - 1``.
    first_touched, touched
        The subsets that have a positive at the ``j``-th score are ``touched[first_touched[j]:first_touched[j + 1]]``.
    first_square, square_family, square
        Squared differences of score and outcome in the order of memberships, those of membership ``m`` from
        ``first_square[m]`` to ``first_square[m + 1] - 1``, and their families.
    """

    family: Indices
    kind: Indices
    membership: Indices
    first_subset: Indices
    subset: Indices
    first_row: Indices
    first_touched: Indices
    touched: Indices
    first_square: Indices
    square_family: Indices
    square: Numbers


class Totals(NamedTuple):
    """What is summed for one block of resamples; it begins at nought.

    Attributes
    ----------
    weight
        Sums of weights by subset and kind, shape ``(subsets, kinds, BLOCK)``.
    precision
        Precision at each score times the weight of the positives at it, shape ``(subsets, BLOCK)``.
    outranked
        Twice the weight of pairs of a positive and a negative in which the negative has the higher score, and once
        that of pairs with equal scores, shape ``(subsets, BLOCK)``.
    square
        Weighted squared differences of score and outcome, shape ``(subsets, BLOCK)``.
    """

    weight: Sums
    precision: Numbers
    outranked: Numbers
    square: Numbers


_IN_PLACE = numba.njit(error_model="numpy", forceinline=True)


@compiled
def draw(key: np.uint64, families: npt.NDArray[np.uint64], weights: Weights) -> None:
    """Draw the weights of one block of resamples.

    The ``i``-th number of the stream of SplitMix64 (Steele, Lea and Flood 2014) is a hash of ``key + i * step``, so
    each family finds its own numbers without the others. Each gives four weights, by its four parts of 16 bits.

    Parameters
    ----------
    key
        Where the block's stream begins.
    families
        The families' numbers in their cohort, shape ``(families,)``.
    weights
        Filled here, shape ``(families, BLOCK)``.
    """
    parts = np.empty(BLOCK, np.uint16)
    for row in range(len(families)):
        before = families[row] * np.uint64(_DRAWN)
        for number in range(_DRAWN):
            mixed = key + (before + np.uint64(number + 1)) * _STEP
            mixed = (mixed ^ (mixed >> np.uint64(30))) * _FIRST
            mixed = (mixed ^ (mixed >> np.uint64(27))) * _SECOND
            mixed = mixed ^ (mixed >> np.uint64(31))
            for part in range(_PARTS):
                parts[part * _DRAWN + number] = np.uint16(mixed >> np.uint64(16 * part))
        for lane in range(BLOCK):
            weight = np.uint8(0)
            for below in BELOW:
                weight += np.uint8(parts[lane] >= np.uint16(below))
            weights[row, lane] = weight


@compiled
def add_up(walk: Walk, weights: Weights, totals: Totals) -> None:
    """Walk down the scores once and add up a block of resamples.

    Parameters
    ----------
    walk
        The decisions.
    weights
        Of each family, shape ``(families, BLOCK)``.
    totals
        Filled here.
    """
    subsets = totals.weight.shape[0]
    gained = np.zeros((subsets, BLOCK), np.uint32)
    above = np.zeros((subsets, BLOCK), np.uint32)
    beside = np.zeros((2, BLOCK), np.uint32)
    for score in range(len(walk.first_row) - 1):
        start, stop = walk.first_touched[score], walk.first_touched[score + 1]
        for place in range(start, stop):
            _before(walk.touched[place], totals.weight, gained, above)
        for row in range(walk.first_row[score], walk.first_row[score + 1]):
            _add_row(row, walk, weights, totals.weight, gained)
        for place in range(start, stop):
            _after(walk.touched[place], totals, gained, above, beside)
    _add_squares(walk, weights, totals.square)


@_IN_PLACE
def _before(subset: int, weight: Sums, gained: Sums, above: Sums) -> None:
    """Note the negatives above a score at which a subset has a positive."""
    for lane in range(BLOCK):
        gained[subset, lane] = 0
        above[subset, lane] = weight[subset, 0, lane]
    for kind in range(2, weight.shape[1], 2):
        for lane in range(BLOCK):
            above[subset, lane] += weight[subset, kind, lane]


@_IN_PLACE
def _add_row(row: int, walk: Walk, weights: Weights, weight: Sums, gained: Sums) -> None:
    """Add one decision to its subsets."""
    family, kind, membership = walk.family[row], walk.kind[row], walk.membership[row]
    for place in range(walk.first_subset[membership], walk.first_subset[membership + 1]):
        subset = walk.subset[place]
        for lane in range(BLOCK):
            weight[subset, kind, lane] += weights[family, lane]
        if kind % 2:
            for lane in range(BLOCK):
                gained[subset, lane] += weights[family, lane]


@_IN_PLACE
def _after(subset: int, totals: Totals, gained: Sums, above: Sums, beside: Sums) -> None:
    """Add what the positives of one score bring to a subset; ``beside`` is room to work in."""
    weight, precision, outranked = totals.weight, totals.precision, totals.outranked
    for lane in range(BLOCK):
        beside[0, lane] = weight[subset, 0, lane]
        beside[1, lane] = weight[subset, 1, lane]
    for kind in range(2, weight.shape[1], 2):
        for lane in range(BLOCK):
            beside[0, lane] += weight[subset, kind, lane]
        for lane in range(BLOCK):
            beside[1, lane] += weight[subset, kind + 1, lane]
    for lane in range(BLOCK):
        gain = np.float64(gained[subset, lane])
        flagged = max(beside[0, lane] + beside[1, lane], np.uint32(1))
        precision[subset, lane] += gain * np.float64(beside[1, lane]) / np.float64(flagged)
        outranked[subset, lane] += gain * np.float64(above[subset, lane] + beside[0, lane])


@_IN_PLACE
def _add_squares(walk: Walk, weights: Weights, total: Numbers) -> None:
    """Add up squares by membership first: each decision is then added once and not once for each of its subsets."""
    together = np.empty(BLOCK)
    for membership in range(len(walk.first_square) - 1):
        together[:] = 0
        for place in range(walk.first_square[membership], walk.first_square[membership + 1]):
            family, square = walk.square_family[place], walk.square[place]
            for lane in range(BLOCK):
                together[lane] += square * np.float64(weights[family, lane])
        for place in range(walk.first_subset[membership], walk.first_subset[membership + 1]):
            for lane in range(BLOCK):
                total[walk.subset[place], lane] += together[lane]
