"""Turn an authority's files into event tables: snapshots merged, duplicates collapsed, differences counted."""

from collections.abc import Collection, Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

import pandas as pd

from helpers.annexa.layout import CONFERENCES, PLACES, START_COLUMNS
from helpers.annexa.read import NO_LISTS, ListTable, read_annex_a
from helpers.annexa.spec import BIRTH_DATE, CHILD, DISABILITY, ETHNICITY, SEX
from helpers.authority import beside
from helpers.authority.amended import (
    TWICE,
    Amendment,
    lists_once,
    once,
    tables_right_way_round,
)
from helpers.authority.folder import AuthorityFiles, find_files
from helpers.authority.people import people_from_rows
from helpers.authority.snapshots import collapse
from helpers.errors import SecondLookError
from helpers.events import KINDS, TABLES, EventTables

_YES_OR_NO = {"yes": True, "no": False}
_PERSON = {"birth_date": BIRTH_DATE, "sex": SEX, "ethnicity": ETHNICITY, "disability": DISABILITY}


@dataclass(frozen=True)
class Reading:
    """What an authority's files say.

    Attributes
    ----------
    events
        The event tables.
    differences
        Where extracts say different things of one event: ``list``, ``column``, ``count`` of events.
    unrecognised
        Cells that were not understood and became missing, and rows left out for want of a child or a date:
        ``source``, ``column``, ``value``, ``count``. The values are the council's own and stay in its folder.
    sources
        Every file (and sheet) that was read.
    amended
        What was put right: the list or file, what, and in how many rows.
    """

    events: EventTables
    differences: pd.DataFrame
    unrecognised: pd.DataFrame
    sources: tuple[str, ...]
    amended: tuple[Amendment, ...] = ()


def read_events(folder: Path, *, needed: Collection[int] = NO_LISTS) -> Reading:
    """Read an authority's folder into event tables.

    An event told by several extracts is one event where child, start and turn on that day agree; the latest extract
    holds. What is recorded of a person is taken from the *earliest* extract that shows the row, so that what was
    recorded later does not pass for known. A row that stands twice in one extract is one row, and where an end is earlier
    than its start the two are read the other way round. Names of staff are dropped here; teams are kept.

    Parameters
    ----------
    folder
        The authority's folder.
    needed
        Lists of Annex A that must be there, by number.

    Raises
    ------
    SecondLookError
        If a file is missing, cannot be read, or lacks a column that is needed.
    """
    files = find_files(folder)
    # Two contacts of one day may differ in what became of them alone, which stands in contacts.csv.
    decided_apart = frozenset({PLACES["contacts"].number} if files.contacts else ())
    lists, amended = lists_once(_in_order(read_annex_a(folder, needed=needed)), but=decided_apart)
    tables: dict[str, pd.DataFrame] = {}
    differences = []
    for name, place in PLACES.items():
        if name == "early_help":
            continue
        told = [
            _rows(name, table, extract) for extract, table in lists if table.number == place.number
        ]
        if not told:
            continue
        newest = max(extract for extract, table in lists if table.number == place.number)
        merged = collapse(pd.concat(told), newest=newest, latest_only=place.latest_only)
        tables[name] = merged.events
        differences.append(merged.differences.assign(list=place.number))
    _settle(tables)
    tables["people"] = people_from_rows(_person_rows(lists))
    strange = [_strange(table) for _, table in lists]
    strange += _add_files_beside(tables, files)
    amended += _amend(tables, files)
    _refuse_other_children(tables, files)
    return Reading(
        events=EventTables(tables),
        differences=_stack(differences, {"list": "int64", "column": "string", "count": "int64"}),
        unrecognised=_stack(
            strange, {"source": "string", "column": "string", "value": "string", "count": "int64"}
        ),
        sources=tuple([table.source for _, table in lists] + [p.name for p in _others(files)]),
        amended=tuple(one for one in amended if one[2]),
    )


def _in_order(tables: Sequence[ListTable]) -> list[tuple[int, ListTable]]:
    """Number the extracts from the oldest: by the date in the name, else by the latest event that a list tells of."""
    ordered: list[tuple[int, ListTable]] = []
    for number in sorted({table.number for table in tables}):
        same = [table for table in tables if table.number == number]
        ordered += enumerate(sorted(same, key=_age_of_extract))
    return ordered


def _age_of_extract(table: ListTable) -> tuple[pd.Timestamp, str]:
    if table.extract_date is not None:
        return table.extract_date, table.source
    if table.number in START_COLUMNS and table.frame[START_COLUMNS[table.number]].notna().any():
        return table.frame[START_COLUMNS[table.number]].max(), table.source
    return pd.Timestamp.min, table.source


def _rows(name: str, table: ListTable, extract: int) -> pd.DataFrame:
    """Return the rows of a list as events of a table; of list 5 with what it says of the conference."""
    headers: dict[str, str] = {**PLACES[name].columns}
    if name == "enquiries":
        headers |= {"conference_start": CONFERENCES.columns["start"]}
        headers |= {"plan_made": CONFERENCES.columns["plan_made"]}
    flags = {column for column, spec in TABLES[name].items() if spec.kind == "flag"} | {"plan_made"}
    columns = {"child_id": table.frame[CHILD]}
    for column, header in headers.items():
        values = table.frame[header]
        columns[column] = _flag(values) if column in flags else values
    rows = pd.DataFrame(columns).dropna(subset=["child_id", "start"])
    turn = rows.groupby(["child_id", "start"]).cumcount()
    return rows.assign(turn=turn, extract=extract)


def _flag(values: pd.Series) -> pd.Series:
    return values.map(_YES_OR_NO).astype("boolean")


def _settle(tables: dict[str, pd.DataFrame]) -> None:
    """Part conferences from enquiries, and take from open plans the last category, which they do not have yet."""
    if "enquiries" in tables:
        enquiries = tables["enquiries"]
        held = enquiries[enquiries["conference_start"].notna()]
        tables["conferences"] = (
            held[["child_id", "conference_start", "plan_made"]]
            .rename(columns={"conference_start": "start"})
            .assign(enquiry_start=held["start"])
        )
    if "plans" in tables:
        plans = tables["plans"]
        category = plans["latest_category"].where(plans["end"].notna())
        tables["plans"] = plans.assign(latest_category=category)
    if "contacts" in tables:
        tables["contacts"] = tables["contacts"].assign(decision=None)


def _person_rows(lists: Sequence[tuple[int, ListTable]]) -> pd.DataFrame:
    parts = []
    for extract, table in lists:
        if table.number not in START_COLUMNS:
            continue
        frame = table.frame
        columns = {"child_id": frame[CHILD], "start": frame[START_COLUMNS[table.number]]}
        for attribute, header in _PERSON.items():
            if header in frame:
                columns[attribute] = (
                    _flag(frame[header]) if attribute == "disability" else frame[header]
                )
        rows = pd.DataFrame(columns).dropna(subset=["child_id", "start"])
        turn = rows.groupby(["child_id", "start"]).cumcount()
        parts.append(rows.assign(list=table.number, turn=turn, extract=extract))
    whole = _stack(
        parts,
        {
            "child_id": "string",
            "start": KINDS["date"],
            **{name: KINDS[TABLES["people"][name].kind] for name in _PERSON},
            "list": "int64",
            "turn": "int64",
            "extract": "int64",
        },
    )
    first = whole.sort_values("extract", kind="stable")
    return first.drop_duplicates(["list", "child_id", "start", "turn"], keep="first")


def _strange(table: ListTable) -> pd.DataFrame:
    """Return what was not understood in a list, and the rows that cannot be events, as counts."""
    blank = []
    if table.number in START_COLUMNS:
        for column in (CHILD, START_COLUMNS[table.number]):
            lost = table.unrecognised.loc[table.unrecognised["column"] == column, "count"].sum()
            empty = int(table.frame[column].isna().sum()) - int(lost)
            if empty:
                blank.append({"column": column, "value": "(blank)", "count": empty})
    rows = pd.concat([table.unrecognised, pd.DataFrame(blank)]) if blank else table.unrecognised
    return rows.assign(source=table.source)


def _add_files_beside(tables: dict[str, pd.DataFrame], files: AuthorityFiles) -> list[pd.DataFrame]:
    """Put what the files beside Annex A say into the tables; return what was not understood in them."""
    if files.families is None:
        raise SecondLookError(
            "there is no families.csv",
            where=files.folder,
            mend="add one with the columns child_id, family_id, deprivation_fifth: brothers and sisters must be "
            "known, or a model is tested on families it has seen",
        )
    read = {"families": beside.families(files.families)}
    if files.early_help is not None:
        read["early_help"] = beside.early_help(files.early_help)
    if files.notes is not None:
        read["notes"] = beside.notes(files.notes)
    tables.update({name: file.frame for name, file in read.items()})
    strange = [file.unrecognised for file in read.values()]
    if files.contacts is not None:
        decisions = beside.contacts(files.contacts)
        tables["contacts"], unplaced = _decided(tables.get("contacts"), decisions.frame)
        left_over = [("child_id", "(no such contact in list 1)")] * unplaced
        strange += [decisions.unrecognised, beside.counted(left_over, source=files.contacts.name)]
    return strange


def _amend(tables: dict[str, pd.DataFrame], files: AuthorityFiles) -> list[Amendment]:
    """Put right what the files beside Annex A and the event tables can be put right in."""
    made: list[Amendment] = []
    for name, path in (("early_help", files.early_help), ("contacts", files.contacts)):
        if path is not None:
            tables[name], again = once(tables[name])
            made.append((path.name, TWICE, again))
    return made + tables_right_way_round(tables)


def _refuse_other_children(tables: Mapping[str, pd.DataFrame], files: AuthorityFiles) -> None:
    """Refuse families of quite other children: no brothers and sisters would be known, and nobody would notice."""
    children = tables["people"]["child_id"]
    if len(children) and not children.isin(list(tables["families"]["child_id"])).any():
        raise SecondLookError(
            "no child of Annex A has a family in it",
            where=files.families,
            mend="give each child one row with a family_id, and write the child's identifier as Annex A does",
        )


def _decided(contacts: pd.DataFrame | None, decisions: pd.DataFrame) -> tuple[pd.DataFrame, int]:
    """Put decisions beside contacts of the same child and day, in turn; return how many found no contact."""
    if contacts is None:
        return decisions.assign(source=None), 0
    keys = ["child_id", "start"]
    left = contacts.drop(columns="decision").assign(turn=contacts.groupby(keys).cumcount())
    right = decisions.assign(turn=decisions.groupby(keys).cumcount())
    joined = left.merge(right, on=[*keys, "turn"], how="left", indicator=True)
    placed = int((joined["_merge"] == "both").sum())
    return joined.drop(columns=["turn", "_merge"]), len(decisions) - placed


def _others(files: AuthorityFiles) -> Iterator[Path]:
    return (path for path in files.inputs() if path not in (*files.annex_a, files.settings))


def _stack(frames: Sequence[pd.DataFrame], kinds: Mapping[str, str]) -> pd.DataFrame:
    """Put frames under each other with fixed columns, also where there are none."""
    empty = pd.DataFrame({name: pd.Series(dtype=kind) for name, kind in kinds.items()})
    whole = pd.concat([frame for frame in frames if len(frame)] or [empty], ignore_index=True)
    return whole.reindex(columns=list(kinds)).astype(dict(kinds))
