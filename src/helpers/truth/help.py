"""Help in both futures: whom it reached, and for whom the outcome would have followed had help changed nothing.

In the made-up world every life is lived twice on the same draws: as it is, and with help that changes nothing from the
first day on. The two differ in what help did and in nothing else (:mod:`helpers.synthetic.futures`). Here both are taken
before anyone records them, with all that an outcome asks about.
"""

from collections.abc import Iterator
from dataclasses import replace

import numpy as np
import numpy.typing as npt
import pandas as pd

from helpers.events import TABLES, EventTables
from helpers.outcomes.declaration import Outcome
from helpers.outcomes.pairing import days, months_on, pairs
from helpers.outcomes.rules import first_event
from helpers.synthetic.draws import Draws
from helpers.synthetic.families import block_count, make_families
from helpers.synthetic.settings import Place
from helpers.synthetic.world import happened_in_block

Marks = npt.NDArray[np.bool_]
DIAL = "effect_of_help"


def without_help(where: Place) -> Place:
    """Return the same place in a world in which help changes nothing; help is given there all the same."""
    return replace(where, dials={**where.dials, DIAL: 0.0})


def happened(where: Place, outcome: Outcome, *, seed: int) -> EventTables:
    """Return what happened, before anyone recorded it, in those tables that tell whether an outcome followed."""
    asked = sorted({rows.table for rows in outcome.event.any_of})
    blocks = list(_blocks(where, seed))
    return EventTables(
        {name: pd.concat([one[name] for one in blocks], ignore_index=True) for name in asked}
    )


def _blocks(where: Place, seed: int) -> Iterator[dict[str, pd.DataFrame]]:
    for block in range(block_count(where)):
        ids = pd.Series(make_families(where, Draws(seed, where.slug, block)).child_ids)
        there = happened_in_block(where, seed=seed, block=block)
        yield {
            name: frame.assign(child_id=ids.iloc[frame["child"]].to_numpy())
            for name, frame in there.items()
            if name in TABLES
        }


def followed(events: EventTables, decisions: pd.DataFrame, outcome: Outcome) -> Marks:
    """Return whether what an outcome asks about happened after each decision, within its months.

    Parameters
    ----------
    decisions
        ``child_id`` (as the truth knows it) and ``day``.
    """
    horizon = days(months_on(decisions["day"], outcome.within_months))
    return np.asarray(first_event(events, decisions, outcome) <= horizon)


def reached(
    decisions: pd.DataFrame, *, given: pd.DataFrame, children: pd.DataFrame, months: int
) -> Marks:
    """Return whether help reached each child's family: it had its effect on the day, or began within the months after.

    Parameters
    ----------
    decisions
        ``child_id`` (as the truth knows it) and ``day``.
    given, children
        The tables ``help`` and ``children`` of :attr:`helpers.synthetic.world.MadeAuthority.truth`. Early help and
        support both count; ``end`` is when their effect ends.
    """
    family = children.set_index("child_id")["family_id"]
    rows = given.assign(child_id=family.reindex(given["child_id"]).to_numpy())
    rows = rows.sort_values(["child_id", "start"], kind="stable", ignore_index=True)
    of_family = pd.Series(family.reindex(decisions["child_id"]).to_numpy())
    found = pairs(of_family, rows)
    start, end = (days(rows[name])[found.row] for name in ("start", "end"))
    day = days(decisions["day"])[found.decision]
    until = days(months_on(decisions["day"], months))[found.decision]
    return found.any((start <= until) & (end > day))
