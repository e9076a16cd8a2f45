"""True harm: what happens in a child's life whether or not anyone ever records it.

Harm depends on need alone, not on services or on who is watched, save that help lowers it. It stands in the truth
and in no observable file.
"""

import numpy as np
import pandas as pd

from helpers.synthetic.arrivals import arrivals
from helpers.synthetic.draws import Flags, Floats, Integers
from helpers.synthetic.families import NEVER
from helpers.synthetic.journeys.town import Town


def true_harm(town: Town, help_given: pd.DataFrame) -> pd.DataFrame:
    """Return the harm of each child between birth or origin and departure or the last day.

    Parameters
    ----------
    help_given
        Columns ``child, start, end``: when help had its effect.

    Returns
    -------
    pandas.DataFrame
        ``child, day, averted``; ``averted`` marks harm that would have come without help.
    """
    families, place, need = town.families, town.place, town.true_need
    highest = rate_of_harm(town, need.highest())
    found = arrivals(
        town.draws,
        "harm",
        among=families.children,
        above=np.zeros_like(highest),
        below=highest,
        days=range(place.origin, place.last + 1),
    )
    there = (families.birth[found.child] <= found.day) & (found.day < families.left[found.child])
    found = found[np.flatnonzero(there)]
    rate = rate_of_harm(town, need.at(found.child, found.day))
    happens = np.flatnonzero(found.rate < rate)
    found, rate = found[happens], rate[happens]
    order = np.lexsort((found.day, found.child))
    found, rate = found[order], rate[order]
    averted = _helped(found.child, found.day, help_given) & (
        found.rate >= rate * place.help_remains
    )
    return pd.DataFrame({"child": found.child, "day": found.day, "averted": averted})


def rate_of_harm(town: Town, need: Floats) -> Floats:
    """Return how often a year harm comes to a child."""
    rates = town.place.rates
    return np.asarray(rates["harm"] * np.exp(rates["harm_need"] * need))


def _helped(child: Integers, day: Integers, help_given: pd.DataFrame) -> Flags:
    """Tell which days fall into a time of help of the same child."""
    given = help_given.sort_values(["child", "start"], kind="stable")
    of_child, start, end = (given[c].to_numpy(dtype=np.int64) for c in ("child", "start", "end"))
    until = np.maximum.accumulate(of_child * NEVER + end)
    latest = np.searchsorted(of_child * NEVER + start, child * NEVER + day, side="right") - 1
    return np.asarray((latest >= 0) & (np.append(until, 0)[latest] > child * NEVER + day))
