"""Judge one model: every measure, for everybody and by group, on the cohort's shared resamples of families."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

import numpy as np
import numpy.typing as npt
from scipy.sparse import csr_array, vstack

from helpers.estimate import Estimate, count, too_few
from helpers.evaluation import metrics
from helpers.evaluation.intervals import estimate
from helpers.evaluation.resample import FamilyResamples
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
    """

    followed: Marks
    score: Numbers
    family: Indices
    flags: Mapping[str, Marks]
    attributes: Mapping[str, npt.NDArray[np.str_] | npt.NDArray[np.object_]]


def judge(scores: Scores, resamples: FamilyResamples, rule: EstimatePolicy) -> list[Judged]:
    """Return every measure of a model as an estimate.

    Without a group: ``held_out``, ``held_out_followed``, ``prevalence``, ``average_precision``, ``lift``,
    ``roc_auc``, ``brier``; per cut-off the counts of the decision table, ``flagged`` and every rate of
    :data:`helpers.evaluation.metrics.RATES`. By group: prevalence and the rates.
    """
    groups = everybody_and_groups(len(scores.score), scores.attributes)
    ranking = metrics.rank(scores.followed, scores.score)
    tables = [(cut_off, group) for cut_off in scores.flags for group in groups]
    sets = _sets(scores, ranking, (groups, tables), families=resamples.families)
    sums = _resampled_sums(sets, resamples)
    per_group = {id(group): _PerGroup(scores, group, rule) for group in groups}
    position = ranking.sets + 1
    judged = _judge_ranking(scores, sums, ranking, per_group[id(groups[0])])
    for group in groups:
        judged.append(_prevalence(per_group[id(group)], sums[position : position + 2]))
        position += 2
    for cut_off, group in tables:
        cells = sums[position : position + len(metrics.CELLS)]
        judged += _judge_flags(cut_off, per_group[id(group)], cells)
        position += len(metrics.CELLS)
    return judged


def not_judged(
    followed: Marks,
    attributes: Mapping[str, npt.NDArray[np.str_] | npt.NDArray[np.object_]],
    cut_offs: Sequence[str],
) -> list[Judged]:
    """Return *too few to judge* under every label that :func:`judge` would have used: there is no model.

    Parameters
    ----------
    followed, attributes
        Outcome and groups of all decisions of the cohort, since none was held out.
    cut_offs
        Names of the cut-offs.
    """
    judged = []
    for group in everybody_and_groups(len(followed), attributes):
        none = too_few(n=int(group.members.sum()), positives=int(followed[group.members].sum()))
        labels = [("prevalence", "")]
        labels += [(measure, cut_off) for cut_off in cut_offs for measure in metrics.RATES]
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

    def __init__(self, scores: Scores, group: Group, rule: EstimatePolicy) -> None:
        self.group, self.rule, self.scores = group, rule, scores
        self.n = int(group.members.sum())
        self.positives = int(scores.followed[group.members].sum())

    def of_values(self, measure: str, values: Numbers) -> Judged:
        made = estimate(values[0], values[1:], n=self.n, positives=self.positives, rule=self.rule)
        return Judged(measure=measure, estimate=made)

    def of_rate(
        self, measure: str, counts: tuple[Numbers, Numbers], among: Marks, cut_off: str = ""
    ) -> Judged:
        """``among`` marks the decisions that the denominator counts."""
        values = metrics.ratio(*counts)
        made = estimate(
            values[0],
            values[1:],
            n=self.n,
            positives=self.positives,
            rule=self.rule,
            numerator=int(counts[0][0]),
            denominator=int(counts[1][0]),
            families=len(np.unique(self.scores.family[among & self.group.members])),
        )
        return Judged(
            measure=measure,
            estimate=made,
            cut_off=cut_off,
            attribute=self.group.attribute,
            group=self.group.name,
        )


def _sets(
    scores: Scores,
    ranking: metrics.Ranking,
    wanted: tuple[list[Group], list[tuple[str, Group]]],
    *,
    families: int,
) -> csr_array:
    """Stack all sums that any measure needs as one matrix, shape ``(sets, families)``."""

    def matrix(set_of_row: Indices, rows: Marks, sets: int) -> csr_array:
        entries = (np.ones(int(rows.sum())), (set_of_row[rows], scores.family[rows]))
        return csr_array(entries, shape=(sets, families))

    groups, tables = wanted
    every = np.zeros(len(scores.score), dtype=np.intp)
    squares = (scores.score - scores.followed) ** 2
    outcome = (~scores.followed).astype(np.intp)
    stack = [
        matrix(ranking.set_of_row, groups[0].members, ranking.sets),
        csr_array((squares, (every, scores.family)), shape=(1, families)),
    ]
    stack += [matrix(outcome, group.members, 2) for group in groups]
    for cut_off, group in tables:
        cell = metrics.cell_of_row(scores.followed, scores.flags[cut_off])
        stack.append(matrix(cell, group.members, len(metrics.CELLS)))
    return csr_array(vstack(stack))


def _resampled_sums(sets: csr_array, resamples: FamilyResamples) -> Numbers:
    """Return the sums as they are (first column) and in each resample, shape ``(sets, 1 + resamples)``."""
    columns = [sets.sum(axis=1)[:, None]]
    columns += [sets @ weights for weights in resamples.blocks()]
    return np.hstack(columns)


def _judge_ranking(
    scores: Scores, sums: Numbers, ranking: metrics.Ranking, everybody: _PerGroup
) -> list[Judged]:
    ranked = sums[: ranking.sets]
    total = ranked.sum(axis=0)
    precision = metrics.average_precision_of(ranked)
    prevalence = metrics.ratio(ranked[: ranking.scores_with_positives].sum(axis=0), total)
    return [
        Judged(measure="held_out", estimate=count(everybody.n)),
        Judged(measure="held_out_followed", estimate=count(everybody.positives)),
        everybody.of_values("average_precision", precision),
        everybody.of_values("lift", metrics.ratio(precision, prevalence)),
        everybody.of_values("roc_auc", metrics.roc_auc_of(ranked)),
        everybody.of_values("brier", metrics.ratio(sums[ranking.sets], total)),
    ]


def _prevalence(per_group: _PerGroup, sums: Numbers) -> Judged:
    everyone = np.ones_like(per_group.scores.followed)
    return per_group.of_rate("prevalence", (sums[0], sums.sum(axis=0)), everyone)


def _judge_flags(cut_off: str, per_group: _PerGroup, cells: Numbers) -> list[Judged]:
    scores, group = per_group.scores, per_group.group
    cell = metrics.cell_of_row(scores.followed, scores.flags[cut_off])
    judged = []
    for measure, (_, bottom) in metrics.RATES.items():
        among = np.isin(cell, [metrics.CELLS.index(name) for name in bottom])
        judged.append(per_group.of_rate(measure, metrics.rate_of(measure, cells), among, cut_off))
    if group.attribute:
        return judged
    counts = dict(zip(metrics.CELLS, cells[:, 0].astype(int).tolist(), strict=True))
    counts["flagged"] = counts["true_positives"] + counts["false_positives"]
    return judged + [
        Judged(measure=name, cut_off=cut_off, estimate=count(number))
        for name, number in counts.items()
    ]
