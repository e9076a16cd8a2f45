"""What presenting asks of a report: a name, the words of its outcomes, cleared findings by label, and evidence of proofs."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any, Protocol

from helpers.estimate import ClearedFinding


@dataclass(frozen=True, kw_only=True)
class OutcomeWords:
    """One outcome as readers meet it: a short title and one sentence for each of its parts."""

    slug: str
    title: str
    decision: str
    follows: str
    false_alarm: str
    missed_child: str
    practice_note: str = ""


@dataclass(frozen=True, kw_only=True)
class BestPossible:
    """How well whoever knew everything about a child on the day would do in a made-up world.

    Attributes
    ----------
    low, high, guessing
        Between which numbers average precision lies, of the outcome as it is recorded, and what guessing would score.
    harm_low, harm_high, harm_guessing
        The same of true harm in the same months, and what guessing would score there.
    decisions
        On how many simulated decisions this rests.
    """

    low: float
    high: float
    guessing: float
    harm_low: float
    harm_high: float
    harm_guessing: float
    decisions: int


class Results(Protocol):
    """Cleared findings of one authority."""

    @property
    def name(self) -> str:
        """The authority's name as shown."""

    @property
    def slug(self) -> str:
        """The name of the authority's folder."""

    @property
    def data(self) -> str:
        """``synthetic`` or ``real``."""

    @property
    def outcomes(self) -> tuple[OutcomeWords, ...]:
        """The outcomes evaluated, in the authority's own order."""

    @property
    def contrasts(self) -> tuple[OutcomeWords, ...]:
        """Outcomes outside the study's, evaluated for contrast."""

    @property
    def attributes(self) -> tuple[str, ...]:
        """The attributes by which errors are counted."""

    @property
    def planted(self) -> tuple[str, ...]:
        """Differences between groups that were written into made-up data on purpose, a sentence each."""

    @property
    def deviations(self) -> tuple[str, ...]:
        """What differs from the protocol, a sentence each."""

    @property
    def capacity(self) -> float:
        """The share of decisions that the authority could look at a second time."""

    @property
    def practical_size(self) -> Mapping[str, float]:
        """The smallest difference between two models that would matter to anyone, by measure, as fixed beforehand."""

    @property
    def gap_sizes(self) -> Mapping[str, float]:
        """The smallest gap between a group and all others that would matter to anyone, by measure, as fixed beforehand."""

    @property
    def best(self) -> Mapping[str, BestPossible]:
        """What is best possible by outcome, of made-up data alone."""

    @property
    def no_best(self) -> str:
        """Why nothing is known of what is best possible, if nothing is; of real data nothing ever is."""

    def find(self, **labels: str) -> list[ClearedFinding]:
        """Return the findings that carry all these labels, in the study's order."""

    def one(self, **labels: str) -> ClearedFinding:
        """Return the one finding with these labels and no others (an algorithm may be left out)."""


class TableOfWords(Protocol):
    """A table of a made-up authority by group as it was before the door, in finished words."""

    @property
    def columns(self) -> tuple[str, ...]:
        """The group, decisions, decisions for which the outcome followed, and each measure."""

    @property
    def rows(self) -> tuple[tuple[str, ...], ...]:
        """One row of words for each group; everybody first, with an empty name."""


class MeasuredFigure(Protocol):
    """One figure that a proof measured."""

    @property
    def figure(self) -> str:
        """What it is."""

    @property
    def measured(self) -> float:
        """The figure itself."""

    @property
    def of(self) -> int:
        """How many runs it rests on."""

    @property
    def error(self) -> float | None:
        """Its standard error; only a share of runs, in a hundred, has one."""


class ClaimedFigure(MeasuredFigure, Protocol):
    """One figure that was measured against a bound fixed beforehand."""

    @property
    def at_least(self) -> float | None:
        """The lower end of the bound, if there is one."""

    @property
    def at_most(self) -> float | None:
        """The upper end of the bound, if there is one."""

    @property
    def met(self) -> bool:
        """Whether the figure keeps within the bound."""


class ProofResult(Protocol):
    """What one proof left behind."""

    @property
    def name(self) -> str:
        """The proof's name."""

    @property
    def claim(self) -> str:
        """What it set out to show."""

    @property
    def met(self) -> bool:
        """Whether every bound was kept."""

    @property
    def claims(self) -> Sequence[ClaimedFigure]:
        """The figures that were claimed."""

    @property
    def beside(self) -> Sequence[MeasuredFigure]:
        """The figures that were measured beside them."""

    @property
    def records(self) -> Sequence[Mapping[str, Any]]:
        """Further results, each a plain mapping."""

    @property
    def day(self) -> date:
        """When it was measured."""

    @property
    def settings(self) -> Mapping[str, Any]:
        """What was chosen: seeds, sizes, numbers of runs."""

    @property
    def stale(self) -> Sequence[str]:
        """The names of what it rests on that changed since."""


class Evidence(Protocol):
    """What all proofs left behind."""

    @property
    def proofs(self) -> Sequence[ProofResult]:
        """One of each proof."""

    @property
    def titles(self) -> Mapping[str, str]:
        """The titles of all outcomes, by name."""
