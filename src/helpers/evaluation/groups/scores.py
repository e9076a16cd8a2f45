"""A model's scores with the groups of the children, and the one walk through all resamples that serves all measures of flags."""

from collections.abc import Mapping
from dataclasses import dataclass

import numpy as np
import numpy.typing as npt

from helpers.evaluation import metrics
from helpers.evaluation.groups.cells import CellSums, cell_sums
from helpers.evaluation.groups.members import Labels, Member, members
from helpers.evaluation.groups.sums import firsts
from helpers.evaluation.intervals import can_be_judged
from helpers.evaluation.resample import FamilyResamples
from helpers.policy import EstimatePolicy

Numbers = npt.NDArray[np.float64]
Marks = npt.NDArray[np.bool_]
Indices = npt.NDArray[np.integer]
Whole = npt.NDArray[np.int64]

OBSERVED_EXPECTED = "observed_expected"
PREVALENCE = "prevalence"
SUMS_WITHOUT_CUT_OFF = (PREVALENCE, OBSERVED_EXPECTED)
"""Measures that are one sum over another and know of no flags."""


@dataclass(frozen=True, kw_only=True, eq=False)
class GroupScores:
    """A model's scores and the children's groups, all arrays of shape ``(rows,)``.

    Attributes
    ----------
    followed
        Whether the outcome followed.
    score
        The model's score, read as a chance: between 0 and 1.
    family
        The number of each decision's family in its cohort.
    flags
        The decisions flagged, by the name of the cut-off.
    attributes
        The group of each decision as known on the day, by attribute; what is missing is *not yet recorded*.
    """

    followed: Marks
    score: Numbers
    family: Indices
    flags: Mapping[str, Marks]
    attributes: Mapping[str, Labels]


@dataclass(frozen=True, kw_only=True, eq=False)
class Walked:
    """Sums of every group that has enough children, as they are and in each resample.

    Attributes
    ----------
    scores, resamples
        What was walked through, and on which resamples.
    members
        Everybody, every group and every pair, whether or not there are enough children.
    counts
        Decisions of each of them, and those for which the outcome followed, shape ``(members, 2)``.
    walked
        Where in ``members`` those stand that sums were made of, everybody first, shape ``(walked,)``.
    place
        Where each member stands in ``walked``, -1 for those with too few children, shape ``(members,)``.
    subsets
        Their decisions, shape ``(walked, rows)``.
    by_family
        The decisions in the order of families, where each family begins, and the subsets of each decision in that order,
        as for :func:`helpers.evaluation.groups.kernel.count_families`.
    found
        Their sums; the first column is the decisions as they are.
    """

    scores: GroupScores
    resamples: FamilyResamples
    members: list[Member]
    counts: Indices
    walked: Indices
    place: Indices
    subsets: Marks
    by_family: tuple[Whole, Whole, Whole, Whole]
    found: CellSums

    def sums(self, measure: str, cut_off: str) -> tuple[Numbers, Numbers]:
        """Return numerator and denominator of a measure, each of shape ``(walked, 1 + resamples)``."""
        if measure in SUMS_WITHOUT_CUT_OFF:
            followed = self.found.of(self.found.followed)
            everyone = np.ones_like(self.found.followed)
            return followed, (
                self.found.of(everyone) if measure == PREVALENCE else self.found.expected
            )
        return self.found.rate(measure, list(self.scores.flags).index(cut_off))

    def families(self, among: Marks) -> npt.NDArray[np.int64]:
        """Return how many families have a decision in each subset, and outside it, shape ``(2, walked)``.

        Parameters
        ----------
        among
            The decisions that count, shape ``(rows,)``.
        """
        from helpers.evaluation.groups import kernel

        counted = np.zeros((2, len(self.walked)), dtype=np.int64)
        first, first_subset, subset = self.by_family[1:]
        kernel.count_families(first, among[self.by_family[0]], first_subset, subset, counted)
        return counted

    def carried_by(self) -> npt.NDArray[np.int64]:
        """Return on how many families the measures of each subset, and of its rest, hang, shape ``(2, walked)``.

        Those of the rarer kind, as :func:`helpers.evaluation.intervals.families_carrying`.
        """
        followed = self.scores.followed
        return np.minimum(self.families(followed), self.families(~followed))

    def among(self, measure: str, cut_off: str) -> Marks:
        """Return the decisions that the denominator of a measure counts, shape ``(rows,)``."""
        if measure in SUMS_WITHOUT_CUT_OFF:
            return np.ones(len(self.scores.score), dtype=bool)
        marks = metrics.cells_of(self.scores.followed, self.scores.flags[cut_off])
        among: Marks = np.any([marks[cell] for cell in metrics.RATES[measure][1]], axis=0)
        return among


def walk(
    scores: GroupScores, *, pairs: bool, resamples: FamilyResamples, rule: EstimatePolicy
) -> Walked:
    """Add up every group in every resample; groups with too few children to judge anything are left out.

    Raises
    ------
    ValueError
        If shapes do not agree, a score is no chance, or a family is not of the cohort.
    """
    rows = len(scores.score)
    if any(
        len(array) != rows for array in (scores.followed, scores.family, *scores.flags.values())
    ):
        raise ValueError("every array of decisions has as many rows as there are scores")
    if not ((scores.score >= 0) & (scores.score <= 1)).all():
        raise ValueError("a score that is read as a chance lies between 0 and 1")
    everyone = members(rows, scores.attributes, pairs=pairs)
    counts = np.array(
        [(member.rows.sum(), scores.followed[member.rows].sum()) for member in everyone]
    )
    enough = [
        can_be_judged(n=n, positives=positives, rule=rule) for n, positives in counts.tolist()
    ]
    enough[0] = True  # everybody is what a group's rest is reckoned from
    walked = np.flatnonzero(enough)
    place = np.where(enough, np.cumsum(enough) - 1, -1)
    subsets = np.array([everyone[at].rows for at in walked])
    found = cell_sums(
        scores.followed,
        scores.score,
        family=scores.family,
        flags=np.array([*scores.flags.values()], dtype=bool).reshape(-1, rows),
        subsets=subsets,
        resamples=resamples,
    )
    return Walked(
        scores=scores,
        resamples=resamples,
        members=everyone,
        counts=counts,
        walked=walked,
        place=place,
        subsets=subsets,
        by_family=_by_family(subsets, scores.family),
        found=found,
    )


def _by_family(subsets: Marks, family: Indices) -> tuple[Whole, Whole, Whole, Whole]:
    order = np.argsort(family, kind="stable")
    owner, subset = np.nonzero(subsets[:, order].T)
    place = np.unique(family[order], return_inverse=True)[1]
    return (
        order.astype(np.int64),
        firsts(place, int(place.max(initial=-1)) + 1),
        firsts(owner, len(family)),
        subset.astype(np.int64),
    )
