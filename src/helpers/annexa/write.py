"""Write lists of Annex A as an Excel workbook or as one CSV file per list, the same bytes every time."""

import io
import zipfile
from collections.abc import Mapping
from pathlib import Path
from typing import Any
from xml.sax.saxutils import escape

import pandas as pd
import rustpy_xlsxwriter

from helpers.annexa.extract import lists_from_events
from helpers.annexa.spec import list_specs
from helpers.errors import SecondLookError, nearest_name

__all__ = ["LAYOUTS", "lists_from_events", "write_csvs", "write_workbook"]

LAYOUTS = ("plain", "ofsted")
"""``plain``: headers in row 1, sheets ``List 1``; ``ofsted``: a title in row 1, headers in row 2, sheets ``List_1``."""

DATE_FORMAT = "dd/mm/yyyy"
CREATED = "2025-04-01T00:00:00Z"
"""The date of creation written into every workbook, so that the same lists give the same bytes."""

_PROPERTIES = {
    "title": "dc:title",
    "subject": "dc:subject",
    "author": "dc:creator",
    "keywords": "cp:keywords",
    "comments": "dc:description",
}
_CORE = "docProps/core.xml"
_NAMESPACES = (
    'xmlns:cp="http://schemas.openxmlformats.org/package/2006/metadata/core-properties" '
    'xmlns:dc="http://purl.org/dc/elements/1.1/" xmlns:dcterms="http://purl.org/dc/terms/" '
    'xmlns:xsi="http://www.w3.org/2001/XMLSchema-instance"'
)


def write_workbook(
    lists: Mapping[int, pd.DataFrame],
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
        Lists by number, as :func:`lists_from_events` makes them.
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
    sheets = {number: f"{sheet_prefix}List{between}{number}" for number in sorted(lists)}
    pages: list[tuple[str, Any]] = [(sheets[number], lists[number]) for number in sheets]
    buffer = io.BytesIO()
    if layout == "plain":
        rustpy_xlsxwriter.write_worksheets(pages, buffer, datetime_format=DATE_FORMAT)
    else:
        specs = list_specs(edition)
        opening = f"{properties['title']}: " if "title" in properties else ""
        titles: dict[str, Any] = {
            sheets[number]: [
                (0, 0, 0, frame.shape[1] - 1, f"{opening}List {number}, {specs[number].title}")
            ]
            for number, frame in lists.items()
        }
        rustpy_xlsxwriter.write_worksheets(
            pages,
            buffer,
            datetime_format=DATE_FORMAT,
            header_row=dict.fromkeys(sheets.values(), 1),
            merge_ranges=titles,
        )
    _set_properties(buffer, properties)
    _put(path, buffer.getvalue())


def write_csvs(lists: Mapping[int, pd.DataFrame], folder: Path, *, prefix: str = "") -> None:
    """Write each list as ``<prefix>annex-a-list-<number>.csv``: UTF-8, dates as DD/MM/YYYY."""
    for number, frame in lists.items():
        text = frame.to_csv(index=False, date_format="%d/%m/%Y", lineterminator="\n")
        _put(folder / f"{prefix}annex-a-list-{number}.csv", text.encode("utf-8"))


def _set_properties(buffer: io.BytesIO, properties: Mapping[str, str]) -> None:
    """Replace the core properties, which the writing library leaves empty and dates by the clock.

    The parts of the archive from the old properties on are written anew, so nothing of the old ones stays behind.
    """
    with zipfile.ZipFile(buffer, "a", zipfile.ZIP_DEFLATED) as archive:
        first = archive.getinfo(_CORE).header_offset
        last = [part for part in archive.infolist() if part.header_offset >= first]
        contents = {part.filename: archive.read(part) for part in last}
        contents[_CORE] = _core_xml(properties).encode("utf-8")
        for part in last:
            archive.filelist.remove(part)
            del archive.NameToInfo[part.filename]
        archive.start_dir = first
        for name, content in contents.items():
            stamp = zipfile.ZipInfo(name)
            stamp.compress_type = zipfile.ZIP_DEFLATED
            archive.writestr(stamp, content)


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


def _put(path: Path, content: bytes) -> None:
    path.parent.mkdir(parents=True, exist_ok=True)
    aside = path.with_name(f".{path.name}.part")
    aside.write_bytes(content)
    aside.replace(path)


def _check(name: str, known: Mapping[str, str] | tuple[str, ...], what: str) -> None:
    if name not in known:
        raise SecondLookError(f"'{name}' is not {what}", mend=nearest_name(name, known))
