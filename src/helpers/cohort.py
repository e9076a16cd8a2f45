"""The cohort of one outcome: one row per decision, with the family and the groups known on that day."""

from collections.abc import Mapping
from dataclasses import dataclass
from types import MappingProxyType

import numpy as np
import pandas as pd

from helpers import policy
from helpers.events import ETHNIC_GROUPS, EventTables
from helpers.outcomes.declaration import Outcome
from helpers.outcomes.label import decisions
from helpers.outcomes.pairing import days, last_known, months_on

NOT_RECORDED = "not yet recorded"
"""The group of children about whom a thing was not recorded by the day of the decision."""
ATTRIBUTES = ("age", "sex", "ethnicity", "disability", "deprivation")

SEXES: Mapping[str, str] = MappingProxyType(
    {
        "female": "female",
        "male": "male",
        "neither": "another or not stated",
        "not stated": "another or not stated",
    }
)
HOLD_DISABILITY = ("assessments", "enquiries", "conferences", "plans", "care", "needs")
"""Event tables whose lists hold the child's disability (Annex A: lists 4 to 8)."""
FIFTHS = ("1 (most deprived)", "2", "3", "4", "5 (least deprived)")


@dataclass(frozen=True, kw_only=True)
class Cohort:
    """The decisions of one outcome, ready to learn from and to judge on.

    Attributes
    ----------
    outcome
        The outcome's slug.
    decisions
        One row per decision, sorted by child and day: ``child_id``, ``family_id``, ``day``, ``began``, ``followed``
        (bool), and the groups ``age``, ``sex``, ``ethnicity``, ``disability``, ``deprivation``.
    considered
        Decisions found before any was left out.
    left_out
        Reason in words -> decisions left out for it, in the order applied.
    """

    outcome: str
    decisions: pd.DataFrame
    considered: int
    left_out: Mapping[str, int]

    @property
    def children(self) -> int:
        """How many children the decisions are about."""
        return int(self.decisions["child_id"].nunique())

    @property
    def families(self) -> int:
        """How many families (sibling groups) the decisions are about."""
        return int(self.decisions["family_id"].nunique())

    @property
    def followed(self) -> int:
        """For how many decisions the outcome followed."""
        return int(self.decisions["followed"].sum())


def build(
    events: EventTables, outcome: Outcome, *, period_start: pd.Timestamp, period_end: pd.Timestamp
) -> Cohort:
    """Build the cohort of an outcome.

    Parameters
    ----------
    events
        Event tables of one authority.
    outcome
        A declared outcome.
    period_start, period_end
        First and last day that the records cover.
    """
    found = decisions(events, outcome, period_start=period_start, period_end=period_end)
    frame = found.frame.assign(**groups(events, found.frame, table=outcome.decision.table))
    frame.insert(1, "family_id", families(events, found.frame["child_id"]))
    return Cohort(
        outcome=outcome.slug,
        decisions=frame,
        considered=found.considered,
        left_out=found.left_out,
    )


def families(events: EventTables, children: pd.Series) -> pd.Series:
    """Return each child's family; a child without one is a family of one."""
    known = _of_child(events, "family_id", children)
    return known.fillna("family of " + children).astype("string")


def groups(events: EventTables, frame: pd.DataFrame, *, table: str) -> pd.DataFrame:
    """Return the groups to which each child was known to belong on the day of the decision.

    Parameters
    ----------
    events
        Event tables.
    frame
        Decisions with ``child_id``, ``day`` and ``began``.
    table
        The event table that holds the decisions.

    Returns
    -------
    One column for each of :data:`ATTRIBUTES`; :data:`NOT_RECORDED` where nothing was recorded by the day. Disability
    counts only from the day before, unless the decision's own row holds it: a row of the same day would tell that
    the decision led to an assessment. Deprivation has no date and counts as known throughout.
    """
    people, children, day = events["people"], frame["child_id"], days(frame["day"])

    def recorded(column: str) -> pd.Series:
        return last_known(people, column, children=children, day=day)

    told = people[people["ethnicity"].isin(list(ETHNIC_GROUPS))]  # not refused, not yet obtained
    ethnicity = last_known(told, "ethnicity", children=children, day=day)
    before = day - 1
    if table in HOLD_DISABILITY:
        before = np.maximum(before, days(frame["began"]))
    disability = last_known(people, "disability", children=children, day=before)
    fifth = _of_child(events, "deprivation_fifth", children)
    columns = {
        "age": _age_bands(recorded("birth_date"), frame["day"]),
        "sex": recorded("sex").map(SEXES),
        "ethnicity": ethnicity.map(ETHNIC_GROUPS),
        "disability": disability.map({True: "disabled", False: "not disabled"}),
        "deprivation": fifth.map(dict(enumerate(FIFTHS, start=1))),
    }
    return pd.DataFrame(
        {name: values.astype("string").fillna(NOT_RECORDED) for name, values in columns.items()},
        index=frame.index,
    )


def _age_bands(births: pd.Series, day: pd.Series) -> pd.Series:
    """Return the age band of each child; a child not yet born belongs to the first."""
    bands = policy.policy().ages
    band = pd.Series(next(iter(bands)), index=births.index, dtype="string")
    for name, years in list(bands.items())[1:]:
        band[(months_on(births, 12 * years) <= day).to_numpy()] = name
    return band.mask(births.isna())


def _of_child(events: EventTables, column: str, children: pd.Series) -> pd.Series:
    once = events["families"].dropna(subset=[column]).drop_duplicates("child_id")
    by_child = once.set_index("child_id")[column]
    return by_child.reindex(children).set_axis(children.index)
