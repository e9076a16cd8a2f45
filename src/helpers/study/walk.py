"""Walk through steps: leave out what is done, spread the rest over processes, and tell how far it has come."""

from collections.abc import Callable, Sequence
from typing import TypeVar

from helpers.stages import Entry
from helpers.study.steps import Step, finish
from helpers.workers import Pool

Progress = Callable[[int, int, str], None]
"""``progress(done, of, what)``: called whenever a step is done; ``what`` names it."""

Kind = TypeVar("Kind", bound=Step)


class Walk:
    """A walk through a known number of steps."""

    def __init__(self, of: int, progress: Progress | None) -> None:
        self._of, self._progress, self._past = of, progress, 0

    def finish(self, steps: Sequence[Kind], pool: Pool) -> dict[Kind, Entry]:
        """Do the steps that are not done yet, the largest first where they tell their size; return all entries."""
        found = {}
        for step in steps:
            entry = step.stages.find(step.name, step.key)
            if entry is not None:
                found[step] = entry
                self._tell(step)
        missing = sorted(
            (step for step in steps if step not in found),
            key=lambda step: -getattr(step, "size", 0.0),
        )
        pool.run(finish, missing, done=self._tell)
        for step in missing:
            found[step] = step.stages.keep(step.name, step.key, step.make)
        return {step: found[step] for step in steps}

    def _tell(self, step: Step) -> None:
        self._past += 1
        if self._progress is not None:
            self._progress(self._past, self._of, step.label)
