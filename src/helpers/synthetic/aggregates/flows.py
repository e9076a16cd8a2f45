"""What happens in a year: rates in 10,000 children, and how far it goes from each step to the next."""

import pandas as pd

from helpers import working_days
from helpers.events import EventTables
from helpers.synthetic.aggregates.counting import begun, once, ratio, share
from helpers.synthetic.aggregates.population import Population

SOURCES = {
    "referred_by_police": ("6",),
    "referred_by_schools": ("2A",),
    "referred_by_health": ("3A", "3B", "3C", "3D", "3E", "3F"),
}
"""Codes of who referred, by figure."""
ASSESSED_WITHIN, CONFERENCE_WITHIN = 45, 15
"""Working days that are allowed."""


def rates(events: EventTables, population: Population) -> dict[str, float]:
    """Return contacts, referrals, enquiries, conferences and plans begun, in 10,000 children a year.

    A second row of the same child and day is not counted.
    """
    years = float(population.child_years.sum())
    tables = ("contacts", "referrals", "enquiries", "conferences", "plans")
    counts = {name: len(once(begun(events[name], population))) for name in tables}
    found = {name: 10_000 * ratio(count, years) for name, count in counts.items()}
    found["plans_started"] = found.pop("plans")
    return found | {
        "contacts_referred": 100 * ratio(counts["referrals"], counts["contacts"]),
        "conferences_of_enquiries": 100 * ratio(counts["conferences"], counts["enquiries"]),
    }


def after_referral(events: EventTables, population: Population) -> dict[str, float]:
    """Return who referred, and what became of referrals.

    ``not_in_need`` counts assessments that found no need beside all referrals, as both are counted in the same years.
    """
    referrals = once(begun(events["referrals"], population))
    assessments = once(begun(events["assessments"], population))
    unneeded = assessments["support_needed"].eq(False).sum()
    found = {
        "no_further_action": share(referrals["no_further_action"]),
        "not_in_need": 100 * ratio(float(unneeded), len(referrals)),
        "assessments": 100 * ratio(len(assessments), len(referrals)),
    }
    return found | {name: share(referrals["source"].isin(codes)) for name, codes in SOURCES.items()}


def in_time(events: EventTables, population: Population) -> dict[str, float]:
    """Return how many assessments and conferences were held in the working days allowed.

    Of assessments that have ended; of conferences whose enquiry is known.
    """
    assessed = events["assessments"].dropna(subset=["end"])
    conferences = begun(events["conferences"], population).dropna(subset=["enquiry_start"])
    took = working_days.between(assessed["start"], assessed["end"])
    waited = working_days.between(conferences["enquiry_start"], conferences["start"])
    return {
        "assessed_in_time": share(took <= ASSESSED_WITHIN),
        "conferences_in_time": share(waited <= CONFERENCE_WITHIN),
    }


def early_help(events: EventTables, population: Population) -> dict[str, float]:
    """Return children in early help at some time of the year, in 10,000, on average over the years that end in March."""
    helped = events["early_help"].dropna(subset=["start"])
    year = pd.DateOffset(years=1)
    children = [
        helped.loc[(helped["start"] <= day) & ~(helped["end"] <= day - year), "child_id"].nunique()
        for day in population.marches
    ]
    return {"in_early_help": 10_000 * ratio(sum(children), float(population.present.sum()))}
