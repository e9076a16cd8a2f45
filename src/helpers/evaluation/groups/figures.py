"""The numbers of one figure: several groups, each beside everybody else, in one measure at one cut-off."""

from dataclasses import dataclass

import numpy as np
import numpy.typing as npt

from helpers.evaluation import metrics
from helpers.evaluation.groups.power import Comparisons, power, smallest_found
from helpers.evaluation.groups.scores import (
    OBSERVED_EXPECTED,
    Walked,
    carried_by,
    distinct_families,
)
from helpers.evaluation.groups.simultaneous import (
    Side,
    critical_value,
    side,
    standard_error,
    widened,
)
from helpers.evaluation.intervals import can_be_judged
from helpers.policy import EstimatePolicy

Numbers = npt.NDArray[np.float64]
Marks = npt.NDArray[np.bool_]
Indices = npt.NDArray[np.integer]

FEWEST_FAMILIES = 2
"""Families on either side below which nothing can be said of how far a difference strays."""


@dataclass(frozen=True, kw_only=True)
class Interval:
    """A value, and an interval that holds together with those of all groups of the figure."""

    value: float
    low: float
    high: float


@dataclass(frozen=True, kw_only=True)
class Compared:
    """One group beside everybody else; nothing of it is known where there are too few children.

    Attributes
    ----------
    difference
        The group's measure less that of the rest.
    ratio
        The group's measure over that of the rest, none where one of them is 0.
    power, smallest_found
        As :func:`helpers.evaluation.groups.power.power` and ``smallest_found`` return them, none where they do not exist.
    """

    difference: Interval | None = None
    ratio: Interval | None = None
    power: float | None = None
    smallest_found: float | None = None


NOTHING = Compared()
"""What is known of a group with too few children."""


def compared(
    walked: Walked,
    measure: str,
    cut_off: str,
    *,
    places: Indices,
    size: float,
    rule: EstimatePolicy,
) -> dict[int, Compared]:
    """Compare each of several walked groups with everybody else, all intervals holding at once.

    Parameters
    ----------
    places
        Where the groups stand in ``walked``.
    size
        The practical size, for :func:`helpers.evaluation.groups.power.power`.

    Returns
    -------
    What was found, by place; groups that cannot be judged are missing.
    """
    numerator, denominator = walked.sums(measure, cut_off)
    families = _families(walked, measure, cut_off, places)
    judged = _can_be_judged(walked, denominator, places, rule) & (families >= FEWEST_FAMILIES).all(
        0
    )
    places, families = places[judged], families[:, judged]
    if not len(places):
        return {}
    is_share = _is_share(measure)
    of_group = (numerator[places], denominator[places])
    of_rest = (numerator[:1] - of_group[0], denominator[:1] - of_group[1])
    group = side(*of_group, families=families[0], is_share=is_share)
    rest = side(*of_rest, families=families[1], is_share=is_share)
    fewer = families.min(axis=0)
    reach = _reach(group, rest, fewer, rule.confidence)
    beside = Comparisons(
        group=group, rest=rest, critical=reach.critical, families=fewer, is_share=is_share
    )
    powers, smallest = power(beside, size), smallest_found(beside, size)
    differences = _differences(group, rest, reach)
    ratios = _ratios(group, rest, fewer, rule.confidence)
    return {
        int(place): Compared(
            difference=differences[at],
            ratio=ratios[at],
            power=_known(powers[at]),
            smallest_found=_known(smallest[at]),
        )
        for at, place in enumerate(places)
    }


def _families(walked: Walked, measure: str, cut_off: str, places: Indices) -> Indices:
    """Return how many families carry each group and its rest, shape ``(2, groups)``.

    Of a share these are the families among its denominator; of anything else, those of the rarer kind.
    """
    scores, groups = walked.scores, walked.subsets[places]
    if not _is_share(measure):
        return np.stack([carried_by(groups, scores), carried_by(~groups, scores)])
    among = walked.among(measure, cut_off)
    return np.stack([distinct_families(each, among, scores.family) for each in (groups, ~groups)])


def _is_share(measure: str) -> bool:
    return measure != OBSERVED_EXPECTED and measure not in metrics.NO_SHARES


def _can_be_judged(
    walked: Walked, denominator: Numbers, places: Indices, rule: EstimatePolicy
) -> Marks:
    """Say of each group whether both it and its rest have enough children, and the measure in enough resamples."""
    n, positives = (walked.counts[0] - walked.counts[walked.walked[places]]).T.tolist()
    enough = [
        can_be_judged(n=of, positives=with_outcome, rule=rule)
        for of, with_outcome in zip(n, positives, strict=True)
    ]
    both = (denominator[places] > 0) & (denominator[:1] - denominator[places] > 0)
    judged: Marks = (
        np.array(enough, dtype=bool)
        & both[:, 0]
        & (both[:, 1:].mean(axis=1) >= rule.computable_share)
    )
    return judged


@dataclass(frozen=True, kw_only=True, eq=False)
class _Reach:
    """How far intervals reach: critical values and standard errors, each of shape ``(differences,)``."""

    critical: Numbers
    error: Numbers

    def around(self, centre: Numbers) -> tuple[Numbers, Numbers]:
        """Return the ends of the intervals."""
        return centre - self.critical * self.error, centre + self.critical * self.error


def _reach(group: Side, rest: Side, families: Indices, confidence: float) -> _Reach:
    deviations = group.deviations - rest.deviations
    error = standard_error(deviations, group.extra + rest.extra)
    critical = critical_value(deviations, error, confidence=confidence)
    return _Reach(critical=widened(critical, families), error=error)


def _differences(group: Side, rest: Side, reach: _Reach) -> list[Interval]:
    low, high = reach.around(group.centre - rest.centre)
    return _around(group.value - rest.value, low, high)


def _ratios(group: Side, rest: Side, families: Indices, confidence: float) -> list[Interval | None]:
    """Return ratios with intervals from the scale of logarithms, where a deviation is one from its own centre."""
    there = (group.value > 0) & (rest.value > 0)
    found: list[Interval | None] = [None] * len(there)
    if there.any():
        group, rest = (_in_logarithms(one, there) for one in (group, rest))
        low, high = _reach(group, rest, families[there], confidence).around(
            group.centre - rest.centre
        )
        made = _around(np.exp(group.value - rest.value), np.exp(low), np.exp(high))
        for at, interval in zip(np.flatnonzero(there), made, strict=True):
            found[at] = interval
    return found


def _in_logarithms(one: Side, there: Marks) -> Side:
    """Return a side on the scale of logarithms, deviations and variance as they are near the centre."""
    centre = one.centre[there]
    return Side(
        value=np.log(one.value[there]),
        centre=np.log(centre),
        deviations=one.deviations[there] / centre[:, None],
        extra=one.extra[there] / centre**2,
        counted=one.counted[there],
    )


def _around(value: Numbers, low: Numbers, high: Numbers) -> list[Interval]:
    """Return intervals, each of which holds its value."""
    ends = zip(value, np.minimum(low, value), np.maximum(high, value), strict=True)
    return [Interval(value=float(at), low=float(of), high=float(to)) for at, of, to in ends]


def _known(value: float) -> float | None:
    return float(value) if np.isfinite(value) else None
