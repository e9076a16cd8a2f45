"""The front door: what is decided about a contact, and whether a referral is taken up."""

import numpy as np

from helpers.events import EARLY_HELP_ENDINGS
from helpers.synthetic.draws import Floats, Integers
from helpers.synthetic.journeys.days import add_working_days
from helpers.synthetic.journeys.town import HELP_LASTS_DAYS, Batch, Town

DECISIONS = (
    "no further action",
    "early help",
    "referral",
    "passed to the open case",
)
_CHANCES = ("early help begins", "goals met")


def answer(
    town: Town, batch: Batch, *, domain: Integers, source: Integers, chances: dict[str, Floats]
) -> Batch:
    """Decide about each contact, and return the children whose cases open.

    A child with an open case is passed on; the others meet two thresholds.

    Parameters
    ----------
    chances
        By threshold, the chance beside what is weighed.
    """
    is_open = batch.day <= town.standing.case_end[batch.child]
    told = town.facts.told["sources"][source]
    weight = town.place.weights["told_referral"]
    referred = ~is_open & town.passes(
        "referral", batch, told=weight * told, chance=chances["referral"]
    )
    in_early_help = batch.day < town.standing.early_help_end[batch.child]
    offered = ~(is_open | referred | in_early_help)
    offered &= town.passes("early_help", batch, chance=chances["early_help"])
    town.journal.write(
        "contacts",
        child=batch.child,
        start=batch.day,
        source=source,
        decision=np.where(is_open, 3, 2 * referred + offered),
        domain=domain,
    )
    town.write_to_file("contact", batch.child)
    if offered.any():
        begin_early_help(town, batch[offered])
    rows = np.flatnonzero(referred)
    chance = chances["no_action"][rows]
    return _refer(town, batch[rows], source=source[rows], domain=domain[rows], chance=chance)


def begin_early_help(town: Town, batch: Batch) -> None:
    """Begin early help within three weeks, for as long as the draw says; a later referral may end it sooner."""
    standing = town.standing
    begins, met = town.draws.uniforms(_CHANCES, batch.family, batch.day)
    start = add_working_days(batch.day, 3 + (begins * 12).astype(np.int64))
    end = start + town.lasting_by_need("early_help_days", batch)
    met = met + 0.04 * town.signal.share * np.clip(batch.need, 0, 4)
    goals_met = town.place.goals_met
    by_name = EARLY_HELP_ENDINGS.index
    unmet = np.where(met < goals_met + 0.26, by_name("family chose to stop"), by_name("other"))
    town.journal.write(
        "early_help",
        child=batch.child,
        offered=batch.day,
        start=start,
        end=end,
        reason_ended=np.where(met < goals_met, by_name("goals met"), unmet),
    )
    town.journal.write("help", child=batch.child, start=start, end=end + HELP_LASTS_DAYS)
    standing.early_help_end[batch.child] = end
    town.write_to_file("early_help", batch.child)
    helped = standing.helped_until[batch.child]
    standing.helped_until[batch.child] = np.maximum(helped, end + HELP_LASTS_DAYS)


def _refer(
    town: Town, batch: Batch, *, source: Integers, domain: Integers, chance: Floats
) -> Batch:
    """Write the referrals; where one is taken up, early help stops. Return the children whose cases open."""
    if not len(batch):
        return batch
    told = town.facts.told["sources"][source]
    told = town.place.weights["told_no_action"] * told
    taken_up = town.passes("no_action", batch, told=told, chance=chance)
    town.journal.write(
        "referrals",
        child=batch.child,
        start=batch.day,
        source=source,
        no_further_action=~taken_up,
        domain=domain,
    )
    opened, turned_away = batch[taken_up], batch[~taken_up]
    standing = town.standing
    # people get in touch again, as after a closure
    standing.case_end[turned_away.child] = turned_away.day
    end = standing.early_help_end[opened.child]
    standing.early_help_end[opened.child] = np.minimum(end, opened.day)
    standing.main_concern[opened.child] = domain[taken_up]
    town.write_to_file("referral", batch.child)
    return opened
