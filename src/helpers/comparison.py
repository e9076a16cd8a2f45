"""What the interval of a difference between two models allows to say, given the smallest difference that matters."""

from enum import StrEnum

from helpers.estimate import Estimate, State


class Comparison(StrEnum):
    """What may be said of the first model beside the second."""

    BETTER = "better by at least the bound"
    WORSE = "worse by at least the bound"
    NO_DIFFERENCE = "no difference of practical size"
    CANNOT_TELL = "cannot tell"
    SUPPRESSED = "suppressed"
    TOO_FEW = "too few to judge"


LOWER_IS_BETTER = frozenset({"brier", "false_discovery_rate", "false_negative_rate"})
"""Measures of error: less of them is better."""


def compared(difference: Estimate, *, bound: float, lower_is_better: bool = False) -> Comparison:
    """Return what the whole interval of a difference allows to say.

    An interval wholly at or beyond the bound shows a difference that matters; one wholly within shows that none does.
    One that reaches across the bound leaves it open, even if it lies on one side of 0.

    Parameters
    ----------
    difference
        The first model's measure minus the second's, with its interval.
    bound
        The smallest difference that matters in practice, more than 0, on the measure's own scale.
    lower_is_better
        For errors, such as the Brier score.

    Raises
    ------
    ValueError
        If the bound is not above 0.
    """
    if not bound > 0:
        raise ValueError("the smallest difference that matters is more than 0")
    if difference.state is State.SUPPRESSED:
        return Comparison.SUPPRESSED
    low, high = difference.low, difference.high
    if difference.state is not State.ESTIMATED or low is None or high is None:
        return Comparison.TOO_FEW
    if lower_is_better:
        low, high = -high, -low
    if low >= bound:
        return Comparison.BETTER
    if high <= -bound:
        return Comparison.WORSE
    if -bound < low and high < bound:
        return Comparison.NO_DIFFERENCE
    return Comparison.CANNOT_TELL
