"""Sentences that are checked before they are said: true, false, cannot tell, suppressed or too few.

A claim is judged on cleared values, intervals included, so that a page never says more than its reader can check.
Since the pages of an authority make many claims at once, each is judged on an interval longer than the one shown: an
interval misses the truth once in twenty times, and among many some do by chance alone.
"""

from dataclasses import dataclass
from enum import StrEnum
from statistics import NormalDist

from helpers.estimate import Estimate, State
from helpers.policy import policy
from helpers.presenting.words import SUPPRESSED, TOO_FEW

AT_ONCE = 16
"""Claims made at once: eight models of an authority, each set beside guessing and beside the study's mark.

Comparisons of two estimates come on top; that intervals must part is already a stricter demand than a test.
"""


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
    """Return whether an estimate lies at a mark or above it; cannot tell while its stretched interval holds the mark."""
    missing = _missing(estimate)
    if missing:
        return missing
    low, high = _ends(estimate)
    if low >= mark:
        return Verdict.TRUE
    return Verdict.FALSE if high < mark else Verdict.CANNOT_TELL


def exceeds(estimate: Estimate, mark: float) -> Verdict:
    """Return whether an estimate lies above a mark; cannot tell while its stretched interval touches the mark.

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
    """Return whether an estimate lies above a mark (true) or below it (false); cannot tell while its stretched interval holds it."""
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
    """Return whether one estimate is higher than another; cannot tell while their stretched intervals overlap.

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


def stretch() -> float:
    """Return how many times as long as shown an interval is where claims are judged (Bonferroni, for a normal shape)."""
    outside = 1 - policy().estimates.confidence
    alone, at_once = (NormalDist().inv_cdf(1 - outside / 2 / claims) for claims in (1, AT_ONCE))
    return at_once / alone


def _ends(estimate: Estimate) -> tuple[float, float]:
    """Return the interval, stretched on either side; an estimate without one could lie anywhere."""
    value, low, high = estimate.value, estimate.low, estimate.high
    if value is None or low is None or high is None:
        return float("-inf"), float("inf")
    return value - stretch() * (value - low), value + stretch() * (high - value)
