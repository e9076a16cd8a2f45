"""What comes again: referrals, plans, and referrals after an assessment that found no need."""

from helpers.events import EventTables
from helpers.synthetic.aggregates.counting import (
    YEAR,
    days_since_last,
    next_within_a_year,
    once,
    ratio,
    share,
)
from helpers.synthetic.aggregates.population import Population


def referred_again(events: EventTables, population: Population) -> dict[str, float]:
    """Return referrals and children referred again within 12 months, and how often a child is referred in a year.

    The first year of the records is looked back on alone.
    """
    referrals = once(events["referrals"])
    again = days_since_last(referrals) <= YEAR.days
    counted = referrals["start"] > population.first + YEAR
    year = (population.last - referrals["start"]).dt.days // YEAR.days
    by_child = again[counted].groupby([referrals["child_id"][counted], year[counted]])
    children = by_child.any()
    return {
        "referred_again": share(again[counted]),
        "children_referred_again": share(children),
        "referrals_of_a_child": ratio(float(counted.sum()), len(children)),
    }


def plans_again(events: EventTables, population: Population) -> dict[str, float]:
    """Return plans begun in the last year for children who had one before, as far back as the records go."""
    plans = once(events["plans"])
    second = plans.duplicated("child_id")
    return {"plans_again": share(second[plans["start"] > population.last - YEAR])}


def referred_after_assessment(events: EventTables, population: Population) -> dict[str, float]:
    """Return children in 100 who are referred within 12 months of the end of an assessment that found no need.

    Assessments that ended at least 12 months before the last day.
    """
    assessed = once(events["assessments"].dropna(subset=["end"]))
    followed = assessed["end"] <= population.last - YEAR
    asked = assessed[assessed["support_needed"].eq(False) & followed]
    found = next_within_a_year(asked["child_id"], asked["end"], events["referrals"])
    return {"referred_after_assessment": share(found)}
