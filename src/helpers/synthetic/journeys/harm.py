"""True harm: what happens in a child's life whether or not anyone ever records it.

Harm depends on need alone, not on services or on who is watched, save that help lowers it. It stands in the truth
and in no observable file.
"""

import numpy as np
import pandas as pd

from helpers.synthetic.journeys.town import Town

_YEAR = 365.25


def true_harm(town: Town, help_given: pd.DataFrame) -> pd.DataFrame:
    """Return the harm of each child, month by month, between birth or origin and departure or the last day.

    Parameters
    ----------
    help_given
        Columns ``child, start, end``: when help had its effect.

    Returns
    -------
    pandas.DataFrame
        ``child, day, averted``; ``averted`` marks harm that would have come without help.
    """
    families, place = town.families, town.place
    highest = place.rates["harm"] * np.exp(
        place.rates["harm_need"] * town.true_need.need.max(axis=1)
    )
    child = families.children
    time = np.maximum(families.birth, place.origin).astype(np.float64)
    until = np.minimum(families.left, place.last + 1)
    found = []
    number = 0
    while len(child):
        time = time + town.draws.waiting("harm", highest[child], child, np.full_like(child, number))
        inside = time < until[child]
        child, time = child[inside], time[inside]
        day = np.floor(time).astype(np.int64)
        rate = place.rates["harm"] * np.exp(
            place.rates["harm_need"] * town.true_need.at(child, day)
        )
        draw = town.draws.uniform("harm happens", child, np.full_like(child, number))
        share = rate / highest[child]
        found.append(pd.DataFrame({"child": child, "day": day, "share": share, "draw": draw}))
        number += 1
    harm = pd.concat(found, ignore_index=True) if found else _nothing()
    harm = harm[harm["draw"] < harm["share"]].sort_values("day", kind="stable")
    helped = _helped(harm, help_given)
    averted = helped & (harm["draw"].to_numpy() >= harm["share"].to_numpy() * place.help_remains)
    harm = harm.assign(averted=averted)[["child", "day", "averted"]]
    return harm.sort_values(["child", "day"], kind="stable", ignore_index=True)


def _helped(harm: pd.DataFrame, help_given: pd.DataFrame) -> np.ndarray:
    """Tell which rows fall into a time of help."""
    intervals = help_given.sort_values("start", kind="stable")
    furthest = intervals.groupby("child")["end"].cummax()
    intervals = intervals.assign(day=intervals["start"], until=furthest)[["child", "day", "until"]]
    met = pd.merge_asof(harm, intervals, on="day", by="child", direction="backward")
    return (met["until"] > met["day"]).to_numpy(dtype=bool)


def _nothing() -> pd.DataFrame:
    return pd.DataFrame(
        {"child": np.empty(0, int), "day": np.empty(0, int), "share": [], "draw": []}
    )
