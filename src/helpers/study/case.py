"""One authority in the study: which steps are to be done for it, in what order."""

from collections.abc import Collection, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from helpers.authority.declared import recorded
from helpers.authority.folder import find_files, refuse_real_folder_inside_git, slug
from helpers.authority.settings import Settings, load_settings
from helpers.stages import Entry, Stages, home
from helpers.study.curve import Curve
from helpers.study.explained import Explained
from helpers.study.folded import Folded
from helpers.study.grouped import Grouped
from helpers.study.judging import Judging
from helpers.study.leaning import Leaning
from helpers.study.needed import needed_lists
from helpers.study.paired import Paired
from helpers.study.protocol import Effort, protocol
from helpers.study.refits import Refits
from helpers.study.steps import Build, Read
from helpers.study.unit import Unit


@dataclass(frozen=True)
class Case:
    """One authority: its folder, its short name, its settings, where its stages lie and which lists it needs."""

    folder: Path
    slug: str
    settings: Settings
    stages: Stages
    needed: frozenset[int]

    @property
    def questions(self) -> tuple[str, ...]:
        """The outcomes asked about, and those for contrast."""
        return (*self.settings.outcomes, *self.settings.contrasts)

    def designs(self, outcome: str) -> tuple[str, ...]:
        """Return the designs that an outcome is put to."""
        if outcome in self.settings.contrasts:
            return protocol().contrast_designs
        return tuple(protocol().designs)

    def steps(self, *, refits: bool) -> int:
        """Return how many steps there are."""
        of_designs = sum(2 * len(self.designs(outcome)) for outcome in self.questions)
        fixed = protocol()
        again = len(fixed.curve.designs) + len(fixed.leaning.designs)
        again += len(fixed.groups.folded) + 2 * len(fixed.groups.designs)
        again += len(fixed.refits.designs) if refits else 0
        return 1 + 2 * len(self.questions) + of_designs + len(self.settings.outcomes) * again

    def read(self) -> Read:
        """Return the step that reads the records."""
        return Read(self.folder, self.stages, self.needed)

    def builds(self, events: Entry) -> list[Build]:
        """Return the step that builds the cohort, for each outcome."""
        return [
            Build(self.stages, self.slug, name, self.settings, events) for name in self.questions
        ]

    def units(self, cohorts: Mapping[str, Entry], effort: Effort) -> list[Unit]:
        """Return the step that learns, for each design of each outcome."""
        return [
            Unit(
                stages=self.stages,
                authority=self.slug,
                outcome=outcome,
                design=design,
                draws=effort.draws,
                cohort=cohorts[outcome],
            )
            for outcome in self.questions
            for design in self.designs(outcome)
        ]

    def judging(self, learnt: Mapping[Unit, Entry]) -> list[Judging]:
        """Return the step that judges, for each design of each outcome."""
        return [
            Judging(
                **self._chosen(unit, entry),
                attributes=self.settings.attributes,
                capacity=self.settings.capacity,
            )
            for unit, entry in learnt.items()
        ]

    def paired(self, learnt: Mapping[Unit, Entry]) -> list[Paired]:
        """Return the step that compares designs, for each outcome."""
        return [
            Paired(
                stages=self.stages,
                authority=self.slug,
                outcome=outcome,
                cohort=next(unit.cohort for unit in learnt if unit.outcome == outcome),
                units=tuple(
                    (unit.design, entry)
                    for unit, entry in learnt.items()
                    if unit.outcome == outcome
                ),
            )
            for outcome in self.questions
        ]

    def refits(self, learnt: Mapping[Unit, Entry], effort: Effort) -> list[Refits]:
        """Return the step that learns again and again, for the designs that the protocol names."""
        designs = protocol().refits.designs
        return [
            Refits(**self._chosen(unit, entry), refits=effort.refits)
            for unit, entry in self._of_outcomes(learnt, designs)
        ]

    def curves(self, learnt: Mapping[Unit, Entry], effort: Effort) -> list[Curve]:
        """Return the step that learns from shares of the families, for the designs that the protocol names."""
        designs = protocol().curve.designs
        return [
            Curve(**self._chosen(unit, entry), repeats=effort.curve_repeats)
            for unit, entry in self._of_outcomes(learnt, designs)
        ]

    def leaning(self, learnt: Mapping[Unit, Entry]) -> list[Leaning]:
        """Return the step that tells what a model leaned on, for the designs that the protocol names."""
        designs = protocol().leaning.designs
        return [
            Leaning(**self._chosen(unit, entry))
            for unit, entry in self._of_outcomes(learnt, designs)
        ]

    def folded(self, learnt: Mapping[Unit, Entry]) -> list[Folded]:
        """Return the step that scores everybody out of fold, for the designs that the protocol names."""
        designs = protocol().groups.folded
        return [
            Folded(**self._chosen(unit, entry))
            for unit, entry in self._of_outcomes(learnt, designs)
        ]

    def grouped(
        self, learnt: Mapping[Unit, Entry], folded: Mapping[Folded, Entry], effort: Effort
    ) -> list[Grouped]:
        """Return the step that counts mistakes by group, for the designs that the protocol names."""
        return [Grouped(**one) for one in self._by_group(learnt, folded, effort)]

    def explained(
        self, learnt: Mapping[Unit, Entry], folded: Mapping[Folded, Entry], effort: Effort
    ) -> list[Explained]:
        """Return the step that tells why a gap and what could be done, for the same designs."""
        return [Explained(**one) for one in self._by_group(learnt, folded, effort)]

    def _by_group(
        self, learnt: Mapping[Unit, Entry], folded: Mapping[Folded, Entry], effort: Effort
    ) -> list[dict[str, Any]]:
        """Return what every step is given that tells of groups of children."""
        of_all = {(one.outcome, one.design): entry for one, entry in folded.items()}
        return [
            {
                **self._chosen(unit, entry),
                "folder": self.folder,
                "attributes": self.settings.attributes,
                "declared": self.settings.declared,
                "capacity": self.settings.capacity,
                "resamples": effort.group_resamples,
                "folded": of_all.get((unit.outcome, unit.design)),
            }
            for unit, entry in self._of_outcomes(learnt, protocol().groups.designs)
        ]

    def _of_outcomes(
        self, learnt: Mapping[Unit, Entry], designs: Collection[str]
    ) -> list[tuple[Unit, Entry]]:
        """Return what was learnt by some designs for the outcomes asked about, without those for contrast."""
        asked = self.settings.outcomes
        return [
            one for one in learnt.items() if one[0].design in designs and one[0].outcome in asked
        ]

    def _chosen(self, unit: Unit, entry: Entry) -> dict[str, Any]:
        """Return what every step is given that goes on from the model which a design chose."""
        return {
            "stages": self.stages,
            "authority": self.slug,
            "outcome": unit.outcome,
            "design": unit.design,
            "draws": unit.draws,
            "cohort": unit.cohort,
            "unit": entry,
        }


def case_of(folder: Path) -> Case:
    """Return an authority's case.

    Raises
    ------
    SecondLookError
        If the folder, its settings or a declared attribute cannot be used, or real records lie where git would take them.
    """
    find_files(folder)
    settings = load_settings(folder)
    refuse_real_folder_inside_git(folder, settings)
    recorded(
        folder, settings.declared
    )  # so that a file that cannot be used is told before anything long begins
    return Case(
        folder=folder.resolve(),
        slug=slug(folder),
        settings=settings,
        stages=Stages(home(folder, settings.data)),
        needed=needed_lists(folder, settings),
    )
