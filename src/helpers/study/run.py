"""Run the study: every stage of one authority, or of several at once, from the records to the findings."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import TypeVar

from helpers.stages import Entry
from helpers.study.case import Case, case_of
from helpers.study.curve import Curve
from helpers.study.deviations import first_run, write_deviations
from helpers.study.explained import Explained
from helpers.study.folded import Folded
from helpers.study.found import findings, write
from helpers.study.grouped import Grouped
from helpers.study.judging import Judging
from helpers.study.leaning import Leaning
from helpers.study.paired import Paired
from helpers.study.protocol import Effort, effort_named
from helpers.study.refits import Refits
from helpers.study.steps import Build
from helpers.study.unit import Unit
from helpers.study.walk import Progress, Walk
from helpers.workers import Pool

__all__ = ["Progress", "findings", "run", "run_all"]

Of = TypeVar("Of", Build, Unit, Judging, Paired, Refits, Curve, Leaning, Folded, Grouped, Explained)


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
    cases = [case_of(Path(folder)) for folder in authorities]
    for case in cases:
        first_run(case.stages.home)
    walk = Walk(sum(case.steps(refits=refits) for case in cases), progress)
    with Pool(processes) as pool:
        events = walk.finish([case.read() for case in cases], pool)
        cohorts = walk.finish(
            [build for case in cases for build in case.builds(events[case.read()])], pool
        )
        if or_quicker and not _is_done(cases, cohorts, effort):
            effort = effort_named("quick")
        learnt = walk.finish(_units(cases, cohorts, effort), pool)
        of = {case: _of_case(case, learnt) for case in cases}
        folded = walk.finish([one for case in cases for one in case.folded(of[case])], pool)
        made = _Made(
            learnt=learnt,
            judged=walk.finish([one for case in cases for one in case.judging(of[case])], pool),
            paired=walk.finish([one for case in cases for one in case.paired(of[case])], pool),
            curves=walk.finish(
                [one for case in cases for one in case.curves(of[case], effort)], pool
            ),
            leaning=walk.finish([one for case in cases for one in case.leaning(of[case])], pool),
            luck=walk.finish(
                [one for case in cases if refits for one in case.refits(of[case], effort)], pool
            ),
            grouped=walk.finish(
                [
                    one
                    for case in cases
                    for one in case.grouped(of[case], _of_case(case, folded), effort)
                ],
                pool,
            ),
            explained=walk.finish(
                [
                    one
                    for case in cases
                    for one in case.explained(of[case], _of_case(case, folded), effort)
                ],
                pool,
            ),
        )
    for case in cases:
        write_deviations(case.stages.home, effort, refits=refits)
    return [_write(case, events[case.read()], cohorts, made) for case in cases]


@dataclass(frozen=True)
class _Made:
    """What was learnt, judged, compared, learnt from shares, leaned on, learnt again, counted by group, and explained."""

    learnt: Mapping[Unit, Entry]
    judged: Mapping[Judging, Entry]
    paired: Mapping[Paired, Entry]
    curves: Mapping[Curve, Entry]
    leaning: Mapping[Leaning, Entry]
    luck: Mapping[Refits, Entry]
    grouped: Mapping[Grouped, Entry]
    explained: Mapping[Explained, Entry]


def _units(cases: Sequence[Case], cohorts: Mapping[Build, Entry], effort: Effort) -> list[Unit]:
    return [
        unit
        for case in cases
        for unit in case.units(
            {build.outcome: entry for build, entry in _of_case(case, cohorts).items()}, effort
        )
    ]


def _is_done(cases: Sequence[Case], cohorts: Mapping[Build, Entry], effort: Effort) -> bool:
    """Say whether every design of every outcome has been learnt with this effort."""
    return all(
        unit.stages.find(unit.name, unit.key) is not None for unit in _units(cases, cohorts, effort)
    )


def _of_case(case: Case, made: Mapping[Of, Entry]) -> dict[Of, Entry]:
    """Return what was made for one authority."""
    return {step: entry for step, entry in made.items() if step.stages == case.stages}


def _write(case: Case, events: Entry, cohorts: Mapping[Build, Entry], made: _Made) -> Path:
    """Write the findings of one authority out of everything that was made."""
    learnt = {
        (unit.outcome, unit.design): entry.record
        for unit, entry in _of_case(case, made.learnt).items()
    }
    return write(
        case.stages.home,
        case.slug,
        events=events.record,
        cohorts={one.outcome: entry.record for one, entry in _of_case(case, cohorts).items()},
        units=[
            (one.outcome, one.design, learnt[one.outcome, one.design] | entry.record)
            for one, entry in _of_case(case, made.judged).items()
        ],
        paired={one.outcome: entry.record for one, entry in _of_case(case, made.paired).items()},
        refits=[
            (one.outcome, one.design, entry.record)
            for one, entry in _of_case(case, made.luck).items()
        ],
        curves=[
            (one.outcome, one.design, entry.record)
            for one, entry in _of_case(case, made.curves).items()
        ],
        leaning=[
            (one.outcome, one.design, entry.record)
            for one, entry in _of_case(case, made.leaning).items()
        ],
        grouped=[
            (one.outcome, one.design, entry.record)
            for one, entry in [
                *_of_case(case, made.grouped).items(),
                *_of_case(case, made.explained).items(),
            ]
        ],
    )
