"""Made-up authorities as folders: made in blocks, put together file by file, each folder whole or not at all."""

from collections.abc import Sequence
from pathlib import Path

from helpers.synthetic.writing.jobs import is_current, jobs
from helpers.synthetic.writing.making import Making, Progress, do
from helpers.workers import Pool

__all__ = ["Progress", "synthesise"]


def synthesise(
    folders: Sequence[str | Path],
    *,
    root: Path = Path(),
    world: str = "default",
    seed: int = 1,
    children: int | None = None,
    progress: Progress | None = None,
    processes: int = 1,
    dask: str | None = None,
) -> list[Path]:
    """Write one authority folder for each of ``folders``, and its truth in ``.truth/`` beside it.

    A folder is written aside and then renamed, so that an interruption leaves nothing that looks finished. A folder
    that already holds just what would be written is left as it is. An authority is made in blocks of whole families,
    which are put aside on disk; no process ever holds all of it. Rows stand block after block, in each by child and
    day: the bytes are the same however many processes there are.

    Parameters
    ----------
    folders
        Folders to write, relative to ``root``; the last part of each names a made-up authority.
    world, seed, children
        As for :func:`helpers.synthetic.world.make_authority`.
    progress
        Called as each block, each part of the files and each folder is done.
    processes, dask
        How many processes work, or which Dask cluster does: see :class:`helpers.workers.Pool`.

    Raises
    ------
    SecondLookError
        Before anything is written: if a folder is named twice, stands in another or was not made by this command, an
        authority or the world is not known, a setting is impossible, there are too few or too many children, or
        fewer than one process is asked for. Later: if the disk refuses, or a worker process is ended from outside;
        then what stood before still stands.
    """
    targets = [Path(root) / folder for folder in folders]
    tell: Progress = progress or _nobody
    todo = []
    for job in jobs(targets, world=world, seed=seed, children=children):
        if is_current(job):
            tell(f"{job.slug}: already made", done=0, of=0)
        else:
            todo.append(job)
    making = Making(todo, tell)
    try:
        with Pool(processes, dask=dask) as pool:
            pool.flow(do, making.first_steps(), then=making.then)
    except BaseException:
        making.clear()
        raise
    return targets


def _nobody(sentence: str, *, done: int, of: int) -> None:
    """Tell nobody."""
