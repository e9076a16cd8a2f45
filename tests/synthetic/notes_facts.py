"""Invented facts to write notes from."""

import numpy as np
import pandas as pd

from helpers.events import DOCUMENTS
from helpers.synthetic import chance
from helpers.synthetic.notes.facts import EARLIER, LEVELS

FIRST_DAY = pd.Timestamp("2018-04-01")


def _picked(values, shares):
    return np.array(values, dtype=object)[(shares * len(values)).astype(int)]


def made_up_facts(count, *, seed=5, children=None, authors=40, document=None):
    """Return ``count`` rows of facts about ``children`` children, in the order of days."""
    rows = np.arange(count)

    def share(purpose):
        return chance.uniform(seed, "test facts", purpose, rows)

    child = (share("child") * (children or max(1, count // 3))).astype(int)
    of_child = chance.uniform(seed, "test child", child)
    start = FIRST_DAY + pd.to_timedelta((share("day") * 2500).astype(int), unit="D")
    frame = pd.DataFrame(
        {
            "child_id": [f"SYN-XX-{number:06d}" for number in child],
            "child": child,
            "family": [f"SYN-FAM-XX-{number // 2:06d}" for number in child],
            "start": start,
            "document": document or _picked(DOCUMENTS, share("document")),
            "author": (share("author") * authors).astype(int),
            "team": _picked(["Team A", "Team B", "Team C"], share("team")),
            "sex": _picked(["female", "male", "not stated", "neither"], of_child),
            "age_years": of_child * 17 - 1 + (start - FIRST_DAY).days / 3650,
            "source": _picked(["6", "2A", "1A", "1C", "3B", "10", None], share("source")),
            "brothers_and_sisters": (of_child * 4).astype(int),
            "first_in_history": share("first") < 0.4,
        }
    )
    levels = {name: (share(name) * 4).astype(np.int8) for name in LEVELS}
    earlier = {name: (share(name) * 4).astype(np.int8) for name in EARLIER}
    return frame.assign(**levels, **earlier).sort_values("start", kind="stable", ignore_index=True)
