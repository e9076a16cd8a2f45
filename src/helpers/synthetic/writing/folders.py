"""The folders of an authority: begun aside, swapped in once they are whole, cleared away where work was stopped."""

import contextlib
import shutil
from pathlib import Path

from helpers.synthetic.manifest import write_manifest
from helpers.synthetic.writing.files import write_settings
from helpers.synthetic.writing.jobs import Job

WHAT = "Made-up (synthetic) data. No child, family or place in it is real."


def begin(job: Job) -> None:
    """Make the empty folders in which an authority is written until it is whole."""
    clear(job)
    for folder in (job.aside, job.truth_aside, job.pieces):
        folder.mkdir(parents=True)


def finish(job: Job) -> None:
    """Write settings and manifest, last of all, and put truth and folder in the place of what stood before."""
    write_settings(job)
    write_manifest(job.aside, {"what": WHAT, **job.made_from()}, truth=job.truth_aside)
    shutil.rmtree(job.pieces, ignore_errors=True)
    _swap_in(job.truth_aside, job.truth)
    _swap_in(job.aside, job.target)


def clear(job: Job) -> None:
    """Take away everything that is not finished."""
    for folder in (job.pieces, job.aside, job.truth_aside):
        shutil.rmtree(folder, ignore_errors=True)
    with contextlib.suppress(OSError):
        job.truth.parent.rmdir()  # only where nothing is in it


def _swap_in(aside: Path, target: Path) -> None:
    old = target.with_name(f".{target.name}.old")
    shutil.rmtree(old, ignore_errors=True)
    if target.exists():
        target.rename(old)
    try:
        aside.rename(target)
    except BaseException:
        if old.exists() and not target.exists():
            old.rename(target)
        raise
    shutil.rmtree(old, ignore_errors=True)
