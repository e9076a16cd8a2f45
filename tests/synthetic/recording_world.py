"""What happened in a small made-up authority, its records by any dials, and the way back from the records to the truth."""

from collections.abc import Mapping
from dataclasses import dataclass, replace
from functools import cache
from typing import Any

import pandas as pd

from helpers.events import KINDS, TABLES, EventTables
from helpers.synthetic import world
from helpers.synthetic.draws import Draws
from helpers.synthetic.journeys.contacts import live
from helpers.synthetic.journeys.ending import cut, whole_lives
from helpers.synthetic.journeys.town import Town
from helpers.synthetic.recording.log import ROW, ROW_NOT_ENTERED
from helpers.synthetic.recording.record import EVENTS, Recorded, record
from helpers.synthetic.settings import Place, place

CHILDREN = 1800
SEED = 11
MANY = 20.0
"""How many times more often than by default records err where every kind of error is wanted in a small world."""
KEY = ["child_id", "start", "turn"]


@dataclass(frozen=True)
class Happened:
    """What happened: the authority, its families and its event tables with teams."""

    town: Town
    tables: dict[str, pd.DataFrame]

    def recorded(self, changes: Mapping[str, Any] | None = None) -> Recorded:
        """Record it by the place's own dials, or with some of them changed."""
        where = self.town.place
        dials = {**where.dials, **{k: v for k, v in (changes or {}).items() if k in where.dials}}
        errs = dict(where.recording)
        for name, value in (changes or {}).items():
            if name in errs:
                errs[name] = {**errs[name], **value} if isinstance(value, Mapping) else value
        changed = replace(where, dials=dials, recording=errs)
        return record(changed, self.town.families, self.town.draws, self.tables)


@cache
def happened(slug: str, *, often: float = 1.0) -> Happened:
    """Return what happened in one authority whose records err ``often`` times as often as by default."""
    where = erring(place(slug, children=CHILDREN), often)
    town = world.first_day(where, Draws(SEED, slug))
    live(town)
    return Happened(town, world._with_teams(town, cut(town, whole_lives(town))))


def erring(where: Place, often: float) -> Place:
    """Return a place whose records err so many times as often; no share above one half."""
    late, new = where.recording["late"], where.recording["new_system"]
    more = multiplied({k: v for k, v in where.recording.items() if k != "late"}, often)
    errs = {
        **more,
        "code_drift": 1.0,
        "late": {**late, "share": min(0.5, late["share"] * often)},
        "new_system": {**more["new_system"], "silent_days": new["silent_days"]},
    }
    return replace(where, recording=errs)


def multiplied(shares: Mapping[str, Any], often: float) -> dict[str, Any]:
    """Return all shares so many times as large, but at most one half; none for 0."""
    return {
        name: multiplied(share, often) if isinstance(share, Mapping) else min(0.5, share * often)
        for name, share in shares.items()
    }


def undone(events: EventTables, log: pd.DataFrame) -> dict[str, pd.DataFrame]:
    """Apply the log backwards: return the tables of events as they would be without any error."""
    return {table: _undone(table, events[table], log[log["table"] == table]) for table in EVENTS}


def _undone(table: str, frame: pd.DataFrame, log: pd.DataFrame) -> pd.DataFrame:
    keyed = frame.assign(turn=frame.groupby(["child_id", "start"]).cumcount())
    at = pd.MultiIndex.from_frame(keyed[KEY])
    gone = log["error"] == ROW_NOT_ENTERED
    cells = log[~gone & log["column"].isin(list(TABLES[table]))]
    whole = frame.copy()
    for column, told in cells.groupby("column"):
        rows = at.get_indexer(pd.MultiIndex.from_frame(told[KEY]))
        assert (rows >= 0).all()
        whole.loc[rows, str(column)] = understood(table, str(column), told["true_value"]).to_numpy()
    copies = log[~gone & (log["column"] == ROW)]
    rows = at.get_indexer(pd.MultiIndex.from_frame(copies[KEY]))
    assert (rows >= 0).all()
    return in_order(table, pd.concat([whole.drop(index=rows), _not_there(table, log[gone])]))


def _not_there(table: str, log: pd.DataFrame) -> pd.DataFrame:
    values = log.set_index([*KEY, "column"])["true_value"].unstack().reset_index()  # noqa: PD010
    columns = {
        column: values[column]
        if column in ("child_id", "start")
        else understood(table, column, values.get(column, pd.Series(pd.NA, index=values.index)))
        for column in TABLES[table]
    }
    return pd.DataFrame(columns)


def understood(table: str, column: str, text: pd.Series) -> pd.Series:
    """Return the values that texts of the log stand for."""
    kind = TABLES[table][column].kind
    if kind == "flag":
        text = text.map({"True": True, "False": False})
    return text.astype(KINDS[kind])


def in_order(table: str, frame: pd.DataFrame) -> pd.DataFrame:
    """Return rows in an order that depends on nothing but what they say."""
    kinds = {column: KINDS[spec.kind] for column, spec in TABLES[table].items()}
    return frame[list(kinds)].astype(kinds).sort_values(list(kinds), ignore_index=True)
