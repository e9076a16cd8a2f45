"""Child protection plans: reviewed at three months and then every six, and ended at most often at a review."""

import numpy as np

from helpers.synthetic.draws import pick
from helpers.synthetic.journeys.days import on_working_day
from helpers.synthetic.journeys.phases import Next, Phase
from helpers.synthetic.journeys.town import Batch, Town

FIRST_REVIEW_DAYS, REVIEW_EVERY_DAYS = 91, 182
STEPS_DOWN = 0.85
"""Share of plans after which support goes on as a child in need."""
GRAVER_IS_MULTIPLE = 0.8
"""By how much the log share of "multiple" among categories grows with one unit of need."""
CARE_LAG_DAYS = 19
"""A plan ends within this many days of its child becoming looked after."""
CATEGORY_CHANGES = 0.15
_CHANCES = ("plan", "category", "later category", "category changes", "ends in care", "steps down")


def be_on_plan(town: Town, batch: Batch) -> Next:
    """Keep children on a plan until it ends or they become looked after."""
    drawn = town.draws.uniforms(_CHANCES, batch.family, batch.day)
    length, category, other, changes, lag, down = drawn
    end = on_working_day(batch.day + town.facts.lasting("plan_days", length))
    multiple = town.facts.codes["plan_category"].index("multiple")
    shares = town.facts.shares["plan_category"][town.standing.main_concern[batch.child]]
    shares[:, multiple] *= np.exp(GRAVER_IS_MULTIPLE * (batch.need - 1.5))
    first = pick(shares, category)
    town.standing.plan_told[batch.child] = town.facts.told["plan_category"][first]
    to_care = town.draws.uniform("care from plan", batch.child, batch.day)
    until_care = town.until_care("care_plan", batch, drawn=to_care)
    care_day = batch.day + until_care
    looked_after = care_day < end
    late = np.minimum(end, care_day + (lag * CARE_LAG_DAYS).astype(np.int64))
    town.journal.write(
        "plans",
        child=batch.child,
        start=batch.day,
        end=np.where(looked_after, late, end),
        first_category=first,
        latest_category=np.where(changes < CATEGORY_CHANGES, pick(shares, other), first),
    )
    town.write_to_file("plan", batch.child)
    following = Next.closing(end, "RC7")
    following.go_on(down < STEPS_DOWN, Phase.SUPPORT, end)
    following.go_on(looked_after, Phase.CARE, care_day)
    return following
