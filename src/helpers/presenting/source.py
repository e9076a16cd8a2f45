"""What presenting asks of a report: a name, the words of its outcomes, and cleared findings by label."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Protocol

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

    def find(self, **labels: str) -> list[ClearedFinding]:
        """Return the findings that carry all these labels, in the study's order."""

    def one(self, **labels: str) -> ClearedFinding:
        """Return the one finding with these labels and no others (an algorithm may be left out)."""
