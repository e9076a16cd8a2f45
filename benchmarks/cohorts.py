"""Cohorts of the made-up authorities, as the study meets them: made, noted and built anew, kept nowhere."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path
from tempfile import TemporaryDirectory

import numpy as np
import numpy.typing as npt
import pandas as pd

from helpers.authority.settings import Period, Settings
from helpers.events import EventTables
from helpers.modelling.material import Material
from helpers.modelling.search import Plan, prepared
from helpers.modelling.splits import Split
from helpers.stages import Kept, Stages
from helpers.study.learning import material_of, plan_of, split_of
from helpers.study.protocol import protocol
from helpers.study.steps import Build
from helpers.synthetic.notes.writer import write
from helpers.synthetic.world import MadeAuthority, make_authority

SEED = 1
"""The seed of the made-up authorities that are published."""

RECORDS, WORDS = "structured-all", "words-all"
"""The designs that are compared: the records alone, and with a bag of words; all cases are learnt from."""


@dataclass(frozen=True, kw_only=True, eq=False)
class Fold:
    """Decisions to learn from, in numbers, and others to score, whose outcomes are known too."""

    columns: npt.NDArray[np.float32]
    followed: npt.NDArray[np.bool_]
    others: npt.NDArray[np.float32]
    outcomes: npt.NDArray[np.bool_]


@dataclass(frozen=True, kw_only=True, eq=False)
class Task:
    """One outcome, one design: what is learnt from, who is held out, and how."""

    outcome: str
    design: str
    material: Material
    split: Split
    plan: Plan

    def folds(self) -> Iterator[Fold]:
        """Yield the inner folds as the search meets them."""
        for fold in self.split.folds:
            parts = prepared(self.material, fold.training, fold.validation, self.plan)
            yield Fold(**vars(parts), outcomes=self.material.followed[fold.validation])


def tasks(asked: Mapping[str, tuple[str, ...]], *designs: str) -> Iterator[Task]:
    """Yield every outcome of every authority asked, design by design."""
    draws = protocol().effort["whole"].draws
    for authority, outcomes in asked.items():
        for outcome, materials in _materials(authority, outcomes, designs):
            for design, material in materials.items():
                yield Task(
                    outcome=outcome,
                    design=design,
                    material=material,
                    split=split_of(material, outcome, design),
                    plan=plan_of(design, draws),
                )


def _materials(
    authority: str, outcomes: tuple[str, ...], designs: tuple[str, ...]
) -> Iterator[tuple[str, dict[str, Material]]]:
    made = make_authority(authority, seed=SEED)
    tables = Kept(dict(_with_notes(made) if WORDS in designs else made.events))
    with TemporaryDirectory() as folder:
        stages = Stages(Path(folder))
        events = stages.keep("events", authority, lambda: tables)
        for outcome in outcomes:
            step = Build(stages, authority, outcome, _settings(made, outcome), events)
            cohort = stages.keep(step.name, step.key, step.make)
            yield outcome, {design: material_of(cohort, design) for design in designs}


def _with_notes(made: MadeAuthority) -> EventTables:
    written = write(made.note_facts, dial=made.place.dials["note_detail"], seed=SEED)
    return EventTables({**made.events, "notes": written.notes})


def _settings(made: MadeAuthority, outcome: str) -> Settings:
    first, last = (
        pd.Timestamp(day, unit="D").date() for day in (made.place.first, made.place.last)
    )
    period = Period(start=first, end=last)
    return Settings(name=made.place.name, data="synthetic", period=period, outcomes=(outcome,))
