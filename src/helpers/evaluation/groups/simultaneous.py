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
Marks = npt.NDArray[np.bool_]
Indices = npt.NDArray[np.integer]


@dataclass(frozen=True, kw_only=True, eq=False)
class Side:
    """One side of several differences, each array of shape ``(differences,)`` but the deviations.

    Attributes
    ----------
    value
        Numerator over denominator as it is.
    centre
        Of a share, with one more on either side of the question (Agresti and Caffo 2000), else the value.
    deviations
        How far each resample lies from the value, shape ``(differences, resamples)``, NaN where it has none; of a share
        stretched to the spread that a share at the centre has.
    extra
        Variance that no resample shows, since everybody falls on the same side of the question.
    counted
        The denominator.
    """

    value: Numbers
    centre: Numbers
    deviations: Numbers
    extra: Numbers
    counted: Numbers


def side(numerator: Numbers, denominator: Numbers, *, families: Indices, is_share: bool) -> Side:
    """Return one side of several differences.

    A share near 0 or 1 that rests on few children is told too sure by its own spread. One more child is therefore
    counted on either side of the question, as Agresti and Caffo (2000) do for independent draws; how much more families
    vary than independent draws is kept.

    Parameters
    ----------
    numerator, denominator
        As they are, then in each resample, shape ``(differences, 1 + resamples)``.
    families
        Families among each denominator, shape ``(differences,)``.
    """
    with np.errstate(invalid="ignore", divide="ignore"):
        rates = np.where(denominator > 0, numerator / denominator, np.nan)
    value, counted = rates[:, 0], denominator[:, 0]
    deviations = rates[:, 1:] - rates[:, :1]
    if not is_share:
        nothing = np.zeros_like(value)
        return Side(
            value=value, centre=value, deviations=deviations, extra=nothing, counted=counted
        )
    centre = drawn_in(value, counted)
    spread = value * (1 - value)
    alike = spread <= 0
    stretch = np.sqrt(binomial(centre, counted + 2) / np.where(alike, np.nan, spread / counted))
    by_families = drawn_in(value, families)
    return Side(
        value=value,
        centre=np.where(alike, by_families, centre),
        deviations=np.where(alike, 1, stretch)[:, None] * deviations,
        extra=np.where(alike, binomial(by_families, families + 2), 0),
        counted=np.where(alike, families, counted),
    )


def drawn_in(share: Numbers, of: Numbers | Indices) -> Numbers:
    """Return a share after one more of either kind is counted."""
    drawn: Numbers = (share * of + 1) / (of + 2)
    return drawn


def binomial(share: Numbers, of: Numbers | Indices) -> Numbers:
    """Return the variance of a share of so many independent draws."""
    variance: Numbers = share * (1 - share) / of
    return variance


def standard_error(deviations: Numbers, extra: Numbers) -> Numbers:
    """Return standard errors of differences from their deviations, shape ``(differences,)``."""
    error: Numbers = np.sqrt(np.nanvar(deviations, axis=1) + extra)
    return error


def critical_value(deviations: Numbers, error: Numbers, *, confidence: float) -> float:
    """Return how many standard errors hold all differences at once with so much confidence.

    Parameters
    ----------
    deviations
        Shape ``(differences, resamples)``; a resample in which a difference does not exist says nothing of it.
    error
        Shape ``(differences,)``, above 0.
    """
    largest = np.fmax.reduce(np.abs(deviations) / error[:, None], axis=0)
    return float(np.quantile(largest[np.isfinite(largest)], confidence))


def widened(critical: Numbers, families: Indices) -> Numbers:
    """Return the critical value of each difference, further out the fewer families carry it, shape ``(differences,)``.

    As :func:`helpers.evaluation.intervals.tail_of`: where a normal distribution has so much outside, Student's with
    ``families - 1`` degrees of freedom lies further out, and a bootstrap of ``m`` families varies too little by
    ``(m - 1) / m``.
    """
    many = np.maximum(families, 2).astype(np.float64)
    reach: Numbers = np.sqrt(many / (many - 1)) * stdtrit(many - 1, ndtr(critical))
    return reach
