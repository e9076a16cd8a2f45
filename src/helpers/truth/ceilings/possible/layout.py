"""Where everything stands in the arrays that compiled code goes through: people, questions, and one possible future."""

from typing import NamedTuple

from helpers.truth.ceilings.possible.law import Numbers

PEOPLE = (
    "birth", "left", "need", "levels", "rate", "filed", "unfiled", "case_end", "early_help_end", "helped_until",
    "plan_told", "concern", "supported", "next_need", "next_levels", "next_rate",
    "harm", "early_help_start", "phase", "since", "phase_need", "phase_tender", "phase_filed", "opened", "assessed",
    "enquired", "conference_known", "spoken",
)  # fmt: skip
(
    BIRTH, LEFT, NEED, LEVELS, RATE, FILED, UNFILED, CASE_END, EARLY_HELP_END, HELPED_UNTIL,
    PLAN_TOLD, CONCERN, SUPPORTED, NEXT_NEED, NEXT_LEVELS, NEXT_RATE,
    HARM, EARLY_HELP_START, PHASE, SINCE, PHASE_NEED, PHASE_TENDER, PHASE_FILED, OPENED, ASSESSED,
    ENQUIRED, CONFERENCE_KNOWN, SPOKEN,
) = range(len(PEOPLE))  # fmt: skip
CHANGING = NEXT_NEED
"""Rows up to here are copied into each future as they stand; the next three are set by how crises turn."""
IN_FUTURE = HARM
"""Rows up to here exist in a future."""
TURNED = ("need", "levels", "rate", "harm")
TURNED_NEED, TURNED_LEVELS, TURNED_RATE, TURNED_HARM = range(len(TURNED))
ASKED = ("day", "horizon", "first", "child", "turn_of_year", "threshold", "source", "concern")
DAY, HORIZON, FIRST, CHILD, TURN_OF_YEAR, THRESHOLD, SOURCE, ABOUT = range(len(ASKED))
VALUE, OPEN, HELPED_FROM, IS, UNTIL, TURNS, COUNTS, SHIFT = range(8)
"""What is kept in a future: the chance so far, how likely the event is still to come and from when new help reaches the child;
who the child is, the last day that counts, when the year turns, which events count, and what is added to thresholds."""
NO_CASE, ASSESSMENT, SUPPORT, PLAN, CARE = range(5)
"""Where a case stands; as :class:`helpers.synthetic.journeys.phases.Phase`."""
GOES_ON, CONTACT, REFERRAL, PLAN_ENDED = range(4)
"""What the day of a decision begins with: nothing new, a contact, a referral, or the end of a plan."""
COUNTS_PLAN, COUNTS_CARE, COUNTS_REFERRAL, COUNTS_ACCEPTED = 1, 2, 4, 8
"""Which events are asked about, added up."""
FAR = 10**7
YEAR = 365.25


class Families(NamedTuple):
    """Where each member of the families in question stands on the day of the decision.

    Attributes
    ----------
    people
        Of shape ``(PEOPLE, members)``. Days are numbers; of early help and of phases that have not ended by the day only the
        start is used. ``need`` is without the relief that help gives; ``rate`` is of contacts, a day, in no special standing;
        ``harm`` is a rate a day without help; ``filed`` is what is on file, ``unfiled`` what was told during an open case and
        weighs once it has closed; ``supported`` is 1 or 0 where it is known whether support is needed, -1 where it is not;
        ``assessed`` and ``enquired`` are the days on which the open case's assessment ended and an enquiry began that has not
        led on yet, -1 for none; ``conference_known`` is 1 or 0 where it is known whether it leads to a conference, -1 where it is
        not; ``spoken`` tells whether the contact of the day speaks of the member.
    turned
        Of shape ``(turns, TURNED, members)``: what these become in the family's next year, for each turn of its crises.
    """

    people: Numbers
    turned: Numbers


class Questions(NamedTuple):
    """The decisions.

    Attributes
    ----------
    asked
        Of shape ``(ASKED, decisions + 1)``: the day; the last on which the event counts; the row of the family's first member
        (the last column tells where the last family ends) and of the child in question; the day on which the family's next
        year begins; what is added to every threshold; who got in touch that day, and about what.
    begins, counts
        What the days begin with, and which events count.
    """

    asked: Numbers
    begins: int
    counts: int


class Now(NamedTuple):
    """One possible future as it stands: ``people`` of shape ``(IN_FUTURE, members)``, and what is ``kept``."""

    people: Numbers
    kept: Numbers
