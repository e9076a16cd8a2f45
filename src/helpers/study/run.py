"""Run the study: every stage of one authority, or of several at once, from the records to the findings."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import TypeVar

from helpers.authority.folder import find_files, refuse_real_folder_inside_git, slug
from helpers.authority.settings import Settings, load_settings
from helpers.errors import SecondLookError
from helpers.stages import Entry, Stages, home
from helpers.study.found import findings, write
from helpers.study.needed import needed_lists
from helpers.study.protocol import protocol
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

    def builds(self, events: Entry) -> list[Build]:
        """Return the step that builds the cohort, for each of its outcomes."""
        return [
            Build(self.stages, self.slug, name, self.settings, events)
            for name in self.settings.outcomes
        ]


def run(
    authority: Path,
    *,
    draws: int | None = None,
    processes: int = 2,
    progress: Progress | None = None,
) -> Path:
    """Run the study for one authority; see :func:`run_all`."""
    return run_all([authority], draws=draws, processes=processes, progress=progress)[0]


def run_all(
    authorities: Sequence[Path],
    *,
    draws: int | None = None,
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
    draws
        Candidates for each algorithm; as the protocol says unless given.
    processes
        Worker processes.
    progress
        Told of each step done.

    Raises
    ------
    SecondLookError
        If a folder, its settings or its records cannot be used; before anything long begins, where that can be seen.
    """
    draws = protocol().draws if draws is None else draws
    if draws < 1:
        raise SecondLookError(f"{draws} draws find no model", where="draws", mend="give 1 or more")
    cases = [_case(Path(folder)) for folder in authorities]
    outcomes = sum(len(case.settings.outcomes) for case in cases)
    walk = _Walk(len(cases) + outcomes * (1 + len(protocol().designs)), progress)
    with Pool(processes) as pool:
        reads = [Read(case.folder, case.stages, case.needed) for case in cases]
        events = walk.finish(reads, pool)
        builds = [
            build
            for case, read in zip(cases, reads, strict=True)
            for build in case.builds(events[read])
        ]
        cohorts = walk.finish(builds, pool)
        units = [unit for build in builds for unit in _units(build, cohorts[build], draws)]
        judged = walk.finish(sorted(units, key=lambda unit: -unit.size), pool)
    return [
        write(
            case.stages.home,
            case.slug,
            events=events[read].record,
            cohorts={
                one.outcome: cohorts[one].record for one in builds if one.stages == case.stages
            },
            units=[
                (one.outcome, one.design, judged[one].record)
                for one in units
                if one.stages == case.stages
            ],
        )
        for case, read in zip(cases, reads, strict=True)
    ]


def _units(build: Build, cohort: Entry, draws: int) -> list[Unit]:
    """Return the four designs of one outcome."""
    return [
        Unit(
            stages=build.stages,
            authority=build.authority,
            outcome=build.outcome,
            design=design,
            attributes=build.settings.attributes,
            draws=draws,
            cohort=cohort,
        )
        for design in protocol().designs
    ]


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
