"""Sentences that are checked before they are said: true, false, cannot tell, suppressed or too few.

A claim is judged on cleared values, intervals included, so that a page never says more than its reader can check.
"""

from dataclasses import dataclass
from enum import StrEnum

from helpers.estimate import Estimate, State
from helpers.presenting.words import SUPPRESSED, TOO_FEW


class Verdict(StrEnum):
    """What the cleared numbers say about a claim."""

    TRUE = "true"
    FALSE = "false"
    CANNOT_TELL = "cannot tell"
    SUPPRESSED = "suppressed"
    TOO_FEW = "too few"


@dataclass(frozen=True, kw_only=True)
class Claim:
    """One claim in its wordings, each a finished sentence."""

    true: str
    false: str
    cannot_tell: str
    suppressed: str = f"Nothing can be said here: a number it needs is {SUPPRESSED}."
    too_few: str = f"Nothing can be said here: there are {TOO_FEW}."

    def said(self, verdict: Verdict) -> str:
        """Return the sentence that goes with a verdict."""
        return {
            Verdict.TRUE: self.true,
            Verdict.FALSE: self.false,
            Verdict.CANNOT_TELL: self.cannot_tell,
            Verdict.SUPPRESSED: self.suppressed,
            Verdict.TOO_FEW: self.too_few,
        }[verdict]


def reaches(estimate: Estimate, mark: float) -> Verdict:
    """Return whether an estimate lies at a mark or above it; cannot tell while its interval holds the mark."""
    missing = _missing(estimate)
    if missing:
        return missing
    low, high = _ends(estimate)
    if low >= mark:
        return Verdict.TRUE
    return Verdict.FALSE if high < mark else Verdict.CANNOT_TELL


def exceeds(estimate: Estimate, mark: float) -> Verdict:
    """Return whether an estimate lies above a mark; cannot tell while its interval touches the mark.

    A model that scores everybody alike has exactly what guessing has, with an interval of no width: that is no
    better than guessing, so a touch is not enough.
    """
    missing = _missing(estimate)
    if missing:
        return missing
    low, high = _ends(estimate)
    if low > mark:
        return Verdict.TRUE
    return Verdict.FALSE if high <= mark else Verdict.CANNOT_TELL


def beside(estimate: Estimate, mark: float) -> Verdict:
    """Return whether an estimate lies above a mark (true) or below it (false); cannot tell while its interval holds it."""
    missing = _missing(estimate)
    if missing:
        return missing
    low, high = _ends(estimate)
    if low > mark:
        return Verdict.TRUE
    return Verdict.FALSE if high < mark else Verdict.CANNOT_TELL


def better_than_guessing(area: Estimate) -> Verdict:
    """Return whether a model does better than guessing, by the area under its ROC curve: guessing scores one half.

    Average precision over prevalence will not do: where the outcome followed few, even a ranking by chance scores
    above the prevalence, and its interval too often lies above 1.
    """
    return exceeds(area, 0.5)


def higher(estimate: Estimate, other: Estimate) -> Verdict:
    """Return whether one estimate is higher than another; cannot tell while their intervals overlap.

    Intervals that do not overlap are a stricter demand than a test of the difference: this says *cannot tell* too
    often rather than too seldom.
    """
    missing = _missing(estimate) or _missing(other)
    if missing:
        return missing
    (low, high), (other_low, other_high) = _ends(estimate), _ends(other)
    if low > other_high:
        return Verdict.TRUE
    return Verdict.FALSE if high < other_low else Verdict.CANNOT_TELL


def _missing(estimate: Estimate) -> Verdict | None:
    return {State.SUPPRESSED: Verdict.SUPPRESSED, State.TOO_FEW: Verdict.TOO_FEW}.get(
        estimate.state
    )


def _ends(estimate: Estimate) -> tuple[float, float]:
    """Return the interval; an estimate without one could lie anywhere."""
    if estimate.low is None or estimate.high is None:
        return float("-inf"), float("inf")
    return estimate.low, estimate.high
