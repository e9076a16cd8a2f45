"""The front door: what is decided about a contact, and whether a referral is taken up."""

import numpy as np
import numpy.typing as npt

from helpers.synthetic.draws import Floats, Integers
from helpers.synthetic.journeys.course import follow
from helpers.synthetic.journeys.town import HELP_LASTS_DAYS, Batch, Town, add_working_days

DECISIONS = (
    "no further action",
    "early help",
    "referral",
    "passed to the open case",
)


def answer(town: Town, batch: Batch, *, domain: Integers, source: npt.NDArray[np.str_]) -> None:
    """Decide about each contact. A child with an open case is passed on; the others meet two thresholds."""
    is_open = batch.day <= town.standing.case_end[batch.child]
    told = _told(town, source)
    weight = town.place.weights["told_referral"]
    referred = ~is_open & town.passes("referral", batch, told=weight * told)
    in_early_help = batch.day < town.standing.early_help_end[batch.child]
    offered = ~is_open & ~referred & ~in_early_help & town.passes("early_help", batch)
    decision = np.array(DECISIONS)[np.select([is_open, referred, offered], [3, 2, 1], default=0)]
    town.journal.write(
        "contacts",
        child=batch.child,
        start=batch.day,
        source=source,
        decision=decision,
        domain=domain,
    )
    town.write_to_file("contact", batch.child)
    begin_early_help(town, batch[offered])
    _refer(town, batch[referred], source=source[referred], domain=domain[referred])


def _told(town: Town, source: npt.NDArray[np.str_]) -> Floats:
    """Return how much more, or less, a contact weighs for who got in touch."""
    codes = np.array(town.facts.codes["sources"])
    order = np.argsort(codes)
    return np.asarray(
        town.facts.told["sources"][order[np.searchsorted(codes, source, sorter=order)]]
    )


def begin_early_help(town: Town, batch: Batch) -> None:
    """Begin early help within three weeks, for as long as the draw says; a later referral may end it sooner."""
    if not len(batch):
        return
    draws, standing = town.draws, town.standing
    delay = 3 + (draws.uniform("early help begins", batch.family, batch.day) * 12).astype(np.int64)
    start = add_working_days(batch.day, delay)
    end = start + town.lasting_by_need("early_help_days", batch)
    harder = 0.04 * town.signal.share * np.clip(batch.need, 0, 4)
    met = draws.uniform("goals met", batch.family, batch.day) + harder
    goals_met = town.place.goals_met
    reason = np.where(
        met < goals_met,
        "goals met",
        np.where(met < goals_met + 0.26, "family chose to stop", "other"),
    )
    town.journal.write(
        "early_help",
        child=batch.child,
        offered=batch.day,
        start=start,
        end=end,
        reason_ended=reason,
    )
    town.journal.write("help", child=batch.child, start=start, end=end + HELP_LASTS_DAYS)
    standing.early_help_end[batch.child] = end
    town.write_to_file("early_help", batch.child)
    helped = standing.helped_until[batch.child]
    standing.helped_until[batch.child] = np.maximum(helped, end + HELP_LASTS_DAYS)


def _refer(town: Town, batch: Batch, *, source: npt.NDArray[np.str_], domain: Integers) -> None:
    """Write the referrals; those taken up begin an assessment, and early help stops."""
    if not len(batch):
        return
    told = _told(town, source)
    taken_up = town.passes("no_action", batch, told=town.place.weights["told_no_action"] * told)
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
    standing.case_end[turned_away.child] = (
        turned_away.day
    )  # people get in touch again, as after a closure
    end = standing.early_help_end[opened.child]
    standing.early_help_end[opened.child] = np.minimum(end, opened.day)
    standing.main_concern[opened.child] = domain[taken_up]
    town.write_to_file("referral", batch.child)
    follow(town, opened)
