"""How long plans and episodes of need lasted that end while the records last, and why episodes close."""

import numpy as np
import pandas as pd

from helpers.events import EventTables
from helpers.synthetic.aggregates.counting import begun, ended, once, ratio, share
from helpers.synthetic.aggregates.population import Population

BANDS = {
    "to_3_months": 91,
    "3_to_6_months": 182,
    "6_to_12_months": 365,
    "1_to_2_years": 730,
    "from_2_years": np.inf,
}
"""The longest number of days of each band of the published tables."""
CLOSED_AS_USUAL = ("RC7", "RC8")


def lengths(events: EventTables, population: Population) -> dict[str, float]:
    """Return the shares of each band among plans and among episodes of need, why these close, and plans ended."""
    plans, needs = (ended(once(events[name]), population) for name in ("plans", "needs"))
    plans_begun = len(begun(once(events["plans"]), population))
    return (
        _bands("plans", plans)
        | _bands("need", needs)
        | {
            "plans_ended": 100 * ratio(len(plans), plans_begun),
            "closed_as_usual": share(needs["reason_ended"].isin(CLOSED_AS_USUAL)),
        }
    )


def _bands(name: str, frame: pd.DataFrame) -> dict[str, float]:
    days = (frame["end"] - frame["start"]).dt.days.to_numpy(dtype=np.float64)
    band = np.searchsorted(np.array(list(BANDS.values())), days)
    return {f"{name}_{words}": share(band == number) for number, words in enumerate(BANDS)}
