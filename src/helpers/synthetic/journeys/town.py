"""One authority while it is being simulated: its people, its rules, where each child stands, and what was written."""

from collections import defaultdict
from dataclasses import dataclass, field

import numpy as np
import numpy.typing as npt
import pandas as pd

from helpers import working_days
from helpers.synthetic.draws import Draws, Flags, Floats, Integers, pick
from helpers.synthetic.families import NEVER, Families
from helpers.synthetic.need import Need
from helpers.synthetic.settings import Facts, Place

HELP_LASTS_DAYS = 730
"""Help lowers what happens later for this long after it ends."""
_YEAR = 365.25


@dataclass(frozen=True)
class Standing:
    """Where each child stands, one row per child: days, and the index of the concern last spoken of."""

    case_end: Integers
    early_help_end: Integers
    helped_until: Integers
    main_concern: Integers

    @classmethod
    def at_first(cls, children: int) -> "Standing":
        """Return the standing of children about whom nobody has been in touch yet."""
        before = np.full((3, children), -NEVER, dtype=np.int64)
        return cls(before[0], before[1], before[2], np.zeros(children, dtype=np.int64))


@dataclass(frozen=True)
class Journal:
    """Rows of each table as they are written, a batch at a time."""

    batches: dict[str, list[dict[str, npt.NDArray[np.generic]]]] = field(
        default_factory=lambda: defaultdict(list)
    )

    def write(self, table: str, **columns: npt.ArrayLike) -> None:
        """Write one batch of rows; a single value is repeated for every row."""
        arrays = np.broadcast_arrays(*(np.asarray(values) for values in columns.values()))
        if arrays[0].size:
            self.batches[table].append(dict(zip(columns, arrays, strict=True)))

    def frame(self, table: str, columns: tuple[str, ...]) -> pd.DataFrame:
        """Return all rows of a table, in the order in which they were written."""
        batches = self.batches.get(table, [])
        if not batches:
            return pd.DataFrame({column: np.empty(0, dtype=np.int64) for column in columns})
        return pd.DataFrame({c: np.concatenate([batch[c] for batch in batches]) for c in columns})


@dataclass(frozen=True)
class Batch:
    """Children in one phase of a case, all beginning it: one row per child."""

    child: Integers
    family: Integers
    day: Integers
    need: Floats

    def __getitem__(self, rows: npt.NDArray[np.generic]) -> "Batch":
        return Batch(self.child[rows], self.family[rows], self.day[rows], self.need[rows])

    def __len__(self) -> int:
        return len(self.child)


@dataclass(frozen=True)
class Town:
    """Everything that the steps of a journey read and write."""

    place: Place
    facts: Facts
    draws: Draws
    families: Families
    need: Need
    journal: Journal
    standing: Standing

    def batch(self, child: Integers, day: Integers) -> Batch:
        """Return children on a day, with the need that help has left."""
        need = self.need.at(child, day) - self.relief(child, day)
        return Batch(child, self.families.family[child], day, need)

    def relief(self, child: Integers, day: Integers) -> Floats:
        """Return by how much help has lowered need: as much as lowers the rate of contacts by the dial."""
        helped = day < self.standing.helped_until[child]
        per_unit = self.place.rates["contact_need"]
        return np.where(helped, -np.log(self.place.help_remains) / per_unit, 0.0)

    def passes(self, gate: str, batch: Batch, *, purpose: str = "") -> Flags:
        """Tell for which children need plus chance passes the threshold of a gate, which drifts over the years."""
        gates = self.place.gates
        years = (batch.day - self.place.first) / _YEAR
        chance = self.draws.together(purpose or gate, batch.family, batch.child, batch.day)
        weighed = self.place.dials["signal"] * batch.need + chance
        return np.asarray(weighed > gates[gate] + gates["drift"] * years)

    def lasting(self, what: str, batch: Batch) -> Integers:
        """Return how long something lasts; children of a family who begin it together end it together."""
        return self.facts.lasting(what, self.draws.uniform(what, batch.family, batch.day))

    def waiting(self, purpose: str, rate: str, batch: Batch) -> Integers:
        """Return whole days until an escalation, whose rate grows with need and falls with help."""
        rates = self.place.rates
        yearly = rates[rate] * np.exp(rates["escalation_need"] * batch.need)
        yearly = yearly * self.place.help_remains
        waited = self.draws.waiting(purpose, yearly, batch.child, batch.day)
        return np.asarray(np.minimum(np.ceil(waited), NEVER), dtype=np.int64)

    def primary_need(self, batch: Batch) -> npt.NDArray[np.str_]:
        """Return the code of each child's primary need, after the concern last spoken of."""
        codes = np.array(self.facts.codes["primary_need"])
        shares = self.facts.shares["primary_need"][self.standing.main_concern[batch.child]]
        chosen = codes[pick(shares, self.draws.uniform("primary need", batch.family, batch.day))]
        disability_only = self.families.disabled[batch.child] & (batch.need < 0.6)
        return np.where(disability_only, "N2", chosen)


def on_working_day(day: Integers) -> Integers:
    """Move each day that is no working day on to the next."""
    return add_working_days(day, np.zeros(len(day), dtype=np.int64))


def add_working_days(day: Integers, number: Integers) -> Integers:
    """Return each day moved on by a number of working days."""
    dates = day.astype("datetime64[D]")
    moved = np.busday_offset(dates, number, roll="forward", busdaycal=working_days.calendar())
    return np.asarray(moved.astype(np.int64))
