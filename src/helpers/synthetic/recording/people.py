"""People: what the files say about who a child is, and when they begin to say it.

Three mechanisms leave values open. By chance: a birth date is blank at first, ethnicity is first recorded as not yet obtained,
disability as unknown. By what is seen: ethnicity is asked less often where police were in touch first, and what is not
yet obtained may still not be at the next row, so that it is missing most often for children with one contact alone. By
the value itself: a mild disability is recorded less often.
"""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass

import numpy as np
import numpy.typing as npt
import pandas as pd

from helpers.synthetic.draws import Draws, Flags, Integers, in_order
from helpers.synthetic.families import NEVER, Families
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


@dataclass(frozen=True)
class _Open:
    """Which rows leave something open that is true: one flag for each occasion."""

    ethnicity: Flags
    after_police: Flags
    disability_late: Flags
    disability_never: Flags
    birth_date: Flags


def people(
    place: Place, families: Families, draws: Draws, pages: Mapping[str, Page]
) -> AboutPeople:
    """Return what the rows of all lists say about children, kept as changes."""
    seen = _occasions(pages)
    child = seen.who % len(families.family)
    open_rows = _Open(
        *_ethnicity_open(place, draws, seen, child),
        *_disability_open(place, families, draws, seen, child),
        birth_date=_birth_date_open(place, draws, seen, child),
    )
    unasked, unsaid = seen.told == 0, open_rows.disability_late | open_rows.disability_never
    disability = np.where(unasked, 2, np.where(unsaid, 3, families.disabled[child]))
    kept = _changes(seen, open_rows.ethnicity + 2 * open_rows.birth_date + 4 * disability)
    of_child = child[kept]
    birth = dates(pd.Series(families.birth[of_child]))
    ethnicity = pd.Series(families.ethnicity[of_child])
    frame = pd.DataFrame(
        {
            "start": dates(pd.Series(seen.day[kept])),
            "birth_date": birth.mask(open_rows.birth_date[kept]),
            "sex": families.sex[of_child],
            "ethnicity": ethnicity.mask(open_rows.ethnicity[kept], NOT_OBTAINED),
            "disability": pd.Series(families.disabled[of_child], dtype="boolean").mask(
                (unasked | unsaid)[kept]
            ),
        }
    )
    missing = tuple(_missing(open_rows, kept, first=seen.rank[kept] == 0))
    return AboutPeople(frame, seen.who[kept], seen.day[kept], missing)


def _missing(open_rows: _Open, kept: npt.NDArray[np.intp], *, first: Flags) -> Iterator[Missing]:
    """Give what the rows that are kept leave open; ``first`` are those of a child's first day."""

    def rows(flags: Flags) -> npt.NDArray[np.intp]:
        return np.flatnonzero(flags)

    yield Missing("birth_date", rows(open_rows.birth_date[kept]), "not yet recorded", BY_CHANCE)
    ethnicity, after_police = open_rows.ethnicity[kept], open_rows.after_police[kept]
    for error, when in (("not yet recorded", first), ("still not recorded", ~first)):
        for mechanism, why in ((BY_CHANCE, ~after_police), (BY_WHAT_IS_SEEN, after_police)):
            yield Missing("ethnicity", rows(ethnicity & when & why), error, mechanism)
    yield Missing("disability", rows(open_rows.disability_never[kept]), "never recorded", BY_VALUE)
    yield Missing(
        "disability", rows(open_rows.disability_late[kept]), "not yet recorded", BY_CHANCE
    )


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
    order = in_order(who * NEVER + day)
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


def _birth_date_open(place: Place, draws: Draws, seen: Occasions, child: Integers) -> Flags:
    """Tell in which rows the birth date is blank: in the first of a child, if in any."""
    blank = draws.uniform("recording birth date", child) < place.recording["birth_date_late"]
    return np.asarray(blank & (seen.rank == 0))


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
