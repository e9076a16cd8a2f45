"""Read Annex A as councils hold it: one workbook, many snapshots, or one CSV file per list."""

import re
from collections.abc import Collection, Mapping
from dataclasses import dataclass
from pathlib import Path

import pandas as pd

from helpers.annexa.cells import understand
from helpers.annexa.layout import START_COLUMNS, columns_in_use
from helpers.annexa.sheets import RawList, annex_a_files, raw_lists
from helpers.annexa.spec import CHILD, column_letter, list_specs
from helpers.errors import SecondLookError, nearest_name
from helpers.events import KINDS

NO_LISTS: frozenset[int] = frozenset()


@dataclass(frozen=True)
class ListTable:
    """One list as read, its values understood.

    Attributes
    ----------
    number
        The list.
    frame
        One row per row of the list, with all the template's columns of the later edition under their names: text and
        codes as strings (a code is its stable part, as in ``WBRI`` or ``yes``), dates, whole numbers. A column that
        the file lacks is there and empty.
    source
        The file and the sheet, as ``name › sheet``.
    extract_date
        The day of the extract, where the file's name says it (``…2024-09-30…``).
    letters
        The letter that Excel shows above each column that the file has.
    unrecognised
        Cells that were not understood and became missing: ``column``, ``value`` and ``count``. The values are the
        council's own and stay in its folder.
    """

    number: int
    frame: pd.DataFrame
    source: str
    extract_date: pd.Timestamp | None
    letters: Mapping[str, str]
    unrecognised: pd.DataFrame


def read_annex_a(folder: Path, *, needed: Collection[int] = NO_LISTS) -> list[ListTable]:
    """Read every list of Annex A in a folder, oldest extract first.

    Parameters
    ----------
    folder
        The authority's folder.
    needed
        Numbers of the lists that must be there.

    Raises
    ------
    SecondLookError
        If there is no Annex A, a file cannot be read, a needed list is missing from a workbook, or a list lacks a
        column that the event tables need.
    """
    files = annex_a_files(folder)
    if not files:
        raise SecondLookError(
            "there is no Annex A in this folder",
            where=folder,
            mend="put in a workbook with 'annex-a' in its name, or one CSV file per list such as 'annex-a-list-3.csv'",
        )
    tables: list[ListTable] = []
    for path in files:
        found = [_understood(raw) for raw in raw_lists(path)]
        if path.suffix.lower() != ".csv":
            _check_needed(needed, found, where=path)
        tables += found
    if all(path.suffix.lower() == ".csv" for path in files):
        _check_needed(needed, tables, where=folder)
    early = pd.Timestamp.min
    return sorted(tables, key=lambda table: (table.extract_date or early, table.source))


def date_in_name(path: Path) -> pd.Timestamp | None:
    """Return the date that a file's name gives in the form 2024-09-30, or ``None``."""
    found = re.search(r"(?<!\d)(\d{4})[-_]?(\d{2})[-_]?(\d{2})(?!\d)", path.stem)
    if not found:
        return None
    try:
        return pd.Timestamp("-".join(found.groups())).as_unit("us")
    except ValueError:
        return None


def _check_needed(needed: Collection[int], found: list[ListTable], *, where: object) -> None:
    missing = sorted(set(needed) - {table.number for table in found})
    if missing and not found:
        raise SecondLookError(
            "no list of Annex A was found in it",
            where=where,
            mend="name its sheets 'List 1', 'List 2' and so on, with the template's headers in row 1 or 2",
        )
    if missing:
        told = [f"list {number} ({list_specs('later')[number].title})" for number in missing]
        sheets = [f"'List {number}'" for number in missing]
        raise SecondLookError(
            f"{_listed(told)} {'is' if len(told) == 1 else 'are'} missing, and an outcome in authority.yml needs "
            f"{'it' if len(told) == 1 else 'them'}",
            where=where,
            mend=f"add a sheet named {_listed(sheets)}, or take the outcome out of authority.yml",
        )


def _listed(things: list[str]) -> str:
    return " and ".join([part for part in (", ".join(things[:-1]), things[-1]) if part])


def _understood(raw: RawList) -> ListTable:
    _check_columns(raw)
    columns: dict[str, pd.Series] = {}
    lost = []
    for column in raw.spec.columns:
        cells = raw.cells.get(column.name)
        if cells is None or cells.isna().all():
            columns[column.name] = pd.Series(None, index=raw.cells.index, dtype=KINDS[column.kind])
            continue
        understood = understand(cells, column)
        columns[column.name] = understood.meaning
        if understood.lost.any():
            # A stray date or number may be anything, a name included: only codes are worth repeating.
            said = cells[understood.lost] if column.kind == "code" else f"(not a {column.kind})"
            lost.append(
                pd.DataFrame(
                    {"column": column.name, "value": said}, index=cells.index[understood.lost]
                )
            )
    gone = pd.concat(lost) if lost else pd.DataFrame({"column": [], "value": []}, dtype="string")
    return ListTable(
        number=raw.spec.number,
        frame=pd.DataFrame(columns).astype(
            {column.name: KINDS[column.kind] for column in raw.spec.columns}
        ),
        source=raw.source,
        extract_date=date_in_name(raw.path),
        letters={name: column_letter(position) for name, position in raw.positions.items()},
        unrecognised=gone.groupby(["column", "value"]).size().rename("count").reset_index(),
    )


def _check_columns(raw: RawList) -> None:
    wanted = columns_in_use(raw.spec.number)
    if raw.spec.number in START_COLUMNS:
        wanted |= {CHILD}
    missing = [name for name in raw.spec.names if name in wanted and name not in raw.cells]
    if not missing:
        return
    near = nearest_name(missing[0], raw.strangers) if raw.strangers else ""
    if len(missing) == 1 and near.startswith("did you mean"):
        headed = near.removeprefix("did you mean ").removesuffix("?")
        mend = f"is it the one headed {headed}? then rename that"
    else:
        mend = f"add {'it' if len(missing) == 1 else 'them'}, headed exactly so"
    said = _listed([f"'{name}'" for name in missing])
    raise SecondLookError(
        f"the column{' ' if len(missing) == 1 else 's '}{said} {'is' if len(missing) == 1 else 'are'} missing",
        where=raw.path.parent / raw.source,
        mend=mend,
    )
