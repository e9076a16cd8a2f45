"""Codes: what is left blank, and what is written under another code from some day on."""

from collections.abc import Mapping

import numpy as np
import pandas as pd

from helpers.events import TABLES
from helpers.synthetic.recording.entries import Entries
from helpers.synthetic.settings import Place

EVERY_CODE = "all"


def leave_blank(entries: Mapping[str, Entries], place: Place) -> None:
    """Leave values blank at random, by ``recording.blank``: table, column, share of the values that there are."""
    for table, columns in place.recording["blank"].items():
        for column, share in columns.items():
            rows = entries[table]
            chosen = rows.chosen(f"blank {column}", share)
            chosen = rows.untouched(chosen, column)
            chosen = chosen[rows.true[column].notna().to_numpy()[chosen]]
            rows.say(column, chosen, pd.NA, error="left blank", mechanism="at random")


def drift(entries: Mapping[str, Entries], place: Place) -> None:
    """Write other codes from a day on, as the authority's ``code_drift`` says."""
    for change in place.code_drift:
        rows, column = entries[change["table"]], change["column"]
        at_end = TABLES[change["table"]][column].known_from == "end"
        since = int(np.datetime64(change["since"], "D").astype(np.int64))
        share = change["share"] * place.recording["code_drift"]
        chosen = rows.chosen(f"drift {column} {change['since']}", share)
        day = rows.day("end") if at_end else rows.true_start
        chosen = rows.untouched(chosen[day[chosen] >= since], column)
        said = rows.true[column].iloc[chosen]
        listed = said.notna() if change["codes"] == EVERY_CODE else said.isin(change["codes"])
        chosen = chosen[(listed & (said != change["becomes"])).to_numpy(dtype=bool)]
        why = f"from {change['since']} on, {change['why']}"
        rows.say(column, chosen, change["becomes"], error="another code", mechanism=why)
