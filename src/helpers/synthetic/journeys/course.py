"""The course of cases: assessment, then support, plan and care in whatever order they come, then closure.

Each phase takes the children who begin it and tells which phase comes next, on which day, and, where the case
closes, why. Children of different families never wait for each other: whoever is due for the same phase is taken
together, whatever the day, so that batches stay large. What happens to a child does not depend on the order.
"""

from dataclasses import dataclass, field

import numpy as np

from helpers.synthetic.draws import Integers, distinct
from helpers.synthetic.journeys.assessment import assess
from helpers.synthetic.journeys.care import be_looked_after
from helpers.synthetic.journeys.phases import Next, Phase
from helpers.synthetic.journeys.protection import be_on_plan
from helpers.synthetic.journeys.support import be_supported
from helpers.synthetic.journeys.town import HELP_LASTS_DAYS, Batch, Town

PHASES = {
    Phase.ASSESSMENT: assess,
    Phase.SUPPORT: be_supported,
    Phase.PLAN: be_on_plan,
    Phase.CARE: be_looked_after,
}


@dataclass(frozen=True)
class Desk:
    """Children with an open case, by the phase that they are about to begin."""

    waiting: dict[Phase, list[Batch]] = field(
        default_factory=lambda: {phase: [] for phase in PHASES}
    )

    def number(self, phase: Phase) -> int:
        """Return how many children are about to begin a phase."""
        return sum(len(batch) for batch in self.waiting[phase])

    def put(self, phase: Phase, batch: Batch) -> None:
        """Let children wait for a phase."""
        if len(batch):
            self.waiting[phase].append(batch)

    def take(self, phase: Phase) -> Batch:
        """Return all children who wait for a phase; they wait no longer."""
        batches = self.waiting[phase]
        self.waiting[phase] = []
        if len(batches) == 1:
            return batches[0]
        return Batch(*(np.concatenate(c) for c in zip(*(b.columns for b in batches), strict=True)))


def open_cases(town: Town, desk: Desk, opened: Batch) -> None:
    """Open the cases of children whose referral was taken up."""
    town.standing.opened[opened.child] = opened.day
    np.add.at(town.standing.open_cases, opened.family, 1)
    desk.put(Phase.ASSESSMENT, opened)


def follow(town: Town, desk: Desk, phase: Phase) -> Integers:
    """Let all children who wait for a phase live through it, and return the families none of whose cases is open now.

    A case is followed up to the day on which the child leaves the records or the records end.
    """
    batch = desk.take(phase)
    following = PHASES[phase](town, batch)
    until = np.minimum(town.families.left[batch.child], town.place.last + 1)
    closes = (following.phase == Phase.CLOSED) | (following.day >= until)
    onward = np.flatnonzero(~closes)
    if len(onward):
        there = town.batch(batch.child[onward], following.day[onward])
        for begun in Phase:
            rows = following.phase[onward] == begun
            if begun in PHASES and rows.any():
                desk.put(begun, there[rows])
    return _close(town, batch.child[closes], following, closes)


def _close(town: Town, child: Integers, following: Next, closes: np.ndarray) -> Integers:
    standing, day = town.standing, following.day[closes]
    opened, supported = standing.opened[child], standing.supported[child]
    town.journal.write(
        "needs",
        child=child,
        start=opened,
        end=day,
        need=standing.primary_need[child],
        reason_ended=following.reason[closes],
    )
    standing.case_end[child] = day
    helped, until = child[supported], day[supported] + HELP_LASTS_DAYS
    standing.helped_until[helped] = np.maximum(standing.helped_until[helped], until)
    town.journal.write("help", child=helped, start=opened[supported], end=until)
    family = town.families.family[child]
    np.subtract.at(standing.open_cases, family, 1)
    free = distinct(family)
    return np.asarray(free[standing.open_cases[free] == 0])
