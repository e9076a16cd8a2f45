"""Write an Excel workbook as a stream: sheet after sheet, piece after piece, never a whole sheet in memory.

The cells' XML is made column by column with Arrow, which joins strings in bulk, and packed as it comes. Texts stand in
the cells themselves; a date is a day without a time. The same pieces give the same bytes.
"""

import re
import zipfile
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import IO, Any
from xml.sax.saxutils import escape

import pyarrow as pa
import pyarrow.compute as pc

from helpers.annexa import workbook_parts as parts
from helpers.annexa.spec import column_letter

MOST_ROWS = 1_048_576
"""Rows that fit a sheet of Excel, those above the list included."""

ROWS_AT_ONCE = 16_384
QUICK = 1
"""Level of packing: the quickest. More saves little on rows that are much alike."""
_DAY_ZERO = 25_569
"""1970-01-01 as Excel counts days."""
_BEYOND_PLAIN = re.compile(r"[&<>\x00-\x1f]|^ | $")
_NO_XML = re.compile(r"[\x00-\x08\x0b\x0c\x0e-\x1f]")


@dataclass(frozen=True)
class Sheet:
    """One sheet: its name, its headers, and its rows as Arrow tables that follow each other.

    Attributes
    ----------
    title
        Stands in row 1, over all columns; without one the headers stand there.
    """

    name: str
    headers: Sequence[str]
    pieces: Iterable[pa.Table]
    title: str | None = None


def write_sheets(sheets: Sequence[Sheet], out: IO[bytes], *, core: str) -> None:
    """Write a workbook.

    Parameters
    ----------
    sheets
        In their order. Their pieces hold texts, whole numbers, numbers and dates; anything else is written as text.
    out
        Where to; it must be possible to go back in it.
    core
        The XML of the workbook's core properties.
    """
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED, compresslevel=QUICK) as archive:
        for name, content in parts.fixed([sheet.name for sheet in sheets], core=core).items():
            _put(archive, name, content)
        for number, sheet in enumerate(sheets, start=1):
            with archive.open(parts.sheet_path(number), "w", force_zip64=False) as part:
                _write_sheet(sheet, part)


def _put(archive: zipfile.ZipFile, name: str, content: str) -> None:
    with archive.open(name, "w") as part:
        part.write(content.encode("utf-8"))


def _write_sheet(sheet: Sheet, part: IO[bytes]) -> None:
    part.write(parts.sheet_opening(len(sheet.headers)).encode("utf-8"))
    above = [] if sheet.title is None else [[sheet.title]]
    row = 1
    for texts in [*above, list(sheet.headers)]:
        part.write(_row_of_texts(row, texts).encode("utf-8"))
        row += 1
    for piece in sheet.pieces:
        for start in range(0, piece.num_rows, ROWS_AT_ONCE):
            some = piece.slice(start, ROWS_AT_ONCE)
            part.write(_rows(some, first=row))
            row += some.num_rows
    width = None if sheet.title is None else len(sheet.headers)
    part.write(parts.sheet_ending(merged=width).encode("utf-8"))


def _row_of_texts(row: int, texts: Sequence[str]) -> str:
    cells = "".join(
        f'<c r="{column_letter(place)}{row}" t="inlineStr"><is>{_text(text)}</is></c>'
        for place, text in enumerate(texts)
    )
    return f'<row r="{row}">{cells}</row>'


def _rows(table: pa.Table, *, first: int) -> memoryview:
    """Return the XML of some rows, of which the first stands in row ``first`` of the sheet."""
    numbers = pc.cast(pa.array(range(first, first + table.num_rows), pa.int64()), pa.string())
    cells = [
        _cells(column_letter(place), numbers, column.combine_chunks())
        for place, column in enumerate(table.columns)
    ]
    whole = pc.binary_join_element_wise('<row r="', numbers, '">', *cells, "</row>", "")
    # An array of texts keeps them end to end, as the file wants them.
    return memoryview(whole.buffers()[2])[: pc.sum(pc.binary_length(whole)).as_py()]


def _cells(letter: str, numbers: pa.Array, values: pa.Array) -> pa.Array:
    """Return one column's cells; nothing at all for a missing value."""
    kind = values.type
    if pa.types.is_timestamp(kind) or pa.types.is_date(kind):
        days = pc.cast(pc.cast(values, pa.date32(), safe=False), pa.int32())
        opening, content, closing = '" s="1"><v>', pc.add(days, _DAY_ZERO), "</v></c>"
    elif pa.types.is_integer(kind) or pa.types.is_floating(kind):
        opening, content, closing = '"><v>', values, "</v></c>"
    else:
        opening, content, closing = '" t="inlineStr"><is>', _texts(values), "</is></c>"
    written = pc.binary_join_element_wise(
        f'<c r="{letter}', numbers, opening, pc.cast(content, pa.string()), closing, ""
    )
    return pc.coalesce(written, "") if written.null_count else written


def _texts(values: pa.Array) -> pa.Array:
    """Return texts as XML. Each differing text is looked at once, as most columns hold few."""
    told = pc.cast(values, pa.string()).dictionary_encode()
    differing: list[Any] = told.dictionary.to_pylist()
    return pa.array([_text(text) for text in differing], pa.string()).take(told.indices)


def _text(text: str) -> str:
    if not _BEYOND_PLAIN.search(text):
        return f"<t>{text}</t>"
    allowed = _NO_XML.sub(lambda found: f"_x{ord(found.group()):04X}_", text)
    return f'<t xml:space="preserve">{escape(allowed)}</t>'
