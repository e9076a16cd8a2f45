"""Would more families help? A measure at growing shares of the learning families, and what it would be with more.

The measure is taken to rise towards a limit by an inverse power of the number of families, as learning curves mostly
do (Figueroa et al. 2012, "Predicting sample size required for classification performance"; Viering and Loog 2023,
"The shape of learning curves: a review"). Where the curve does not show how it goes on, this is said instead of a number.
"""

import math
from collections.abc import Sequence
from dataclasses import dataclass
from enum import StrEnum

import numpy as np
import numpy.typing as npt
from scipy.special import ndtri

from helpers.estimate import Estimate, too_few
from helpers.evaluation import streams
from helpers.evaluation.intervals import estimate
from helpers.policy import EstimatePolicy

Numbers = npt.NDArray[np.float64]
Indices = npt.NDArray[np.integer]

MULTIPLES = (2.0, 4.0, 10.0)
"""How many times as many families as there are the curve is projected to."""

FEWEST_SIZES, FEWEST_DRAWS = 4, 5
"""Below these a curve is not projected: the law has three numbers to be found."""

_RATES = np.geomspace(0.05, 2, 240)


class Told(StrEnum):
    """Whether a projection can be told, or why not."""

    PROJECTED = "projected"
    TOO_SHORT = "cannot tell: too few sizes or draws"
    NOT_FORETOLD = "cannot tell: the smaller sizes would not have foretold the largest"
    TOO_WIDE = "cannot tell: the interval is too wide to be of use"
    TOO_FEW = "too few to judge"


@dataclass(frozen=True, kw_only=True)
class Point:
    """The measure at one number of learning families."""

    families: int
    estimate: Estimate


@dataclass(frozen=True, kw_only=True)
class Projection:
    """The measure that would be expected of ``multiple`` times as many families; no value unless ``told`` says so."""

    multiple: float
    estimate: Estimate
    told: Told


@dataclass(frozen=True, kw_only=True)
class Law:
    """``limit - gap * (families / all families) ** -rate``: ``gap`` is what is missing to the limit as things are."""

    limit: float
    gap: float
    rate: float

    def at(self, multiple: float) -> float:
        """Return the measure for ``multiple`` times as many families as there are."""
        return float(self.limit - self.gap * multiple**-self.rate)


@dataclass(frozen=True, kw_only=True)
class LearningCurve:
    """What was seen, the law that fits it best, and what it would be with more families."""

    points: tuple[Point, ...]
    law: Law | None
    projections: tuple[Projection, ...]


def nested(
    families: Indices, shares: Sequence[float], *, seed: int, draw: int = 0
) -> tuple[Indices, ...]:
    """Return families for each share, sorted; a smaller share is part of every larger one.

    Parameters
    ----------
    families
        Numbers of the learning families, in any order, repeated or not.
    shares
        Above 0, up to 1. A share is rounded up to whole families.
    seed, draw
        The study's seed, and which of several draws; each draw has its own order of families.

    Raises
    ------
    ValueError
        If a share is out of bounds.
    """
    if not all(0 < share <= 1 for share in shares):
        raise ValueError("a share of families is above 0 and at most 1")
    distinct = np.unique(families)
    order = np.argsort(streams.raw(len(distinct), "nested families", seed, draw), kind="stable")
    counts = [math.ceil(round(share * len(distinct), 9)) for share in shares]
    return tuple(np.sort(distinct[order[:number]]) for number in counts)


@dataclass(frozen=True, kw_only=True, eq=False)
class Seen:
    """A measure at growing numbers of learning families.

    Attributes
    ----------
    families
        Growing numbers, the last being all families there are, shape ``(sizes,)``.
    values
        The measure, of which higher is better, in each draw of nested families, shape ``(sizes, draws)``; sizes at
        which it could not be computed in some draw (NaN) are left out.
    n, positives
        Decisions held out on which it was measured, and those for which the outcome followed.
    """

    families: Indices
    values: Numbers
    n: int
    positives: int

    def __post_init__(self) -> None:
        if self.values.ndim != 2 or len(self.values) != len(self.families):
            raise ValueError("a curve has one row of values for each number of families")
        if not (np.diff(self.families) > 0).all() or (self.families < 1).any():
            raise ValueError("numbers of families grow from row to row")


def project(
    seen: Seen,
    *,
    widest: float,
    seed: int,
    rule: EstimatePolicy,
    multiples: Sequence[float] = MULTIPLES,
    ceiling: float = 1.0,
) -> LearningCurve:
    """Return the curve and its projections.

    The law is fitted by weighted least squares to the medians over draws, larger sizes counting for more, as the
    measure varies less there; its limit is at most ``ceiling``, it never falls, and its rate lies between 0.05 and 2.
    Draws are resampled for the intervals. Draws share families, at the full size all of them: what another set
    of families would have changed throughout is estimated from how draws differ and added to every resample. Which
    decisions are held out does not vary, so intervals speak of learning alone.

    Parameters
    ----------
    seen
        What was measured.
    widest
        The widest interval of a projection that is still of use, on the measure's own scale. Half of it is also how
        far the largest size may lie from what the smaller sizes foretell.
    seed
        The study's seed.
    rule
        The thresholds of policy.
    multiples
        How many times as many families as there are.
    ceiling
        The best value that the measure can have.
    """
    kept = np.isfinite(seen.values).all(axis=1)
    values, families = seen.values[kept], seen.families[kept]
    long_enough = len(families) >= FEWEST_SIZES and values.shape[1] >= FEWEST_DRAWS
    if not long_enough:
        none = too_few(n=seen.n, positives=seen.positives)
        return LearningCurve(
            points=tuple(Point(families=int(each), estimate=none) for each in families),
            law=None,
            projections=tuple(
                Projection(multiple=each, estimate=none, told=Told.TOO_SHORT) for each in multiples
            ),
        )
    share = families / seen.families[-1]
    centre = _centres(share, values, seed=seed, resamples=rule.resamples)
    laws = _fit(share, centre, ceiling)
    foretold = _at(_fit(share[:-1], centre[:1, :-1], ceiling), share[-1])[0]
    follows = abs(foretold - centre[0, -1]) <= widest / 2
    return LearningCurve(
        points=tuple(
            Point(families=int(each), estimate=_estimated(column, seen, rule))
            for each, column in zip(families, centre.T, strict=True)
        ),
        law=Law(limit=float(laws[0, 0]), gap=float(laws[0, 1]), rate=float(laws[0, 2])),
        projections=tuple(
            _projection(each, _estimated(_at(laws, each), seen, rule), follows, widest)
            for each in multiples
        ),
    )


def _projection(multiple: float, made: Estimate, follows: bool, widest: float) -> Projection:
    if made.low is None or made.high is None:
        return Projection(multiple=multiple, estimate=made, told=Told.TOO_FEW)
    told = Told.PROJECTED
    if made.high - made.low > widest:
        told = Told.TOO_WIDE
    if not follows:
        told = Told.NOT_FORETOLD
    if told is not Told.PROJECTED:
        made = too_few(n=made.n or 0, positives=made.positives or 0)
    return Projection(multiple=multiple, estimate=made, told=told)


def _estimated(found: Numbers, seen: Seen, rule: EstimatePolicy) -> Estimate:
    return estimate(found[0], found[1:], n=seen.n, positives=seen.positives, rule=rule)


def _centres(share: Numbers, values: Numbers, *, seed: int, resamples: int) -> Numbers:
    """Return the median over draws at each size, as it is and in each resample, shape ``(1 + resamples, sizes)``.

    Of draws of a share ``s`` of all families, the variance among draws is ``(1 - s) / s`` times what another set of
    families as large as all of them would bring, if variance falls with the number of families.
    """
    draws = values.shape[1]
    chance = streams.uniform(resamples * draws, "draws of a learning curve", seed)
    drawn = (chance * draws).astype(np.int64).reshape(resamples, draws)
    part = share < 1
    luck = np.median(values[part].var(axis=1, ddof=1) * share[part] / (1 - share[part]))
    shift = np.sqrt(luck) * ndtri(streams.uniform(resamples, "families of a learning curve", seed))
    again = np.median(values[:, drawn], axis=2).T + shift[:, None]
    return np.vstack([np.median(values, axis=1), again])


def _fit(share: Numbers, centre: Numbers, ceiling: float) -> Numbers:
    """Return limit, gap and rate for each row of ``centre``, shape ``(rows, 3)``.

    For a given rate the law is a straight line in ``share ** -rate``, so rates are tried one beside another.
    """
    weight = share / share.sum()
    power = share ** -_RATES[:, None]
    middle = power @ weight
    spread = (power - middle[:, None]) * weight
    gap = np.maximum(-(centre @ spread.T) / (spread * power).sum(axis=1), 0)
    limit = (centre @ weight)[:, None] + gap * middle
    at_ceiling = ((ceiling - centre) @ (weight * power).T) / (power**2 @ weight)
    gap = np.where(limit > ceiling, np.maximum(at_ceiling, 0), gap)
    limit = np.minimum(limit, ceiling)
    left = centre[:, None, :] - limit[:, :, None] + gap[:, :, None] * power
    best = np.argmin((left**2) @ weight, axis=1)
    rows = np.arange(len(centre))
    return np.stack([limit[rows, best], gap[rows, best], _RATES[best]], axis=1)


def _at(laws: Numbers, multiple: float) -> Numbers:
    limit, gap, rate = laws.T
    value: Numbers = limit - gap * multiple**-rate
    return value
