"""Execute notebooks with papermill, several at once, and keep each as a finished page or not at all."""

import re
from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from helpers.errors import SecondLookError
from helpers.publishing.kernels import OwnKernel, quiet_start
from helpers.publishing.notebook_files import read_notebook, write_notebook
from helpers.publishing.parameters import check_parameters
from helpers.publishing.stamps import hash_code, hash_files, hash_libraries, hash_of
from helpers.publishing.tidy import tidy
from helpers.workers import Pool

STAMP = "second_look_stamp"
COLOURS = re.compile(r"\x1b\[[0-9;]*m")


@dataclass(frozen=True, kw_only=True)
class Job:
    """One notebook to execute for one authority (or across several).

    Attributes
    ----------
    notebook, page
        The notebook as written, and where its executed page goes.
    parameters
        What papermill puts in place of the notebook's own values.
    authority, slug
        Name and slug of the authority; both empty for a page across authorities.
    inputs
        A hash of everything the notebook reads: a page is made again only when something it rests on changed.
    foot
        Markdown for the end of the page.
    """

    notebook: Path
    page: Path
    parameters: dict[str, Any]
    authority: str = ""
    slug: str = ""
    inputs: str = ""
    foot: str = field(default="", repr=False)

    @property
    def label(self) -> str:
        """What progress and errors call this job."""
        return f"{self.notebook.name} for {self.authority or 'all authorities'}"


@dataclass(frozen=True, kw_only=True)
class Executed:
    """What became of a job: skipped because it was done, executed, or failed with one sentence."""

    job: Job
    skipped: bool = False
    failure: str | None = None


def execute(
    jobs: Sequence[Job],
    *,
    processes: int = 1,
    progress: Callable[[str], None] | None = None,
) -> list[Executed]:
    """Execute notebooks; one that fails does not stop the others.

    Parameters
    ----------
    jobs
        What to execute, the longest first. All parameters are checked before the first notebook starts.
    processes
        How many notebooks run at once.
    progress
        Told in words, in this process, as each job ends.

    Returns
    -------
    list of Executed
        In the order of ``jobs``.

    Raises
    ------
    SecondLookError
        If a parameter is wrong (nothing ran), or if any notebook failed (the others are done).
    """
    for job in jobs:
        check_parameters(job.notebook, job.parameters)
    tell = progress or (lambda _: None)
    done = {job.page: Executed(job=job, skipped=True) for job in jobs if is_done(job)}
    for ended in done.values():
        tell(f"{ended.job.label}: done before")
    waiting = [job for job in jobs if job.page not in done]
    with Pool(processes) as pool:
        ran = pool.run(execute_one, waiting, done=lambda job: tell(_ending(job)))
    done |= {ended.job.page: ended for ended in ran}
    results = [done[job.page] for job in jobs]
    _refuse_failures(results)
    return results


def _ending(job: Job) -> str:
    return f"{job.label}: {'executed' if job.page.exists() else 'failed'}"


def stamp(job: Job) -> str:
    """Return the hash of everything that the page of a job depends on."""
    source = hash_files(job.notebook.parent, files=[job.notebook])
    return hash_of(
        source, job.parameters, job.authority, job.slug, job.inputs, hash_code(), hash_libraries()
    )


def is_done(job: Job) -> bool:
    """Whether the page stands already and was made from exactly this."""
    try:
        return bool(read_notebook(job.page).metadata.get(STAMP) == stamp(job))
    except SecondLookError:  # no page yet, or no notebook
        return False


def execute_one(job: Job) -> Executed:
    """Execute one notebook and put its page in place, or say in one sentence why not."""
    quiet_start()
    import papermill  # here, so that checking parameters and skipping done work stay quick

    job.page.unlink(missing_ok=True)
    try:
        notebook = _executed(job)
    except papermill.PapermillExecutionError as error:
        what = " ".join(COLOURS.sub("", error.evalue).split()) or "no message"
        told = what if error.ename == "SecondLookError" else f"{error.ename}: {what}"
        number = error.cell_index + 1 - bool(job.parameters)  # papermill put one cell in before it
        return Executed(job=job, failure=f"{job.label}, cell {number}: {told}")
    except (OSError, RuntimeError) as error:  # the kernel could not start or died
        return Executed(job=job, failure=f"{job.label}: the kernel stopped ({error})")
    tidy(notebook, authority=job.authority, slug=job.slug, foot=job.foot)
    notebook.metadata[STAMP] = stamp(job)
    write_notebook(notebook, job.page)
    return Executed(job=job)


def _executed(job: Job) -> Any:
    """Return the executed notebook; where the kernel does not start (a busy machine), try once more."""
    import papermill

    def work() -> Any:
        """Execute the notebook once."""
        return papermill.execute_notebook(
            read_notebook(job.notebook),
            None,
            parameters=job.parameters,
            progress_bar=False,
            kernel_name="python3",
            language="python",
            kernel_manager_class=OwnKernel,
        )

    try:
        return work()
    except papermill.PapermillExecutionError:
        raise
    except RuntimeError:
        return work()


def _refuse_failures(results: Sequence[Executed]) -> None:
    failures = [ended.failure for ended in results if ended.failure]
    if failures:
        count = "a notebook" if len(failures) == 1 else f"{len(failures)} notebooks"
        raise SecondLookError(
            f"{count} failed: " + "; ".join(failures),
            mend="mend what is named here and run again: pages that are done will be skipped",
        )
