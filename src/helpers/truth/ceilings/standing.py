"""Where children stood on a day, read back from the journal of a made-up authority after its last day."""

from dataclasses import dataclass

import numpy as np
import pandas as pd

from helpers.synthetic.draws import Flags, Floats, Integers, in_order
from helpers.synthetic.families import NEVER
from helpers.synthetic.journeys.care import STATUSES
from helpers.synthetic.journeys.ending import COLUMNS as TABLES
from helpers.synthetic.journeys.front_door import DECISIONS
from helpers.synthetic.journeys.phases import Phase
from helpers.synthetic.journeys.town import FULL_FILE, HELP_LASTS_DAYS
from helpers.synthetic.settings import Place
from helpers.truth.ceilings.watched import Watched

LONG_PAST = -NEVER
_WRITTEN = {
    "contacts": "contact",
    "early_help": "early_help",
    "referrals": "referral",
    "enquiries": "enquiry",
    "plans": "plan",
    "care": "care",
}
_SHORT_BREAKS = "V4"


@dataclass(frozen=True)
class Rows:
    """Rows of one table in order of child and day, so that the last one by a day is found at once."""

    keys: Integers
    frame: pd.DataFrame

    @classmethod
    def of(cls, frame: pd.DataFrame, day: str) -> "Rows":
        """Return the rows of a frame in order of ``child`` and a column of days."""
        keys = _moment(frame["child"].to_numpy(np.int64), frame[day].to_numpy(np.int64))
        order = in_order(keys)
        return cls(keys[order], frame.iloc[order].reset_index(drop=True))

    def number_by(self, child: Integers, day: Integers) -> Integers:
        """Return how many rows there are of children before each, and of each child by its day."""
        return np.searchsorted(self.keys, _moment(child, day), side="right")

    def last_by(self, child: Integers, day: Integers) -> tuple[Integers, Flags]:
        """Return the last row of each child by its day, and whether there is one."""
        row = self.number_by(child, day) - 1
        there = row >= 0
        row = np.maximum(row, 0)
        if not len(self.keys):
            return row, np.zeros(len(child), dtype=np.bool_)
        return row, there & (self.keys[row] // (4 * NEVER) == child)

    def told(self, column: str, child: Integers, day: Integers, *, otherwise: float) -> Floats:
        """Return what the last row of each child by its day tells, or something else where there is none."""
        row, there = self.last_by(child, day)
        if not len(self.keys):
            return np.full(len(child), otherwise)
        return np.where(there, self.frame[column].to_numpy(np.float64)[row], otherwise)


def _moment(child: Integers, day: Integers) -> Integers:
    return np.asarray(child * (4 * NEVER) + day + NEVER)


@dataclass(frozen=True)
class History:
    """All that happened in one block, in the order needed to ask where a child stood on a day.

    ``tables`` are those of the journal, early help by the day on which it was offered; ``phases`` and ``cases`` tell where
    cases stood, ``openings`` are the phases that begin them, ``written`` what went on file, ``passed_on`` what was told during open cases, ``turned_away`` and ``taken_up``
    are referrals, and ``help_ended`` is help by the day on which it ended.
    """

    town: Watched
    tables: dict[str, Rows]
    phases: Rows
    openings: Rows
    cases: Rows
    written: Rows
    passed_on: Rows
    turned_away: Rows
    taken_up: Rows
    help_ended: Rows

    @classmethod
    def of(cls, town: Watched) -> "History":
        """Return the history of a block that has lived to its last day."""
        frames = {
            table: town.journal.frame(table, ("child", "start", *columns))
            for table, columns in TABLES.items()
        }
        offered = frames["early_help"]
        frames["early_help"] = offered.assign(begun=offered["start"], start=offered["offered"])
        contacts, referrals, given = (frames[t] for t in ("contacts", "referrals", "help"))
        cases = Rows.of(frames["needs"], "start")
        phases = town.phases()
        passed_on = contacts["decision"] == DECISIONS.index("passed to the open case")
        turned_away = referrals["no_further_action"].astype(bool)
        return cls(
            town=town,
            tables={table: Rows.of(frame, "start") for table, frame in frames.items()},
            phases=Rows.of(phases, "since"),
            openings=Rows.of(phases[phases["phase"] == Phase.ASSESSMENT], "since"),
            cases=cases,
            written=Rows.of(_written(town.place, frames, cases), "start"),
            passed_on=Rows.of(contacts[passed_on], "start"),
            turned_away=Rows.of(referrals[turned_away], "start"),
            taken_up=Rows.of(referrals[~turned_away], "start"),
            help_ended=Rows.of(given.assign(ended=given["end"] - HELP_LASTS_DAYS), "ended"),
        )

    def filed(self, child: Integers, day: Integers) -> Floats:
        """Return what is on file about each child by the end of a day."""
        return np.asarray(np.minimum(self._weight(child, day), FULL_FILE))

    def _weight(self, child: Integers, day: Integers) -> Floats:
        total = np.concatenate([[0.0], np.cumsum(self.written.frame["weight"].to_numpy())])
        before = self.written.number_by(child, np.full(len(child), LONG_PAST))
        return np.asarray(total[self.written.number_by(child, day)] - total[before])

    def case(self, child: Integers, day: Integers) -> tuple[Integers, Integers, Flags]:
        """Return the first day and the end of each child's latest case by a day, and whether it is open still."""
        row, there = self.cases.last_by(child, day)
        if not len(self.cases.keys):
            never = np.full(len(child), LONG_PAST)
            return never, never, there
        opened, end = (self.cases.frame[c].to_numpy(np.int64)[row] for c in ("start", "end"))
        opened, end = (np.where(there, one, LONG_PAST) for one in (opened, end))
        return opened, end, there & (end > day)

    def unfiled(self, child: Integers, day: Integers, opened: Integers) -> Floats:
        """Return what was told since a case opened and will weigh once it has closed."""
        passed_on = self.passed_on
        number = passed_on.number_by(child, day) - passed_on.number_by(child, opened)
        return np.asarray(number * self.town.place.weights["contact"])

    def case_end(self, child: Integers, day: Integers) -> Integers:
        """Return when each child's latest case by a day closed, or a referral was turned away; the end of an open one."""
        _, end, _ = self.case(child, day)
        return np.maximum(end, self._last_day(self.turned_away, child, day))

    def early_help(self, child: Integers, day: Integers) -> tuple[Integers, Integers]:
        """Return when each child's latest early help by a day began and ended; of help not yet ended, the day it would."""
        offered = self.tables["early_help"]
        start, end, was_offered = (
            offered.told(c, child, day, otherwise=LONG_PAST).astype(np.int64)
            for c in ("begun", "end", "start")
        )
        taken_up = self._last_day(self.taken_up, child, day)
        stopped = (taken_up >= was_offered) & (taken_up < end)
        return start, np.where(stopped, taken_up, end)

    def helped_until(self, child: Integers, day: Integers) -> Integers:
        """Return until when help lowers what comes after; of help still given nobody knows, but for more than a year."""
        until = self.help_ended.told("end", child, day, otherwise=LONG_PAST).astype(np.int64)
        end = self.tables["early_help"].told("end", child, day, otherwise=LONG_PAST)
        return np.where(end > day, day + HELP_LASTS_DAYS, until)

    @staticmethod
    def _last_day(rows: Rows, child: Integers, day: Integers) -> Integers:
        return rows.told("start", child, day, otherwise=LONG_PAST).astype(np.int64)


def _written(place: Place, frames: dict[str, pd.DataFrame], cases: Rows) -> pd.DataFrame:
    """Return what goes on file: the child, the day from which it weighs, and how much.

    What is told during an open case weighs once the case has closed.
    """
    parts = []
    for table, what in _WRITTEN.items():
        frame = frames[table]
        if table == "care":
            frame = frame[frame["legal_status"] != STATUSES.index(_SHORT_BREAKS)]
        child, day = (frame[c].to_numpy(np.int64) for c in ("child", "start"))
        if table == "contacts" and len(cases.keys):
            ends = cases.told("end", child, day, otherwise=LONG_PAST).astype(np.int64)
            passed_on = frame["decision"].to_numpy() == DECISIONS.index("passed to the open case")
            day = np.where(passed_on, np.maximum(day, ends), day)
        weight = np.full(len(frame), place.weights[what])
        parts.append(pd.DataFrame({"child": child, "start": day, "weight": weight}))
    return pd.concat(parts, ignore_index=True)
