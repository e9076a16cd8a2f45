"""One made-up authority after another through the study's own steps, in a folder that is thrown away."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import partial
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

import pandas as pd

from helpers.authority.settings import ATTRIBUTES, Period, Settings
from helpers.estimate import Estimate, State
from helpers.events import EventTables
from helpers.stages import Entry, Kept, Stages
from helpers.study.judging import Judging
from helpers.study.paired import Paired
from helpers.study.protocol import protocol
from helpers.study.refits import Refits
from helpers.study.steps import Build, Step
from helpers.study.unit import Unit
from helpers.synthetic.notes.writer import write
from helpers.synthetic.world import MadeAuthority, make_authority

CAPACITY = 0.05
"""The share that every made-up authority could look at a second time."""


@dataclass(frozen=True, kw_only=True)
class Asked:
    """What is made and learnt.

    Attributes
    ----------
    authority, world
        As for :func:`helpers.synthetic.world.make_authority`.
    outcomes, designs
        What is predicted, and how.
    draws
        Candidates for each algorithm.
    notes
        Whether notes are written; without them a design that reads finds nothing to read.
    attributes
        By which judging counts mistakes.
    refits
        How often the chosen models of the designs that the protocol names for it are learnt again.
    children
        How many children the authority has; if not given, as many as in the world.
    """

    authority: str
    world: str
    outcomes: tuple[str, ...]
    designs: tuple[str, ...]
    draws: int
    notes: bool = False
    attributes: tuple[str, ...] = ATTRIBUTES
    refits: int = 0
    children: int | None = None

    def told(self) -> dict[str, Any]:
        """Return it as plain values."""
        listed = ("outcomes", "designs", "attributes")
        return vars(self) | {name: list(getattr(self, name)) for name in listed}


@dataclass(frozen=True, kw_only=True)
class Found:
    """What the study found about one outcome.

    Attributes
    ----------
    judged
        By design, what was judged, as plain values.
    differences
        The protocol's comparisons of the designs that were learnt, as plain values.
    luck
        By design, what learning again came to, as plain values.
    """

    outcome: str
    judged: Mapping[str, Sequence[Mapping[str, Any]]]
    differences: Sequence[Mapping[str, Any]]
    luck: Mapping[str, Mapping[str, Any]]

    def estimate(self, design: str, measure: str, cut_off: str = "") -> Estimate:
        """Return one estimate about everybody."""
        (one,) = self.estimates(design, measure, cut_off=cut_off).values()
        return one

    def estimates(
        self, design: str, measure: str, *, cut_off: str = "", attribute: str = ""
    ) -> dict[str, Estimate]:
        """Return the estimates of one measure by group of an attribute."""
        return {
            one["group"]: Estimate(**{**one["estimate"], "state": State(one["estimate"]["state"])})
            for one in self.judged[design]
            if (one["measure"], one["cut_off"], one["attribute"]) == (measure, cut_off, attribute)
        }


def studied(asked: Asked, *, seed: int) -> Iterator[Found]:
    """Make an authority, learn and judge every design, and yield what is found about each outcome."""
    made = make_authority(asked.authority, world=asked.world, seed=seed, children=asked.children)
    tables = Kept(dict(_with_notes(made, seed=seed) if asked.notes else made.events))
    with TemporaryDirectory() as folder:
        stages = Stages(Path(folder))
        events = stages.keep("events", f"{seed}", partial(_same, tables))
        for name in asked.outcomes:
            cohort = _done(Build(stages, asked.authority, name, _settings(made, name), events))
            yield _found(asked, stages, name, cohort)


def _same(kept: Kept) -> Kept:
    return kept


def _found(asked: Asked, stages: Stages, name: str, cohort: Entry) -> Found:
    place = (stages, asked.authority, name)
    learnt = {design: _done(Unit(*place, design, asked.draws, cohort)) for design in asked.designs}
    judged = {
        design: _done(
            Judging(*place, design, asked.attributes, CAPACITY, asked.draws, cohort, unit)
        )
        for design, unit in learnt.items()
    }
    luck = {
        design: _done(Refits(*place, design, asked.draws, cohort, unit, asked.refits)).record
        for design, unit in learnt.items()
        if asked.refits and design in protocol().refits.designs
    }
    paired = _done(Paired(*place, cohort, tuple(learnt.items())))
    return Found(
        outcome=name,
        judged={design: entry.record["judged"] for design, entry in judged.items()},
        differences=paired.record["differences"],
        luck=luck,
    )


def _done(step: Step) -> Entry:
    return step.stages.keep(step.name, step.key, step.make)


def _settings(made: MadeAuthority, name: str) -> Settings:
    first, last = (pd.Timestamp(day, unit="D") for day in (made.place.first, made.place.last))
    period = Period(start=first.date(), end=last.date())
    return Settings(name=made.place.name, data="synthetic", period=period, outcomes=(name,))


def _with_notes(made: MadeAuthority, *, seed: int) -> EventTables:
    """Return the event tables with all notes, as the authority's folder would hold them."""
    written = write(made.note_facts, dial=made.place.dials["note_detail"], seed=seed)
    return EventTables({**made.events, "notes": written.notes})
