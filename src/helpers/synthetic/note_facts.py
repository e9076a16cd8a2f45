"""The facts that each case note is written from: what was true or known on its day, and nothing later."""

import numpy as np
import pandas as pd

from helpers.synthetic.draws import Draws
from helpers.synthetic.journeys.protection import FIRST_REVIEW_DAYS, REVIEW_EVERY_DAYS
from helpers.synthetic.journeys.town import Town
from helpers.synthetic.need import DOMAINS
from helpers.synthetic.notes.domains import CONCERNS, HIGHEST_LEVEL

AUTHORS_IN_TEAM = 14
MOST_REVIEWS = 8
_YEAR = 365.25
_WRITTEN_BY = {
    "contact": "Front Door",
    "referral": "Front Door",
    "assessment": "Assessment",
    "early help": "Early Help",
    "strategy discussion": "Assessment",
    "initial conference": "Conference",
    "review conference": "Conference",
}
TEAMS = {"Front Door": 1, "Assessment": 4, "Early Help": 3, "Safeguarding": 5, "Conference": 1}
"""How many teams there are of each kind."""


def note_facts(town: Town, tables: dict[str, pd.DataFrame]) -> pd.DataFrame:
    """Return one row per note to be written, sorted by child and day.

    Columns: ``child_id, child, start, document, author, team, sex, age_years, source, brothers_and_sisters,
    first_in_history``, ``level_<domain>`` for each concern and strength, and ``earlier_<concern>``, the highest
    level that an earlier note of the child was written from.
    """
    wanted = town.place.documents
    parts = [part for part in _occasions(tables) if part["document"].iloc[:1].isin(wanted).all()]
    notes = pd.concat(parts, ignore_index=True)
    notes = notes.sort_values(["child", "start", "document"], kind="stable", ignore_index=True)
    child = notes["child"].to_numpy(dtype=np.int64)
    day = notes["start"].to_numpy(dtype="datetime64[D]").astype(np.int64)
    families = town.families
    kind = notes["document"].map(_WRITTEN_BY)
    team, author = team_and_author(town.draws, kind, families.family[child], day)
    facts = pd.DataFrame(
        {
            "child_id": families.child_ids[child],
            "child": families.number + child,
            "start": notes["start"],
            "document": notes["document"],
            "author": author,
            "team": team,
            "sex": families.sex[child],
            "age_years": np.round((day - families.birth[child]) / _YEAR, 2),
            "source": notes["source"].astype("string"),
            "brothers_and_sisters": _brothers_and_sisters(town, child, day),
            "first_in_history": notes.groupby("child").cumcount().to_numpy() == 0,
        }
    )
    levels = _levels_with_help(town, child, day)
    return pd.concat([facts, levels, _earlier(levels, child)], axis=1)


def team_and_author(
    draws: Draws, kind: pd.Series, family: np.ndarray, day: np.ndarray
) -> tuple[np.ndarray, np.ndarray]:
    """Return the team (its name) and the author (a number) who work with a family in a half-year."""
    half_year = day // 183
    team, author = np.full(len(kind), "", dtype="U24"), np.zeros(len(kind), dtype=np.int64)
    for number, (name, teams) in enumerate(TEAMS.items()):
        rows = (kind == name).to_numpy()
        which = (draws.uniform(f"team {name}", family[rows]) * teams).astype(np.int64)
        person = draws.uniform(f"author {name}", family[rows], half_year[rows]) * AUTHORS_IN_TEAM
        team[rows] = np.char.add(f"{name} Team ", (1 + which).astype(np.str_))
        author[rows] = 1000 * (number + 1) + 100 * which + person.astype(np.int64)
    return team, author


def _occasions(tables: dict[str, pd.DataFrame]) -> list[pd.DataFrame]:
    early_help, assessments = tables["early_help"], tables["assessments"]
    ends = early_help["end"].notna()
    authorised = assessments["end"].notna()
    return [
        _occasion(tables["contacts"], "start", "contact"),
        _occasion(tables["referrals"], "start", "referral"),
        _occasion(assessments[authorised], "end", "assessment"),
        _occasion(early_help, "start", "early help"),
        _occasion(early_help[ends], "end", "early help"),
        _occasion(tables["enquiries"], "start", "strategy discussion"),
        _occasion(tables["conferences"], "start", "initial conference"),
        _occasion(reviews(tables["plans"]), "start", "review conference"),
    ]


def _occasion(frame: pd.DataFrame, day: str, document: str) -> pd.DataFrame:
    source = frame.get("source", pd.NA)
    return pd.DataFrame(
        {"child": frame["child"], "start": frame[day], "document": document, "source": source}
    )


def reviews(plans: pd.DataFrame) -> pd.DataFrame:
    """Return the review conferences of plans: at three months and every six, up to the plan's end."""
    parts = []
    for number in range(MOST_REVIEWS):
        after = pd.Timedelta(days=FIRST_REVIEW_DAYS + number * REVIEW_EVERY_DAYS)
        day = plans["start"] + after
        parts.append(pd.DataFrame({"child": plans["child"], "start": day, "end": plans["end"]}))
    every = pd.concat(parts, ignore_index=True)
    return every[(every["start"] <= every["end"]) | every["end"].isna()]


def _brothers_and_sisters(town: Town, child: np.ndarray, day: np.ndarray) -> np.ndarray:
    families = town.families
    member, row = families.members(families.family[child])
    there = (families.birth[member] <= day[row]) & (member != child[row])
    return np.bincount(row[there], minlength=len(child))


def _levels_with_help(town: Town, child: np.ndarray, day: np.ndarray) -> pd.DataFrame:
    levels = town.need.levels(child, day)
    return pd.DataFrame({f"level_{d}": levels[:, number] for number, d in enumerate(DOMAINS)})


def _earlier(levels: pd.DataFrame, child: np.ndarray) -> pd.DataFrame:
    """Return the highest level of each concern in the child's earlier notes, 0 where there is none."""
    columns = [f"level_{concern}" for concern in CONCERNS]
    highest = levels[columns].groupby(child).cummax()
    earlier = highest.groupby(child).shift(fill_value=0).clip(upper=HIGHEST_LEVEL)
    return earlier.astype(np.int8).rename(columns=lambda c: c.replace("level_", "earlier_"))
