"""The made-up world beside published figures of England: what comes out in each council and over all of them."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import reduce
from operator import add

import numpy as np
import pandas as pd

from helpers.events import TABLES, EventTables
from helpers.synthetic.aggregates import aggregates, population_of
from helpers.synthetic.notes.writer import write
from helpers.synthetic.settings import Place, place
from helpers.synthetic.world import block_count, events_of_block, make_authority
from helpers.truth.text_figures import text_figures


@dataclass(frozen=True, kw_only=True)
class Counted:
    """The figures of one council from one seed.

    Attributes
    ----------
    slug
        Which council.
    figures
        By key of ``published.yml``, in its units; not a number (NaN) where there is nothing to count among.
    child_years
        Years that all its children spend there while the records last.
    """

    slug: str
    figures: Mapping[str, float]
    child_years: float


def counted(slug: str, *, world: str, seed: int) -> Counted:
    """Make one council without notes, and count every published figure in what its records hold.

    Raises
    ------
    SecondLookError
        If there is no such council or world.
    """
    where = place(slug, world=world)
    blocks = range(block_count(where))
    population = reduce(add, (population_of(where, seed=seed, block=block) for block in blocks))
    return Counted(
        slug=slug,
        figures=aggregates(_events(where, seed=seed), population),
        child_years=float(population.child_years.sum()),
    )


def over_all(councils: Sequence[Counted]) -> dict[str, float]:
    """Return each figure over several councils: their mean, each weighing as many years as its children spend there.

    A council in which a figure could not be counted is left out of it.
    """
    return {
        key: _weighed([(one.figures[key], one.child_years) for one in councils])
        for key in councils[0].figures
    }


def notes_by_kind(
    slug: str, *, world: str, seed: int, children: int | None = None, read: int
) -> dict[str, dict[str, float]]:
    """Return the figures of each kind of note of one council; see :func:`helpers.truth.text_figures.text_figures`.

    Parameters
    ----------
    children
        How many children the council is made with, in place of its own number.
    read
        How many notes of a kind are read, child by child; a kind with fewer is left out, since the figures depend on how much
        is read.
    """
    made = make_authority(slug, world=world, seed=seed, children=children)
    dial = made.place.dials["note_detail"]
    notes = write(made.note_facts, dial=dial, seed=seed, synthetic_header=False).notes
    return {
        str(kind): text_figures(texts.iloc[:read].tolist())
        for kind, texts in notes.groupby("document")["text"]
        if len(texts) >= read
    }


def _events(where: Place, *, seed: int) -> EventTables:
    made = [events_of_block(where, seed=seed, block=block) for block in range(block_count(where))]
    if len(made) == 1:
        return made[0]
    return EventTables(
        {name: pd.concat([each[name] for each in made], ignore_index=True) for name in TABLES}
    )


def _weighed(values: Sequence[tuple[float, float]]) -> float:
    known = [(value, weight) for value, weight in values if np.isfinite(value)]
    if not known:
        return float("nan")
    return float(np.average([value for value, _ in known], weights=[weight for _, weight in known]))
