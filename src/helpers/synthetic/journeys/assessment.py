"""Assessments and the section 47 enquiries that begin with them."""

import numpy as np

from helpers.synthetic.journeys.days import add_working_days, on_working_day
from helpers.synthetic.journeys.enquiries import enquire
from helpers.synthetic.journeys.phases import Next, Phase
from helpers.synthetic.journeys.town import Batch, Town

_CHANCES = ("assessment", "strategy discussion")
_GATES = ("enquiry", "removal", "support")


def assess(town: Town, opened: Batch) -> Next:
    """Assess the needs of children newly referred, with an enquiry where they may be harmed.

    An assessment is authorised within 45 working days for most (many on the last of them), at the latest on the
    day of a conference. Support is needed where a conference was held or need passes the threshold. Nobody's case
    closes before an enquiry's result is due.
    """
    length, discussion = town.draws.uniforms(_CHANCES, opened.family, opened.day)
    start = on_working_day(opened.day)
    end = add_working_days(start, town.facts.lasting("assessment_working_days", length))
    chances = town.draws.together(_GATES, opened.family, opened.child, opened.day)
    enquired, removed, needed = (
        town.passes(gate, opened, chance=chance)
        for gate, chance in zip(_GATES, chances, strict=True)
    )
    first_day = on_working_day(opened.day + (discussion * 6).astype(np.int64))
    enquiry = enquire(town, opened, first_day, among=enquired, gate="conference")
    removed = enquired & removed
    end = np.where(enquiry.conferenced, np.minimum(end, enquiry.conference_day), end)
    supported = enquiry.conferenced | removed | needed
    town.journal.write(
        "assessments",
        child=opened.child,
        start=start,
        end=end,
        child_seen=town.draws.uniform("child seen", opened.child, opened.day) < 0.96,
        support_needed=supported,
    )
    town.standing.primary_need[opened.child] = town.primary_need(opened)
    town.standing.supported[opened.child] = supported
    closing = np.where(enquired, np.maximum(end, enquiry.conference_day), end)
    following = Next.closing(closing, "RC8")
    following.go_on(supported, Phase.SUPPORT, closing)
    following.go_on(enquiry.planned, Phase.PLAN, enquiry.conference_day)
    following.go_on(removed & ~enquiry.planned, Phase.CARE, closing)
    return following
