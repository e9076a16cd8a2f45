"""Support as a child in need: it ends, or turns into an enquiry, or into being looked after."""

import numpy as np

from helpers.synthetic.families import NEVER
from helpers.synthetic.journeys.care import ENDINGS, PLACEMENTS, STATUSES
from helpers.synthetic.journeys.days import on_working_day
from helpers.synthetic.journeys.enquiries import enquire
from helpers.synthetic.journeys.phases import Next, Phase
from helpers.synthetic.journeys.town import Batch, Town

SHORT_BREAKS = 0.22
"""Share of supported disabled children who have short breaks."""

_CHANCES = ("enquiry in an open case", "care from support")


def be_supported(town: Town, batch: Batch) -> Next:
    """Support children until their case closes or escalates, whichever comes first."""
    length = town.lasting_by_need("support_days", batch)
    to_enquiry, to_care = town.draws.uniforms(_CHANCES, batch.child, batch.day)
    until_enquiry = town.waiting("enquiry_open", batch, drawn=to_enquiry)
    until_care = town.until_care("care_open", batch, drawn=to_care)
    enquired = (until_enquiry < length) & (until_enquiry < until_care)
    looked_after = (until_care < length) & ~enquired
    enquiry_day = on_working_day(batch.day + np.where(enquired, until_enquiry, 0))
    enquiry = enquire(town, batch, enquiry_day, among=enquired, gate="conference_open")
    following = Next.closing(batch.day + length, "RC7")
    following.go_on(enquired, Phase.SUPPORT, enquiry.conference_day)
    following.go_on(enquiry.planned, Phase.PLAN, enquiry.conference_day)
    following.go_on(looked_after, Phase.CARE, batch.day + until_care)
    _short_breaks(town, batch, following)
    return following


def _short_breaks(town: Town, batch: Batch, following: Next) -> None:
    """Give some disabled children short breaks from home, from a month into the support to its end."""
    rows = np.flatnonzero(town.families.disabled[batch.child])
    drawn = town.draws.uniform("short breaks", batch.child[rows]) < SHORT_BREAKS
    rows = rows[drawn & (batch.day[rows] + 30 < following.day[rows])]
    start = batch.day[rows] + 30
    town.journal.write(
        "care",
        child=batch.child[rows],
        start=start,
        end=following.day[rows],
        need=town.facts.codes["primary_need"].index("N2"),
        legal_status=STATUSES.index("V4"),
        later_status=STATUSES.index("V4"),
        later_status_start=NEVER,
        placement_type=tuple(PLACEMENTS).index("K2"),
        placement_start=start,
        reason_ended=ENDINGS.index("E8"),
    )
