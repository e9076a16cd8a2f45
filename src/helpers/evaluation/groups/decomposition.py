"""What a gap in errors is made of: base rate, calibration, and what is left at the cut-off.

Children of two groups are flagged from one common cut-off. Even where scores mean exactly what they say, the group with more
children of high chances then has more false alarms among children for whom nothing followed, and fewer missed. And
where scores say too much or too little of one group, this adds to it or hides it. Three gaps are set beside each
other, each a group's rate less that of the rest, with ``c`` the chance that a score stands for *in the child's own
group* (logistic recalibration within the group, Cox 1958), ``f`` the flags as they are, and ``f*`` flags of as many
children, those with the highest ``c`` of both groups together:

========= =========================== ======================== ==========================
gap       of                          false positive rate      false negative rate
========= =========================== ======================== ==========================
observed  flags and what followed     sum f(1-y) / sum(1-y)    sum (1-f)y / sum y
expected  flags and chances           sum f(1-c) / sum(1-c)    sum (1-f)c / sum c
level     flags by chances, chances   sum f*(1-c) / sum(1-c)   sum (1-f*)c / sum c
========= =========================== ======================== ==========================

* **base rate** = level: what the groups' true chances alone do at one common cut-off;
* **calibration** = expected - level: what it adds that the score stands for different chances in the two groups;
* **cut-off** = observed - expected: the rest, how it fell out on either side of the cut-off otherwise than chances say, by luck
  or since a group's scores bend in a way that two numbers cannot put right.

The parts add up to the observed gap exactly. Steps taken in another order would share it out somewhat differently. Flags
``f*`` are a thought that takes a gap apart, and no way of flagging: they would move the cut-off of a score by group.
"""

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
import numpy.typing as npt
from scipy.sparse import csr_array
from scipy.special import expit

from helpers.estimate import Estimate
from helpers.evaluation import metrics
from helpers.evaluation.groups.sums import blocks
from helpers.evaluation.intervals import can_be_judged, estimate, families_carrying
from helpers.evaluation.logistic_line import line, log_odds
from helpers.evaluation.resample import FamilyResamples
from helpers.policy import EstimatePolicy

Numbers = npt.NDArray[np.float64]
Marks = npt.NDArray[np.bool_]
Indices = npt.NDArray[np.integer]

MEASURES = ("false_positive_rate", "false_negative_rate")
"""The gaps that are taken apart, in the order in which they are returned."""

STEP = 0.02
"""Scores whose log odds lie within a step of this length count as alike."""

_SAME = 1e-9


@dataclass(frozen=True, kw_only=True)
class Decomposed:
    """A gap and its parts, each a share of the group less that of the rest; the parts add up to the gap."""

    measure: str
    gap: Estimate
    base_rate: Estimate
    calibration: Estimate
    cut_off: Estimate


def decomposed(
    followed: Marks,
    score: Numbers,
    *,
    flagged: Marks,
    groups: Sequence[Marks],
    family: Indices,
    resamples: FamilyResamples,
    rule: EstimatePolicy,
) -> list[tuple[Decomposed, ...]]:
    """Return each group's gaps to the rest taken apart, one for each of :data:`MEASURES`.

    Parameters
    ----------
    followed, flagged
        Whether the outcome followed and the child was flagged, shape ``(rows,)``.
    score
        Between 0 and 1, shape ``(rows,)``.
    groups
        The decisions of each group, each of shape ``(rows,)``.
    family
        The number of each decision's family in its cohort, shape ``(rows,)``.
    resamples
        The cohort's resamples. Groups are recalibrated anew in each; flags stay.
    rule
        The thresholds of policy. They hold for the group and for the rest.

    Raises
    ------
    ValueError
        If arrays do not fit together, a score is no chance, or a family is not of the cohort.
    """
    rows = len(score)
    if any(array.shape != (rows,) for array in (followed, flagged, family, *groups)):
        raise ValueError("every array of decisions has as many rows as there are scores")
    if not ((score >= 0) & (score <= 1)).all():
        raise ValueError("a score that is read as a chance lies between 0 and 1")
    if rows and not 0 <= family.min() <= family.max() < resamples.families:
        raise ValueError("a family's number is not one of its cohort")
    cells = _Cells.of(score, flagged)
    everybody = np.ones(rows, dtype=bool)
    sums = cells.sums([everybody, *groups], followed, family=family, resamples=resamples)
    found = []
    for group, mine in zip(groups, sums[1:], strict=True):
        sides = (group, ~group)
        counts = [(int(side.sum()), int(followed[side].sum())) for side in sides]
        enough = all(can_be_judged(n=n, positives=yes, rule=rule) for n, yes in counts)
        carried_by = min(families_carrying(followed[side], family[side]) for side in sides)
        parts = _parts(cells, mine, sums[0] - mine) if enough else _NO_PARTS
        found.append(
            tuple(
                _told(measure, parts[place], counts[0], rule, carried_by)
                for place, measure in enumerate(MEASURES)
            )
        )
    return found


_NO_PARTS = np.full((len(MEASURES), 4, 1), np.nan)


@dataclass(frozen=True, kw_only=True, eq=False)
class _Cells:
    """Decisions with like scores and like flags.

    ``odds`` and ``flagged`` are of shape ``(cells,)``, ``place`` says in which cell each decision is.
    """

    odds: Numbers
    flagged: Marks
    place: Indices

    @classmethod
    def of(cls, score: Numbers, flagged: Marks) -> "_Cells":
        step = np.round(log_odds(score) / STEP).astype(np.int64)
        distinct, place = np.unique(2 * step + flagged, return_inverse=True)
        odds = (STEP * (distinct // 2)).astype(np.float64)
        return cls(odds=odds, flagged=distinct % 2 == 1, place=place)

    def sums(
        self,
        parts: Sequence[Marks],
        followed: Marks,
        *,
        family: Indices,
        resamples: FamilyResamples,
    ) -> list[Numbers]:
        """Return for each part the weights of all and of those for whom the outcome followed, by cell.

        Each of shape ``(2, cells, 1 + resamples)``; the first column is the decisions as they are.
        """
        present, row_family = np.unique(family, return_inverse=True)
        cells, shape = len(self.odds), (2 * len(self.odds), len(present))
        added = []
        for part in parts:
            mine = np.flatnonzero(part)
            yes = mine[followed[mine]]
            where = np.concatenate([self.place[mine], cells + self.place[yes]])
            whose = row_family[np.concatenate([mine, yes])]
            added.append(csr_array((np.ones(len(where)), (where, whose)), shape=shape))
        found = [np.empty((2, cells, 1 + resamples.resamples)) for _ in parts]
        for columns, weights in blocks(present, resamples):
            drawn = weights[:, : columns.stop - columns.start].astype(np.float64)
            for part_sums, part_added in zip(found, added, strict=True):
                part_sums[:, :, columns] = (part_added @ drawn).reshape(2, cells, -1)
        return found


def _parts(cells: _Cells, group: Numbers, rest: Numbers) -> Numbers:
    """Return gap, base rate, calibration and cut-off of each measure, shape ``(measures, 4, columns)``."""
    sides = (group, rest)
    chances = [_chances(cells, side) for side in sides]
    flags = cells.flagged[:, None].astype(np.float64)
    levelled = _highest(chances, [side[0] for side in sides], (flags * (group[0] + rest[0])).sum(0))
    observed = [_rates(side[1], side[0] - side[1], flags) for side in sides]
    expected = [_rates(*_shared(side[0], c), flags) for side, c in zip(sides, chances, strict=True)]
    level = [
        _rates(*_shared(side[0], c), by_chance)
        for side, c, by_chance in zip(sides, chances, levelled, strict=True)
    ]
    gap, of_expected, of_level = (each[0] - each[1] for each in (observed, expected, level))
    return np.stack([gap, of_level, of_expected - of_level, gap - of_expected], axis=1)


def _chances(cells: _Cells, side: Numbers) -> Numbers:
    """Return what a score stands for on one side, shape ``(cells, columns)``; NaN where it cannot be known."""
    as_it_is = line(cells.odds, weight=side[0, :, :1], followed=side[1, :, :1], slope=True)
    fitted = np.full((2, side.shape[2]), np.nan)
    if np.isfinite(as_it_is).all():
        fitted = line(cells.odds, weight=side[0], followed=side[1], slope=True, start=as_it_is)
        fitted[:, :1] = as_it_is
    chances: Numbers = expit(fitted[0] + fitted[1] * cells.odds[:, None])
    return chances


def _shared(weight: Numbers, chance: Numbers) -> tuple[Numbers, Numbers]:
    """Share weights out between outcome and none, as chances say."""
    return weight * chance, weight * (1 - chance)


def _rates(yes: Numbers, no: Numbers, flagged: Numbers) -> Numbers:
    """Return both error rates, shape ``(2, columns)``."""
    return np.stack(
        [
            metrics.ratio((flagged * no).sum(axis=0), no.sum(axis=0)),
            metrics.ratio(((1 - flagged) * yes).sum(axis=0), yes.sum(axis=0)),
        ]
    )


def _highest(
    chances: Sequence[Numbers], weights: Sequence[Numbers], wanted: Numbers
) -> list[Numbers]:
    """Return which share of each cell is flagged if those with the highest chances are, so many as wanted.

    Children with equal chances at the edge are flagged in equal shares.

    Parameters
    ----------
    chances, weights
        Of each side, shape ``(cells, columns)``.
    wanted
        The weight to flag, shape ``(columns,)``.
    """
    chance, weight = np.concatenate(chances), np.concatenate(weights)
    order = np.argsort(-chance, axis=0)
    reached = np.cumsum(np.take_along_axis(weight, order, axis=0), axis=0)
    last = np.minimum((reached < wanted - _SAME).sum(axis=0), len(chance) - 1)
    edge = np.take_along_axis(chance, np.take_along_axis(order, last[None], axis=0), axis=0)
    above, at = chance > edge + _SAME, np.abs(chance - edge) <= _SAME
    left = wanted - (weight * above).sum(axis=0)
    share = np.clip(np.nan_to_num(metrics.ratio(left, (weight * at).sum(axis=0))), 0, 1)
    flagged = above + at * share
    half = len(chances[0])
    return [flagged[:half], flagged[half:]]


def _told(
    measure: str, parts: Numbers, counts: tuple[int, int], rule: EstimatePolicy, carried_by: int
) -> Decomposed:
    gap, base_rate, calibration, cut_off = (
        estimate(
            part[0], part[1:], n=counts[0], positives=counts[1], rule=rule, carried_by=carried_by
        )
        for part in parts
    )
    return Decomposed(
        measure=measure, gap=gap, base_rate=base_rate, calibration=calibration, cut_off=cut_off
    )
