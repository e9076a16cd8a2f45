"""Judge one model: every measure, for everybody and by group, on the cohort's shared resamples of families."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

import numpy as np
import numpy.typing as npt

from helpers.estimate import Estimate, count, too_few
from helpers.evaluation import metrics
from helpers.evaluation.intervals import estimate, families_carrying
from helpers.evaluation.resample import FamilyResamples
from helpers.evaluation.resampled import Resampled, resampled
from helpers.evaluation.subgroups import Group, everybody_and_groups
from helpers.policy import EstimatePolicy

Numbers = npt.NDArray[np.float64]
Marks = npt.NDArray[np.bool_]
Indices = npt.NDArray[np.intp]


@dataclass(frozen=True, kw_only=True)
class Judged:
    """One estimate and what it is about; empty labels mean *does not apply*."""

    measure: str
    estimate: Estimate
    cut_off: str = ""
    attribute: str = ""
    group: str = ""


@dataclass(frozen=True, kw_only=True, eq=False)
class Scores:
    """A model's scores on the decisions held out, all arrays of shape ``(rows,)``.

    Attributes
    ----------
    followed
        Whether the outcome followed.
    score
        The model's score, between 0 and 1.
    family
        The number of each decision's family in its cohort.
    flags
        The decisions flagged, by the name of the cut-off. Flags are fixed: they are the ones the model would have
        raised; the intervals say how its errors would vary over other families under the same cut-off.
    attributes
        The group of each decision, by attribute.
    flags_of_groups
        The cut-offs at which groups are judged too; all of them if not given.
    """

    followed: Marks
    score: Numbers
    family: Indices
    flags: Mapping[str, Marks]
    attributes: Mapping[str, npt.NDArray[np.str_] | npt.NDArray[np.object_]]
    flags_of_groups: Sequence[str] | None = None


def judge(scores: Scores, resamples: FamilyResamples, rule: EstimatePolicy) -> list[Judged]:
    """Return every measure of a model as an estimate.

    Without a group: ``held_out``, ``held_out_followed``, ``prevalence``, ``average_precision``, ``lift``,
    ``roc_auc``, ``brier``; per cut-off the counts of the decision table, ``flagged`` and every rate of
    :data:`helpers.evaluation.metrics.RATES`. By group: prevalence and :data:`OF_GROUPS`.
    """
    rows = len(scores.score)
    groups = everybody_and_groups(rows, scores.attributes)
    found = resampled(
        scores.followed,
        scores.score,
        family=scores.family,
        flags=np.array([scores.flags[name] for name in scores.flags], dtype=bool).reshape(-1, rows),
        subsets=np.array([group.members for group in groups]),
        resamples=resamples,
    )
    per_group = [_PerGroup(scores, subset, group, rule) for subset, group in enumerate(groups)]
    judged = _judge_ranking(found, per_group[0])
    everyone = np.ones(rows, dtype=bool)
    for one in per_group:
        counts = (found.followed[one.subset], found.weight[one.subset])
        judged.append(one.of_rate("prevalence", counts, everyone))
    for cut_off, name in enumerate(scores.flags):
        for one in per_group if _of_groups(name, scores.flags_of_groups) else per_group[:1]:
            judged += _judge_flags(name, one, found.cells[cut_off, :, one.subset])
    return judged


def not_judged(
    followed: Marks,
    attributes: Mapping[str, npt.NDArray[np.str_] | npt.NDArray[np.object_]],
    cut_offs: Sequence[str],
    *,
    flags_of_groups: Sequence[str] | None = None,
) -> list[Judged]:
    """Return *too few to judge* under every label that :func:`judge` would have used: there is no model.

    Parameters
    ----------
    followed, attributes
        Outcome and groups of all decisions of the cohort, since none was held out.
    cut_offs, flags_of_groups
        Names of the cut-offs, and of those at which groups are judged too.
    """
    judged = []
    for group in everybody_and_groups(len(followed), attributes):
        none = too_few(n=int(group.members.sum()), positives=int(followed[group.members].sum()))
        labels = [("prevalence", "")]
        rates = OF_GROUPS if group.attribute else metrics.RATES
        labels += [
            (measure, cut_off)
            for cut_off in cut_offs
            if not group.attribute or _of_groups(cut_off, flags_of_groups)
            for measure in rates
        ]
        if not group.attribute:
            labels += [(measure, "") for measure in _OF_EVERYBODY]
            labels += [(measure, cut_off) for cut_off in cut_offs for measure in _COUNTS]
        judged += [
            Judged(
                measure=measure,
                cut_off=cut_off,
                attribute=group.attribute,
                group=group.name,
                estimate=none,
            )
            for measure, cut_off in labels
        ]
    return judged


def _of_groups(cut_off: str, flags_of_groups: Sequence[str] | None) -> bool:
    return flags_of_groups is None or cut_off in flags_of_groups


OF_GROUPS = (
    "flagged_share",
    "false_discovery_rate",
    "false_negative_rate",
    "false_omission_rate",
    "false_positive_rate",
)
"""Rates judged by group: the share flagged, and the four ways to be wrong. The others are 1 minus one of these."""

_OF_EVERYBODY = (
    "held_out",
    "held_out_followed",
    "average_precision",
    "lift",
    "roc_auc",
    "brier",
)
_COUNTS = (*metrics.CELLS, "flagged")


class _PerGroup:
    """What the estimates of one group share."""

    def __init__(self, scores: Scores, subset: int, group: Group, rule: EstimatePolicy) -> None:
        self.scores, self.subset, self.group, self.rule = scores, subset, group, rule
        self.n = int(group.members.sum())
        self.positives = int(scores.followed[group.members].sum())
        self.carried_by = families_carrying(
            scores.followed[group.members], scores.family[group.members]
        )

    def of_values(self, measure: str, values: Numbers) -> Judged:
        """Judge a measure that is no rate, ``values`` of shape ``(subsets, 1 + resamples)``."""
        mine = values[self.subset]
        made = estimate(
            mine[0],
            mine[1:],
            n=self.n,
            positives=self.positives,
            rule=self.rule,
            carried_by=self.carried_by,
        )
        return Judged(measure=measure, estimate=made)

    def of_rate(
        self, measure: str, counts: tuple[Numbers, Numbers], among: Marks, cut_off: str = ""
    ) -> Judged:
        """``among`` marks the decisions that the denominator counts."""
        values = metrics.ratio(*counts)
        families = len(np.unique(self.scores.family[among & self.group.members]))
        made = estimate(
            values[0],
            values[1:],
            n=self.n,
            positives=self.positives,
            rule=self.rule,
            numerator=int(counts[0][0]),
            denominator=int(counts[1][0]),
            families=None if measure in metrics.NO_SHARES else families,
            carried_by=self.carried_by,
        )
        return Judged(
            measure=measure,
            estimate=made,
            cut_off=cut_off,
            attribute=self.group.attribute,
            group=self.group.name,
        )


def _judge_ranking(found: Resampled, everybody: _PerGroup) -> list[Judged]:
    return [
        Judged(measure="held_out", estimate=count(everybody.n)),
        Judged(measure="held_out_followed", estimate=count(everybody.positives)),
        everybody.of_values("average_precision", found.average_precision),
        everybody.of_values("lift", found.lift),
        everybody.of_values("roc_auc", found.roc_auc),
        everybody.of_values("brier", found.brier),
    ]


def _judge_flags(cut_off: str, per_group: _PerGroup, cells: Numbers) -> list[Judged]:
    scores, group = per_group.scores, per_group.group
    marks = metrics.cells_of(scores.followed, scores.flags[cut_off])
    judged = [
        per_group.of_rate(
            measure,
            metrics.rate_of(measure, cells),
            np.any([marks[cell] for cell in metrics.RATES[measure][1]], axis=0),
            cut_off,
        )
        for measure in (OF_GROUPS if group.attribute else metrics.RATES)
    ]
    if group.attribute:
        return judged
    counts = dict(zip(metrics.CELLS, cells[:, 0].astype(int).tolist(), strict=True))
    counts["flagged"] = counts["true_positives"] + counts["false_positives"]
    return judged + [
        Judged(measure=name, cut_off=cut_off, estimate=count(number))
        for name, number in counts.items()
    ]
