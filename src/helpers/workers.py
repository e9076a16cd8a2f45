"""One pool of processes for long work: safe where processes are spawned, one numeric thread each, clean to interrupt."""

import multiprocessing
import os
import signal
from collections.abc import Callable, Iterator, Sequence
from concurrent.futures import FIRST_COMPLETED, Future, ProcessPoolExecutor, wait
from contextlib import contextmanager
from types import TracebackType
from typing import Any, Self, TypeVar

from threadpoolctl import threadpool_limits  # type: ignore[import-untyped]

from helpers.errors import SecondLookError

Task = TypeVar("Task")
Result = TypeVar("Result")

THREADS = (
    "OMP_NUM_THREADS",
    "OPENBLAS_NUM_THREADS",
    "MKL_NUM_THREADS",
    "NUMEXPR_NUM_THREADS",
    "VECLIB_MAXIMUM_THREADS",
)
"""Variables that numeric libraries read once, when they load."""


class Pool:
    """A pool of worker processes, used as a context; with one process the work is done here.

    Workers start at the first task, so a pool without work costs nothing. Numeric libraries load with one thread in
    each worker: work is spread over processes, and sums come out in the same order however many there are. An
    interruption ends the workers at once. A worker's error stops the rest; a :class:`SecondLookError` keeps its parts.
    """

    def __init__(self, processes: int) -> None:
        if processes < 1:
            raise SecondLookError(
                f"{processes} processes can do nothing", where="processes", mend="give 1 or more"
            )
        self._processes = processes
        self._executor: ProcessPoolExecutor | None = None
        self._children: list[Any] = []

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        if self._executor is None:
            return
        if kind is not None:
            for child in self._children:
                child.terminate()
        # only the first shutdown waits, so it comes last and once
        self._executor.shutdown(wait=True, cancel_futures=True)
        self._executor = None

    def run(
        self,
        work: Callable[[Task], Result],
        tasks: Sequence[Task],
        *,
        done: Callable[[Task], None] | None = None,
    ) -> list[Result]:
        """Do the work for each task, started in the order given, and return the results in that order.

        Parameters
        ----------
        work
            A function of a module (a spawned process has to find it by name).
        tasks
            Put the longest first.
        done
            Called here, with the task, whenever one is finished.
        """
        if self._processes == 1:
            with threadpool_limits(1):
                return [_done_here(work, task, done) for task in tasks]
        if not tasks:
            return []
        futures = self._submit(work, tasks)
        pending = set(futures)
        while pending:
            finished, pending = wait(pending, return_when=FIRST_COMPLETED, timeout=1)
            for future in finished:
                future.result()
                if done is not None:
                    done(futures[future])
        return [future.result() for future in futures]

    def _submit(
        self, work: Callable[[Task], Result], tasks: Sequence[Task]
    ) -> dict[Future[Result], Task]:
        if self._executor is None:
            self._executor = ProcessPoolExecutor(
                self._processes,
                mp_context=multiprocessing.get_context("spawn"),
                initializer=_start,
            )
        before = set(multiprocessing.active_children())
        with one_thread():
            futures = {self._executor.submit(work, task): task for task in tasks}
        self._children += [one for one in multiprocessing.active_children() if one not in before]
        return futures


@contextmanager
def one_thread() -> Iterator[None]:
    """Let processes started within load their numeric libraries with one thread."""
    before = {name: os.environ.get(name) for name in THREADS}
    os.environ.update(dict.fromkeys(THREADS, "1"))
    try:
        yield
    finally:
        for name, value in before.items():
            if value is None:
                del os.environ[name]
            else:
                os.environ[name] = value


def _start() -> None:
    """Leave interruptions to the parent, which ends its workers, so that one Ctrl-C tells one story."""
    signal.signal(signal.SIGINT, signal.SIG_IGN)


def _done_here(
    work: Callable[[Task], Result], task: Task, done: Callable[[Task], None] | None
) -> Result:
    result = work(task)
    if done is not None:
        done(task)
    return result
