"""Make one block of an authority, work out its rows of every file, put all of it aside, and write its notes."""

import gc
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

import numpy as np
import pandas as pd

from helpers.annexa.extract import Register
from helpers.synthetic import families
from helpers.synthetic.notes.writer import write as write_notes
from helpers.synthetic.recording.record import filed
from helpers.synthetic.world import MadeAuthority, make_block
from helpers.synthetic.writing import pieces
from helpers.synthetic.writing.jobs import Job

NOTES_AT_ONCE = 8_192
"""Notes of whole children that are written in one go."""


@dataclass(frozen=True)
class Made:
    """What one block came to.

    Attributes
    ----------
    events, notes
        Rows of the event tables, and notes to be written.
    note_parts
        In how many parts the notes are written.
    lists
        Rows of each list of Annex A, by window and number.
    """

    events: int
    notes: int
    note_parts: int
    lists: dict[tuple[int, int], int]


def folder_of(job: Job, block: int) -> Path:
    """Return where a block is put aside."""
    return job.pieces / f"{block:06d}"


def list_name(window: int, number: int) -> str:
    """Return the name under which a list of one window is put aside."""
    return f"lists/{window}-{number}"


def children_in(job: Job, block: int) -> int:
    """Return how many children a block has."""
    first = block * families.CHILDREN_IN_BLOCK
    return min(families.CHILDREN_IN_BLOCK, job.where.children - first)


def put_aside(job: Job, block: int) -> Made:
    """Make a block and put everything that the files will hold of it aside, and the facts for its notes."""
    made = make_block(job.where, seed=job.seed, block=block)
    folder = folder_of(job, block)
    folder.mkdir(parents=True, exist_ok=True)
    for name, frame in _beside(made).items():
        pieces.put(frame, folder, f"beside/{name}")
    register = Register(made.events, edition=job.where.files["edition"], entered=made.entered)
    lists = {}
    for window, (start, end) in enumerate(job.windows):
        shown = register.lists(start, end, snapshot=job.is_snapshots)
        for number, table in shown.items():
            lists[window, number] = pieces.put(table, folder, list_name(window, number))
    parts = _whole_children(made.note_facts)
    for part, some in enumerate(parts):
        pieces.put(some, folder, _facts_name(part))
    for name, frame in {**made.truth, "note_facts": made.note_facts}.items():
        pieces.put(frame, folder, f"truth/{name}")
    rows = sum(len(table) for table in made.events.values())
    return Made(rows, len(made.note_facts), len(parts), lists)


def write_notes_aside(job: Job, block: int, part: int) -> None:
    """Write one part of a block's notes and put them aside, with the truth about what they say."""
    folder = folder_of(job, block)
    facts = pieces.frame(folder, _facts_name(part))
    with _without_collection():
        written = write_notes(facts, dial=job.where.dials["note_detail"], seed=job.seed)
    notes = written.notes.rename(columns={"start": "date"})
    notes = filed(notes, pieces.frame(folder, "truth/second_ids"))
    pieces.put(notes, folder, f"notes/{part:04d}")
    pieces.put(written.spans, folder, f"spans/{part:04d}")


def _facts_name(part: int) -> str:
    return f"facts/{part:04d}"


def _beside(made: MadeAuthority) -> dict[str, pd.DataFrame]:
    """Return what Annex A does not hold: families, early help and, where it is given, what became of contacts."""
    events = made.events
    early_help = events["early_help"][["child_id", "start", "end", "reason_ended"]]
    tables = {"families": events["families"], "early_help": early_help}
    if made.place.files["contacts"]:
        tables["contacts"] = events["contacts"][["child_id", "start", "decision"]]
    return tables


@contextmanager
def _without_collection() -> Iterator[None]:
    """Keep Python from looking for circles among objects: notes are millions of small ones, and none is in a circle.

    The search takes a quarter of the time and more.
    """
    was_on = gc.isenabled()
    gc.disable()
    try:
        yield
    finally:
        if was_on:
            gc.enable()


def _whole_children(facts: pd.DataFrame) -> list[pd.DataFrame]:
    """Part the facts so that all notes of a child stay together: later notes lean on earlier ones."""
    child = facts["child_id"].to_numpy()
    firsts = np.flatnonzero(np.append(True, child[1:] != child[:-1])) if len(facts) else [0]
    cuts = [0]
    for first in firsts:
        if first - cuts[-1] >= NOTES_AT_ONCE:
            cuts.append(int(first))
    ends = [*cuts[1:], len(facts)]
    return [facts.iloc[a:b].reset_index(drop=True) for a, b in zip(cuts, ends, strict=True)]
