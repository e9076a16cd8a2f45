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

    def sides(self, families: Indices, *, is_share: bool) -> tuple["Side", "Side"]:
        """Return the groups and their rests; ``families`` are those among each denominator, shape ``(2, differences)``."""
        here = self.numerator[:, 0], self.denominator[:, 0]
        there = self.whole[0, 0] - here[0], self.whole[1, 0] - here[1]
        return (
            side(*here, families=families[0], is_share=is_share),
            side(*there, families=families[1], is_share=is_share),
        )


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
    counted
        The denominator.
    """

    value: Numbers
    centre: Numbers
    stretch: Numbers
    extra: Numbers
    counted: Numbers


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


def side(numerator: Numbers, denominator: Numbers, *, families: Indices, is_share: bool) -> Side:
    """Return one side of several differences from counts as they are, all of shape ``(differences,)``.

    A share near 0 or 1 that rests on few children is told too sure by its own spread. One more child is therefore
    counted on either side of the question, as Agresti and Caffo (2000) do for independent draws; how much more families
    vary than independent draws is kept.

    Parameters
    ----------
    families
        Families among each denominator.
    """
    value, ones = numerator / denominator, np.ones_like(numerator)
    if not is_share:
        return Side(value=value, centre=value, stretch=ones, extra=0 * ones, counted=denominator)
    spread = value * (1 - value)
    alike = spread <= 0
    counted = np.where(alike, families, denominator)
    centre = drawn_in(value, counted)
    variance = centre * (1 - centre) / (counted + 2)
    return Side(
        value=value,
        centre=centre,
        stretch=np.sqrt(np.where(alike, 1, variance * counted / np.where(alike, 1, spread))),
        extra=np.where(alike, variance, 0),
        counted=counted,
    )


def drawn_in(share: Numbers, of: Numbers) -> Numbers:
    """Return a share after one more of either kind is counted."""
    drawn: Numbers = (share * of + 1) / (of + 2)
    return drawn


def spread(counted: Counted, group: Side, rest: Side) -> Spread:
    """Return how both sides vary over the resamples in which both exist."""
    from helpers.evaluation.groups import kernel

    moments = np.zeros((len(group.value), 3))
    kernel.spread(
        counted.numerator, counted.denominator, counted.whole, _deviating(group, rest), moments
    )
    return Spread(
        own=moments[:, 0] + group.extra,
        others=moments[:, 1] + rest.extra,
        shared=moments[:, 2],
    )


@dataclass(frozen=True, kw_only=True, eq=False)
class Reach:
    """Standard errors and critical values of differences and of logarithms of ratios, shape ``(2, differences)``.

    Where one side is 0 there is no ratio, and its standard error is infinite.
    """

    error: Numbers
    critical: Numbers


def reach(
    counted: Counted,
    sides: tuple[Side, Side],
    *,
    varies: Spread,
    figure: Indices,
    confidence: float,
) -> Reach:
    """Return how far intervals reach that hold together within each figure.

    Parameters
    ----------
    sides, varies
        The groups and their rests, and how they vary over the resamples of ``counted``.
    figure
        The number of the figure of each difference, from 0 on, shape ``(differences,)``.
    confidence
        How often all intervals of a figure are to hold.
    """
    from helpers.evaluation.groups import kernel

    group, rest = sides
    there = (group.value > 0) & (rest.value > 0)
    scales = np.ones((4, len(figure)))
    scales[2:] = 1 / np.where(there, [group.centre, rest.centre], 1)
    error = np.stack([varies.error(), np.where(there, varies.error(*scales[2:]), np.inf)])
    largest = np.full((2, int(figure.max()) + 1, counted.whole.shape[1]), -1.0)
    kernel.farthest(
        counted.numerator,
        counted.denominator,
        counted.whole,
        _deviating(group, rest),
        np.ascontiguousarray((scales / np.repeat(error, 2, axis=0)).T),
        figure.astype(np.int64),
        largest,
    )
    critical = [
        [np.quantile(one[one >= 0], confidence) for one in of_scale] for of_scale in largest
    ]
    return Reach(error=error, critical=np.array(critical)[:, figure])


def _deviating(group: Side, rest: Side) -> Numbers:
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
