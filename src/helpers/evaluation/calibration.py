"""Do scores mean what they say? Of children with a score of one in ten, did the outcome follow for one in ten?

Observed over expected, the calibration intercept and slope (Cox 1958; Van Calster et al. 2016, "A calibration
hierarchy for risk models"), a curve in groups, and logistic recalibration.
"""

from collections.abc import Iterator
from dataclasses import dataclass

import numpy as np
import numpy.typing as npt
from scipy.sparse import csr_array
from scipy.special import expit

from helpers.estimate import Estimate
from helpers.evaluation import metrics
from helpers.evaluation.intervals import estimate, families_carrying
from helpers.evaluation.logistic_line import line, log_odds
from helpers.evaluation.resample import BLOCK, FamilyResamples, family_weights
from helpers.policy import EstimatePolicy

Numbers = npt.NDArray[np.float64]
Marks = npt.NDArray[np.bool_]
Indices = npt.NDArray[np.integer]

GROUPS = 10
"""The most groups a calibration curve is drawn in."""


@dataclass(frozen=True, kw_only=True, eq=False)
class Held:
    """The decisions that scores are checked on, all arrays of shape ``(rows,)``; any subset of a cohort.

    Attributes
    ----------
    followed
        Whether the outcome followed.
    score
        The model's score, between 0 and 1, read as a chance.
    family
        The number of each decision's family in its cohort.
    """

    followed: Marks
    score: Numbers
    family: Indices

    def of(self, among: Marks) -> "Held":
        """Return the decisions that ``among`` marks."""
        return Held(
            followed=self.followed[among], score=self.score[among], family=self.family[among]
        )

    def __post_init__(self) -> None:
        if not self.followed.shape == self.score.shape == self.family.shape:
            raise ValueError("every array of decisions has as many rows as there are scores")
        if not ((self.score >= 0) & (self.score <= 1)).all():
            raise ValueError("a score that is read as a chance lies between 0 and 1")


@dataclass(frozen=True, kw_only=True)
class Calibration:
    """How far scores are from what followed.

    Attributes
    ----------
    observed_expected
        Children for whom the outcome followed, over the sum of the scores; above 1, scores are too low on the whole.
    intercept
        What must be added to the log odds of every score for the two to agree; 0 is right, above 0 scores are too low.
    slope
        By what the log odds of scores must be multiplied; 1 is right, below 1 scores are too extreme.
    """

    observed_expected: Estimate
    intercept: Estimate
    slope: Estimate


@dataclass(frozen=True, kw_only=True)
class CurveGroup:
    """Decisions with neighbouring scores: the mean score, and the share for whom the outcome followed."""

    mean_score: Estimate
    observed: Estimate


def calibration(held: Held, resamples: FamilyResamples, rule: EstimatePolicy) -> Calibration:
    """Return observed over expected, calibration intercept and calibration slope.

    Scores of 0 and 1 count as :data:`helpers.evaluation.logistic_line.SMALLEST` away from these. A slope does not
    exist where all scores are alike, nor where the scores separate the children for whom the outcome followed from
    all others; in such resamples it is missing.
    """
    distinct, place = np.unique(held.score, return_inverse=True)
    odds = log_odds(distinct)
    values = (np.ones(len(place)), held.followed.astype(float))
    found: list[Numbers] = []
    start: list[Numbers | None] = [None, None]
    for weight, followed in _added_up(held, values, place, resamples):
        lines = [
            line(odds, weight=weight, followed=followed, slope=slope, start=begin)
            for slope, begin in zip((False, True), start, strict=True)
        ]
        if not found:
            start = [each[:, :1] for each in lines]
        ratio = metrics.ratio(followed.sum(axis=0), distinct @ weight)
        found.append(np.stack([ratio, lines[0][0], lines[1][1]]))
    made = [_estimated(each, held, rule) for each in np.hstack(found)]
    return Calibration(observed_expected=made[0], intercept=made[1], slope=made[2])


def calibration_curve(
    held: Held, resamples: FamilyResamples, rule: EstimatePolicy, *, groups: int = GROUPS
) -> tuple[CurveGroup, ...]:
    """Return what followed in groups of neighbouring scores, the lowest scores first.

    Groups are of nearly equal size, equal scores stay together, and each has at least the fewest decisions with and
    without the outcome that policy allows: a group with too few joins the next one. Where all together are
    too few, one group says so. Groups are not cut anew in resamples.
    """
    group = _grouped(held, groups, rule)
    values = (np.ones(len(group)), held.followed.astype(float), held.score)
    blocks = list(_added_up(held, values, group, resamples))
    weight, followed, score = (np.hstack(each) for each in zip(*blocks, strict=True))
    shares, means = metrics.ratio(followed, weight), metrics.ratio(score, weight)
    curve = []
    for number in range(len(weight)):
        members = held.of(group == number)
        counts = (int(members.followed.sum()), len(members.followed))
        curve.append(
            CurveGroup(
                mean_score=_estimated(means[number], members, rule),
                observed=_estimated(shares[number], members, rule, counts),
            )
        )
    return tuple(curve)


def recalibrate(inner_score: Numbers, inner_followed: Marks, score: Numbers) -> Numbers:
    """Return scores moved so that they would have been right on average where the model was validated.

    Intercept and slope of log odds (Cox 1958) are learned from the validation scores of the inner folds, that is from
    learning decisions that the model scored without having learned from them; never from decisions held out.

    The outcome is drawn in a little, as Platt (1999) does (with ``n`` decisions of a kind, ``1 / (n + 2)`` away from
    0 or 1), so that a slope exists even if scores separate the two kinds. The order of scores never changes: where
    the slope would turn it round, the scores said nothing of use and all become the overall share. Where all inner
    scores are alike nothing is known of the slope, and it stays 1.

    Parameters
    ----------
    inner_score, inner_followed
        Scores between 0 and 1 and outcomes in the inner folds, shape ``(inner rows,)``.
    score
        The scores to move, between 0 and 1, shape ``(rows,)``.

    Raises
    ------
    ValueError
        If there are no inner decisions, or a score does not lie between 0 and 1.
    """
    inner = Held(followed=inner_followed, score=inner_score, family=np.zeros(len(inner_score), int))
    if not len(inner_score):
        raise ValueError("recalibration needs scores of inner folds to learn from")
    if not ((score >= 0) & (score <= 1)).all():
        raise ValueError("a score that is read as a chance lies between 0 and 1")
    positives = int(inner_followed.sum())
    negatives = len(inner_followed) - positives
    target = np.where(inner.followed, (positives + 1) / (positives + 2), 1 / (negatives + 2))
    odds = log_odds(inner.score)
    fitted = _fit(odds, target, slope=True)
    if np.isnan(fitted[1]):
        fitted = _fit(odds, target, slope=False)
    if fitted[1] <= 0:
        fitted = np.array([_fit(np.zeros_like(odds), target, slope=False)[0], 0.0])
    moved: Numbers = expit(fitted[0] + fitted[1] * log_odds(score))
    return moved


def _fit(odds: Numbers, target: Numbers, *, slope: bool) -> Numbers:
    """Return intercept and slope for single decisions, shape ``(2,)``."""
    weight = np.ones((len(odds), 1))
    return line(odds, weight=weight, followed=target[:, None], slope=slope)[:, 0]


def _added_up(
    held: Held, values: tuple[Numbers, ...], place: Indices, resamples: FamilyResamples
) -> Iterator[tuple[Numbers, ...]]:
    """Yield each of ``values`` weighted and added up by place, shape ``(places, columns)``.

    The first time there is one column, the decisions as they are; then one column for each resample of a block.
    """
    if len(place) and not 0 <= held.family.min() <= held.family.max() < resamples.families:
        raise ValueError("a family's number is not one of its cohort")
    present, family = np.unique(held.family, return_inverse=True)
    shape = (int(place.max(initial=-1)) + 1, len(present))
    sums = [csr_array((value, (place, family)), shape=shape) for value in values]
    yield tuple(each @ np.ones((len(present), 1)) for each in sums)
    for block in range(-(-resamples.resamples // BLOCK)):
        drawn = family_weights(present, seed=resamples.seed, block=block)
        weights = drawn[:, : resamples.resamples - block * BLOCK].astype(np.float64)
        yield tuple(each @ weights for each in sums)


def _estimated(
    found: Numbers, held: Held, rule: EstimatePolicy, counts: tuple[int, int] | None = None
) -> Estimate:
    numerator, denominator = counts or (None, None)
    return estimate(
        found[0],
        found[1:],
        n=len(held.followed),
        positives=int(held.followed.sum()),
        rule=rule,
        numerator=numerator,
        denominator=denominator,
        carried_by=families_carrying(held.followed, held.family),
    )


def _grouped(held: Held, groups: int, rule: EstimatePolicy) -> Indices:
    """Return the group of each decision, 0 for the lowest scores, shape ``(rows,)``."""
    distinct, place = np.unique(held.score, return_inverse=True)
    alike = np.bincount(place, minlength=len(distinct))
    middle = np.cumsum(alike) - alike / 2
    part = np.floor(groups * middle / max(len(place), 1)).astype(np.int64)[place]
    positive = np.bincount(part, weights=held.followed, minlength=groups)
    negative = np.bincount(part, minlength=groups) - positive
    number, first = np.zeros(groups, dtype=np.int64), 0
    for last in range(groups):
        number[last:] = number[first]
        among = slice(first, last + 1)
        if (
            positive[among].sum() >= rule.fewest_positives
            and negative[among].sum() >= rule.fewest_negatives
        ):
            first = last + 1
            number[first:] += 1
    whole = number[first - 1] if first else 0
    joined: Indices = np.minimum(number, whole)[part]
    return joined
