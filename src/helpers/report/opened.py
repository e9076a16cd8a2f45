"""The report of one authority: what the study found, passed through the disclosure door."""

import sys
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import asdict, dataclass, field, replace
from functools import cached_property
from pathlib import Path
from typing import Any

from helpers.authority.folder import find_files
from helpers.authority.folder import slug as slug_of
from helpers.authority.settings import Settings, load_settings
from helpers.disclosure.door import clear
from helpers.errors import SecondLookError, nearest_name
from helpers.estimate import About, ClearedFinding, Finding, State
from helpers.outcomes.declare import outcome
from helpers.policy import policy
from helpers.presenting.source import BestPossible, OutcomeWords
from helpers.report.cleared import cleared_of
from helpers.stages import home
from helpers.study import found
from helpers.study.deviations import deviations as deviations_of
from helpers.study.protocol import protocol

NO_LABEL_NEEDED = frozenset({"authority", "algorithm", "note"})
"""Labels that a question for one finding may leave open."""
LABELS = tuple(About.__dataclass_fields__)


@dataclass(frozen=True, kw_only=True)
class Report:
    """Cleared findings of one authority.

    Attributes
    ----------
    name, slug
        How pages call the authority, and the name of its folder.
    data
        ``synthetic`` or ``real``.
    disclosure
        The preset by which the findings were cleared.
    outcomes, attributes
        The outcomes evaluated, in words, and the attributes by which mistakes are counted.
    contrasts
        Outcomes outside the study's, evaluated for contrast, in words.
    planted
        Differences between groups that were written into made-up data on purpose, a sentence each.
    deviations
        What differs from the protocol, a sentence each.
    capacity
        The share of decisions that the authority could look at a second time.
    practical_size
        The smallest difference between two models that would matter to anyone, by measure, as fixed beforehand.
    gap_sizes
        The smallest gap between a group and all others that would matter to anyone, by measure, as fixed beforehand.
    best, no_best
        Of made-up data, what is best possible by outcome, or why nothing is known of it.
    findings
        Every cleared finding, in the study's order.
    """

    name: str
    slug: str
    data: str
    disclosure: str
    outcomes: tuple[OutcomeWords, ...]
    attributes: tuple[str, ...]
    contrasts: tuple[OutcomeWords, ...] = ()
    planted: tuple[str, ...] = ()
    deviations: tuple[str, ...] = ()
    capacity: float = 0.05
    practical_size: Mapping[str, float] = field(default_factory=dict)
    gap_sizes: Mapping[str, float] = field(default_factory=dict)
    best: Mapping[str, BestPossible] = field(default_factory=dict)
    no_best: str = ""
    findings: tuple[ClearedFinding, ...] = field(repr=False)

    def find(self, **labels: str) -> list[ClearedFinding]:
        """Return the findings that carry all these labels, in the study's order; labels not named may be any.

        Raises
        ------
        SecondLookError
            If there is no such label.
        """
        for name in labels:
            if name not in LABELS:
                raise SecondLookError(
                    f"findings have no label '{name}'",
                    where=self.name,
                    mend=nearest_name(name, LABELS),
                )
        found = (
            self._by_measure.get(labels["measure"], []) if "measure" in labels else self.findings
        )
        return [
            finding
            for finding in found
            if all(getattr(finding.about, name) == value for name, value in labels.items())
        ]

    def one(self, **labels: str) -> ClearedFinding:
        """Return the one finding with these labels and no others; the algorithm may be left out.

        Raises
        ------
        SecondLookError
            If there is none, or more than one.
        """
        none_else = {
            name: "" for name in LABELS if name not in labels and name not in NO_LABEL_NEEDED
        }
        found = self.find(**(none_else | labels))
        if len(found) != 1:
            asked = ", ".join(f"{name} '{value}'" for name, value in labels.items() if value)
            raise SecondLookError(
                f"there {'is no finding' if not found else f'are {len(found)} findings'} with {asked}",
                where=self.name,
                mend="run the study again" if not found else "name more labels",
            )
        return found[0]

    @property
    def suppressed_count(self) -> int:
        """How many numbers are suppressed to protect children."""
        return sum(finding.estimate.state is State.SUPPRESSED for finding in self.findings)

    def to_json(self) -> dict[str, Any]:
        """Return the whole report as plain values, ready to be written as JSON."""
        return {
            "name": self.name,
            "slug": self.slug,
            "data": self.data,
            "disclosure": self.disclosure,
            "outcomes": [asdict(asked) for asked in self.outcomes],
            "contrasts": [asdict(asked) for asked in self.contrasts],
            "attributes": list(self.attributes),
            "planted": list(self.planted),
            "deviations": list(self.deviations),
            "capacity": self.capacity,
            "practical_size": dict(self.practical_size),
            "gap_sizes": dict(self.gap_sizes),
            "best": {name: asdict(one) for name, one in self.best.items()},
            "suppressed": self.suppressed_count,
            "findings": [asdict(finding.about) | _plain(finding) for finding in self.findings],
        }

    @cached_property
    def _by_measure(self) -> dict[str, list[ClearedFinding]]:
        sorted_in: dict[str, list[ClearedFinding]] = {}
        for finding in self.findings:
            sorted_in.setdefault(finding.about.measure, []).append(finding)
        return sorted_in


def open(authority: str | Path) -> Report:
    """Return the report of an authority; the study is run first if it has not been.

    Parameters
    ----------
    authority
        The authority's folder.

    Raises
    ------
    SecondLookError
        If there is no such authority, or its settings, records or findings cannot be used.
    """
    folder = Path(authority)
    find_files(folder)
    settings = load_settings(folder)
    if not (home(folder, settings.data) / found.FILE).is_file():
        from helpers.study.run import run  # slow to load, and seldom needed here

        run(folder, progress=_tell)
    best: Mapping[str, BestPossible] = {}
    no_best = ""
    if settings.data == "synthetic":
        from helpers.truth.ceilings.beside import best_beside  # knows the generator: slow to load

        best, no_best = best_beside(folder)
    shown = _report(
        cleared_of(folder, settings),
        settings=settings,
        slug=slug_of(folder),
        deviations=deviations_of(home(folder, settings.data)),
    )
    return replace(shown, best=best, no_best=no_best)


def open_all(authorities: Sequence[str | Path]) -> tuple[Report, ...]:
    """Return the reports of several authorities, in the order given; see :func:`open`."""
    return tuple(open(authority) for authority in authorities)


def _tell(done: int, of: int, what: str) -> None:
    sys.stderr.write(f"{done} of {of}: {what}\n")


def from_findings(
    findings: Iterable[Finding],
    *,
    settings: Settings,
    slug: str,
    deviations: tuple[str, ...] = (),
) -> Report:
    """Pass findings through the disclosure door and return them as a report.

    Raises
    ------
    SecondLookError
        If the settings name an outcome or a disclosure preset that does not exist.
    """
    rule = policy().disclosure_rule(settings.disclosure)
    cleared = clear(findings, rule=rule, capacity=settings.capacity)
    return _report(cleared, settings=settings, slug=slug, deviations=deviations)


def _report(
    cleared: Sequence[ClearedFinding],
    *,
    settings: Settings,
    slug: str,
    deviations: tuple[str, ...],
) -> Report:
    return Report(
        name=settings.name,
        slug=slug,
        data=settings.data,
        disclosure=settings.disclosure,
        outcomes=tuple(_in_words(name) for name in settings.outcomes),
        contrasts=tuple(_in_words(name) for name in settings.contrasts),
        attributes=(*settings.attributes, *(one.name for one in settings.declared)),
        planted=settings.planted,
        deviations=deviations,
        capacity=settings.capacity,
        practical_size=protocol().practical_size,
        gap_sizes=protocol().groups.practical_size,
        findings=tuple(cleared),
    )


def _in_words(name: str) -> OutcomeWords:
    declared = outcome(name)
    return OutcomeWords(
        slug=name,
        title=declared.title,
        decision=declared.words.decision,
        follows=declared.words.outcome,
        false_alarm=declared.words.false_alarm,
        missed_child=declared.words.missed_child,
        practice_note=declared.words.practice_note,
    )


def _plain(finding: ClearedFinding) -> dict[str, Any]:
    return asdict(finding.estimate) | {"state": str(finding.estimate.state)}
