"""The door of the room: facts in, notes and their truth out."""

from dataclasses import dataclass

import numpy as np
import numpy.typing as npt
import pandas as pd

from helpers.synthetic.notes.domains import DOMAINS
from helpers.synthetic.notes.draft import MARK_WIDTH
from helpers.synthetic.notes.emission import (
    MARKED,
    POLARITY,
    TELLINGS,
    check_dial,
    emission_table,
    telling,
)
from helpers.synthetic.notes.facts import Facts, from_frame
from helpers.synthetic.notes.scribe import Scribe, ages_spoken_of, habit_and_breadth
from helpers.synthetic.notes.styles import styles

BLOCK = 1_024
"""Notes whose draws are held in memory at once: so few that they stay near the processor."""


@dataclass(frozen=True)
class WrittenNotes:
    """Notes, and what they say.

    Attributes
    ----------
    notes
        ``child_id``, ``start``, ``document``, ``text``: one row for each row of the facts, in their order.
    spans
        One row for each piece of evidence: ``note`` (row of ``notes``), ``first`` and ``last`` (characters of the
        text, ``last`` not included), ``domain``, ``polarity``, ``marked`` (whether the wording is marked, not mild),
        ``level`` (the true level on the day it was first written) and ``copied`` (whether it stands in a passage
        copied from an earlier note).
    """

    notes: pd.DataFrame
    spans: pd.DataFrame


def write(
    facts: pd.DataFrame, *, dial: float = 1.0, seed: int, synthetic_header: bool = True
) -> WrittenNotes:
    """Write one case note for each row of the facts.

    A note is a function of its own row, its author and the child's notes of earlier days; rows of later days, other
    children and columns not named here change nothing.

    Parameters
    ----------
    facts
        One row per note: ``child_id``, ``family``, ``start`` (day), ``document`` (of :data:`helpers.events.DOCUMENTS`),
        ``author`` (number), ``team``, ``sex``, ``age_years`` (below 0 before birth), ``source`` (code or missing),
        ``brothers_and_sisters``, ``first_in_history``, ``level_<subject>`` (0 to 3 that day) for every concern and
        strength, ``earlier_<concern>`` (highest level in the past).
    dial
        How much a note knows beyond the record, from 0 (nothing) over 1 (the table as it stands) to 2 (all): ``emission.yml``.
    seed
        Fixes every draw.
    synthetic_header
        Whether each note begins with the line that says it is made up.

    Raises
    ------
    SecondLookError
        If the dial lies outside 0 to 2, or the facts lack a column or hold a value outside its range.
    """
    check_dial(dial)
    known = from_frame(facts, seed=seed)
    scribe = Scribe(known, dial=dial, header=synthetic_header)
    texts: list[str] = []
    marks = [np.empty((0, MARK_WIDTH), dtype=np.int32)]
    for first in range(0, len(known), BLOCK):
        written = scribe.block(known.block(first, BLOCK))
        texts += written.texts
        marks.append(written.marks())
        marks[-1][:, 0] += first
    return WrittenNotes(_as_notes(facts, known, texts), _as_spans(known, np.concatenate(marks)))


def tellings(facts: pd.DataFrame, *, dial: float, seed: int) -> npt.NDArray[np.float64]:
    """Return the exact probability of every telling of every subject, given all that could be true, for each note.

    What a note of :func:`write` says of its subjects, apart from what it copies, was drawn with these probabilities,
    independently for each subject.

    Returns
    -------
    ndarray
        Of shape (row of ``facts``, domain, whether the past was worse, level, telling): 528 numbers a note, so ask for
        some thousands of rows at a time.

    Raises
    ------
    SecondLookError
        As :func:`write` does.
    """
    check_dial(dial)
    known = from_frame(facts, seed=seed)
    habit, breadth = habit_and_breadth(known, styles(known.author, seed=seed))
    shares = telling(dial, negation=habit, breadth=breadth)
    shares[~ages_spoken_of(known)] = np.eye(len(TELLINGS))[0]
    back = np.argsort(known.row)
    ordered: npt.NDArray[np.float64] = shares[back]
    return ordered


def _as_notes(frame: pd.DataFrame, facts: Facts, texts: list[str]) -> pd.DataFrame:
    in_order = np.empty(len(frame), dtype=object)
    in_order[facts.row] = texts
    notes = frame[["child_id", "start", "document"]].reset_index(drop=True)
    return notes.assign(text=pd.Series(in_order, dtype="string"))


def _as_spans(facts: Facts, marks: npt.NDArray[np.int32]) -> pd.DataFrame:
    note = facts.row[marks[:, 0]]
    order = np.argsort(note, kind="stable")
    _, first, last, domain, told, level, copied = marks[order].T
    polarity = np.array([emission_table().polarities[place] for place in POLARITY])
    return pd.DataFrame(
        {
            "note": note[order],
            "first": first.astype(np.int64),
            "last": last.astype(np.int64),
            "domain": pd.Series(np.array(DOMAINS)[domain], dtype="string"),
            "polarity": pd.Series(polarity[told], dtype="string"),
            "marked": told == MARKED,
            "level": level.astype(np.int8),
            "copied": copied.astype(np.bool_),
        }
    )
