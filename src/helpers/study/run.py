"""Run the study: every stage of one authority, or of several at once, from the records to the findings."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import TypeVar

from helpers.authority.folder import find_files, refuse_real_folder_inside_git, slug
from helpers.authority.settings import Settings, load_settings
from helpers.stages import Entry, Stages, home
from helpers.study.deviations import first_run, write_deviations
from helpers.study.found import findings, write
from helpers.study.judging import Judging
from helpers.study.needed import needed_lists
from helpers.study.paired import Paired
from helpers.study.protocol import Effort, effort_named, protocol
from helpers.study.refits import Refits
from helpers.study.steps import Build, Read, Step, finish
from helpers.study.unit import Unit
from helpers.workers import Pool

__all__ = ["Progress", "findings", "run", "run_all"]

Progress = Callable[[int, int, str], None]
"""``progress(done, of, what)``: called whenever a step is done; ``what`` names it."""

Kind = TypeVar("Kind", bound=Step)


@dataclass(frozen=True)
class _Case:
    """One authority in the study."""

    folder: Path
    slug: str
    settings: Settings
    stages: Stages
    needed: frozenset[int]

    def owns(self, step: Build | Unit | Judging | Paired | Refits) -> bool:
        """Say whether a step is one of this authority's."""
        return step.stages == self.stages

    def builds(self, events: Entry) -> list[Build]:
        """Return the step that builds the cohort, for each of its outcomes."""
        return [
            Build(self.stages, self.slug, name, self.settings, events)
            for name in self.settings.outcomes
        ]


def run(
    authority: Path,
    *,
    effort: Effort | None = None,
    refits: bool = True,
    processes: int = 2,
    progress: Progress | None = None,
) -> Path:
    """Run the study for one authority; see :func:`run_all`."""
    return run_all(
        [authority], effort=effort, refits=refits, processes=processes, progress=progress
    )[0]


def run_all(
    authorities: Sequence[Path],
    *,
    effort: Effort | None = None,
    refits: bool = True,
    or_quicker: bool = False,
    processes: int = 2,
    progress: Progress | None = None,
) -> list[Path]:
    """Run the study for several authorities in one pool and return where each one's findings lie.

    What is done and unchanged is not done again. A design that cannot be learnt becomes findings that say so, and
    the rest goes on.

    Parameters
    ----------
    authorities
        Folders of authorities.
    effort
        How much is computed; the whole protocol unless given.
    refits
        Whether chosen models are learnt again and again, to tell training luck.
    or_quicker
        Whether the quick effort will do where not everything of this one is done already.
    processes
        Worker processes.
    progress
        Told of each step done.

    Raises
    ------
    SecondLookError
        If a folder, its settings or its records cannot be used; before anything long begins, where that can be seen.
    """
    effort = effort or effort_named("whole")
    cases = [_case(Path(folder)) for folder in authorities]
    for case in cases:
        first_run(case.stages.home)
    walk = _Walk(_number_of_steps(cases, refits=refits), progress)
    with Pool(processes) as pool:
        reads = [Read(case.folder, case.stages, case.needed) for case in cases]
        events = walk.finish(reads, pool)
        builds = [
            build
            for case, read in zip(cases, reads, strict=True)
            for build in case.builds(events[read])
        ]
        cohorts = walk.finish(builds, pool)
        if or_quicker and not _is_done(builds, cohorts, effort):
            effort = effort_named("quick")
        units = [unit for build in builds for unit in _units(build, cohorts[build], effort)]
        learnt = walk.finish(sorted(units, key=lambda unit: -unit.size), pool)
        asked = [
            _judging(unit, learnt[unit], build.settings)
            for build in builds
            for unit in units
            if _is_of(unit, build)
        ]
        judged = walk.finish(asked, pool)
        paired = walk.finish([_paired(build, cohorts[build], learnt) for build in builds], pool)
        again = [_refits(unit, learnt[unit], effort) for unit in units if _is_refitted(unit)]
        luck = walk.finish(sorted(again, key=lambda one: -one.size) if refits else [], pool)
    return [
        _write(case, events[read], cohorts, _Made(learnt, judged, paired, luck), effort)
        for case, read in zip(cases, reads, strict=True)
    ]


def _write(
    case: "_Case",
    events: Entry,
    cohorts: Mapping[Build, Entry],
    made: "_Made",
    effort: Effort,
) -> Path:
    """Write the findings of one authority out of everything that was made."""
    learnt = {
        (one.outcome, one.design): entry for one, entry in made.learnt.items() if case.owns(one)
    }
    write_deviations(case.stages.home, effort)
    return write(
        case.stages.home,
        case.slug,
        events=events.record,
        cohorts={one.outcome: entry.record for one, entry in cohorts.items() if case.owns(one)},
        units=[
            (
                one.outcome,
                one.design,
                learnt[one.outcome, one.design].record | entry.record,
            )
            for one, entry in sorted(made.judged.items(), key=_in_order)
            if case.owns(one)
        ],
        paired={one.outcome: entry.record for one, entry in made.paired.items() if case.owns(one)},
        refits=[
            (one.outcome, one.design, entry.record)
            for one, entry in sorted(made.luck.items(), key=_in_order)
            if case.owns(one)
        ],
    )


@dataclass(frozen=True)
class _Made:
    """What was learnt, judged, compared, and learnt again."""

    learnt: Mapping[Unit, Entry]
    judged: Mapping[Judging, Entry]
    paired: Mapping[Paired, Entry]
    luck: Mapping[Refits, Entry]


def _in_order(item: tuple[Judging | Refits, Entry]) -> tuple[str, int]:
    """Return what units and refits are sorted by: outcome, then design as the protocol lists them."""
    step, _ = item
    return step.outcome, list(protocol().designs).index(step.design)


def _is_done(builds: Sequence[Build], cohorts: Mapping[Build, Entry], effort: Effort) -> bool:
    """Say whether every design of every outcome has been learnt and judged with this effort."""
    return all(
        unit.stages.find(unit.name, unit.key) is not None
        for build in builds
        for unit in _units(build, cohorts[build], effort)
    )


def _number_of_steps(cases: Sequence["_Case"], *, refits: bool) -> int:
    fixed = protocol()
    outcomes = sum(len(case.settings.outcomes) for case in cases)
    of_each = 2 + 2 * len(fixed.designs) + (len(fixed.refits.designs) if refits else 0)
    return len(cases) + outcomes * of_each


def _is_refitted(unit: Unit) -> bool:
    return unit.design in protocol().refits.designs


def _units(build: Build, cohort: Entry, effort: Effort) -> list[Unit]:
    """Return every design of one outcome."""
    return [
        Unit(
            stages=build.stages,
            authority=build.authority,
            outcome=build.outcome,
            design=design,
            draws=effort.draws,
            cohort=cohort,
        )
        for design in protocol().designs
    ]


def _is_of(unit: Unit, build: Build) -> bool:
    return unit.stages == build.stages and unit.outcome == build.outcome


def _judging(unit: Unit, learnt: Entry, settings: Settings) -> Judging:
    return Judging(
        stages=unit.stages,
        authority=unit.authority,
        outcome=unit.outcome,
        design=unit.design,
        attributes=settings.attributes,
        capacity=settings.capacity,
        draws=unit.draws,
        cohort=unit.cohort,
        unit=learnt,
    )


def _paired(build: Build, cohort: Entry, learnt: Mapping[Unit, Entry]) -> Paired:
    """Return the comparisons of one outcome's designs."""
    return Paired(
        stages=build.stages,
        authority=build.authority,
        outcome=build.outcome,
        cohort=cohort,
        units=tuple((unit.design, entry) for unit, entry in learnt.items() if _is_of(unit, build)),
    )


def _refits(unit: Unit, learnt: Entry, effort: Effort) -> Refits:
    return Refits(
        stages=unit.stages,
        authority=unit.authority,
        outcome=unit.outcome,
        design=unit.design,
        draws=unit.draws,
        refits=effort.refits,
        cohort=unit.cohort,
        unit=learnt,
    )


def _case(folder: Path) -> _Case:
    find_files(folder)
    settings = load_settings(folder)
    refuse_real_folder_inside_git(folder, settings)
    return _Case(
        folder=folder.resolve(),
        slug=slug(folder),
        settings=settings,
        stages=Stages(home(folder, settings.data)),
        needed=needed_lists(folder, settings),
    )


class _Walk:
    """Walks through steps, leaving out what is done, and tells how far it has come."""

    def __init__(self, of: int, progress: Progress | None) -> None:
        self._of, self._progress, self._past = of, progress, 0

    def finish(self, steps: Sequence[Kind], pool: Pool) -> dict[Kind, Entry]:
        """Do the steps that are not done yet, and return the entry of each."""
        found = {}
        for step in steps:
            entry = step.stages.find(step.name, step.key)
            if entry is not None:
                found[step] = entry
                self._tell(step)
        missing = [step for step in steps if step not in found]
        pool.run(finish, missing, done=self._tell)
        for step in missing:
            found[step] = step.stages.keep(step.name, step.key, step.make)
        return found

    def _tell(self, step: Step) -> None:
        self._past += 1
        if self._progress is not None:
            self._progress(self._past, self._of, step.label)
