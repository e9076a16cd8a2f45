"""The second future of each child: what the records would have held, had the help that was given changed nothing.

Both futures share every draw (common random numbers), so they differ in nothing but what help does. Children of
families whom no help reached have one future only, and are left out.
"""

from collections.abc import Mapping
from dataclasses import replace

import numpy as np
import pandas as pd

from helpers.synthetic.draws import Flags, Integers, distinct
from helpers.synthetic.families import NEVER
from helpers.synthetic.journeys.contacts import Candidates, live
from helpers.synthetic.journeys.ending import whole_lives
from helpers.synthetic.journeys.journal import Journal, Standing
from helpers.synthetic.journeys.town import Town
from helpers.synthetic.strings import named

TABLES = ("assessments", "care", "conferences", "contacts", "enquiries", "plans", "referrals")
"""Event tables whose rows are compared, in order of the alphabet."""


def futures(town: Town, candidates: Candidates, lives: Mapping[str, pd.DataFrame]) -> pd.DataFrame:
    """Return every event that happens in either future within the period of the records.

    Parameters
    ----------
    town
        The authority, its lives lived.
    candidates
        Contacts that could happen, as :func:`helpers.synthetic.journeys.contacts.live` returns them.
    lives
        Its whole lives, as :func:`helpers.synthetic.journeys.ending.whole_lives` returns them.

    Returns
    -------
    pandas.DataFrame
        ``child, table, start, with_help, without_help``: one row for each event, and in which futures it happens.
    """
    helped = np.zeros(len(town.families.size), dtype=bool)
    helped[town.families.family[lives["help"]["child"].to_numpy(dtype=np.int64)]] = True
    place = replace(town.place, dials={**town.place.dials, "effect_of_help": 0.0})
    standing = Standing.at_first(
        children=len(town.families.family), families=len(town.families.size)
    )
    other = replace(town, place=place, journal=Journal(), standing=standing)
    live(other, candidates=candidates, among=helped)
    real, without = _events(town, lives, helped), _events(other, whole_lives(other), helped)
    both = distinct(np.concatenate([real, without]))
    moment, table = both // len(TABLES), both % len(TABLES)
    return pd.DataFrame(
        {
            "child": moment // NEVER,
            "table": named(TABLES, table),
            "start": moment % NEVER,
            "with_help": _among(both, real),
            "without_help": _among(both, without),
        }
    )


def _events(town: Town, lives: Mapping[str, pd.DataFrame], helped: Flags) -> Integers:
    """Return one number for each event, in order of child, day and table."""
    numbers = []
    for table, name in enumerate(TABLES):
        child, start = (lives[name][c].to_numpy(dtype=np.int64) for c in ("child", "start"))
        kept = (start >= town.place.first) & (start <= town.place.last)
        kept &= helped[town.families.family[child]]
        numbers.append((child[kept] * NEVER + start[kept]) * len(TABLES) + table)
    return distinct(np.concatenate(numbers))


def _among(numbers: Integers, some: Integers) -> Flags:
    """Tell which numbers, each of which stands once, are among some of them, both in order."""
    there = np.zeros(len(numbers), dtype=np.bool_)
    there[np.searchsorted(numbers, some)] = True
    return there
