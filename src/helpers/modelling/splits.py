"""Who is learnt from and who is held out: all cases, or only earlier cases. Families are never on both sides."""

from collections.abc import Sequence
from dataclasses import dataclass
from itertools import pairwise

import numpy as np
import numpy.typing as npt

from helpers.evaluation import streams
from helpers.modelling.material import CannotLearn

Indices = npt.NDArray[np.intp]
Marks = npt.NDArray[np.bool_]
Months = npt.NDArray[np.datetime64]


@dataclass(frozen=True, eq=False)
class Fold:
    """One inner split of the training part: rows to learn from, rows to compare candidates on."""

    training: Indices
    validation: Indices


@dataclass(frozen=True, eq=False)
class Split:
    """Rows to learn from, rows held out until the end, and the inner folds of the training part."""

    training: Indices
    held_out: Indices
    folds: tuple[Fold, ...]


def all_cases(
    followed: Marks,
    family: Indices,
    *,
    held_out: float,
    folds: int,
    validation: float,
    seed: int,
) -> Split:
    """Hold out a share of families drawn by chance; the inner folds are drawn by chance too.

    Families are drawn evenly across sizes and across numbers of decisions for which the outcome followed, so that
    both parts hold the same share of them, but for one family's.

    Parameters
    ----------
    followed, family
        Outcome and family number of each decision, shape ``(rows,)``.
    held_out, validation
        Shares of decisions to hold out, and to compare candidates on in each fold.
    folds
        How many inner folds.
    seed
        The study's seed.

    Raises
    ------
    CannotLearn
        If a part holds decisions of one kind only.
    """
    every = np.arange(len(family))
    training, outer = _draw(every, followed, family, share=held_out, names=("held out", seed))
    inner = tuple(
        Fold(*_draw(training, followed, family, share=validation, names=("fold", seed, number)))
        for number in range(folds)
    )
    return checked(Split(training, outer, inner), followed, family)


def earlier_cases(
    month: Months,
    followed: Marks,
    family: Indices,
    *,
    horizon: int,
    held_out: float,
    folds: int,
) -> Split:
    """Hold out the last decisions and learn from those whose outcome was known before the first of them.

    The held-out block begins with a month and holds about the share asked. A training decision's whole follow-up
    ends in a month before it. Families of the held-out block are dropped from training, as in the study. Inside the
    training part, ``folds`` windows grow month by month, each followed by the block on which candidates are compared.

    Parameters
    ----------
    month
        The month of each decision, ``datetime64[M]``, shape ``(rows,)``.
    horizon
        Months within which the outcome counts.

    Raises
    ------
    CannotLearn
        If the records are too short, or a part holds decisions of one kind only.
    """
    first = _month_after(month, 1 - held_out)
    late = np.flatnonzero(month >= first)
    early = np.flatnonzero(month + np.timedelta64(horizon, "M") < first)
    early = early[~np.isin(family[early], family[late])]
    if not len(early):
        raise CannotLearn("no decision's follow-up ended before the last block of decisions begins")
    starts = [_month_after(month[early], block / (folds + 1)) for block in range(1, folds + 1)]
    edges = [*starts, first]
    inner = []
    for start, end in pairwise(edges):
        validation = early[(month[early] >= start) & (month[early] < end)]
        past = early[month[early] < start]
        inner.append(Fold(past[~np.isin(family[past], family[validation])], validation))
    split = checked(Split(early, late, tuple(inner)), followed, family)
    in_order(month, [(early, late), *((fold.training, fold.validation) for fold in inner)])
    return split


def in_order(month: Months, pairs: Sequence[tuple[Indices, Indices]]) -> None:
    """Refuse any pair of rows (to learn from, to judge on) of which the first does not end before the second begins.

    Raises
    ------
    ValueError
        If a future decision stands in a training part: a mistake of ours, not of the data.
    """
    for learnt, judged in pairs:
        if month[learnt].max() >= month[judged].min():
            raise ValueError("a future decision stands in a training part")


def checked(split: Split, followed: Marks, family: Indices) -> Split:
    """Return the split if it is sound.

    Raises
    ------
    ValueError
        If a family stands on both sides: a mistake of ours, not of the data.
    CannotLearn
        If a part holds decisions of one kind only, or none.
    """
    pairs = [("the held-out part", split.training, split.held_out)]
    pairs += [("an inner fold", fold.training, fold.validation) for fold in split.folds]
    for place, learnt, judged in pairs:
        if np.isin(family[learnt], family[judged]).any():
            raise ValueError(f"a family stands on both sides of {place}")
        for part in (learnt, judged):
            if not len(part) or followed[part].all() or not followed[part].any():
                raise CannotLearn(
                    "the outcome followed too few decisions to split them, with both kinds in each part"
                )
    return split


def _draw(
    rows: Indices,
    followed: Marks,
    family: Indices,
    *,
    share: float,
    names: tuple[int | str, ...],
) -> tuple[Indices, Indices]:
    """Return the rows that stay and the rows drawn: whole families, close to ``share`` of all there is to divide.

    Systematic sampling from an ordered list (Madow and Madow 1944): families are sorted by how many of their
    decisions the outcome followed and by size, shuffled among equals, and taken at even steps from a random start.
    Each family is drawn with chance ``share``. Of any stretch of the list, the number drawn is within one of its
    share; so the decisions drawn for which the outcome followed miss their share by no more than one family's.
    """
    sizes = np.bincount(family[rows])
    positives = np.bincount(family[rows], weights=followed[rows]).astype(np.intp)
    chance = streams.uniform(len(sizes), *names)
    start = streams.uniform(1, "start", *names)[0]
    there = np.flatnonzero(sizes)
    there = there[np.argsort(chance[there], kind="stable")]
    up_and_down = np.where(positives % 2, sizes, -sizes)  # neighbours in the list are of like size
    order = there[np.lexsort((up_and_down[there], -positives[there]))]
    steps = np.floor(share * np.arange(len(order) + 1) + start)
    drawn = np.zeros(len(sizes), dtype=bool)
    drawn[order] = np.diff(steps) > 0
    out = drawn[family[rows]]
    return rows[~out], rows[out]


def _month_after(month: Months, share: float) -> np.datetime64:
    """Return the month that begins after about ``share`` of the decisions: the one whose share comes closest."""
    months, sizes = np.unique(month, return_counts=True)
    before = (np.cumsum(sizes) - sizes) / len(month)
    nearest: np.datetime64 = months[np.argmin(np.abs(before - share))]
    return nearest
