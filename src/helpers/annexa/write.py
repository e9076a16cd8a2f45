"""Write lists of Annex A as an Excel workbook or as one CSV file per list, the same bytes every time."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import IO
from xml.sax.saxutils import escape

import pandas as pd
import pyarrow as pa
import pyarrow.compute as pc
from pyarrow import csv

from helpers.annexa.extract import lists_from_events
from helpers.annexa.spec import list_specs
from helpers.annexa.workbook import MOST_ROWS, Sheet, write_sheets
from helpers.errors import SecondLookError, nearest_name

__all__ = [
    "LAYOUTS",
    "ListRows",
    "as_rows",
    "fits_a_sheet",
    "lists_from_events",
    "write_csv",
    "write_csvs",
    "write_workbook",
]

LAYOUTS = ("plain", "ofsted")
"""``plain``: headers in row 1, sheets ``List 1``; ``ofsted``: a title in row 1, headers in row 2, sheets ``List_1``."""

CREATED = "2025-04-01T00:00:00Z"
"""The date of creation written into every workbook, so that the same lists give the same bytes."""

_PROPERTIES = {
    "title": "dc:title",
    "subject": "dc:subject",
    "author": "dc:creator",
    "keywords": "cp:keywords",
    "comments": "dc:description",
}
_NAMESPACES = (
    'xmlns:cp="http://schemas.openxmlformats.org/package/2006/metadata/core-properties" '
    'xmlns:dc="http://purl.org/dc/elements/1.1/" xmlns:dcterms="http://purl.org/dc/terms/" '
    'xmlns:xsi="http://www.w3.org/2001/XMLSchema-instance"'
)


@dataclass(frozen=True)
class ListRows:
    """The rows of a list that need not be in memory: its headers, and Arrow tables that follow each other."""

    headers: tuple[str, ...]
    pieces: Iterable[pa.Table]


def as_rows(frame: pd.DataFrame) -> ListRows:
    """Return a list that is in memory in the form in which it is written."""
    return ListRows(tuple(frame.columns), (pa.Table.from_pandas(frame, preserve_index=False),))


def fits_a_sheet(rows: int, *, layout: str) -> bool:
    """Tell whether a list of so many rows fits a sheet of Excel, below its headers and, in one layout, its title."""
    above = 1 if layout == "plain" else 2
    return rows + above <= MOST_ROWS


def write_workbook(
    lists: Mapping[int, pd.DataFrame | ListRows],
    path: Path,
    *,
    layout: str,
    edition: str,
    properties: Mapping[str, str],
    sheet_prefix: str = "",
) -> None:
    """Write lists as one workbook, aside first and then renamed.

    Parameters
    ----------
    lists
        Lists by number, as :func:`lists_from_events` makes them, or as rows that are read when they are written.
    path
        The workbook; replaced if it exists.
    layout
        One of :data:`LAYOUTS`.
    edition
        The edition whose titles stand above the lists in the ``ofsted`` layout.
    properties
        The workbook's properties: any of ``title``, ``subject``, ``author``, ``keywords``, ``comments``. The title
        also opens the title row of each sheet in the ``ofsted`` layout.
    sheet_prefix
        Put before the name of each sheet.

    Raises
    ------
    SecondLookError
        If the layout or a property is not known.
    """
    _check(layout, LAYOUTS, "a layout")
    for name in properties:
        _check(name, _PROPERTIES, "a property of a workbook")
    between = " " if layout == "plain" else "_"
    specs = list_specs(edition)
    opening = f"{properties['title']}: " if "title" in properties else ""
    sheets = []
    for number in sorted(lists):
        rows = _rows(lists[number])
        title = None if layout == "plain" else f"{opening}List {number}, {specs[number].title}"
        name = f"{sheet_prefix}List{between}{number}"
        sheets.append(Sheet(name, rows.headers, rows.pieces, title))
    aside = _aside(path)
    with aside.open("wb") as out:
        write_sheets(sheets, out, core=_core_xml(properties))
    aside.replace(path)


def write_csvs(
    lists: Mapping[int, pd.DataFrame | ListRows], folder: Path, *, prefix: str = ""
) -> None:
    """Write each list as ``<prefix>annex-a-list-<number>.csv``: UTF-8, dates as DD/MM/YYYY."""
    for number, rows in lists.items():
        write_csv(rows, folder / f"{prefix}annex-a-list-{number}.csv", dates="%d/%m/%Y")


def write_csv(rows: pd.DataFrame | ListRows, path: Path, *, dates: str = "%Y-%m-%d") -> None:
    """Write rows as a CSV file in UTF-8, aside first and then renamed; ``dates`` says how days are written."""
    told = _rows(rows)
    aside = _aside(path)
    with aside.open("wb") as out:
        out.write(
            pd.DataFrame(columns=told.headers).to_csv(index=False, lineterminator="\n").encode()
        )
        for piece in told.pieces:
            _append_csv(piece, out, dates=dates)
    aside.replace(path)


def _append_csv(piece: pa.Table, out: IO[bytes], *, dates: str) -> None:
    columns = [
        _days_as_texts(column.combine_chunks(), dates)
        if pa.types.is_timestamp(column.type)
        else column
        for column in piece.columns
    ]
    options = csv.WriteOptions(include_header=False, quoting_style="needed")
    csv.write_csv(pa.table(columns, names=piece.column_names), out, options)


def _days_as_texts(days: pa.Array, dates: str) -> pa.Array:
    """Return days as texts; each differing day is written once, as there are few."""
    told = days.dictionary_encode()
    return pc.strftime(told.dictionary, format=dates).take(told.indices)


def _rows(rows: pd.DataFrame | ListRows) -> ListRows:
    return as_rows(rows) if isinstance(rows, pd.DataFrame) else rows


def _core_xml(properties: Mapping[str, str]) -> str:
    given = "".join(
        f"<{tag}>{escape(properties[name])}</{tag}>"
        for name, tag in _PROPERTIES.items()
        if name in properties
    )
    dates = "".join(
        f'<dcterms:{event} xsi:type="dcterms:W3CDTF">{CREATED}</dcterms:{event}>'
        for event in ("created", "modified")
    )
    return (
        '<?xml version="1.0" encoding="UTF-8" standalone="yes"?>\n'
        f"<cp:coreProperties {_NAMESPACES}>{given}{dates}</cp:coreProperties>"
    )


def _aside(path: Path) -> Path:
    path.parent.mkdir(parents=True, exist_ok=True)
    return path.with_name(f".{path.name}.part")


def _check(name: str, known: Mapping[str, str] | tuple[str, ...], what: str) -> None:
    if name not in known:
        raise SecondLookError(f"'{name}' is not {what}", mend=nearest_name(name, known))
