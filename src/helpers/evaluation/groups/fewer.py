"""How many resamples serve what explains a gap: fewer than what declares one."""

from dataclasses import replace

from helpers.evaluation.resample import FamilyResamples

MOST_RESAMPLES = 1000
"""Enough for the ends of one interval; only intervals that hold for many groups at once reach further out."""


def enough(resamples: FamilyResamples) -> FamilyResamples:
    """Return the first :data:`MOST_RESAMPLES` of a cohort's resamples, or all where there are not so many."""
    return replace(resamples, resamples=min(resamples.resamples, MOST_RESAMPLES))
