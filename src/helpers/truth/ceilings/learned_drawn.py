"""Made-up decisions by the hundred thousand, each with what records and notes told by its day.

A block of an authority lives to its last day. Of whom nothing is asked, nothing is recorded: what is on record of a child
hangs on no other child, so the decisions are those of the whole block.
"""

from collections.abc import Sequence
from dataclasses import dataclass, replace

import numpy as np
import numpy.typing as npt
import pandas as pd

from helpers import cohort as cohorts
from helpers.features.structured import structured
from helpers.outcomes.declaration import Outcome
from helpers.outcomes.declare import outcome
from helpers.synthetic.draws import Flags, Integers
from helpers.synthetic.families import CHILDREN_IN_BLOCK
from helpers.synthetic.journeys.town import Town
from helpers.synthetic.note_facts import note_facts
from helpers.synthetic.recording.record import filed
from helpers.synthetic.settings import place
from helpers.synthetic.world import Lived, lived, recorded_of
from helpers.truth.ceilings.learned_codes import note_codes, spelled

Matrix = npt.NDArray[np.float32]


@dataclass(frozen=True)
class Block:
    """One block of an authority at one seed, and what is asked of it.

    ``children`` is how many there are, no more than fit into one block.
    """

    world: str
    slug: str
    seed: int
    outcomes: tuple[str, ...]
    children: int = CHILDREN_IN_BLOCK


@dataclass(frozen=True, eq=False)
class Drawn:
    """Decisions of one outcome, with what was known of them.

    Attributes
    ----------
    columns
        Of shape ``(decisions, names)``: the study's structured features, and behind them what notes told.
    names
        Of the columns.
    of_records
        How many columns are from records.
    followed
        Whether the outcome followed, as recorded.
    family
        The number of each decision's family, from 0.
    """

    columns: Matrix
    names: tuple[str, ...]
    of_records: int
    followed: Flags
    family: Integers

    def __len__(self) -> int:
        return len(self.followed)

    @classmethod
    def together(cls, parts: Sequence["Drawn"]) -> "Drawn":
        """Return the decisions of several blocks as one; no two blocks have a family in common."""
        families = [int(part.family.max(initial=-1)) + 1 for part in parts]
        before = np.cumsum([0, *families[:-1]])
        return cls(
            columns=np.concatenate([part.columns for part in parts]),
            names=parts[0].names,
            of_records=parts[0].of_records,
            followed=np.concatenate([part.followed for part in parts]),
            family=np.concatenate(
                [part.family + first for part, first in zip(parts, before, strict=True)]
            ),
        )


def drawn(block: Block) -> dict[str, Drawn]:
    """Let a block live, and return its decisions by the name of the outcome.

    Raises
    ------
    SecondLookError
        If there is no such authority, world or outcome, or there are too few children to make a block of.
    """
    where = place(block.slug, world=block.world, children=block.children)
    there = lived(where, seed=block.seed, block=0)
    return {name: _decisions(there, outcome(name), seed=block.seed) for name in block.outcomes}


def _decisions(there: Lived[Town], asked: Outcome, *, seed: int) -> Drawn:
    where = there.town.place
    part = _about(there, table=asked.decision.table)
    recorded = recorded_of(part)
    first, last = (pd.Timestamp(day, unit="D") for day in (where.first, where.last))
    built = cohorts.build(recorded.events, asked, period_start=first, period_end=last)
    records = structured(recorded.events, built, asked)
    facts = note_facts(part.town, part.tables)
    written = spelled(facts, dial=where.dials["note_detail"], seed=seed)
    under_ids = filed(written.rename(columns={"start": "date"}), recorded.second_ids)
    codes = note_codes(under_ids.rename(columns={"date": "start"}), built, asked)
    family, _ = pd.factorize(built.decisions["family_id"])
    return Drawn(
        columns=np.hstack([records.to_numpy(), codes.to_numpy()]),
        names=(*map(str, records.columns), *map(str, codes.columns)),
        of_records=records.shape[1],
        followed=built.decisions["followed"].to_numpy(dtype=bool),
        family=family.astype(np.int64),
    )


def _about(there: Lived[Town], *, table: str) -> Lived[Town]:
    """Return all that happened to the children who have a row in a table, and nothing that happened to others."""
    asked = np.zeros(len(there.town.families.family), dtype=bool)
    asked[there.tables[table]["child"].to_numpy()] = True
    tables = {
        name: frame[asked[frame["child"].to_numpy()]].reset_index(drop=True)
        for name, frame in there.tables.items()
    }
    return replace(there, tables=tables)
