"""One pool of processes for long work: safe where processes are spawned, one numeric thread each, clean to interrupt."""

import gc
import multiprocessing
import os
import signal
from collections import deque
from collections.abc import Callable, Iterable, Iterator, Sequence
from concurrent.futures import FIRST_COMPLETED, Executor, Future, ProcessPoolExecutor, wait
from concurrent.futures.process import BrokenProcessPool
from contextlib import ExitStack, contextmanager
from types import TracebackType
from typing import Any, Self, TypeVar

from threadpoolctl import threadpool_limits  # type: ignore[import-untyped]

from helpers import clusters
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

MEMORY = {"MALLOC_MMAP_THRESHOLD_": str(32 * 2**20), "MALLOC_TRIM_THRESHOLD_": str(64 * 2**20)}
"""Variables that let a worker keep up to 64 MB that it will soon need again, where the C library is GNU's.

Columns of a megabyte or more are else given back to the system and asked for anew, page by page, at every step.
"""


def usable_cores() -> int:
    """Return how many cores this process may use, which can be fewer than the machine has."""
    if hasattr(os, "sched_getaffinity"):
        return len(os.sched_getaffinity(0))
    return os.cpu_count() or 1


class Pool:
    """A pool of worker processes, used as a context; with one process the work is done here.

    Workers start at the first task, so a pool without work costs nothing. Numeric libraries load with one thread in
    each worker: work is spread over processes, and sums come out in the same order however many there are. An
    interruption ends the workers at once. A worker's error stops the rest; a :class:`SecondLookError` keeps its parts.

    Parameters
    ----------
    processes
        How many workers.
    dask
        Work by Dask instead: ``local`` for a cluster on this machine with that many workers, or the address of a
        scheduler, such as ``tcp://127.0.0.1:8786``, whose workers share this machine's disk. See
        :mod:`helpers.clusters`.
    """

    def __init__(self, processes: int, *, dask: str | None = None) -> None:
        if processes < 1:
            raise SecondLookError(
                f"{processes} processes can do nothing", where="processes", mend="give 1 or more"
            )
        if dask is not None:
            clusters.refuse_unknown(dask)
        self._processes = processes
        self._dask = dask
        self._executor: Executor | None = None
        self._open = ExitStack()
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
        if self._dask is not None:
            self._executor = None
            self._open.__exit__(kind, error, trace)
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
        results: dict[int, Result] = {}

        def then(numbered: tuple[int, Task], result: Result) -> Sequence[tuple[int, Task]]:
            results[numbered[0]] = result
            if done is not None:
                done(numbered[1])
            return ()

        self.flow(_Unnumbered(work), list(enumerate(tasks)), then=then)
        return [results[number] for number in range(len(tasks))]

    def flow(
        self,
        work: Callable[[Task], Result],
        tasks: Iterable[Task],
        *,
        then: Callable[[Task, Result], Iterable[Task]],
    ) -> None:
        """Do the work for each task, and for those that finished ones give rise to.

        Parameters
        ----------
        work
            A function of a module (a spawned process has to find it by name).
        tasks
            The first tasks, the longest first.
        then
            Called here with each finished task and its result; returns the tasks that follow from it.

        Raises
        ------
        SecondLookError
            If a worker process was ended from outside, as a machine that runs out of memory does.
        """
        if self._processes == 1 and self._dask is None:
            self._flow_here(work, tasks, then)
            return
        futures = self._submit(work, tasks)
        try:
            while futures:
                finished, _ = wait(futures, return_when=FIRST_COMPLETED, timeout=1)
                for future in finished:
                    task = futures.pop(future)
                    futures |= self._submit(work, then(task, future.result()))
        except BrokenProcessPool as error:
            raise SecondLookError(
                "a worker process was ended from outside, perhaps because memory ran out",
                where="processes",
                mend=f"run it again, with fewer processes than {self._processes} if it happens again",
            ) from error

    def _flow_here(
        self,
        work: Callable[[Task], Result],
        tasks: Iterable[Task],
        then: Callable[[Task, Result], Iterable[Task]],
    ) -> None:
        with threadpool_limits(1):
            waiting = deque(tasks)
            while waiting:
                task = waiting.popleft()
                waiting.extend(then(task, work(task)))

    def _submit(
        self, work: Callable[[Task], Result], tasks: Iterable[Task]
    ) -> dict[Future[Result], Task]:
        asked = list(tasks)
        if not asked:
            return {}
        before = set(multiprocessing.active_children())
        with as_a_worker():
            if self._executor is None:
                self._executor = self._started()
            futures = {self._executor.submit(work, task): task for task in asked}
        self._children += [one for one in multiprocessing.active_children() if one not in before]
        return futures

    def _started(self) -> Executor:
        if self._dask is not None:
            working = clusters.executor(self._dask, processes=self._processes)
            return self._open.enter_context(working)
        return ProcessPoolExecutor(
            self._processes,
            mp_context=multiprocessing.get_context("spawn"),
            initializer=_start,
        )


class _Unnumbered:
    """Work on tasks that carry their number."""

    def __init__(self, work: Callable[[Any], Any]) -> None:
        self._work = work

    def __call__(self, numbered: tuple[int, Any]) -> Any:
        return self._work(numbered[1])


@contextmanager
def as_a_worker() -> Iterator[None]:
    """Let processes started within load their numeric libraries with one thread, and keep memory at hand."""
    wanted = dict.fromkeys(THREADS, "1") | MEMORY
    before = {name: os.environ.get(name) for name in wanted}
    os.environ.update(wanted)
    try:
        yield
    finally:
        for name, value in before.items():
            if value is None:
                del os.environ[name]
            else:
                os.environ[name] = value


def _start() -> None:
    """Make a worker ready.

    Interruptions are left to the parent, which ends its workers, so that one Ctrl-C tells one story. What is loaded
    stays loaded, so that the collection of what is no longer used need not look through it again and again; and it looks
    for cycles seldom, since hardly any are made.
    """
    signal.signal(signal.SIGINT, signal.SIG_IGN)
    gc.freeze()
    gc.set_threshold(100_000, 20, 20)
