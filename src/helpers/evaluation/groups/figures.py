"""The numbers of all figures of one measure at one cut-off: every group beside everybody else."""

from dataclasses import dataclass, replace

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
    walked: Walked, measure: str, cut_off: str, *, size: float, rule: EstimatePolicy
) -> dict[int, Compared]:
    """Compare each group with everybody else; the intervals of one attribute, or pair of attributes, hold at once.

    Parameters
    ----------
    size
        The practical size, for :func:`helpers.evaluation.groups.power.power`.

    Returns
    -------
    What was found, by the group's place among ``walked.members``; groups that cannot be judged are missing.
    """
    numerator, denominator = walked.sums(measure, cut_off)
    places = _enough(walked, denominator, rule)
    families = _families(walked, measure, cut_off, places)
    carried = (families >= FEWEST_FAMILIES).all(axis=0)
    places, families = places[carried], families[:, carried]
    if not len(places):
        return {}
    is_share = _is_share(measure)
    of_group = (numerator[places], denominator[places])
    of_rest = (numerator[:1] - of_group[0], denominator[:1] - of_group[1])
    group = side(*of_group, families=families[0], is_share=is_share)
    rest = side(*of_rest, families=families[1], is_share=is_share)
    asked = [walked.members[at] for at in walked.walked[places]]
    figure = np.unique([member.attribute for member in asked], return_inverse=True)[1]
    family = _Family(figure=figure, families=families.min(axis=0), confidence=rule.confidence)
    reach = family.reach(group, rest)
    beside = Comparisons(
        group=group,
        rest=rest,
        critical=reach.critical,
        families=family.families,
        is_share=is_share,
    )
    found = zip(
        _differences(group, rest, reach),
        _ratios(group, rest, family),
        power(beside, size).tolist(),
        smallest_found(beside, size).tolist(),
        strict=True,
    )
    return {
        int(at): Compared(
            difference=difference,
            ratio=ratio,
            power=_known(chance),
            smallest_found=_known(smallest),
        )
        for at, (difference, ratio, chance, smallest) in zip(
            walked.walked[places], found, strict=True
        )
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


def _enough(walked: Walked, denominator: Numbers, rule: EstimatePolicy) -> Indices:
    """Return the places of walked groups that have, like their rest, enough children and the measure in enough resamples."""
    n, positives = (walked.counts[0] - walked.counts[walked.walked]).T.tolist()
    enough = [
        can_be_judged(n=of, positives=with_outcome, rule=rule)
        for of, with_outcome in zip(n, positives, strict=True)
    ]
    both = (denominator > 0) & (denominator < denominator[:1])
    often = both[:, 1:].mean(axis=1) >= rule.computable_share
    return np.flatnonzero(np.array(enough, dtype=bool) & both[:, 0] & often)


@dataclass(frozen=True, kw_only=True, eq=False)
class _Reach:
    """How far intervals reach: critical values and standard errors, each of shape ``(differences,)``."""

    critical: Numbers
    error: Numbers

    def around(self, centre: Numbers) -> tuple[Numbers, Numbers]:
        """Return the ends of the intervals."""
        return centre - self.critical * self.error, centre + self.critical * self.error


@dataclass(frozen=True, kw_only=True, eq=False)
class _Family:
    """The questions that are asked at once: figure, and families that carry it, of each difference."""

    figure: Indices
    families: Indices
    confidence: float

    def of(self, there: Marks) -> "_Family":
        """Return some of the questions."""
        return replace(self, figure=self.figure[there], families=self.families[there])

    def reach(self, group: Side, rest: Side) -> _Reach:
        """Return how far the intervals reach, the critical value being that of the whole figure."""
        deviations = group.deviations - rest.deviations
        error = standard_error(deviations, group.extra + rest.extra)
        critical = np.zeros(len(error))
        for figure in np.unique(self.figure):
            mine = self.figure == figure
            critical[mine] = critical_value(
                deviations[mine], error[mine], confidence=self.confidence
            )
        return _Reach(critical=widened(critical, self.families), error=error)


def _differences(group: Side, rest: Side, reach: _Reach) -> list[Interval]:
    low, high = reach.around(group.centre - rest.centre)
    return _around(group.value - rest.value, low, high)


def _ratios(group: Side, rest: Side, family: _Family) -> list[Interval | None]:
    """Return ratios with intervals from the scale of logarithms, where a deviation is one from its own centre."""
    there = (group.value > 0) & (rest.value > 0)
    group, rest = _in_logarithms(group, there), _in_logarithms(rest, there)
    low, high = family.of(there).reach(group, rest).around(group.centre - rest.centre)
    made = iter(_around(np.exp(group.value - rest.value), np.exp(low), np.exp(high)))
    return [next(made) if one else None for one in there]


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
