"""The course of one case: assessment, then support, plan and care in whatever order they come, then closure.

Each phase takes the children who begin it and tells which phase comes next, on which day, and, where the case
closes, why. All phases are drawn ahead when a case opens; departures and the end of the records cut them later.
"""

import numpy as np

from helpers.synthetic.draws import Flags
from helpers.synthetic.journeys.assessment import assess
from helpers.synthetic.journeys.care import be_looked_after
from helpers.synthetic.journeys.phases import Next, Phase
from helpers.synthetic.journeys.protection import be_on_plan
from helpers.synthetic.journeys.support import be_supported
from helpers.synthetic.journeys.town import HELP_LASTS_DAYS, Batch, Town

LONGEST = 9
"""A case that has not closed after this many rounds of phases closes on the day the next would begin."""
PHASES = {
    Phase.SUPPORT: be_supported,
    Phase.PLAN: be_on_plan,
    Phase.CARE: be_looked_after,
}


def follow(town: Town, opened: Batch) -> None:
    """Follow newly opened cases to their closure and write everything down."""
    if not len(opened):
        return
    now = assess(town, opened)
    supported = now.phase != Phase.CLOSED
    for _ in range(LONGEST):
        for phase, live_through in PHASES.items():
            rows = np.flatnonzero(now.phase == phase)
            if len(rows):
                now.put(rows, live_through(town, town.batch(opened.child[rows], now.day[rows])))
    _close(town, opened, now, supported=supported)


def _close(town: Town, opened: Batch, now: Next, *, supported: Flags) -> None:
    standing = town.standing
    town.journal.write(
        "needs",
        child=opened.child,
        start=opened.day,
        end=now.day,
        need=town.primary_need(opened),
        reason_ended=now.reason,
    )
    standing.case_end[opened.child] = now.day
    helped = opened.child[supported]
    until = now.day[supported] + HELP_LASTS_DAYS
    standing.helped_until[helped] = np.maximum(standing.helped_until[helped], until)
    town.journal.write("help", child=helped, start=opened.day[supported], end=until)
