"""The door of the room: facts in, notes and their truth out."""

from dataclasses import dataclass

import numpy as np
import pandas as pd

from helpers.errors import SecondLookError
from helpers.synthetic.notes.compose import DRAWS, Plan, compose
from helpers.synthetic.notes.documents import shapes
from helpers.synthetic.notes.domains import DOMAINS
from helpers.synthetic.notes.draft import Draft
from helpers.synthetic.notes.emission import Evidence, emission_table, evidence
from helpers.synthetic.notes.facts import Facts, from_frame
from helpers.synthetic.notes.phrases import phrases
from helpers.synthetic.notes.slots import words
from helpers.synthetic.notes.styles import Style, styles

BLOCK = 4_096
"""Notes whose draws are held in memory at once."""


@dataclass(frozen=True)
class WrittenNotes:
    """Notes, and what they say.

    Attributes
    ----------
    notes
        ``child_id``, ``start``, ``document``, ``text``: one row for each row of the facts, in their order.
    spans
        One row for each piece of evidence: ``note`` (row of ``notes``), ``first`` and ``last`` (characters of the
        text, ``last`` not included), ``domain``, ``polarity``, ``level`` (the true level on the day it was first
        written) and ``copied`` (whether it stands in a passage copied from an earlier note).
    """

    notes: pd.DataFrame
    spans: pd.DataFrame


@dataclass(slots=True)
class _History:
    """The notes of one child so far."""

    child: int = -1
    written: list[tuple[int, int, Draft]] | None = None

    def before(self, child: int, day: int) -> list[tuple[int, int, Draft]]:
        """Return the child's notes (day, document, draft) of days before ``day``."""
        if child != self.child or self.written is None:
            self.child, self.written = child, []
        return [entry for entry in self.written if entry[0] < day]

    def keep(self, day: int, document: int, draft: Draft) -> None:
        """Remember a note of this child."""
        assert self.written is not None
        self.written.append((day, document, draft))


def write(
    facts: pd.DataFrame, *, dial: float = 1.0, seed: int, synthetic_header: bool = True
) -> WrittenNotes:
    """Write one case note for each row of the facts.

    A note is a function of its own row, its author and the child's notes of earlier days; rows of later days, other
    children and columns not named here change nothing.

    Parameters
    ----------
    facts
        One row per note: ``child_id``, ``start`` (day), ``document`` (of :data:`helpers.events.DOCUMENTS`),
        ``author`` (number), ``team``, ``sex``, ``age_years`` (below 0 before birth), ``source`` (code or missing),
        ``brothers_and_sisters``, ``first_in_history``, ``level_<subject>`` (0 to 3 that day) for every concern and
        strength, ``earlier_<concern>`` (highest level in the past).
    dial
        How much a note knows beyond the record, from 0 (nothing) to 1 (``emission.yml`` as it stands).
    seed
        Fixes every draw.
    synthetic_header
        Whether each note begins with the line that says it is made up.

    Raises
    ------
    SecondLookError
        If the dial lies outside 0 to 1, or the facts lack a column or hold a value outside its range.
    """
    if not 0.0 <= dial <= 1.0:
        raise SecondLookError(f"the dial {dial} lies outside 0 to 1", where="notes")
    known = from_frame(facts, seed=seed)
    authors = styles(known.author, seed=seed)
    drafts: list[Draft] = []
    history = _History()
    for first in range(0, len(known), BLOCK):
        block = known.block(first, BLOCK)
        drafts += _write_block(block, authors, history=history, dial=dial, header=synthetic_header)
    return WrittenNotes(_as_notes(facts, known, drafts), _as_spans(known, drafts))


def _write_block(
    facts: Facts, authors: dict[int, Style], *, history: _History, dial: float, header: bool
) -> list[Draft]:
    told = _evidence(facts, authors, dial=dial)
    numbers = (facts.draw("sentences", DRAWS) * 2.0**52).astype(np.int64).tolist()
    polarity, marked, levels = told.polarity.tolist(), told.marked.tolist(), facts.levels.tolist()
    drafts = []
    for place, filled in enumerate(words(facts, authors)):
        day, document = int(facts.day[place]), int(facts.document[place])
        earlier = history.before(int(facts.child[place]), day)
        alike = [draft for _, kind, draft in earlier if kind == document]
        plan = Plan(
            shape=shapes()[document],
            style=authors[int(facts.author[place])],
            words=filled,
            age_group=int(facts.age_group[place]),
            team=int(facts.team[place]),
            polarity=polarity[place],
            marked=marked[place],
            levels=levels[place],
            numbers=numbers[place],
            later=bool(alike),
            last=earlier[-1][2] if earlier else None,
            last_alike=alike[-1] if alike else None,
        )
        draft = compose(plan, synthetic_header=header)
        history.keep(day, document, draft)
        drafts.append(draft)
    return drafts


def _evidence(facts: Facts, authors: dict[int, Style], *, dial: float) -> Evidence:
    ages = np.array([phrases().ages[domain] for domain in DOMAINS])
    breadths = np.array([shape.breadth for shape in shapes()])
    return evidence(
        facts,
        dial=dial,
        negation=np.array([authors[author].negation for author in facts.author.tolist()]),
        breadth=breadths[facts.document],
        may_speak=ages.T[facts.age_group],
    )


def _as_notes(frame: pd.DataFrame, facts: Facts, drafts: list[Draft]) -> pd.DataFrame:
    texts = np.empty(len(frame), dtype=object)
    texts[facts.row] = [draft.text for draft in drafts]
    notes = frame[["child_id", "start", "document"]].reset_index(drop=True)
    return notes.assign(text=pd.Series(texts, dtype="string"))


def _as_spans(facts: Facts, drafts: list[Draft]) -> pd.DataFrame:
    order = np.argsort(facts.row)
    marks = [(place, mark) for place in range(len(order)) for mark in drafts[order[place]].marks]
    polarities = emission_table().polarities
    return pd.DataFrame(
        {
            "note": np.array([place for place, _ in marks], dtype=np.int64),
            "first": np.array([mark.first for _, mark in marks], dtype=np.int64),
            "last": np.array([mark.last for _, mark in marks], dtype=np.int64),
            "domain": pd.Series([DOMAINS[mark.domain] for _, mark in marks], dtype="string"),
            "polarity": pd.Series([polarities[mark.polarity] for _, mark in marks], dtype="string"),
            "level": np.array([mark.level for _, mark in marks], dtype=np.int8),
            "copied": np.array([mark.copied for _, mark in marks], dtype=np.bool_),
        }
    )
