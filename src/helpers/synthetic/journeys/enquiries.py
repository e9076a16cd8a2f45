"""Section 47 enquiries and initial child protection conferences."""

from dataclasses import dataclass

import numpy as np

from helpers.synthetic.draws import Flags, Integers
from helpers.synthetic.journeys.days import add_working_days
from helpers.synthetic.journeys.town import Batch, Town


@dataclass(frozen=True)
class Enquiry:
    """What an enquiry led to: one row per child of the batch, also for those without an enquiry.

    ``conference_day`` is the day of the conference, or the day on which it would have been; for a child without an
    enquiry it means nothing.
    """

    conferenced: Flags
    planned: Flags
    conference_day: Integers


def enquire(town: Town, batch: Batch, first_day: Integers, *, among: Flags, gate: str) -> Enquiry:
    """Hold an enquiry from ``first_day`` about the children ``among`` a batch, and a conference where it leads to one.

    Parameters
    ----------
    gate
        The threshold for a conference: ``conference`` at referral, ``conference_open`` in an open case.
    """
    result = Enquiry(np.zeros_like(among), np.zeros_like(among), np.array(first_day))
    rows = np.flatnonzero(among)
    if not len(rows):
        return result
    there = town.batch(batch.child[rows], first_day[rows])
    to_conference, to_plan = town.draws.together(
        (gate, "plan"), there.family, there.child, there.day
    )
    conferenced = town.passes(gate, there, chance=to_conference)
    planned = conferenced & town.passes("plan", there, chance=to_plan)
    day = add_working_days(there.day, town.lasting("conference_working_days", there))
    town.journal.write(
        "enquiries", child=there.child, start=there.day, conference_unneeded=~conferenced
    )
    town.journal.write(
        "conferences",
        child=there.child[conferenced],
        start=day[conferenced],
        plan_made=planned[conferenced],
        enquiry_start=there.day[conferenced],
    )
    town.write_to_file("enquiry", there.child)
    result.conferenced[rows], result.planned[rows] = conferenced, planned
    result.conference_day[rows] = day
    return result
