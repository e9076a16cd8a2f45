"""A small made-up authority for the tests of the study: contacts, some of which a protection plan followed."""

import numpy as np
import pandas as pd

from helpers.events import EventTables
from helpers.study.protocol import Effort

FEW = Effort(draws=2, refits=3, curve_repeats=1, group_resamples=200)
FEWEST = Effort(draws=1, refits=2, curve_repeats=1, group_resamples=200)
OUTCOME = "contact-to-plan-or-care"
SETTINGS = """\
name: Nowhere (invented)
data: {data}
period: {{start: 2019-04-01, end: 2025-03-31}}
outcomes: [{outcomes}]
"""


def events(children: int = 700, seed: int = 0) -> EventTables:
    """Contacts at a worker's desk; the more worried the note, the likelier a plan."""
    chance = np.random.default_rng(seed)
    child = np.array([f"SYN-XX-{number:05d}" for number in range(children)])
    first = pd.Timestamp("2020-04-01") + pd.to_timedelta(
        chance.integers(0, 1400, children), unit="D"
    )
    number = chance.integers(1, 4, children)
    row = np.repeat(np.arange(children), number)
    later = np.where(np.diff(row, prepend=-1) == 1, 0, chance.integers(1, 500, len(row)))
    start = first[row] + pd.to_timedelta(later, unit="D")
    contacts = pd.DataFrame({"child_id": child[row], "start": start, "decision": pd.NA})
    contacts["source"] = chance.choice(["1A", "3A", "6"], len(row))
    contacts = contacts[contacts["start"] < "2025-03-01"]
    worried = chance.random(children) < 0.3
    to_plan = chance.random(children) < np.where(worried, 0.5, 0.1)
    after = pd.to_timedelta(chance.integers(20, 300, children), unit="D")
    plans = pd.DataFrame(
        {
            "child_id": child[to_plan],
            "start": (first + after)[to_plan],
            "end": pd.NaT,
            "first_category": "neglect",
            "latest_category": "neglect",
            "team": "team",
        }
    )
    notes = contacts[["child_id", "start"]].assign(
        document="contact",
        text=np.where(worried[np.searchsorted(child, contacts["child_id"])], "worried", "calm"),
    )
    people = pd.DataFrame(
        {
            "child_id": child,
            "start": pd.Timestamp("2019-04-02"),
            "birth_date": pd.Timestamp("2018-01-01")
            - pd.to_timedelta(chance.integers(0, 3000, children), unit="D"),
            "sex": chance.choice(["female", "male"], children),
            "ethnicity": chance.choice(["WBRI", "BAFR"], children),
            "disability": False,
        }
    )
    families = pd.DataFrame(
        {
            "child_id": child,
            "family_id": [f"SYN-FAM-{one:04d}" for one in chance.integers(0, 500, children)],
            "deprivation_fifth": chance.integers(1, 6, children),
        }
    )
    return EventTables(
        {
            "contacts": contacts,
            "plans": plans,
            "notes": notes,
            "people": people,
            "families": families,
        }
    )


def settle(folder, *, data="synthetic", outcomes=OUTCOME):
    folder.mkdir(parents=True, exist_ok=True)
    (folder / "authority.yml").write_text(SETTINGS.format(data=data, outcomes=outcomes))
    return folder
