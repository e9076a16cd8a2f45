"""The facts that each case note is written from: what was true or known on its day, and nothing later."""

import numpy as np
import pandas as pd

from helpers.events import DOCUMENTS
from helpers.synthetic.draws import Integers
from helpers.synthetic.journeys.protection import FIRST_REVIEW_DAYS, REVIEW_EVERY_DAYS
from helpers.synthetic.journeys.town import Town
from helpers.synthetic.need import DOMAINS, Levels
from helpers.synthetic.notes.domains import CONCERNS, HIGHEST_LEVEL
from helpers.synthetic.settings import facts
from helpers.synthetic.strings import named
from helpers.synthetic.teams import TEAM_NAMES, author_of, team_of

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
_IN_ORDER = tuple(sorted(DOCUMENTS))


def note_facts(town: Town, tables: dict[str, pd.DataFrame]) -> pd.DataFrame:
    """Return one row per note to be written, sorted by child and day.

    Columns: ``child_id, child, family, start, document, author, team, sex, age_years, source, brothers_and_sisters,
    first_in_history``, ``level_<domain>`` for each concern and strength, and ``earlier_<concern>``, the highest
    level that an earlier note of the child was written from.
    """
    child, day, document, source = _occasions(
        tables, wanted=town.place.documents, last=town.place.last
    )
    families = town.families
    first = np.diff(child, prepend=-1) != 0
    team, author = _written_by(town, document, families.family[child], day)
    columns: dict[str, object] = {
        "child_id": families.child_ids[child],
        "child": families.number + child,
        "family": families.family_ids[families.family[child]],
        "start": day.astype("datetime64[D]").astype("datetime64[us]"),
        "document": named(_IN_ORDER, document),
        "author": author,
        "team": named(TEAM_NAMES, team),
        "sex": families.sex[child],
        "age_years": np.round((day - families.birth[child]) / _YEAR, 2),
        "source": named(facts().codes["sources"], source),
        "brothers_and_sisters": _brothers_and_sisters(town, child, day),
        "first_in_history": first,
    }
    levels = town.need.levels_of(DOMAINS, child, day)
    columns |= {f"level_{d}": levels[number] for number, d in enumerate(DOMAINS)}
    earlier = _earlier(levels[: len(CONCERNS)], first)
    columns |= {f"earlier_{c}": earlier[number] for number, c in enumerate(CONCERNS)}
    return pd.DataFrame(columns)


def _occasions(
    tables: dict[str, pd.DataFrame], *, wanted: tuple[str, ...], last: int
) -> tuple[Integers, Integers, Integers, Integers]:
    """Return child, day, document and source of each note, in order; a source is -1 where nobody got in touch."""
    early_help = tables["early_help"]
    assessed, helped = (tables[t]["end"].notna() for t in ("assessments", "early_help"))
    occasions = [
        ("contact", tables["contacts"], "start"),
        ("referral", tables["referrals"], "start"),
        ("assessment", tables["assessments"][assessed], "end"),
        ("early help", early_help, "start"),
        ("early help", early_help[helped], "end"),
        ("strategy discussion", tables["enquiries"], "start"),
        ("initial conference", tables["conferences"], "start"),
        ("review conference", reviews(tables["plans"], last=last), "start"),
    ]
    codes = pd.Index(facts().codes["sources"])
    parts = []
    for document, frame, column in occasions:
        if document not in wanted:
            continue
        day = frame[column].to_numpy(dtype="datetime64[D]").astype(np.int64)
        told = codes.get_indexer(pd.Index(frame["source"])) if "source" in frame else -1
        kind = np.full(len(frame), _IN_ORDER.index(document))
        parts.append(
            (frame["child"].to_numpy(np.int64), day, kind, np.broadcast_to(told, len(frame)))
        )
    child, day, kind, source = (np.concatenate(column) for column in zip(*parts, strict=True))
    order = np.lexsort((kind, day, child))
    return child[order], day[order], kind[order], source[order].astype(np.int64)


def _written_by(
    town: Town, document: Integers, family: Integers, day: Integers
) -> tuple[Integers, Integers]:
    team, author = np.zeros_like(document), np.zeros_like(document)
    for number, name in enumerate(_IN_ORDER):
        rows = np.flatnonzero(document == number)
        kind = _WRITTEN_BY[name]
        team[rows] = team_of(town.draws, kind, family[rows])
        author[rows] = author_of(town.draws, kind, family[rows], day[rows])
    return team, author


def reviews(plans: pd.DataFrame, *, last: int) -> pd.DataFrame:
    """Return the review conferences of plans: at three months and every six, up to the plan's end and the last day."""
    parts = []
    for number in range(MOST_REVIEWS):
        after = pd.Timedelta(days=FIRST_REVIEW_DAYS + number * REVIEW_EVERY_DAYS)
        day = plans["start"] + after
        parts.append(pd.DataFrame({"child": plans["child"], "start": day, "end": plans["end"]}))
    every = pd.concat(parts, ignore_index=True)
    there = every["start"] <= pd.Timestamp(last, unit="D")
    return every[there & ((every["start"] <= every["end"]) | every["end"].isna())]


def _brothers_and_sisters(town: Town, child: Integers, day: Integers) -> Integers:
    families = town.families
    member, row = families.members(families.family[child])
    there = (families.birth[member] <= day[row]) & (member != child[row])
    return np.bincount(row[there], minlength=len(child))


def _earlier(levels: Levels, first: np.ndarray) -> Levels:
    """Return the highest level of each concern in the child's earlier notes, 0 where there is none.

    Of shape ``(concerns, notes)``. Each child is lifted above the one before, so that a running maximum over all notes
    begins anew with each.
    """
    step = HIGHEST_LEVEL + 1
    lifted = np.cumsum(first) * step
    highest = np.maximum.accumulate(levels + lifted, axis=1)
    before = np.concatenate([np.zeros((len(levels), 1), dtype=np.int64), highest[:, :-1]], axis=1)
    return np.asarray(np.where(first, 0, before - lifted), dtype=np.int8)
