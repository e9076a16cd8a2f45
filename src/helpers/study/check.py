"""Look at an authority's folder before anything long is run: what was read, what is odd, what can be evaluated."""

from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

import pandas as pd

from helpers import cohort as cohorts
from helpers.annexa.read import read_annex_a
from helpers.annexa.validate import problems
from helpers.authority.declared import recorded
from helpers.authority.folder import find_files
from helpers.authority.merge import read_events
from helpers.authority.settings import load_settings
from helpers.features.text import documents
from helpers.outcomes.declare import outcome
from helpers.readiness import Readiness, readiness
from helpers.study.needed import needed_lists
from helpers.study.oddities import oddities
from helpers.study.protocol import protocol

ODDITIES_SHOWN = 20


@dataclass(frozen=True)
class Checked:
    """What a look at one folder found. The counts are not cleared: they are for the authority's own eyes.

    Attributes
    ----------
    name, data
        As in the folder's settings.
    sources
        Files and sheets that were read.
    oddities
        Sentences about what looks wrong, first across files, then cell by cell with Excel's column letters; they hold
        counts, and no child.
    outcomes
        Whether each outcome can be evaluated.
    """

    name: str
    data: str
    sources: tuple[str, ...]
    oddities: tuple[str, ...]
    outcomes: tuple[Readiness, ...]

    @property
    def ready(self) -> bool:
        """Whether every outcome can be evaluated."""
        return all(one.can_be_evaluated for one in self.outcomes)

    def in_words(self) -> Iterator[str]:
        """Give what was found line by line, outcomes first."""
        for one in self.outcomes:
            verdict = "can be evaluated" if one.can_be_evaluated else "cannot be evaluated yet"
            yield f"{outcome(one.outcome).title}: {verdict}."
            yield (
                f"  {one.decisions:,} decisions; the outcome followed for {one.followed:,} of them."
            )
            yield from (f"  {reason}" for reason in one.reasons)
        if self.oddities:
            yield "Worth a look in the files (a cell that cannot be understood counts as missing):"
            yield from (f"  {oddity}" for oddity in self.oddities[:ODDITIES_SHOWN])
            if len(self.oddities) > ODDITIES_SHOWN:
                yield f"  and {len(self.oddities) - ODDITIES_SHOWN} more kinds (use --json to see all)."
        yield f"Read: {len(self.sources)} files and sheets."


def check(folder: Path) -> Checked:
    """Read a folder and say for each of its outcomes whether it can be evaluated.

    Raises
    ------
    SecondLookError
        If the folder, its settings, a declared attribute or a list that an outcome needs cannot be read.
    """
    files = find_files(folder)
    settings = load_settings(folder)
    needed = needed_lists(folder, settings)
    recorded(folder, settings.declared)
    reading = read_events(folder, needed=needed)
    built: dict[str, cohorts.Cohort] = {}
    texts: dict[str, pd.DataFrame] = {}
    for slug in settings.outcomes:
        declared = outcome(slug)
        built[slug] = cohorts.build(
            reading.events,
            declared,
            period_start=pd.Timestamp(settings.period.start),
            period_end=pd.Timestamp(settings.period.end),
        )
        texts[slug] = documents(reading.events, built[slug], declared)
    found = [problem for table in read_annex_a(folder) for problem in problems(table)]
    across = oddities(reading, files=files, period=settings.period)
    return Checked(
        name=settings.name,
        data=settings.data,
        sources=reading.sources,
        oddities=(*across, *map(str, found)),
        outcomes=tuple(
            readiness(
                settings.outcomes,
                built,
                documents=texts,
                held_out_share=protocol().all_cases.held_out,
            )
        ),
    )
