"""The numbers of all figures of one measure at one cut-off: every group beside everybody else."""

from dataclasses import dataclass

import numpy as np
import numpy.typing as npt

from helpers.evaluation import metrics
from helpers.evaluation.groups.power import Comparisons, power, smallest_found
from helpers.evaluation.groups.scores import (
    OBSERVED_EXPECTED,
    Walked,
)
from helpers.evaluation.groups.simultaneous import Counted, Side, reach, sides, widened
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
    several = (families >= FEWEST_FAMILIES).all(axis=0)
    places, families = places[several], families[:, several]
    if not len(places):
        return {}
    counted = Counted(
        numerator=numerator[places],
        denominator=denominator[places],
        whole=np.stack([numerator[0], denominator[0]]),
    )
    group, rest, varies = sides(counted, families, is_share=_is_share(measure))
    asked = [walked.members[at].attribute for at in walked.walked[places]]
    figure = np.unique(asked, return_inverse=True)[1]
    far = reach(counted, group, rest, varies=varies, figure=figure, confidence=rule.confidence)
    carried = np.minimum(families, walked.carried_by()[:, places]).min(axis=0)
    critical = widened(far.critical, carried)
    beside = Comparisons(
        group=group,
        rest=rest,
        spread=varies,
        critical=critical[0],
        families=carried,
        is_share=_is_share(measure),
    )
    found = zip(
        _differences(group, rest, critical[0] * far.error[0]),
        _ratios(group, rest, critical[1], far.error[1]),
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
    """Return the families that stand for draws of each group and of its rest, shape ``(2, groups)``.

    Of a share these are the families among its denominator; of anything else, those of the rarer outcome.
    """
    if not _is_share(measure):
        return walked.carried_by()[:, places]
    return walked.families(walked.among(measure, cut_off))[:, places]


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


def _differences(group: Side, rest: Side, allowed: Numbers) -> list[Interval]:
    middle = group.centre - rest.centre
    return _around(group.value - rest.value, middle - allowed, middle + allowed)


def _ratios(group: Side, rest: Side, critical: Numbers, error: Numbers) -> list[Interval | None]:
    """Return ratios with intervals from the scale of logarithms; none where one side is 0."""
    there = np.isfinite(error)
    middle = group.centre[there] / rest.centre[there]
    allowed = np.exp(critical[there] * error[there])
    value = group.value[there] / rest.value[there]
    made = iter(_around(value, middle / allowed, middle * allowed))
    return [next(made) if one else None for one in there]


def _around(value: Numbers, low: Numbers, high: Numbers) -> list[Interval]:
    """Return intervals, each of which holds its value."""
    ends = zip(value, np.minimum(low, value), np.maximum(high, value), strict=True)
    return [Interval(value=float(at), low=float(of), high=float(to)) for at, of, to in ends]


def _known(value: float) -> float | None:
    return float(value) if np.isfinite(value) else None
