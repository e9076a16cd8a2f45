"""How a model errs about each group: every measure with its counts, its interval and its state."""

from collections.abc import Callable, Sequence
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass, replace

import numpy as np
import numpy.typing as npt

from helpers.estimate import Estimate, too_few
from helpers.evaluation import metrics
from helpers.evaluation.groups.pinned import pinned_average_precision
from helpers.evaluation.groups.scores import (
    OBSERVED_EXPECTED,
    SUMS_WITHOUT_CUT_OFF,
    Walked,
    walk,
)
from helpers.evaluation.groups.scores import GroupScores as GroupScores
from helpers.evaluation.groups.slopes import slopes
from helpers.evaluation.intervals import estimate
from helpers.evaluation.judge import OF_GROUPS, Judged
from helpers.evaluation.resample import FamilyResamples
from helpers.evaluation.resampled import default_threads, resampled
from helpers.policy import EstimatePolicy

Numbers = npt.NDArray[np.float64]
Indices = npt.NDArray[np.integer]
Marks = npt.NDArray[np.bool_]

PINNED = "pinned_average_precision"
SLOPE = "calibration_slope"


def group_rates(
    scores: GroupScores,
    *,
    pairs: bool,
    resamples: FamilyResamples,
    slope_resamples: int,
    rule: EstimatePolicy,
) -> list[Judged]:
    """Return every measure of everybody, of every group and, if wanted, of every pair of groups.

    ``prevalence`` and ``observed_expected`` once, and the rates of :data:`helpers.evaluation.judge.OF_GROUPS` at every
    cut-off; of everybody and of groups of one attribute ``average_precision``, ``lift`` and ``calibration_slope``, and of
    such groups ``pinned_average_precision``. A group with too few children with or without the outcome is *too few to
    judge* in every measure.

    Parameters
    ----------
    scores
        The model's scores and the groups.
    pairs
        Whether groups of two attributes at once are wanted.
    resamples
        The cohort's resamples of families.
    slope_resamples
        How many of these serve calibration slopes and pinned average precision, which take longer.
    rule
        The thresholds of policy.

    Raises
    ------
    ValueError
        If shapes do not agree, a score is no chance, or a family is not of the cohort.
    """
    walked = walk(scores, pairs=pairs, resamples=resamples, rule=rule)
    return rates_of(walked, slope_resamples=slope_resamples, rule=rule)


def rates_of(walked: Walked, *, slope_resamples: int, rule: EstimatePolicy) -> list[Judged]:
    """Return what :func:`group_rates` does, from a walk that was made already."""
    scores = walked.scores
    judging = _Judging(walked=walked, carried=walked.carried_by()[0], rule=rule)
    fewer = replace(walked.resamples, resamples=min(slope_resamples, walked.resamples.resamples))
    sums = [(measure, "") for measure in SUMS_WITHOUT_CUT_OFF]
    sums += [(measure, cut_off) for cut_off in scores.flags for measure in OF_GROUPS]
    groups = set(scores.attributes)
    figures: list[Callable[[], list[Judged]]] = [
        lambda: judging.values(SLOPE, _slopes(walked, fewer), of={"", *groups}),
        lambda: judging.values(PINNED, _pinned(walked, fewer), of=groups),
    ]
    figures += [
        lambda figure=figure: judging.sums(*figure)  # type: ignore[misc]
        for figure in sums
    ]
    rankings = _rankings(walked)
    figures += [
        lambda name=name: judging.values(name, rankings[name], of={"", *groups})  # type: ignore[misc]
        for name in rankings
    ]
    with ThreadPoolExecutor(default_threads()) as pool:
        return [one for found in pool.map(lambda figure: figure(), figures) for one in found]


def sums_of(
    walked: Walked, figures: Sequence[tuple[str, str]], *, rule: EstimatePolicy
) -> list[Judged]:
    """Return measures that are one sum over another, from a walk that was made already.

    Parameters
    ----------
    figures
        Measure and cut-off of each; the cut-off is empty for ``prevalence`` and ``observed_expected``.
    """
    judging = _Judging(walked=walked, carried=walked.carried_by()[0], rule=rule)
    return [one for figure in figures for one in judging.sums(*figure)]


def _rankings(walked: Walked) -> dict[str, Numbers]:
    """Return average precision and lift in every resample, shape ``(walked, 1 + resamples)``; NaN for pairs."""
    scores, single = walked.scores, _single(walked)
    found = resampled(
        scores.followed,
        scores.score,
        family=scores.family,
        flags=np.zeros((0, len(scores.score)), dtype=bool),
        subsets=walked.subsets[single],
        resamples=walked.resamples,
    )
    return {
        "average_precision": _spread_out(found.average_precision, single),
        "lift": _spread_out(found.lift, single),
    }


def _slopes(walked: Walked, resamples: FamilyResamples) -> Numbers:
    """Return calibration slopes, shape ``(walked, 1 + resamples)``; NaN for pairs."""
    scores, single = walked.scores, _single(walked)
    found = slopes(
        scores.followed,
        scores.score,
        family=scores.family,
        subsets=walked.subsets[single],
        resamples=resamples,
    )
    return _spread_out(found, single)


def _pinned(walked: Walked, resamples: FamilyResamples) -> Numbers:
    """Return pinned average precision of groups of one attribute, shape ``(walked, 1 + resamples)``; NaN for others."""
    scores, single = walked.scores, _single(walked)
    single[0] = False
    found = pinned_average_precision(
        scores.followed,
        scores.score,
        family=scores.family,
        groups=walked.subsets[single],
        resamples=resamples,
    )
    return _spread_out(found, single)


def _single(walked: Walked) -> Marks:
    """Mark everybody and the groups of one attribute among those walked."""
    named = {"", *walked.scores.attributes}
    return np.array([walked.members[at].attribute in named for at in walked.walked])


def _spread_out(found: Numbers, places: Marks) -> Numbers:
    """Return rows in their places, all others NaN."""
    whole = np.full((len(places), found.shape[1]), np.nan)
    whole[places] = found
    return whole


@dataclass(frozen=True, kw_only=True, eq=False)
class _Judging:
    """What all estimates share; ``carried`` is on how many families the measures of each walked subset hang."""

    walked: Walked
    carried: Indices
    rule: EstimatePolicy

    def sums(self, measure: str, cut_off: str) -> list[Judged]:
        """Judge a measure that is one sum over another."""
        numerator, denominator = self.walked.sums(measure, cut_off)
        values = metrics.ratio(numerator, denominator)
        if measure == OBSERVED_EXPECTED:
            return self.values(measure, values)
        among = self.walked.among(measure, cut_off)
        families = self.walked.families(among)[0]
        counts = np.stack([numerator[:, 0], denominator[:, 0], families], axis=1).astype(int)
        return self.values(measure, values, cut_off=cut_off, counts=counts)

    def values(
        self,
        measure: str,
        values: Numbers,
        *,
        cut_off: str = "",
        counts: Indices | None = None,
        of: set[str] | None = None,
    ) -> list[Judged]:
        """Judge a measure from its values in each resample, shape ``(walked, 1 + resamples)``.

        Parameters
        ----------
        counts
            Of a share: numerator, denominator and families among the denominator, shape ``(walked, 3)``.
        of
            The attributes whose groups are judged; all, and everybody, if not given.
        """
        return [
            Judged(
                measure=measure,
                cut_off=cut_off,
                attribute=member.attribute,
                group=member.group,
                estimate=self._estimate(at, values, counts),
            )
            for at, member in enumerate(self.walked.members)
            if of is None or member.attribute in of
        ]

    def _estimate(self, member: int, values: Numbers, counts: Indices | None) -> Estimate:
        n, positives = self.walked.counts[member].tolist()
        place = int(self.walked.place[member])
        if place < 0:
            return too_few(n=n, positives=positives)
        numerator, denominator, families = (
            (None, None, None) if counts is None else counts[place].tolist()
        )
        return estimate(
            values[place, 0],
            values[place, 1:],
            n=n,
            positives=positives,
            rule=self.rule,
            numerator=numerator,
            denominator=denominator,
            families=families,
            carried_by=int(self.carried[place]),
        )
