"""People: what the files say about who a child is, and when they begin to say it.

Three mechanisms leave values open. By chance: a birth date is blank at first, ethnicity is first recorded as not yet obtained,
disability as unknown. By what is seen: ethnicity is asked less often where police were in touch first, and what is not
yet obtained may still not be at the next row, so that it is missing most often for children with one contact alone. By
the value itself: a mild disability is recorded less often.
"""

from collections.abc import Mapping
from dataclasses import dataclass

import numpy as np
import numpy.typing as npt
import pandas as pd

from helpers.synthetic.draws import Draws, Flags, Integers
from helpers.synthetic.families import Families
from helpers.synthetic.journeys.ending import dates
from helpers.synthetic.recording.copies import Page
from helpers.synthetic.settings import Place

WITH_DISABILITY = ("assessments", "enquiries", "needs", "plans", "care")
"""Event tables whose Annex A lists hold disability (lists 4 to 8); the other lists speak of the child without it."""
WITHOUT_DISABILITY = ("contacts", "early_help", "referrals")
POLICE = "6"
NOT_OBTAINED = "NOBT"
BY_CHANCE, BY_WHAT_IS_SEEN = "by chance", "by what is seen: police were in touch first"
BY_VALUE = "by the value itself: a mild disability"


@dataclass(frozen=True)
class Occasions:
    """The days on which some list speaks of a child: one row each, by ``who`` and day.

    ``rank`` counts a child's days from 0; ``told`` counts those on which a list held disability, up to this day;
    ``police`` says whether police were in touch on the first day.
    """

    who: Integers
    day: Integers
    rank: Integers
    told: Integers
    police: Flags


@dataclass(frozen=True)
class Missing:
    """Values that are missing or not said yet, for some rows about people: which, and by which mechanism."""

    column: str
    rows: npt.NDArray[np.intp]
    error: str
    mechanism: str


@dataclass(frozen=True)
class AboutPeople:
    """The rows about people, one for each change, by ``who`` and day, and what is missing in them."""

    frame: pd.DataFrame
    who: Integers
    day: Integers
    missing: tuple[Missing, ...]


def people(
    place: Place, families: Families, draws: Draws, pages: Mapping[str, Page]
) -> AboutPeople:
    """Return what the rows of all lists say about children, kept as changes."""
    seen = _occasions(pages)
    child = seen.who % len(families.family)
    unasked, after_police = _ethnicity_open(place, draws, seen, child)
    late, never = _disability_open(place, families, draws, seen, child)
    birth_late = (seen.rank == 0) & (
        draws.uniform("recording birth date", child) < place.recording["birth_date_late"]
    )
    shown = np.where(seen.told == 0, 2, np.where(late | never, 3, families.disabled[child]))
    kept = _changes(seen, unasked + 2 * birth_late + 4 * shown)
    open_now = unasked[kept]
    ethnicity = pd.Series(families.ethnicity[child[kept]]).mask(open_now, NOT_OBTAINED)
    birth = dates(pd.Series(families.birth[child[kept]]))
    told = shown[kept] < 2
    frame = pd.DataFrame(
        {
            "start": dates(pd.Series(seen.day[kept])),
            "birth_date": birth.mask(birth_late[kept]),
            "sex": families.sex[child[kept]],
            "ethnicity": ethnicity,
            "disability": pd.Series(families.disabled[child[kept]], dtype="boolean").where(told),
        }
    )
    first = seen.rank[kept] == 0
    missing = [
        Missing("birth_date", np.flatnonzero(birth_late[kept]), "not yet recorded", BY_CHANCE)
    ]
    for error, when in (("not yet recorded", first), ("still not recorded", ~first)):
        for mechanism, police in ((BY_CHANCE, False), (BY_WHAT_IS_SEEN, True)):
            rows = np.flatnonzero(open_now & when & (after_police[kept] == police))
            missing.append(Missing("ethnicity", rows, error, mechanism))
    missing += [
        Missing("disability", np.flatnonzero(never[kept]), "never recorded", BY_VALUE),
        Missing("disability", np.flatnonzero(late[kept]), "not yet recorded", BY_CHANCE),
    ]
    return AboutPeople(frame, seen.who[kept], seen.day[kept], tuple(missing))


def _occasions(pages: Mapping[str, Page]) -> Occasions:
    tables = WITH_DISABILITY + WITHOUT_DISABILITY
    who = np.concatenate([pages[table].who for table in tables])
    day = np.concatenate([pages[table].day for table in tables])
    holds = np.repeat(
        [table in WITH_DISABILITY for table in tables], [len(pages[t].who) for t in tables]
    )
    police = np.concatenate(
        [
            (pages[table].said["source"] == POLICE).to_numpy(dtype=bool)[pages[table].row]
            if "source" in pages[table].said
            else np.zeros(len(pages[table].who), dtype=bool)
            for table in tables
        ]
    )
    order = np.lexsort((day, who))
    who, day, holds, police = who[order], day[order], holds[order], police[order]
    first = np.flatnonzero(_begins(who, day))
    if not len(first):
        return Occasions(who, day, who, who, police)
    holds = np.logical_or.reduceat(holds, first)
    police = np.logical_or.reduceat(police, first)
    who, day = who[first], day[first]
    begins = np.flatnonzero(_begins(who))
    of_child = np.repeat(begins, np.diff(np.append(begins, len(who))))
    counted = np.cumsum(holds)
    return Occasions(
        who=who,
        day=day,
        rank=np.arange(len(who)) - of_child,
        told=counted - (counted - holds)[of_child],
        police=police[of_child],
    )


def _begins(*keys: Integers) -> Flags:
    """Tell which rows differ from the row before them."""
    new = np.zeros(len(keys[0]), dtype=bool)
    new[:1] = True
    for key in keys:
        new[1:] |= key[1:] != key[:-1]
    return new


def _ethnicity_open(
    place: Place, draws: Draws, seen: Occasions, child: Integers
) -> tuple[Flags, Flags]:
    """Tell in which rows ethnicity is not obtained, and in which of them because police were in touch first."""
    drawn = draws.uniform("ethnicity late", child)
    usual = place.dials["ethnicity_late"]
    share = usual + place.recording["ethnicity_after_police"] * seen.police
    remains = place.recording["ethnicity_still_missing"]
    asked = draws.uniform("recording ethnicity asked again", child)
    open_now = (drawn < share) & (asked < remains**seen.rank)
    return open_now, drawn >= usual


def _disability_open(
    place: Place, families: Families, draws: Draws, seen: Occasions, child: Integers
) -> tuple[Flags, Flags]:
    """Tell in which rows that could hold a disability it is not recorded yet, and in which it never is."""
    never_share = place.recording["mild_disability"] * place.recording["mild_disability_missing"]
    never = families.disabled[child] & (
        draws.uniform("recording mild disability", child) < never_share
    )
    never &= seen.told > 0
    late = draws.uniform("disability late", child) < place.dials["disability_late"]
    return late & (seen.told == 1) & ~never, never


def _changes(seen: Occasions, said: Integers) -> npt.NDArray[np.intp]:
    """Return a child's first row and those that say something else than the row before."""
    return np.flatnonzero(_begins(seen.who, np.asarray(said, dtype=np.int64)))
