"""Why does a model err more often about one group? False alarms and missed children, before and after adjusting.

False alarms are looked at among children for whom the outcome did not follow, missed children among those for whom it
did, each apart: is a child of the group flagged wrongly, or missed, more often than others, and more often than others
of the same age, need and history?

**Adjusting excuses nothing.** Need and history are partly products of scrutiny: a family that was watched more closely has
more on record. What goes when adjusting is what the record of need and history passes on; it does not thereby become right.
"""

import math
from collections.abc import Mapping
from dataclasses import dataclass

import numpy as np
import numpy.typing as npt

from helpers.estimate import Estimate, too_few
from helpers.evaluation.groups.covariates import columns, telling
from helpers.evaluation.groups.linearised import ends
from helpers.evaluation.groups.regression import Adjustment, Fit, fitted
from helpers.evaluation.intervals import can_be_judged, families_carrying
from helpers.policy import EstimatePolicy

Numbers = npt.NDArray[np.float64]
Marks = npt.NDArray[np.bool_]
Indices = npt.NDArray[np.integer]


@dataclass(frozen=True, kw_only=True)
class AdjustedGap:
    """One kind of error in a group less that in the rest, before and after adjusting.

    Attributes
    ----------
    unadjusted
        The share of the group less that of the rest.
    adjusted
        What stays: the share of the group less that of others of the same age, need and history, had they the
        group's ages, needs and histories.
    went
        What went: ``unadjusted`` less ``adjusted``, on the same children.
    unadjusted_odds_ratio, adjusted_odds_ratio
        Odds of the group over odds of the rest. An odds ratio changes when anything is adjusted for that matters,
        even if it is alike in group and rest; what stays and what goes is therefore told in shares.
    fit
        Whether the gap could be adjusted, or why not.
    """

    unadjusted: Estimate
    adjusted: Estimate
    went: Estimate
    unadjusted_odds_ratio: Estimate
    adjusted_odds_ratio: Estimate
    fit: Fit


@dataclass(frozen=True, kw_only=True)
class Adjusted:
    """Both kinds of error of one group.

    ``adjusted_for`` names what was adjusted for: all covariates but those that tell the group by themselves, as age
    tells an age group.
    """

    adjusted_for: tuple[str, ...]
    false_alarms: AdjustedGap
    misses: AdjustedGap


def adjusted(
    followed: Marks,
    flagged: Marks,
    *,
    group: Marks,
    covariates: Mapping[str, Numbers],
    family: Indices,
    rule: EstimatePolicy,
) -> Adjusted:
    """Return a group's gaps in false alarms and in missed children, before and after adjusting.

    Logistic regression by generalised estimating equations with independent working correlation, variances robust to any
    likeness within families (Liang and Zeger 1986); before adjusting, the differences are those of the rates.

    Parameters
    ----------
    followed, flagged, group
        Whether the outcome followed, the child was flagged, and is of the group, shape ``(rows,)``.
    covariates
        What is adjusted for, by name, shape ``(rows,)``; NaN where not recorded. Numbers of more than two values
        come with their squares. One that tells the group by itself is left out.
    family
        The number of each decision's family in its cohort, shape ``(rows,)``.
    rule
        The thresholds of policy. They hold for the decisions of the group and of the rest, and for those flagged and not
        flagged among the children that a kind of error is about.

    Raises
    ------
    ValueError
        If arrays do not fit together.
    """
    arrays = (flagged, group, family, *covariates.values())
    if any(array.shape != followed.shape for array in arrays):
        raise ValueError("every array has one place for each decision")
    left_out = telling(group, covariates)
    used = {name: values for name, values in covariates.items() if name not in left_out}
    known = _Known(
        n=int(group.sum()),
        positives=int(followed[group].sum()),
        rule=rule,
        enough=all(
            can_be_judged(n=int(part.sum()), positives=int(followed[part].sum()), rule=rule)
            for part in (group, ~group)
        ),
        fit=_fit(given=len(covariates), used=len(used)),
    )
    gaps = []
    for among, marked in ((~followed, flagged), (followed, ~flagged)):
        mine = {name: values[among] for name, values in used.items()}
        gaps.append(_gap(known, marked[among], group[among], mine, family[among]))
    return Adjusted(adjusted_for=tuple(used), false_alarms=gaps[0], misses=gaps[1])


@dataclass(frozen=True, kw_only=True)
class _Known:
    """Decisions of the group, those for which the outcome followed, and whether both sides have enough of each.

    ``fit`` is what adjusting comes to if nothing else stands in its way.
    """

    n: int
    positives: int
    rule: EstimatePolicy
    enough: bool
    fit: Fit

    @property
    def nothing(self) -> Estimate:
        return too_few(n=self.n, positives=self.positives)

    def told(self, value: float, low: float, high: float) -> Estimate:
        return Estimate(value=value, low=low, high=high, n=self.n, positives=self.positives)


def _fit(*, given: int, used: int) -> Fit:
    """Say what comes of adjusting where some covariates may tell the group by themselves."""
    if given and not used:
        return Fit.ONE_AND_THE_SAME
    return Fit.ADJUSTED if used == given else Fit.IN_PART


def _gap(
    known: _Known, marked: Marks, group: Marks, covariates: Mapping[str, Numbers], family: Indices
) -> AdjustedGap:
    sides = (group, ~group)
    if not known.enough or any(
        not can_be_judged(n=int(side.sum()), positives=int(marked[side].sum()), rule=known.rule)
        for side in sides
    ):
        return AdjustedGap(
            unadjusted=known.nothing,
            adjusted=known.nothing,
            went=known.nothing,
            unadjusted_odds_ratio=known.nothing,
            adjusted_odds_ratio=known.nothing,
            fit=Fit.TOO_FEW,
        )
    carried_by = min(families_carrying(marked[side], family[side]) for side in sides)
    before = _before(marked, group)
    told_by_all = known.fit is Fit.ONE_AND_THE_SAME
    adjusting = columns(covariates, marked)
    fewest = min(known.rule.fewest_positives, known.rule.fewest_negatives)
    after = known.fit if told_by_all else fitted(marked, group, adjusting, fewest=fewest)

    def told(value: float, influence: Numbers, *, as_ratio: bool = False) -> Estimate:
        low, high = ends(
            value,
            influence,
            family=family,
            carried_by=carried_by,
            confidence=known.rule.confidence,
        )
        return known.told(*(math.exp(x) if as_ratio else x for x in (value, low, high)))

    unadjusted = told(before.difference, before.of_difference)
    unadjusted_ratio = told(before.log_odds_ratio, before.of_log_odds_ratio, as_ratio=True)
    if isinstance(after, Fit):
        return AdjustedGap(
            unadjusted=unadjusted,
            adjusted=known.nothing,
            went=known.nothing,
            unadjusted_odds_ratio=unadjusted_ratio,
            adjusted_odds_ratio=known.nothing,
            fit=after,
        )
    return AdjustedGap(
        unadjusted=unadjusted,
        adjusted=told(after.difference, after.of_difference),
        went=told(before.difference - after.difference, before.of_difference - after.of_difference),
        unadjusted_odds_ratio=unadjusted_ratio,
        adjusted_odds_ratio=told(after.log_odds_ratio, after.of_log_odds_ratio, as_ratio=True),
        fit=known.fit,
    )


def _before(marked: Marks, group: Marks) -> Adjustment:
    """Return what a regression on the group alone gives: the two shares, exactly."""
    size = np.where(group, group.sum(), -(~group).sum())
    share = np.where(group, marked[group].mean(), marked[~group].mean())
    inside, outside = (float(marked[side].mean()) for side in (group, ~group))
    pull = (marked - share) / size
    return Adjustment(
        difference=inside - outside,
        log_odds_ratio=math.log(inside / (1 - inside)) - math.log(outside / (1 - outside)),
        of_difference=pull,
        of_log_odds_ratio=pull / (share * (1 - share)),
    )
