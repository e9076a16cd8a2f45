"""Turn event tables into the eleven lists of Annex A, as a council's system would extract them."""

from collections.abc import Mapping

import numpy as np
import pandas as pd
import pyarrow as pa

from helpers import working_days
from helpers.annexa import computed
from helpers.annexa.layout import CONFERENCES, PLACES, Place
from helpers.annexa.ledger import NEVER, Integers, as_dates, ledger, series_days
from helpers.annexa.printed import filled, kind_of, printed, taken
from helpers.annexa.spec import (
    BIRTH_DATE,
    CHILD,
    DISABILITY,
    ETHNICITY,
    SEX,
    ListSpec,
    list_specs,
)
from helpers.events import EventTables

_ABOUT = {SEX: "sex", ETHNICITY: "ethnicity", BIRTH_DATE: "birth_date", DISABILITY: "disability"}
_PANDAS = {pa.string(): pd.StringDtype(), pa.int64(): pd.Int64Dtype()}


def lists_from_events(
    events: EventTables,
    *,
    edition: str,
    window_start: pd.Timestamp,
    window_end: pd.Timestamp,
    snapshot: bool,
) -> dict[int, pd.DataFrame]:
    """Return the eleven lists of one extract, by number, with the edition's headers and printed values.

    Parameters
    ----------
    events
        All events; later ones than ``window_end`` are not shown.
    edition, window_start, window_end, snapshot
        As for :class:`Register` and its :meth:`Register.lists`.

    Raises
    ------
    SecondLookError
        As :class:`Register`.
    """
    register = Register(events, edition=edition)
    lists = register.lists(window_start, window_end, snapshot=snapshot)
    return {number: table.to_pandas(types_mapper=_PANDAS.get) for number, table in lists.items()}


class Register:
    """Event tables from which extracts are drawn, one after another.

    Parameters
    ----------
    events
        All events.
    edition
        One of :data:`helpers.annexa.spec.EDITIONS`. A code that the 2019 edition did not have yet is written all the
        same, as later editions print it.
    entered
        For tables whose rows reached the system late, row by row: ``entered`` and ``end_entered``.

    Raises
    ------
    SecondLookError
        If a code is none of the format's, or a conference belongs to no enquiry (list 5 has one row per enquiry).
    """

    def __init__(
        self,
        events: EventTables,
        *,
        edition: str,
        entered: Mapping[str, pd.DataFrame] | None = None,
    ) -> None:
        self._edition = edition
        self._specs = list_specs(edition)
        self._ledger = ledger(events, entered)
        self._decided = {
            "referrals": series_days(working_days.add(events["referrals"]["start"], 1)),
            "enquiries": series_days(working_days.add(events["enquiries"]["start"], 15)),
        }
        self._about = {
            name: printed(
                self._ledger.people.columns[attribute], self._specs[8].column(name), edition
            )
            for name, attribute in _ABOUT.items()
        }
        self._cells = {table: self._of_table(table, place) for table, place in PLACES.items()}

    def _of_table(self, table: str, place: Place) -> dict[str, pa.Array]:
        """Return a table's columns as they are printed, by the names that the list has for them."""
        spec, rows = self._specs[place.number], self._ledger.tables[table]
        cells = {
            name: printed(rows.columns[column], spec.column(name), self._edition)
            for name, column in _sources(place).items()
            if column != "start"
        }
        cells[place.columns["start"]] = as_dates(rows.start)
        if table == "plans":
            # A plan that goes on has no last category yet: the template wants the one it has now.
            latest, first = (place.columns[f"{which}_category"] for which in ("latest", "first"))
            cells[latest] = pa.concat_arrays([cells[latest], cells[first]])
        return cells

    def lists(
        self, window_start: pd.Timestamp, window_end: pd.Timestamp, *, snapshot: bool
    ) -> dict[int, pa.Table]:
        """Return the eleven lists of one extract, by number; rows by child and start.

        A list shows the events that started in the window, or were still open when it began, and says of them what
        was known on its last day. Sex, ethnicity and disability are those of the ``people`` rows dated by the row's
        own event. Lists 9 to 11 (care leavers, adoption, adopters) have their headers and no rows: no event table
        holds them.

        Parameters
        ----------
        window_start, window_end
            First and last day of the window.
        snapshot
            ``True``: a true Annex A, with the latest row of each child alone in lists 6 to 8. ``False``: an extract
            in Annex A's shape, one row per episode.
        """
        first, day = series_days(pd.Series([window_start, window_end])).tolist()
        lists = {number: _empty(spec) for number, spec in self._specs.items()}
        for table, place in PLACES.items():
            shown = self._shown(table, first, day, latest_only=snapshot and place.latest_only)
            lists[place.number] = self._list(table, place, shown, day)
        return lists

    def _shown(self, table: str, first: int, day: int, *, latest_only: bool) -> Integers:
        """Return the places of the rows that a list shows."""
        rows = self._ledger.tables[table]
        over = self._decided.get(table, rows.start)
        if "end" in rows.columns:
            over = np.maximum(rows.days("end", day), rows.start)  # an end may be put in wrongly
        elif table == "enquiries":
            conference = rows.days("conference_start", day)
            over = np.maximum(over, np.where(conference < NEVER, conference, over))
        place = np.flatnonzero((rows.shown_from <= day) & (over >= first))
        if latest_only and len(place):
            child = rows.child[place]
            place = place[np.append(child[1:] != child[:-1], True)]
        return np.asarray(place, dtype=np.int64)

    def _list(self, table: str, place: Place, shown: Integers, day: int) -> pa.Table:
        spec, rows = self._specs[place.number], self._ledger.tables[table]
        cells: dict[str, computed.Cells] = {}
        for name, attribute in _ABOUT.items():
            if name in spec.names:
                told = self._ledger.told_by(rows.child[shown], rows.start[shown], attribute)
                cells[name] = taken(
                    self._about[name], told, told >= 0, spec.column(name), self._edition
                )
        for name, column in _sources(place).items():
            known_from = rows.known_from.get(column)
            known = None if known_from is None else known_from[shown] <= day
            where = shown
            if column == "latest_category" and known is not None:
                where, known = np.where(known, shown, shown + len(rows.start)), None
            cells[name] = taken(
                self._cells[table][name], where, known, spec.column(name), self._edition
            )
        cells[CHILD] = self._ledger.child_ids.take(pa.array(rows.child[shown]))
        cells |= computed.columns(
            place.number, computed.Shown(self._ledger, table, shown, cells[BIRTH_DATE], day)
        )
        return pa.table(
            [filled(cells.get(column.name), column, len(shown)) for column in spec.columns],
            names=[column.header for column in spec.columns],
        )


def _sources(place: Place) -> dict[str, str]:
    """Return for the names of a list's columns the event columns that fill them."""
    columns = dict(place.columns)
    if place.number == CONFERENCES.number:
        columns["conference_start"] = CONFERENCES.columns["start"]
        columns["plan_made"] = CONFERENCES.columns["plan_made"]
    return {name: column for column, name in columns.items()}


def _empty(spec: ListSpec) -> pa.Table:
    return pa.table({column.header: pa.array([], kind_of(column)) for column in spec.columns})
