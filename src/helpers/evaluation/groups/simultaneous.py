"""Intervals that hold all at once: how far the largest of several studentised differences strays by chance (max-t).

Each difference is a rate of one side less that of the other. The bootstrap of families gives how both stray and how they
stray together; the largest studentised deviation of a resample, over all differences of a figure, gives how many standard
errors to allow (Westfall and Young 1993; Hothorn, Bretz and Westfall 2008).
"""

from dataclasses import dataclass

import numpy as np
import numpy.typing as npt
from scipy.special import ndtr, stdtrit

Numbers = npt.NDArray[np.float64]
Indices = npt.NDArray[np.integer]


@dataclass(frozen=True, kw_only=True, eq=False)
class Counted:
    """Counts of several groups and of everybody, as they are and in each resample.

    Attributes
    ----------
    numerator, denominator
        Of each group, shape ``(differences, 1 + resamples)``.
    whole
        Numerator and denominator of everybody, shape ``(2, 1 + resamples)``; the rest is everybody less the group.
    """

    numerator: Numbers
    denominator: Numbers
    whole: Numbers


@dataclass(frozen=True, kw_only=True, eq=False)
class Side:
    """One side of several differences, each array of shape ``(differences,)``.

    Attributes
    ----------
    value
        Numerator over denominator as it is.
    centre
        Of a share, with one more on either side of the question (Agresti and Caffo 2000), else the value.
    stretch
        What deviations of resamples are multiplied by, so that a share has the spread that belongs to its centre.
    extra
        Variance that no resample shows, since everybody falls on the same side of the question.
    draws
        To how many independent draws the denominator comes, families being alike.
    """

    value: Numbers
    centre: Numbers
    stretch: Numbers
    extra: Numbers
    draws: Numbers


@dataclass(frozen=True, kw_only=True, eq=False)
class Spread:
    """How both sides vary: variance of the group, of the rest, and covariance, each of shape ``(differences,)``."""

    own: Numbers
    others: Numbers
    shared: Numbers

    def error(self, here: Numbers | float = 1.0, there: Numbers | float = 1.0) -> Numbers:
        """Return the standard error of ``here`` times the group less ``there`` times the rest."""
        variance = here**2 * self.own + there**2 * self.others - 2 * here * there * self.shared
        error: Numbers = np.sqrt(np.maximum(variance, 0))
        return error


def sides(counted: Counted, families: Indices, *, is_share: bool) -> tuple[Side, Side, Spread]:
    """Return groups, their rests, and how both vary over the resamples in which both exist.

    Parameters
    ----------
    families
        Families among the denominator of each group and of its rest, shape ``(2, differences)``.
    is_share
        Whether the measure is a share, of which :func:`as_share` says what is special.
    """
    from helpers.evaluation.groups import kernel

    here = counted.numerator[:, 0], counted.denominator[:, 0]
    there = counted.whole[0, 0] - here[0], counted.whole[1, 0] - here[1]
    values, ones = (here[0] / here[1], there[0] / there[1]), np.ones_like(here[0])
    plain = [
        Side(value=value, centre=value, stretch=ones, extra=0 * ones, draws=of)
        for value, of in zip(values, (here[1], there[1]), strict=True)
    ]
    moments = np.zeros((len(ones), 3))
    kernel.spread(counted.numerator, counted.denominator, counted.whole, deviating(*plain), moments)
    group, rest = plain
    if is_share:
        group = as_share(group, variance=moments[:, 0], families=families[0])
        rest = as_share(rest, variance=moments[:, 1], families=families[1])
    varies = Spread(
        own=group.stretch**2 * moments[:, 0] + group.extra,
        others=rest.stretch**2 * moments[:, 1] + rest.extra,
        shared=group.stretch * rest.stretch * moments[:, 2],
    )
    return group, rest, varies


def as_share(one: Side, *, variance: Numbers, families: Indices) -> Side:
    """Return a side that is a share, drawn in and with the spread that belongs to where it then is.

    A share near 0 or 1 that rests on few children is told too sure by its own spread. One more draw is therefore
    counted on either side of the question, as Agresti and Caffo (2000) do for independent draws. Brothers and sisters are
    alike, so there are fewer such draws than children: as many as would vary as much as the resamples do.

    Parameters
    ----------
    one
        The side as it is.
    variance
        Of the share over resamples, shape ``(differences,)``.
    families
        Families among the denominator; where everybody falls on the same side of the question, they stand for draws.
    """
    spread = one.value * (1 - one.value)
    alike = spread <= 0
    spread = np.where(alike, 1, spread)
    draws = np.where(alike, families, one.draws / np.maximum(variance * one.draws / spread, 1))
    centre = drawn_in(one.value, draws)
    told = centre * (1 - centre) / (draws + 2)
    return Side(
        value=one.value,
        centre=centre,
        stretch=np.where(alike, 1, np.sqrt(told * draws / spread)),
        extra=np.where(alike, told, 0),
        draws=draws,
    )


def drawn_in(share: Numbers, of: Numbers) -> Numbers:
    """Return a share after one more of either kind is counted."""
    drawn: Numbers = (share * of + 1) / (of + 2)
    return drawn


@dataclass(frozen=True, kw_only=True, eq=False)
class Reach:
    """Standard errors and critical values of differences and of logarithms of ratios, shape ``(2, differences)``.

    Where one side is 0 there is no ratio, and its standard error is infinite.
    """

    error: Numbers
    critical: Numbers


def reach(
    counted: Counted,
    group: Side,
    rest: Side,
    *,
    varies: Spread,
    figure: Indices,
    confidence: float,
) -> Reach:
    """Return how far intervals reach that hold together within each figure.

    Parameters
    ----------
    group, rest, varies
        What :func:`sides` returns of ``counted``.
    figure
        The number of the figure of each difference, from 0 on, shape ``(differences,)``.
    confidence
        How often all intervals of a figure are to hold.
    """
    from helpers.evaluation.groups import kernel

    there = (group.value > 0) & (rest.value > 0)
    scales = np.ones((4, len(figure)))
    scales[2:] = 1 / np.where(there, [group.centre, rest.centre], 1)
    error = np.stack([varies.error(), np.where(there, varies.error(*scales[2:]), np.inf)])
    largest = np.full((2, int(figure.max()) + 1, counted.whole.shape[1]), -1.0)
    kernel.farthest(
        counted.numerator,
        counted.denominator,
        counted.whole,
        deviating(group, rest),
        np.ascontiguousarray((scales / np.repeat(error, 2, axis=0)).T),
        figure.astype(np.int64),
        largest,
    )
    critical = [
        [np.quantile(one[one >= 0], confidence) for one in of_scale] for of_scale in largest
    ]
    return Reach(error=error, critical=np.array(critical)[:, figure])


def deviating(group: Side, rest: Side) -> Numbers:
    """Return what deviations of both sides are reckoned from and multiplied by, shape ``(differences, 4)``."""
    return np.stack([group.value, group.stretch, rest.value, rest.stretch], axis=1)


def widened(critical: Numbers, families: Indices) -> Numbers:
    """Return the critical value of each difference, further out the fewer families carry it, shape of ``critical``.

    As :func:`helpers.evaluation.intervals.tail_of`: where a normal distribution has so much outside, Student's with
    ``families - 1`` degrees of freedom lies further out, and a bootstrap of ``m`` families varies too little by
    ``(m - 1) / m``.
    """
    many = np.maximum(families, 2).astype(np.float64)
    further: Numbers = np.sqrt(many / (many - 1)) * stdtrit(many - 1, ndtr(critical))
    return further
