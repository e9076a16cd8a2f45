"""Gaps between a group and everybody else: how large, how sure, and what would have been missed.

A *figure* is one attribute, or one pair of attributes, one measure and one cut-off. Its questions are its groups, each beside
everybody else, those whose group is not yet recorded included; all its intervals hold at once.
"""

from collections import Counter
from collections.abc import Iterator, Mapping
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass
from enum import StrEnum

from helpers.estimate import Estimate, too_few
from helpers.evaluation import metrics
from helpers.evaluation.groups.figures import NOTHING, Interval, compared
from helpers.evaluation.groups.rates import rates_of
from helpers.evaluation.groups.scores import (
    SUMS_WITHOUT_CUT_OFF,
    GroupScores,
    Walked,
    walk,
)
from helpers.evaluation.judge import Judged
from helpers.evaluation.resample import FamilyResamples
from helpers.evaluation.resampled import default_threads
from helpers.policy import EstimatePolicy

ASKED = (*SUMS_WITHOUT_CUT_OFF, *metrics.RATES)
"""The measures in which a gap can be asked for: sums over sums. Average precision is none of them: it moves with how
often the outcome follows, so groups differ in it that a model serves alike."""


class GapVerdict(StrEnum):
    """What an interval of a gap allows to say."""

    FOUND = "gap found"
    NONE = "no gap of practical size"
    CANNOT_TELL = "cannot tell"
    TOO_FEW = "too few to judge"


@dataclass(frozen=True, kw_only=True)
class Gap:
    """One group beside everybody else, in one measure.

    Attributes
    ----------
    attribute, group, measure, cut_off
        The figure and the group.
    difference
        The group's measure less that of the rest; its interval holds together with those of all gaps of the figure.
    ratio
        The group's measure over that of the rest, in the same way on the scale of logarithms; too few to judge where one
        of them is 0. The verdict is that of the difference.
    verdict
        What may be said.
    asked
        How many questions the figure asked: its groups that could be judged.
    practical_size
        From which size on, either way, a gap matters.
    power
        The chance with which a true gap of the practical size would have been found, upwards where there is room; none
        where there are too few to judge.
    smallest_found
        The true gap that would be found 8 times in 10; none if there is no such gap.
    """

    attribute: str
    group: str
    measure: str
    cut_off: str
    difference: Estimate
    ratio: Estimate
    verdict: GapVerdict
    asked: int
    practical_size: float
    power: Estimate | None
    smallest_found: Estimate | None

    @property
    def exceeds_practical_size(self) -> bool:
        """Whether the whole interval lies beyond the practical size."""
        low, high = self.difference.low, self.difference.high
        return low is not None and high is not None and max(low, -high) > self.practical_size

    @property
    def within_practical_size(self) -> bool:
        """Whether the whole interval lies within the practical size; a gap can be found and still be too small to matter."""
        low, high = self.difference.low, self.difference.high
        return low is not None and high is not None and max(-low, high) < self.practical_size


def gaps(
    scores: GroupScores,
    *,
    practical_size: Mapping[str, float],
    pairs: bool,
    resamples: FamilyResamples,
    rule: EstimatePolicy,
) -> list[Gap]:
    """Return the gap of every group to everybody else, in every measure asked for and at every cut-off.

    Parameters
    ----------
    scores
        The model's scores and the groups.
    practical_size
        The measures asked for, some of :data:`ASKED`, and the size from which on a gap in each matters, more than 0.
    pairs
        Whether groups of two attributes at once are asked about too.
    resamples
        The cohort's resamples of families.
    rule
        The thresholds of policy.

    Raises
    ------
    ValueError
        If a measure is none of :data:`ASKED`, a size is not above 0, or the scores make no sense.
    """
    _refuse(practical_size)
    walked = walk(scores, pairs=pairs, resamples=resamples, rule=rule)
    return gaps_of(walked, practical_size=practical_size, rule=rule)


def rates_and_gaps(
    scores: GroupScores,
    *,
    practical_size: Mapping[str, float],
    pairs: bool,
    resamples: FamilyResamples,
    slope_resamples: int,
    rule: EstimatePolicy,
) -> tuple[list[Judged], list[Gap]]:
    """Return what :func:`helpers.evaluation.groups.rates.group_rates` and :func:`gaps` return, from one walk."""
    _refuse(practical_size)
    walked = walk(scores, pairs=pairs, resamples=resamples, rule=rule)
    return (
        rates_of(walked, slope_resamples=slope_resamples, rule=rule),
        gaps_of(walked, practical_size=practical_size, rule=rule),
    )


def gaps_of(
    walked: Walked, *, practical_size: Mapping[str, float], rule: EstimatePolicy
) -> list[Gap]:
    """Return what :func:`gaps` does, from a walk that was made already."""
    asked = [
        (measure, cut_off)
        for measure in practical_size
        for cut_off in (("",) if measure in SUMS_WITHOUT_CUT_OFF else walked.scores.flags)
    ]

    def of_measure(figures: tuple[str, str]) -> list[Gap]:
        return list(_of_measure(walked, *figures, size=practical_size[figures[0]], rule=rule))

    with ThreadPoolExecutor(default_threads()) as pool:
        return [gap for found in pool.map(of_measure, asked) for gap in found]


def _refuse(practical_size: Mapping[str, float]) -> None:
    for measure, size in practical_size.items():
        if measure not in ASKED:
            raise ValueError(f"a gap in '{measure}' cannot be asked for")
        if not size > 0:
            raise ValueError(f"the practical size of a gap in '{measure}' is more than 0")


def _of_measure(
    walked: Walked, measure: str, cut_off: str, *, size: float, rule: EstimatePolicy
) -> Iterator[Gap]:
    """Yield the gaps of all figures of a measure at a cut-off, those with too few children in their places."""
    found = compared(walked, measure, cut_off, size=size, rule=rule)
    asked = Counter(walked.members[at].attribute for at in found)
    for at, member in enumerate(walked.members[1:], start=1):
        n, positives = walked.counts[at].tolist()
        one = found.get(at, NOTHING)
        yield Gap(
            attribute=member.attribute,
            group=member.group,
            measure=measure,
            cut_off=cut_off,
            difference=_estimate(one.difference, n=n, positives=positives),
            ratio=_estimate(one.ratio, n=n, positives=positives),
            verdict=_verdict(one.difference, size),
            asked=asked[member.attribute],
            practical_size=size,
            power=_alone(one.power, n=n, positives=positives),
            smallest_found=_alone(one.smallest_found, n=n, positives=positives),
        )


def _estimate(interval: Interval | None, *, n: int, positives: int) -> Estimate:
    if interval is None:
        return too_few(n=n, positives=positives)
    return Estimate(
        value=interval.value, low=interval.low, high=interval.high, n=n, positives=positives
    )


def _alone(value: float | None, *, n: int, positives: int) -> Estimate | None:
    return None if value is None else Estimate(value=value, n=n, positives=positives)


def _verdict(difference: Interval | None, size: float) -> GapVerdict:
    if difference is None:
        return GapVerdict.TOO_FEW
    if difference.low > 0 or difference.high < 0:
        return GapVerdict.FOUND
    within = max(-difference.low, difference.high) < size
    return GapVerdict.NONE if within else GapVerdict.CANNOT_TELL
