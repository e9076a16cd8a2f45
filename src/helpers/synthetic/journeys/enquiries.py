"""Section 47 enquiries and initial child protection conferences."""

from dataclasses import dataclass

import numpy as np

from helpers.synthetic.draws import Flags, Integers
from helpers.synthetic.journeys.town import Batch, Town, add_working_days


@dataclass(frozen=True)
class Enquiry:
    """What an enquiry led to: one row per child of the batch, also for those without an enquiry.

    ``conference_day`` is the day of the conference, or the day on which it would have been.
    """

    held: Flags
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
    there = town.batch(batch.child, first_day)
    conferenced = among & town.passes(gate, there)
    planned = conferenced & town.passes("plan", there)
    conference_day = add_working_days(first_day, town.lasting("conference_working_days", there))
    town.journal.write(
        "enquiries",
        child=batch.child[among],
        start=first_day[among],
        conference_unneeded=~conferenced[among],
    )
    town.journal.write(
        "conferences",
        child=batch.child[conferenced],
        start=conference_day[conferenced],
        plan_made=planned[conferenced],
        enquiry_start=first_day[conferenced],
    )
    town.write_to_file("enquiry", batch.child[among])
    return Enquiry(np.asarray(among), conferenced, planned, conference_day)
