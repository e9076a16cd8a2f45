"""Who is in need, on a plan or looked after at 31 March: how many, and who they are."""

import numpy as np
import pandas as pd

from helpers.events import ETHNIC_GROUPS, EventTables
from helpers.synthetic.aggregates.counting import looked_after, open_on, ratio, share
from helpers.synthetic.aggregates.population import FIFTHS, Population

CARE_ORDERS = ("C1", "C2")
ABUSE_OR_NEGLECT = "N1"


def numbers(events: EventTables, population: Population) -> dict[str, float]:
    """Return children in need, on a plan and looked after at 31 March, in 10,000, on average over the years.

    With it: children on a plan at any time of the year for each at its end; and, of children on a plan or looked after,
    the rate in the most deprived fifth of neighbourhoods for each in the least deprived.
    """
    plans, care, days = events["plans"], looked_after(events), population.marches
    present = float(population.present.sum())
    on_plan, in_care, in_need = (
        [open_on(frame, day)["child_id"] for day in days]
        for frame in (plans, care, events["needs"])
    )
    found = {
        name: 10_000 * ratio(sum(each.nunique() for each in there), present)
        for name, there in (
            ("plans_at_31_march", on_plan),
            ("looked_after_at_31_march", in_care),
            ("in_need_at_31_march", in_need),
        )
    }
    in_year = sum(_in_year(plans, day) for day in days)
    found["plans_in_a_year"] = ratio(in_year, sum(each.nunique() for each in on_plan))
    either = [pd.concat(both).unique() for both in zip(on_plan, in_care, strict=True)]
    return found | {"deprivation": _gradient(np.concatenate(either), events, population)}


def who(events: EventTables, population: Population) -> dict[str, float]:
    """Return who is in need, on a plan and looked after on the last 31 March, in 100 of them."""
    day = population.marches[-1]
    needs, plans, care = (
        open_on(frame, day).drop_duplicates("child_id")
        for frame in (events["needs"], events["plans"], looked_after(events))
    )
    people = events["people"]
    people = people[people["start"] <= day]
    in_need = people[people["child_id"].isin(needs["child_id"])]
    last = in_need.drop_duplicates("child_id", keep="last")
    group = last["ethnicity"].map(ETHNIC_GROUPS)
    disabled = in_need.loc[in_need["disability"].eq(True), "child_id"].nunique()
    return {
        "need_is_abuse_or_neglect": share(needs["need"] == ABUSE_OR_NEGLECT),
        "in_need_boys": share(last["sex"] == "male"),
        "in_need_white": share(group.dropna() == "White"),
        "in_need_ethnicity_unknown": share(group.isna()),
        "in_need_disabled": 100 * ratio(disabled, len(needs)),
        "plans_for_neglect": share(plans["first_category"] == "neglect"),
        "plans_for_emotional_abuse": share(plans["first_category"] == "emotional abuse"),
    } | _looked_after(care, people, events["families"], day)


def _looked_after(
    care: pd.DataFrame, people: pd.DataFrame, families: pd.DataFrame, day: pd.Timestamp
) -> dict[str, float]:
    last = people[people["child_id"].isin(care["child_id"])].drop_duplicates(
        "child_id", keep="last"
    )
    age = (day - last["birth_date"]).dt.days / 365.25
    family = families.set_index("child_id")["family_id"].reindex(care["child_id"])
    return {
        "looked_after_boys": share(last["sex"] == "male"),
        "looked_after_under_5": share(age < 5),
        "looked_after_16_and_17": share(age >= 16),
        "looked_after_by_care_order": share(care["legal_status"].isin(CARE_ORDERS)),
        "looked_after_with_siblings": share(family.duplicated(keep=False)),
    }


def _in_year(plans: pd.DataFrame, day: pd.Timestamp) -> int:
    year = pd.DateOffset(years=1)
    there = (plans["start"] <= day) & ~(plans["end"] <= day - year)
    return int(plans.loc[there, "child_id"].nunique())


def _gradient(children: np.ndarray, events: EventTables, population: Population) -> float:
    fifth = events["families"].set_index("child_id")["deprivation_fifth"].reindex(children)
    known = fifth.dropna().to_numpy(dtype=np.int64)
    rate = np.bincount(known - 1, minlength=FIFTHS) / np.maximum(population.present.sum(axis=0), 1)
    return ratio(float(rate[0]), float(rate[-1]))
