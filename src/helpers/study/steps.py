"""The steps of the study, each kept by content: read an authority, build an outcome's cohort, learn and judge.

A step knows its key before it runs, so that a run can see what is done, and it is made of paths and names alone, so
that it crosses to a worker process cheaply.
"""

from dataclasses import asdict, dataclass
from functools import cached_property
from pathlib import Path
from typing import Any, Protocol

import numpy as np
import pandas as pd
from scipy.sparse import csr_array

from helpers import cohort as cohorts
from helpers.authority.folder import find_files
from helpers.authority.merge import read_events
from helpers.authority.settings import Settings
from helpers.events import DOCUMENTS, TABLES, EventTables
from helpers.features.structured import structured
from helpers.features.text import documents
from helpers.features.vulnerabilities import vulnerabilities
from helpers.modelling.material import Text
from helpers.modelling.words import WordCounts, count_words
from helpers.outcomes.declare import outcome
from helpers.policy import policy
from helpers.stages import Entry, Kept, Stages, digest_of, key_of

TEXTS = ("current", "earlier")
"""The kinds of text: about the matter in hand, and from before."""


class Step(Protocol):
    """One step of one authority."""

    @property
    def stages(self) -> Stages:
        """Where its result is kept."""

    @property
    def name(self) -> str:
        """The name of its stage."""

    @property
    def key(self) -> str:
        """The key of its result."""

    @property
    def label(self) -> str:
        """What it does, for progress."""

    def make(self) -> Kept:
        """Do it."""


def finish(step: Step) -> None:
    """Do a step unless it is done. The result is kept; nothing but this call crosses between processes."""
    step.stages.keep(step.name, step.key, step.make)


@dataclass(frozen=True)
class Read:
    """Read an authority's folder into event tables and describe them in counts.

    ``needed`` are the lists of Annex A that must be there.
    """

    folder: Path
    stages: Stages
    needed: frozenset[int]

    name = "events"

    @cached_property
    def key(self) -> str:
        """See :class:`Step`. The authority's settings change nothing that is read but the lists needed."""
        files = find_files(self.folder)
        inputs = [digest_of(path) for path in files.inputs() if path != files.settings]
        return key_of(
            inputs=inputs,
            settings=sorted(self.needed),
            rooms=["annexa", "authority", "events", "study/steps", "working_days"],
        )

    @property
    def label(self) -> str:
        """See :class:`Step`."""
        return f"{self.folder.name}: read the records"

    def make(self) -> Kept:
        """See :class:`Step`."""
        events = read_events(self.folder, needed=self.needed).events
        return Kept(dict(events), describe(events))


def describe(events: EventTables) -> dict[str, Any]:
    """Return counts of an authority's records: children, families, events by table, notes by document."""
    children = pd.concat([frame["child_id"] for frame in events.values()]).drop_duplicates()
    family = cohorts.families(events, children)
    return {
        "children": int(children.nunique()),
        "families": int(family.nunique()),
        "events": {name: len(events[name]) for name in TABLES if name not in _NOT_EVENTS},
        "notes": {name: int((events["notes"]["document"] == name).sum()) for name in DOCUMENTS},
    }


_NOT_EVENTS = ("notes", "people", "families")


@dataclass(frozen=True)
class Build:
    """Build the cohort of one outcome with everything that was known on the day of each decision."""

    stages: Stages
    authority: str
    outcome: str
    settings: Settings
    events: Entry

    @property
    def name(self) -> str:
        """See :class:`Step`."""
        return f"cohort-{self.outcome}"

    @cached_property
    def key(self) -> str:
        """See :class:`Step`."""
        period = self.settings.period
        numbers = [asdict(policy().study), policy().ages]
        return key_of(
            inputs=[self.events.digest],
            settings=[outcome(self.outcome).rules, numbers, str(period.start), str(period.end)],
            rooms=_ROOMS_OF_A_COHORT,
        )

    @property
    def label(self) -> str:
        """See :class:`Step`."""
        return f"{self.authority}: {self.outcome}: find the decisions and what was known that day"

    def make(self) -> Kept:
        """See :class:`Step`."""
        declared = outcome(self.outcome)
        events = EventTables({name: self.events.frame(name) for name in TABLES})
        built = cohorts.build(
            events,
            declared,
            period_start=pd.Timestamp(self.settings.period.start),
            period_end=pd.Timestamp(self.settings.period.end),
        )
        texts = documents(events, built, declared)
        frames = {
            "decisions": built.decisions,
            "structured": structured(events, built, declared),
        }
        for kind in TEXTS:
            counted = count_words(texts[kind].fillna("").tolist())
            frames |= _as_frames(kind, counted)
            frames[f"flags-{kind}"] = vulnerabilities(texts[kind])
        record = {
            "decisions": len(built.decisions),
            "children": built.children,
            "families": built.families,
            "followed": built.followed,
            "left_out": dict(built.left_out),
        }
        return Kept(frames, record)


_ROOMS_OF_A_COHORT = (
    "cohort",
    "events",
    "features",
    "modelling/passages",
    "modelling/words",
    "outcomes/*.py",
    "policy.py",
    "study/steps",
    "working_days",
)


def texts_of(entry: Entry) -> tuple[Text, ...]:
    """Return each kind of text as :meth:`Build.make` kept it: counted words and flags."""
    found = []
    for kind in TEXTS:
        flags = entry.frame(f"flags-{kind}")
        words = _word_counts(entry, kind)
        found.append(
            Text(
                kind=kind,
                words=words,
                flags=flags.to_numpy(),
                flag_names=tuple(map(str, flags.columns)),
            )
        )
    return tuple(found)


def _word_counts(entry: Entry, kind: str) -> WordCounts:
    cells = entry.frame(f"words-{kind}")
    terms = entry.frame(f"terms-{kind}")["term"].tolist()
    counts = csr_array(
        (cells["times"].to_numpy(dtype=np.float32), (cells["row"], cells["column"])),
        shape=(entry.record["decisions"], len(terms)),
    )
    return WordCounts(counts, tuple(terms))


def _as_frames(kind: str, words: WordCounts) -> dict[str, pd.DataFrame]:
    cells = words.counts.tocoo()
    numbers = {"row": cells.row, "column": cells.col, "times": cells.data}
    return {
        f"words-{kind}": pd.DataFrame(
            {
                name: of.astype(np.min_scalar_type(int(of.max(initial=0))))
                for name, of in numbers.items()
            }
        ),
        f"terms-{kind}": pd.DataFrame({"term": pd.Series(words.terms, dtype="string")}),
    }
