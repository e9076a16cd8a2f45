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
from helpers.evaluation.groups.fewer import enough
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

STEP = 0.05
"""Scores whose log odds lie within a step of this length count as alike, and evenly spread over it."""

_HALVINGS = 30


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
        The cohort's resamples, of which the first 1,000 are used. Groups are recalibrated anew in each; flags stay.
    rule
        The thresholds of policy. They hold for the group and for the rest.

    Raises
    ------
    ValueError
        If arrays do not fit together, a score is no chance, or a family is not of the cohort.
    """
    _refuse_nonsense(
        score, family, others=(followed, flagged, *groups), families=resamples.families
    )
    draws = enough(resamples)
    cells = _Cells.of(score)
    everybody = np.ones(len(score), dtype=bool)
    kinds = (everybody, followed, flagged, flagged & followed)
    of_all = cells.sums(everybody, kinds, family=family, resamples=draws)
    found = []
    for group in groups:
        sides = (group, ~group)
        counts = [(int(side.sum()), int(followed[side].sum())) for side in sides]
        known = all(can_be_judged(n=n, positives=yes, rule=rule) for n, yes in counts)
        carried_by = min(families_carrying(followed[side], family[side]) for side in sides)
        parts = _NO_PARTS
        if known:
            mine = cells.sums(group, kinds, family=family, resamples=draws)
            parts = _parts(_Side(cells.odds, mine), _Side(cells.odds, of_all - mine))
        found.append(
            tuple(
                _told(measure, parts[place], counts[0], rule, carried_by)
                for place, measure in enumerate(MEASURES)
            )
        )
    return found


def _refuse_nonsense(
    score: Numbers, family: Indices, *, others: Sequence[Marks], families: int
) -> None:
    rows = len(score)
    if any(array.shape != (rows,) for array in (family, *others)):
        raise ValueError("every array of decisions has as many rows as there are scores")
    if not ((score >= 0) & (score <= 1)).all():
        raise ValueError("a score that is read as a chance lies between 0 and 1")
    if rows and not 0 <= family.min() <= family.max() < families:
        raise ValueError("a family's number is not one of its cohort")


_NO_PARTS = np.full((len(MEASURES), 4, 1), np.nan)


@dataclass(frozen=True, kw_only=True, eq=False)
class _Cells:
    """Decisions with like scores: the middle of their log odds, shape ``(cells,)``, and in which cell each one is."""

    odds: Numbers
    place: Indices

    @classmethod
    def of(cls, score: Numbers) -> "_Cells":
        distinct, place = np.unique(np.round(log_odds(score) / STEP), return_inverse=True)
        return cls(odds=STEP * distinct, place=place)

    def sums(
        self, part: Marks, kinds: Sequence[Marks], *, family: Indices, resamples: FamilyResamples
    ) -> Numbers:
        """Return the weights of each kind of decisions of a part by cell, shape ``(kinds, cells, 1 + resamples)``.

        The first column is the decisions as they are.
        """
        rows = [np.flatnonzero(part & kind) for kind in kinds]
        present, whose = np.unique(family[np.concatenate(rows)], return_inverse=True)
        cells = len(self.odds)
        where = np.concatenate([n * cells + self.place[mine] for n, mine in enumerate(rows)])
        shape = (len(kinds) * cells, len(present))
        added = csr_array((np.ones(len(whose)), (where, whose)), shape=shape)
        found = np.empty((len(kinds), cells, 1 + resamples.resamples))
        for columns, weights in blocks(present, resamples):
            drawn = weights[:, : columns.stop - columns.start].astype(np.float64)
            found[:, :, columns] = (added @ drawn).reshape(len(kinds), cells, -1)
        return found


class _Side:
    """The group or the rest: weights by cell, and the chances that scores stand for, shape ``(cells, columns)``."""

    def __init__(self, odds: Numbers, sums: Numbers) -> None:
        self.odds = odds
        self.weight, self.followed, self.flagged, self.flagged_followed = sums
        self.fitted = self._fitted()
        self.chance: Numbers = expit(self.fitted[0] + self.fitted[1] * odds[:, None])

    def _fitted(self) -> Numbers:
        """Return intercept and slope of what scores stand for, shape ``(2, columns)``; NaN where they cannot be known.

        Nor can they where chances do not rise with scores: such scores say nothing of use about a side.
        """
        both = (self.weight, self.followed)
        weight, followed = (each[:, :1] for each in both)
        as_it_is = line(self.odds, weight=weight, followed=followed, slope=True)
        if not np.isfinite(as_it_is).all():
            return np.full((2, self.weight.shape[1]), np.nan)
        weight, followed = (each[:, 1:] for each in both)
        again = line(self.odds, weight=weight, followed=followed, slope=True, start=as_it_is)
        fitted = np.hstack([as_it_is, again])
        fitted[:, ~(fitted[1] > 0)] = np.nan
        return fitted

    def observed(self) -> Numbers:
        """Return both error rates by flags and what followed, shape ``(2, columns)``."""
        return _rates(
            yes=self.followed,
            no=self.weight - self.followed,
            found=self.flagged_followed,
            alarms=self.flagged - self.flagged_followed,
        )

    def expected(self, flagged: Numbers) -> Numbers:
        """Return both error rates by chances, with ``flagged`` the weight flagged by cell."""
        none = 1 - self.chance
        return _rates(
            yes=self.weight * self.chance,
            no=self.weight * none,
            found=flagged * self.chance,
            alarms=flagged * none,
        )

    def share_above(self, line_at: Numbers) -> Numbers:
        """Return which share of each cell has chances above a line in log odds, shape ``(cells, columns)``."""
        share: Numbers = np.clip((self.odds[:, None] + STEP / 2 - self._cut(line_at)) / STEP, 0, 1)
        return share

    def weight_above(self, line_at: Numbers, below: Numbers) -> Numbers:
        """Return the weight above a line, shape ``(columns,)``, with ``below`` as :meth:`running` returns it."""
        cut, lower = self._cut(line_at), self.odds - STEP / 2
        cell = np.maximum(np.searchsorted(lower, cut, side="right") - 1, 0)
        column = np.arange(len(cut))
        part = np.clip((cut - lower[cell]) / STEP, 0, 1)
        above: Numbers = below[-1] - below[cell, column] - part * self.weight[cell, column]
        return above

    def running(self) -> Numbers:
        """Return the weight below each cell and, last, of all, shape ``(cells + 1, columns)``."""
        nothing = np.zeros((1, self.weight.shape[1]))
        return np.vstack([nothing, np.cumsum(self.weight, axis=0)])

    def _cut(self, line_at: Numbers) -> Numbers:
        """Return where a line in log odds of chances lies in those of scores, shape ``(columns,)``."""
        cut: Numbers = (line_at - self.fitted[0]) / self.fitted[1]
        return cut


def _rates(*, yes: Numbers, no: Numbers, found: Numbers, alarms: Numbers) -> Numbers:
    """Return both error rates from weights by cell, shape ``(2, columns)``."""
    alarmed = metrics.ratio(alarms.sum(axis=0), no.sum(axis=0))
    return np.stack([alarmed, 1 - metrics.ratio(found.sum(axis=0), yes.sum(axis=0))])


def _parts(group: _Side, rest: _Side) -> Numbers:
    """Return gap, base rate, calibration and cut-off of each measure, shape ``(measures, 4, columns)``."""
    common = _common_line(group, rest)
    gap = group.observed() - rest.observed()
    of_expected = group.expected(group.flagged) - rest.expected(rest.flagged)
    levelled = [side.expected(side.weight * side.share_above(common)) for side in (group, rest)]
    of_level = levelled[0] - levelled[1]
    return np.stack([gap, of_level, of_expected - of_level, gap - of_expected], axis=1)


def _common_line(group: _Side, rest: _Side) -> Numbers:
    """Return above which log odds of chances there are as many children as are flagged, shape ``(columns,)``.

    By halving, since the weight above falls as the line rises; within a cell children count as evenly spread.
    """
    sides = [(side, side.running()) for side in (group, rest)]
    wanted = group.flagged.sum(axis=0) + rest.flagged.sum(axis=0)
    ends = [
        side.fitted[0] + side.fitted[1] * end
        for side, _ in sides
        for end in (side.odds[0] - STEP, side.odds[-1] + STEP)
    ]
    low, high = np.min(ends, axis=0), np.max(ends, axis=0)
    for _ in range(_HALVINGS):
        middle = (low + high) / 2
        too_many = sum(side.weight_above(middle, below) for side, below in sides) > wanted
        low, high = np.where(too_many, middle, low), np.where(too_many, high, middle)
    found: Numbers = high
    return found


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
