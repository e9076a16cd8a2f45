"""Where each event table stands in Annex A: the one map that both writing and reading follow."""

from collections.abc import Mapping
from dataclasses import dataclass

from helpers.annexa.spec import TEAM


@dataclass(frozen=True)
class Place:
    """The list that holds an event table.

    Attributes
    ----------
    number
        The list.
    columns
        For each column of the event table but ``child_id``, the header that holds it; ``start`` always has one.
    latest_only
        Whether a true Annex A shows only the latest row of each child (lists 6 to 8).
    """

    number: int
    columns: Mapping[str, str]
    latest_only: bool = False


STRATEGY_DISCUSSION = "Strategy discussion initiating Section 47 Enquiry Start Date"
CONFERENCE = "Date of Initial Child Protection Conference"
PLAN_MADE = "Did the Initial Child Protection Conference Result in a Child Protection Plan"

PLACES: Mapping[str, Place] = {
    "contacts": Place(1, {"start": "Date of Contact", "source": "Contact Source"}),
    # Annex A holds the assessment that opens early help, not how it ended: early_help.csv does.
    "early_help": Place(2, {"start": "Assessment start date"}),
    "referrals": Place(
        3,
        {
            "start": "Date of referral",
            "source": "Referral Source",
            "no_further_action": "Referral NFA?",
            "team": TEAM,
        },
    ),
    "assessments": Place(
        4,
        {
            "start": "Continuous Assessment Start Date",
            "end": "Continuous Assessment Date of Authorisation",
            "child_seen": "Child Seen During Continuous Assessment",
            "support_needed": "Was the child assessed as requiring LA children’s social care support",
            "team": TEAM,
        },
    ),
    "enquiries": Place(
        5,
        {
            "start": STRATEGY_DISCUSSION,
            "conference_unneeded": "Was an Initial Child Protection Conference deemed unnecessary?",
            "team": TEAM,
        },
    ),
    "needs": Place(
        6,
        {
            "start": "CIN Start Date",
            "end": "CIN Closure Date",
            "need": "Primary Need Code",
            "reason_ended": "Reason for Closure",
            "team": TEAM,
        },
        latest_only=True,
    ),
    "plans": Place(
        7,
        {
            "start": "Child Protection Plan Start Date",
            "end": "Child Protection Plan End Date",
            "first_category": "Initial Category of Abuse",
            "latest_category": "Latest Category of Abuse",
            "team": TEAM,
        },
        latest_only=True,
    ),
    "care": Place(
        8,
        {
            "start": "Date Started to be Looked After",
            "end": "Date Ceased to be Looked After",
            "need": "Child's Category of Need",
            "legal_status_start": "Start date of current legal status",
            "legal_status": "Child's Legal Status",
            "placement_start": "Start Date of Most Recent Placement",
            "placement_type": "Placement Type",
            "reason_ended": "Reason Ceased to be Looked After",
            "team": TEAM,
        },
        latest_only=True,
    ),
}
"""Every event table that a list holds row by row. Conferences stand beside the enquiries in list 5."""

CONFERENCES = Place(
    5, {"start": CONFERENCE, "plan_made": PLAN_MADE, "enquiry_start": STRATEGY_DISCUSSION}
)

START_COLUMNS: Mapping[int, str] = {
    place.number: place.columns["start"] for place in PLACES.values()
}
"""For each list, the column that dates a row: what the row says of the child is dated by it."""


def columns_in_use(number: int) -> frozenset[str]:
    """Return the headers of a list that the event tables cannot do without. A team may be missing; its name is optional."""
    places = [*PLACES.values(), CONFERENCES]
    used = {
        header for place in places if place.number == number for header in place.columns.values()
    }
    return frozenset(used - {TEAM})
