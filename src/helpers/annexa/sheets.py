"""Find the lists in an authority's files: which sheet or file is which list, and in which row its headers stand."""

import io
import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path

import fastexcel
import pandas as pd

from helpers.annexa.csv_text import csv_text
from helpers.annexa.spec import ColumnSpec, ListSpec, list_specs, squeeze
from helpers.errors import SecondLookError

WORKBOOKS = (".xlsx", ".xlsm", ".xlsb", ".xls", ".ods")
_IN_A_NAME = re.compile(r"\blist[\s_-]*(\d{1,2})(?!\d)", re.IGNORECASE)
_HEADER_ROWS = 12
"""Headers are looked for in this many rows from the top."""

_NAMED_SHEETS = {
    "contacts": 1,
    "earlyhelp": 2,
    "referrals": 3,
    "assessments": 4,
    "sec47andicpc": 5,
    "section47": 5,
    "section47enquiriesandicpc": 5,
    "s47": 5,
    "childreninneed": 6,
    "childprotection": 7,
    "childrenincare": 8,
    "childrenlookedafter": 8,
    "careleavers": 9,
    "adoption": 10,
    "adopters": 11,
}


@dataclass(frozen=True)
class RawList:
    """The cells of one list as text, before they are understood.

    Attributes
    ----------
    spec
        Which list it is (columns of the later edition, which has them all).
    cells
        One column per header that was recognised, under the template's name; all text.
    positions
        For each of these columns, its place in the sheet from 0.
    strangers
        Headers that belong to no column of the list.
    source
        The file, and the sheet where there is one.
    path
        The file.
    """

    spec: ListSpec
    cells: pd.DataFrame
    positions: Mapping[str, int]
    strangers: tuple[str, ...]
    source: str
    path: Path


def annex_a_files(folder: Path) -> list[Path]:
    """Return the files of Annex A in a folder, sorted by name: workbooks, or one CSV file per list."""
    found = []
    for path in sorted(folder.iterdir()):
        # Excel lays a "~$" file beside a workbook that is open; it is none itself.
        if path.name.startswith((".", "~$")) or not path.is_file():
            continue
        is_workbook = path.suffix.lower() in WORKBOOKS and "annexa" in squeeze(path.stem)
        is_list = path.suffix.lower() == ".csv" and _number_in(path.stem) is not None
        if is_workbook or is_list:
            found.append(path)
    return found


def raw_lists(path: Path) -> Iterator[RawList]:
    """Yield the lists that a file holds.

    Raises
    ------
    SecondLookError
        If the file cannot be read, a sheet named as a list has no headers, or two sheets hold the same list.
    """
    seen: dict[int, str] = {}
    for name, grid in _grids(path):
        number = _number_in(name) or _NAMED_SHEETS.get(squeeze(name))
        sheet = f" › {name}" if path.suffix.lower() in WORKBOOKS else ""
        found = _headers(grid, number)
        if found is None:
            if number is not None:
                raise SecondLookError(
                    f"no row of headers is among the first {_HEADER_ROWS} rows",
                    where=f"{path}{sheet}",
                    mend=f"put the headers of list {number} ({list_specs('later')[number].title}) into row 1 or 2",
                )
            continue
        number, row = found
        if number in seen:
            raise SecondLookError(
                f"'{seen[number]}' and '{name}' both hold list {number}",
                where=path,
                mend="keep one of the two",
            )
        seen[number] = name
        yield _raw(grid, number=number, row=row, sheet=sheet, path=path)


def column_names(spec: ListSpec) -> dict[str, ColumnSpec]:
    """Return the columns of a list by each header, squeezed, under which they are recognised."""
    return {
        squeeze(header): column for column in spec.columns for header in (column.name, *column.also)
    }


def _number_in(name: str) -> int | None:
    found = _IN_A_NAME.search(name.replace("_", " "))
    number = int(found.group(1)) if found else 0
    return number if number in list_specs("later") else None


def _grids(path: Path) -> Iterator[tuple[str, pd.DataFrame]]:
    """Yield the sheets of a workbook, or the one table of a CSV file, as unnamed columns of text."""
    if path.suffix.lower() == ".csv":
        yield path.stem, _csv_grid(path)
        return
    try:
        book = fastexcel.read_excel(str(path))
        for name in book.sheet_names:
            sheet = book.load_sheet(name, header_row=None, dtypes="string")
            yield name, sheet.to_pandas()
    except fastexcel.FastExcelError as error:
        raise SecondLookError(
            "this is no Excel workbook that can be read",
            where=path,
            mend="open it in Excel, save it as .xlsx without a password, and close it",
        ) from error


def _csv_grid(path: Path) -> pd.DataFrame:
    text = csv_text(path)
    widest = max((line.count(",") for line in text.splitlines()[:_HEADER_ROWS]), default=0) + 1
    try:
        return pd.read_csv(
            io.StringIO(text),
            header=None,
            names=range(widest),
            dtype="string",
            keep_default_na=False,
        )
    except pd.errors.ParserError as error:
        raise SecondLookError(
            "a row has more cells than the headers",
            where=path,
            mend="look for a comma that stands outside quotation marks, and save it as CSV once more",
        ) from error


def _headers(grid: pd.DataFrame, number: int | None) -> tuple[int, int] | None:
    """Return the list and the row of its headers: the row that holds most of them, at least two fifths of a list."""
    candidates = [number] if number is not None else list(list_specs("later"))
    best: tuple[float, int, int] | None = None
    for row in range(min(_HEADER_ROWS, len(grid))):
        cells = {squeeze(str(cell)) for cell in grid.iloc[row].dropna()}
        for candidate in candidates:
            spec = list_specs("later")[candidate]
            known = column_names(spec)
            share = len({known[cell].name for cell in cells & known.keys()}) / len(spec.columns)
            if share >= 0.4 and (best is None or share > best[0]):
                best = (share, candidate, row)
    return (best[1], best[2]) if best else None


def _raw(grid: pd.DataFrame, *, number: int, row: int, sheet: str, path: Path) -> RawList:
    spec = list_specs("later")[number]
    known = column_names(spec)
    positions: dict[str, int] = {}
    strangers = []
    for position, cell in enumerate(grid.iloc[row]):
        header = "" if pd.isna(cell) else str(cell).strip()
        column = known.get(squeeze(header))
        if column is None:
            strangers += [header] if header else []
        elif column.name in positions:
            raise SecondLookError(
                f"the column '{column.name}' stands twice",
                where=f"{path}{sheet}",
                mend="keep one of the two",
            )
        else:
            positions[column.name] = position
    body = grid.iloc[row + 1 :]
    cells = pd.DataFrame(
        {name: body.iloc[:, position] for name, position in positions.items()}, dtype="string"
    ).replace("", pd.NA)
    cells = cells.dropna(how="all").reset_index(drop=True)
    return RawList(spec, cells, positions, tuple(strangers), f"{path.name}{sheet}", path)
