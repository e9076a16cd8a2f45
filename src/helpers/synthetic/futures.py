"""The second future of each child: what the records would have held, had the help that was given changed nothing.

Both futures share every draw (common random numbers), so they differ in nothing but what help does. Children of
families whom no help reached have one future only, and are left out.
"""

from dataclasses import replace

import numpy as np
import pandas as pd

from helpers.synthetic.journeys.contacts import live
from helpers.synthetic.journeys.ending import whole_lives
from helpers.synthetic.journeys.journal import Journal, Standing
from helpers.synthetic.journeys.town import Town

TABLES = ("contacts", "referrals", "assessments", "enquiries", "conferences", "plans", "care")
"""Event tables whose rows are compared."""


def futures(town: Town, lives: dict[str, pd.DataFrame]) -> pd.DataFrame:
    """Return every event that happens in either future within the period of the records.

    Parameters
    ----------
    town
        The authority, its lives lived.
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
    live(other, among=helped)
    real = _events(town, lives, helped).assign(with_help=True)
    without = _events(other, whole_lives(other), helped).assign(without_help=True)
    both = real.merge(without, on=["child", "table", "start"], how="outer")
    for future in ("with_help", "without_help"):
        both[future] = both[future].notna()
    return both.sort_values(["child", "start", "table"], kind="stable", ignore_index=True)


def _events(town: Town, lives: dict[str, pd.DataFrame], helped: np.ndarray) -> pd.DataFrame:
    parts = []
    for table in TABLES:
        frame = lives[table]
        kept = frame["start"].between(town.place.first, town.place.last)
        kept &= helped[town.families.family[frame["child"].to_numpy(dtype=np.int64)]]
        parts.append(frame.loc[kept, ["child", "start"]].assign(table=table))
    events: pd.DataFrame = pd.concat(parts, ignore_index=True)
    return events.drop_duplicates()
