"""One redraw of a made-up authority through the study's own steps, with the truth at hand: who is held out, who is flagged."""

from collections.abc import Iterable
from dataclasses import dataclass, replace
from pathlib import Path
from tempfile import TemporaryDirectory

import numpy as np
import numpy.typing as npt
import pandas as pd

from helpers.authority.settings import Period, Settings
from helpers.disclosure.door import clear
from helpers.estimate import ClearedFinding, Finding
from helpers.evaluation.flagging import top_share
from helpers.modelling.material import Material
from helpers.modelling.search import learn
from helpers.modelling.splits import Split
from helpers.policy import policy
from helpers.stages import Kept, Stages
from helpers.study.learning import material_of, plan_of, split_of
from helpers.study.steps import Build
from helpers.synthetic.settings import Place
from helpers.synthetic.world import MadeAuthority, block_count, make_block, together
from helpers.truth.ledger_marks import own_ids

Marks = npt.NDArray[np.bool_]
AUTHORITY, OUTCOME, DESIGN = "north-west", "contact-to-plan-or-care", "structured-earlier"
LINE = "top tenth"
DRAWS = 4
"""Candidates for each algorithm."""

FINER = 3
"""Decimals of what is shown: redraws put together hold so many children that two would hide what differs."""


def cleared(findings: Iterable[Finding]) -> list[ClearedFinding]:
    """Return findings past the disclosure door, by the rule of the book's own pages but for one decimal more."""
    usual = policy().disclosure_rule("standard")
    return clear(findings, rule=replace(usual, decimals=FINER, rate_decimals=FINER))


@dataclass(frozen=True, kw_only=True, eq=False)
class Learnable:
    """One redraw, ready to learn from.

    Attributes
    ----------
    made
        The authority with its truth.
    decisions
        Every decision of the cohort: ``child_id`` (as the truth knows it), ``day``, ``followed`` (as recorded).
    material, split
        What is learnt from, and who is held out.
    """

    made: MadeAuthority
    decisions: pd.DataFrame
    material: Material
    split: Split

    @property
    def held_out(self) -> pd.DataFrame:
        """The decisions held out."""
        return self.decisions.iloc[self.split.held_out].reset_index(drop=True)

    def flagged(self, *, taught_by: Marks | None = None) -> Marks:
        """Learn, and return who of those held out belongs to the tenth with the highest scores.

        Parameters
        ----------
        taught_by
            What is learnt in place of what was recorded: one mark for each decision of the cohort.
        """
        material = self.material
        if taught_by is not None:
            material = replace(material, followed=taught_by)
        learned = learn(material, self.split, plan_of(DESIGN, DRAWS))
        return top_share(learned.score, policy().study.flagged_share)


def drawn(where: Place, *, seed: int) -> Learnable:
    """Make an authority and find its decisions, with what was known on each day."""
    blocks = [make_block(where, seed=seed, block=block) for block in range(block_count(where))]
    made = together(blocks)
    with TemporaryDirectory() as folder:
        stages = Stages(Path(folder))
        tables = Kept(dict(made.events))
        events = stages.keep("events", f"{seed}", lambda: tables)
        step = Build(stages, where.slug, OUTCOME, _settings(where), events)
        cohort = stages.keep(step.name, step.key, step.make)
        material, found = material_of(cohort, DESIGN), cohort.frame("decisions")
    known_as = own_ids(found["child_id"], made.truth["second_ids"])
    return Learnable(
        made=made,
        decisions=found[["child_id", "day", "followed"]].assign(child_id=known_as),
        material=material,
        split=split_of(material, OUTCOME, DESIGN),
    )


def _settings(where: Place) -> Settings:
    first, last = (pd.Timestamp(day, unit="D").date() for day in (where.first, where.last))
    period = Period(start=first, end=last)
    return Settings(name=where.name, data="synthetic", period=period, outcomes=(OUTCOME,))
