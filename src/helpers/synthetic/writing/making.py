"""The steps by which authorities are made and written, and which step follows which."""

from collections.abc import Sequence
from dataclasses import dataclass, field
from typing import Protocol

from helpers.annexa.write import fits_a_sheet
from helpers.errors import SecondLookError
from helpers.synthetic.world import block_count
from helpers.synthetic.writing import folders
from helpers.synthetic.writing.blocks import Made, children_in, put_aside, write_notes_aside
from helpers.synthetic.writing.files import parts, write_part
from helpers.synthetic.writing.jobs import Job


class Progress(Protocol):
    """Called as work goes on."""

    def __call__(self, sentence: str, *, done: int, of: int) -> None:
        """Tell what was just done, and how many of all steps are done."""


@dataclass(frozen=True)
class Step:
    """One step: a block of an authority to make, some of its notes to write, or a part of the files to put together."""

    job: Job
    block: int = 0
    notes: int | None = None
    part: str = ""
    as_csv: bool = False

    def __str__(self) -> str:
        what = self.part or f"block {self.block + 1} of {block_count(self.job.where)}"
        some = "" if self.notes is None else f", notes {self.notes + 1}"
        return f"{self.job.slug}: {what}{some}"


@dataclass
class Standing:
    """How far one authority is, and what it has come to so far."""

    layout: str
    blocks_left: int
    parts_left: int
    notes_left: int = 0
    events: int = 0
    notes: int = 0
    lists: dict[tuple[int, int], int] = field(default_factory=dict)

    def add(self, made: Made) -> None:
        """Count a block that is made."""
        self.blocks_left -= 1
        self.events += made.events
        self.notes += made.notes
        self.notes_left += made.note_parts
        for key, rows in made.lists.items():
            self.lists[key] = self.lists.get(key, 0) + rows

    @property
    def in_words(self) -> str:
        """What there is, and in which form if it is not the usual one."""
        said = f"{self.events} event rows and {self.notes} notes"
        if self.fits_workbooks:
            return said
        (_, number), rows = max(self.lists.items(), key=lambda entry: entry[1])
        return (
            f"{said}, as CSV files: list {number} has {rows} rows, more than fit a sheet of Excel"
        )

    @property
    def fits_workbooks(self) -> bool:
        """Whether every list fits a sheet."""
        return all(fits_a_sheet(rows, layout=self.layout) for rows in self.lists.values())


class Making:
    """Several authorities in the making: hands out steps, and finishes a folder when all of its steps are done."""

    def __init__(self, todo: Sequence[Job], tell: Progress) -> None:
        self._tell = tell
        self._standing = {job.target: _at_first(job) for job in todo}
        self._jobs = list(todo)
        self._done = 0
        self._of = sum(each.blocks_left + each.parts_left for each in self._standing.values())

    def first_steps(self) -> list[Step]:
        """Clear the ground and return every block, those with the most children first."""
        for job in self._jobs:
            folders.begin(job)
        steps = [Step(job, block) for job in self._jobs for block in range(block_count(job.where))]
        return sorted(steps, key=_burden, reverse=True)

    def then(self, step: Step, result: Made | None) -> list[Step]:
        """Take a finished step in, and return the steps that can be done now."""
        job, standing = step.job, self._standing[step.job.target]
        self._done += 1
        self._of += result.note_parts if result is not None else 0
        self._tell(str(step), done=self._done, of=self._of)
        if result is not None:
            standing.add(result)
            return [Step(job, step.block, notes=part) for part in range(result.note_parts)]
        if step.notes is not None:
            standing.notes_left -= 1
            if standing.blocks_left or standing.notes_left:
                return []
            as_csv = job.where.files["kind"] == "csv" or not standing.fits_workbooks
            return [Step(job, part=part, as_csv=as_csv) for part in parts(job)]
        standing.parts_left -= 1
        if standing.parts_left == 0:
            folders.finish(job)
            self._jobs.remove(job)
            self._tell(f"{job.slug}: {standing.in_words}", done=self._done, of=self._of)
        return []

    def clear(self) -> None:
        """Take away what was put aside of folders that are not finished."""
        for job in self._jobs:
            folders.clear(job)


def do(step: Step) -> Made | None:
    """Do one step; return what a block came to.

    Raises
    ------
    SecondLookError
        If the disk refuses; whatever goes wrong, the error names the authority and the step.
    """
    try:
        if step.part:
            write_part(step.job, step.part, as_csv=step.as_csv)
        elif step.notes is not None:
            write_notes_aside(step.job, step.block, step.notes)
        else:
            return put_aside(step.job, step.block)
    except SecondLookError as error:
        place = step if error.where is None else f"{step}: {error.where}"
        raise SecondLookError(error.what, where=place, mend=error.mend) from error
    except OSError as error:
        raise SecondLookError(
            f"the disk says '{error.strerror or error}'",
            where=f"{step} ({step.job.target})",
            mend="see that there is room and that you may write there, then run the same command again",
        ) from error
    except Exception as error:
        error.add_note(f"This happened while making {step}.")
        raise
    return None


def _at_first(job: Job) -> Standing:
    return Standing(job.where.files["layout"], block_count(job.where), len(parts(job)))


def _burden(step: Step) -> int:
    return children_in(step.job, step.block)
