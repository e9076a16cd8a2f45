"""What looks wrong across an authority's files, in counts: never with a child's identifier or the value of a cell."""

from collections.abc import Iterator

import pandas as pd

from helpers.authority.folder import AuthorityFiles
from helpers.authority.merge import Reading
from helpers.authority.settings import Period
from helpers.cohort import HOLD_DISABILITY
from helpers.events import ETHNIC_GROUPS, EventTables
from helpers.stages import digest_of

NOT_EVENTS = ("notes", "people", "families")
MISSED_WHERE_MISSING = {
    "birth_date": ("the date of birth", "no decision about them is asked about"),
    "ethnicity": ("ethnicity", "their group is 'not yet recorded'"),
    "disability": ("disability", "their group is 'not yet recorded'"),
}
"""Attributes of children, in words, and what follows where one is missing."""
SHARE_TO_TELL = {"ethnicity": 0.02, "disability": 0.02}
"""Smaller shares of children without a value are not worth a line."""
TOLD_AT_END = {
    "child_seen": "whether the child was seen",
    "support_needed": "whether support was needed",
}
"""What a finished assessment says, in words."""
FEW_ASSESSMENTS = 0.02
"""A smaller share of assessments without a result is not worth a line."""
SILENT_DAYS = 62
"""Records of a council without any event for longer than this have most likely ended, or not begun."""


def oddities(reading: Reading, *, files: AuthorityFiles, period: Period) -> Iterator[str]:
    """Yield sentences about what looks wrong across files.

    Parameters
    ----------
    reading
        What the files say.
    files
        Where they lie.
    period
        First and last day that the records are said to cover.
    """
    yield from _period(reading.events, period)
    yield from _children(reading.events, files)
    yield from _copies(files)
    yield from _beside(reading, files)
    yield from _not_recorded(reading.events)
    yield from _not_told(reading.events)
    yield from (f"{where}: {what} in {_rows(count)}" for where, what, count in reading.amended)
    for row in reading.differences.itertuples():
        yield (
            f"list {row.list}, '{row.column}': extracts say different things of {row.count:,} events; the latest holds"
        )


def _period(events: EventTables, period: Period) -> Iterator[str]:
    """Compare the days of the events with the period: what lies beyond the records passes for "nothing followed"."""
    starts = pd.concat([events[name]["start"] for name in events if name not in NOT_EVENTS])
    first, last = pd.Timestamp(period.start), pd.Timestamp(period.end)
    if starts[(starts >= first) & (starts <= last)].empty:
        told = f"; they lie between {_days(starts)}" if len(starts) else ""
        yield (
            f"authority.yml: no event of the records lies in the period, {first:%Y-%m-%d} to {last:%Y-%m-%d}{told}"
        )
        return
    latest = starts[starts <= last].max()
    if (last - latest).days > SILENT_DAYS:
        yield (
            f"authority.yml: the period ends on {last:%Y-%m-%d}, but the latest event before that is of {latest:%Y-%m-%d}; "
            "set 'end' to the last day that the records cover, or what happened later passes for 'nothing followed'"
        )


def _days(starts: pd.Series) -> str:
    return f"{starts.min():%Y-%m-%d} and {starts.max():%Y-%m-%d}"


def _children(events: EventTables, files: AuthorityFiles) -> Iterator[str]:
    known = set().union(
        *(events[name]["child_id"].dropna() for name in events if name not in NOT_EVENTS)
    )
    related = set(events["families"].dropna(subset=["family_id"])["child_id"])
    without = len(known - related)
    if without and files.families is not None:
        yield (
            f"{files.families.name}: {without:,} of {len(known):,} children of the other files have no family in it; each "
            "counts as a family alone, so that brothers and sisters may stand on both sides of a test"
        )
    strangers = int((~events["notes"]["child_id"].isin(list(known))).sum())
    if strangers and files.notes is not None:
        yield (
            f"{files.notes.name}: {strangers:,} of {len(events['notes']):,} notes are about children in no other file; "
            "see that the identifiers are written alike"
        )


def _copies(files: AuthorityFiles) -> Iterator[str]:
    seen: dict[str, str] = {}
    for path in files.annex_a:
        digest = digest_of(path)
        if digest in seen:
            yield f"{path.name}: the same, byte for byte, as {seen[digest]}; one of the two is enough"
        seen.setdefault(digest, path.name)


def _beside(reading: Reading, files: AuthorityFiles) -> Iterator[str]:
    """Count what was not understood in the files beside Annex A; their values may be anything and are not repeated."""
    names = {path.name for path in files.inputs()} - {path.name for path in files.annex_a}
    strange = reading.unrecognised[reading.unrecognised["source"].isin(list(names))]
    said = strange["value"].where(strange["value"].str.startswith("("), "not one of its values")
    keys = ["source", "column", "what"]
    counts = strange.assign(what=said).groupby(keys)["count"].sum().reset_index()
    for source, column, what, number in zip(*(counts[name] for name in counts), strict=True):
        yield f"{source}: column '{column}': {what.strip('()')} in {_rows(number)}"


def _rows(number: int) -> str:
    return "1 row" if number == 1 else f"{number:,} rows"


def _not_recorded(events: EventTables) -> Iterator[str]:
    """Tell how many children never have a value that groups are told apart by, or that decides who is asked about."""
    people = events["people"]
    told = people.assign(
        ethnicity=people["ethnicity"].where(people["ethnicity"].isin(list(ETHNIC_GROUPS)))
    )
    of_child = told.groupby("child_id")[list(MISSED_WHERE_MISSING)].count()
    held = of_child.index.isin(_in_lists_with_disability(events))
    for column, (words, consequence) in MISSED_WHERE_MISSING.items():
        asked = of_child[column][held] if column == "disability" else of_child[column]
        without = int((asked == 0).sum())
        if without > len(asked) * SHARE_TO_TELL.get(column, 0.0):
            yield (
                f"{words} is never recorded for {without:,} of {len(asked):,} children; {consequence}"
            )


def _not_told(events: EventTables) -> Iterator[str]:
    """Tell of how many finished assessments the results are missing or unknown."""
    finished = events["assessments"][events["assessments"]["end"].notna()]
    for column, words in TOLD_AT_END.items():
        without = int(finished[column].isna().sum())
        if without > len(finished) * FEW_ASSESSMENTS:
            yield f"list 4: {words} is unknown for {without:,} of {len(finished):,} finished assessments"


def _in_lists_with_disability(events: EventTables) -> list[str]:
    return list(pd.concat([events[table]["child_id"] for table in HOLD_DISABILITY]).unique())
