"""The value that crosses rooms: an estimate with its interval, its counts and its state.

Two kinds exist on purpose. A :class:`Finding` comes out of the evaluation and may describe very few children;
it stays inside the authority's folder. A :class:`ClearedFinding` has passed the disclosure door and is the only
kind that pages, figures and notebooks ever see.
"""

from dataclasses import dataclass, replace
from enum import StrEnum


class State(StrEnum):
    """The three honest states of a number. None of them is ever shown as 0 or left blank."""

    ESTIMATED = "estimated"
    SUPPRESSED = "suppressed"
    TOO_FEW = "too few"


@dataclass(frozen=True, kw_only=True)
class Estimate:
    """One number, how sure we are of it, and the counts it rests on.

    Attributes
    ----------
    value, low, high
        The estimate and the ends of its interval, on the measure's own scale; ``None`` where there is none.
    n
        Decisions (cases) the estimate rests on.
    positives
        Of those, the decisions for which the outcome followed.
    numerator, denominator
        The two counts of a rate (``value == numerator / denominator``); ``None`` for measures that are no rate.
        A plain count has ``numerator`` alone.
    state
        ``ESTIMATED``, or why there is no value. The evaluation decides ``TOO_FEW``, the disclosure door ``SUPPRESSED``.
    """

    value: float | None
    low: float | None = None
    high: float | None = None
    n: int | None = None
    positives: int | None = None
    numerator: int | None = None
    denominator: int | None = None
    state: State = State.ESTIMATED

    def __post_init__(self) -> None:
        if (self.value is None) == (self.state is State.ESTIMATED):
            raise ValueError(f"state '{self.state}' does not go with value {self.value}")


def count(number: int) -> Estimate:
    """Return a plain count as an estimate, so that it passes the disclosure door like any other number."""
    return Estimate(value=float(number), n=number, numerator=number)


def too_few(*, n: int, positives: int) -> Estimate:
    """Return the estimate that says there are too few children to judge."""
    return Estimate(value=None, n=n, positives=positives, state=State.TOO_FEW)


@dataclass(frozen=True, kw_only=True)
class About:
    """What a number is about: every label that tells one finding from another.

    Empty strings mean *does not apply*: a finding without ``attribute`` and ``group`` is about all children, one
    without ``design`` is about the cohort and not about a model. ``note`` says in words why a number is as it is.
    """

    authority: str
    outcome: str = ""
    design: str = ""
    algorithm: str = ""
    cut_off: str = ""
    attribute: str = ""
    group: str = ""
    note: str = ""
    measure: str


@dataclass(frozen=True, kw_only=True)
class Finding:
    """One estimate as the evaluation made it: not to be shown, published or logged."""

    about: About
    estimate: Estimate


@dataclass(frozen=True, kw_only=True)
class ClearedFinding:
    """One estimate that has passed the disclosure door. Only :mod:`helpers.disclosure.door` makes these."""

    about: About
    estimate: Estimate

    def relabelled(self, **labels: str) -> "ClearedFinding":
        """Return the same cleared estimate under changed labels."""
        return replace(self, about=replace(self.about, **labels))
