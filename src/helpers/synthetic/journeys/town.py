"""One block of an authority while it is being simulated: its people, its rules, and children in one phase of a case."""

from dataclasses import dataclass

import numpy as np
import numpy.typing as npt

from helpers.synthetic.draws import Draws, Flags, Floats, Integers, pick, waiting_time
from helpers.synthetic.families import NEVER, Families
from helpers.synthetic.journeys.journal import Journal, Standing
from helpers.synthetic.need import Need
from helpers.synthetic.planted import Planted
from helpers.synthetic.settings import Facts, Place
from helpers.synthetic.signal import Signal

FULL_FILE = 3.0
"""What is on file about a child weighs no more than this."""
PRESSES_MOST = 7.0
"""Beyond this, nothing hastens an escalation further."""
GRAVER_IS_N1 = 0.7
"""By how much the log share of "abuse or neglect" among the codes of need grows with one unit of need."""
GATES_WITHOUT_FILE = ("early_help", "no_action")
"""Thresholds where the matter in hand is weighed alone."""
HELP_LASTS_DAYS = 730
"""Help lowers what happens later for this long after it ends."""
_YEAR = 365.25


@dataclass(frozen=True)
class Batch:
    """Children in one phase of a case, all beginning it: one row per child.

    ``need`` is true need; ``tender`` and ``on_file`` are what a decision weighs beside it, in the same units: how
    young the child is, and what was written about the child before.
    """

    child: Integers
    family: Integers
    day: Integers
    need: Floats
    tender: Floats
    on_file: Floats

    def __getitem__(self, rows: npt.NDArray[np.generic]) -> "Batch":
        return Batch(*(column[rows] for column in self.columns))

    @property
    def columns(self) -> tuple[npt.NDArray[np.generic], ...]:
        """All columns, in order."""
        return self.child, self.family, self.day, self.need, self.tender, self.on_file

    def __len__(self) -> int:
        return len(self.child)


@dataclass(frozen=True)
class Town:
    """Everything that the steps of a journey read and write.

    ``need`` is need as people see it, which drives all that is recorded; ``true_need`` drives harm alone. They differ
    where part of what deprivation adds is closer looking.
    """

    place: Place
    facts: Facts
    draws: Draws
    families: Families
    need: Need
    true_need: Need
    journal: Journal
    standing: Standing
    planted: Planted
    signal: Signal

    def batch(self, child: Integers, day: Integers) -> Batch:
        """Return children on a day, with the need that help has left."""
        return Batch(
            child=child,
            family=self.families.family[child],
            day=day,
            need=self.need.at(child, day) - self.relief(child, day),
            tender=self.tender(child, day),
            on_file=self.standing.on_file[child],
        )

    def tender(self, child: Integers, day: Integers) -> Floats:
        """Return how much a decision weighs that a child is young: most before school, little for the oldest."""
        weights = self.place.weights
        age = np.maximum((day - self.families.birth[child]) / _YEAR, 0)
        young = np.maximum(1 - age / weights["young_until"], 0)
        old = np.maximum(np.minimum((age - 12) / 5, 1), 0)
        return np.asarray(weights["young"] * young + weights["old"] * old)

    def write_to_file(self, what: str, child: Integers) -> None:
        """Let something that was written about children weigh in every later decision about them."""
        on_file = self.standing.on_file
        on_file[child] = np.minimum(on_file[child] + self.place.weights[what], FULL_FILE)

    def relief(self, child: Integers, day: Integers) -> Floats:
        """Return by how much help has lowered need: as much as lowers the rate of contacts by the dial."""
        helped = day < self.standing.helped_until[child]
        per_unit = self.place.rates["contact_need"]
        return np.where(helped, -np.log(self.place.help_remains) / per_unit, 0.0)

    def weighed(self, gate: str, batch: Batch, *, told: Floats | float = 0.0) -> Floats:
        """Return what a threshold weighs: need, age, what was told, and mostly what is on file; in units of need."""
        weighed = np.asarray(batch.need + batch.tender + told)
        return weighed if gate in GATES_WITHOUT_FILE else weighed + batch.on_file

    def passes(
        self,
        gate: str,
        batch: Batch,
        *,
        told: Floats | float = 0.0,
        chance: Floats | None = None,
    ) -> Flags:
        """Tell for which children what is weighed, plus chance, passes a threshold, which drifts over the years.

        Parameters
        ----------
        told
            What who got in touch adds, in units of need.
        chance
            The chance beside what is weighed, where it was drawn before.
        """
        if chance is None:
            chance = self.draws.together((gate,), batch.family, batch.child, batch.day)[0]
        gates = self.place.gates
        years = (batch.day - self.place.first) / _YEAR
        weighed = self.signal.weighed(gate, self.weighed(gate, batch, told=told))
        chance = self.signal.chance(gate, chance)
        threshold = gates[gate] + gates["drift"] * years + self.planted.threshold[batch.family]
        return np.asarray(weighed + chance > threshold)

    def lasting(self, what: str, batch: Batch) -> Integers:
        """Return how long something lasts; children of a family who begin it together end it together."""
        return self.facts.lasting(what, self.draws.uniform(what, batch.family, batch.day))

    def lasting_by_need(self, what: str, batch: Batch) -> Integers:
        """Return how long help lasts: by the same distribution about, longer where need is greater."""
        from scipy.special import (
            ndtr,
        )  # slow to load, and those who only hand out work need it never

        chance = self.draws.normal(what, batch.family, batch.day)
        usual = self.place.weights["usual_need"]
        longer = self.signal.share * self.place.weights["longer_with_need"]
        shifted = chance + longer * (batch.need - usual)
        return self.facts.lasting(what, np.round(ndtr(shifted), 9))

    def pressing(self, batch: Batch, *, told: Floats | float = 0.0) -> Floats:
        """Return the log of what presses towards an escalation: need, age, what is on file, what was told."""
        pressing = np.minimum(batch.need + batch.tender + batch.on_file + told, PRESSES_MOST)
        return np.asarray(self.place.rates["escalation_need"] * pressing)

    def waiting(
        self, rate: str, batch: Batch, *, drawn: Floats, told: Floats | float = 0.0
    ) -> Integers:
        """Return whole days until an escalation, whose rate grows with all that presses and falls with help.

        Parameters
        ----------
        drawn
            The share of children who wait longer: a number between 0 and 1.
        """
        rates = self.place.rates
        pressing = self.signal.log_rate(rate, self.pressing(batch, told=told))
        yearly = rates[rate] * np.exp(pressing)
        yearly = yearly * self.place.help_remains
        waited = waiting_time(drawn, yearly)
        return np.asarray(np.minimum(np.ceil(waited), NEVER), dtype=np.int64)

    def until_care(self, rate: str, batch: Batch, *, drawn: Floats) -> Integers:
        """Return whole days until a child becomes looked after: sooner for the youngest and by what a plan was for."""
        told = self.standing.plan_told[batch.child]
        youngest = self.place.weights["young_in_care"] * batch.tender
        return self.waiting(rate, batch, drawn=drawn, told=told + youngest)

    def primary_need(self, batch: Batch) -> Integers:
        """Return each child's primary need (index of its code): by the concern last spoken of and how grave it is."""
        codes = self.facts.codes["primary_need"]
        shares = self.facts.shares["primary_need"][self.standing.main_concern[batch.child]]
        shares[:, codes.index("N1")] *= np.exp(GRAVER_IS_N1 * (batch.need - 1.0))
        chosen = pick(shares, self.draws.uniform("primary need", batch.family, batch.day))
        disability_only = self.families.disabled[batch.child] & (batch.need < 0.6)
        return np.where(disability_only, codes.index("N2"), chosen)
