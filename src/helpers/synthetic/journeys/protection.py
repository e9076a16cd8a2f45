"""Child protection plans: reviewed at three months and then every six, and ended at most often at a review."""

import numpy as np

from helpers.synthetic.draws import pick
from helpers.synthetic.journeys.phases import Next, Phase
from helpers.synthetic.journeys.town import Batch, Town, on_working_day

FIRST_REVIEW_DAYS, REVIEW_EVERY_DAYS = 91, 182
STEPS_DOWN = 0.85
"""Share of plans after which support goes on as a child in need."""
GRAVER_IS_MULTIPLE = 0.8
"""By how much the log share of "multiple" among categories grows with one unit of need."""
CARE_LAG_DAYS = 19
"""A plan ends within this many days of its child becoming looked after."""


def be_on_plan(town: Town, batch: Batch) -> Next:
    """Keep children on a plan until it ends or they become looked after."""
    end = on_working_day(batch.day + town.lasting("plan_days", batch))
    codes = np.array(town.facts.codes["plan_category"])
    shares = town.facts.shares["plan_category"][town.standing.main_concern[batch.child]].copy()
    shares[:, codes == "multiple"] *= np.exp(GRAVER_IS_MULTIPLE * (batch.need - 1.5))[:, None]
    first = pick(shares, town.draws.uniform("plan category", batch.family, batch.day))
    town.standing.plan_told[batch.child] = town.facts.told["plan_category"][first]
    until_care = town.until_care("care from plan", "care_plan", batch)
    care_day = batch.day + until_care
    looked_after = care_day < end
    lag = town.draws.uniform("plan ends in care", batch.family, batch.day) * CARE_LAG_DAYS
    plan_end = np.where(looked_after, np.minimum(end, care_day + lag.astype(np.int64)), end)
    later = pick(shares, town.draws.uniform("later category", batch.family, batch.day))
    changes = town.draws.uniform("category changes", batch.family, batch.day) < 0.15
    town.journal.write(
        "plans",
        child=batch.child,
        start=batch.day,
        end=plan_end,
        first_category=codes[first],
        latest_category=codes[np.where(changes, later, first)],
    )
    town.write_to_file("plan", batch.child)
    steps_down = town.draws.uniform("steps down", batch.family, batch.day) < STEPS_DOWN
    following = Next.closing(end, "RC7")
    following.go_on(steps_down, Phase.SUPPORT, end)
    following.go_on(looked_after, Phase.CARE, care_day)
    return following
