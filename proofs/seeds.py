"""One made-up authority after another, two at a time, with a word now and then on how far it has come."""

from collections.abc import Callable, Sequence
from typing import TypeVar

from helpers.workers import Pool, usable_cores
from proofs.proving import Tell

Task = TypeVar("Task")
Found = TypeVar("Found")
PARTS = 10
"""How often one hears of it."""


def each(work: Callable[[Task], Found], tasks: Sequence[Task], *, tell: Tell) -> list[Found]:
    """Return what the work finds for each task, in their order; ``work`` is a function of a module."""
    done: list[Task] = []

    def hear(task: Task) -> None:
        done.append(task)
        if len(done) % max(1, len(tasks) // PARTS) == 0:
            tell(f"{len(done)} of {len(tasks)} done")

    with Pool(usable_cores()) as pool:
        return pool.run(work, tasks, done=hear)
