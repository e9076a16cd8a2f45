"""The parts of a workbook's archive that do not depend on its rows."""

from collections.abc import Sequence
from xml.sax.saxutils import quoteattr

from helpers.annexa.spec import column_letter

DATE_FORMAT = "dd/mm/yyyy"
COLUMN_WIDTH = 14
"""In characters: a date fits, so Excel does not show ``####`` in its place."""

_HEAD = '<?xml version="1.0" encoding="UTF-8" standalone="yes"?>\n'
_MAIN = "http://schemas.openxmlformats.org/spreadsheetml/2006/main"
_OFFICE = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
_PACKAGE = "http://schemas.openxmlformats.org/package/2006"
_SHEET_TYPE = "application/vnd.openxmlformats-officedocument.spreadsheetml"

_STYLES = (
    f'{_HEAD}<styleSheet xmlns="{_MAIN}"><numFmts count="1"><numFmt numFmtId="164" formatCode="{DATE_FORMAT}"/></numFmts>'
    '<fonts count="1"><font><sz val="11"/><name val="Calibri"/></font></fonts>'
    '<fills count="2"><fill><patternFill patternType="none"/></fill><fill><patternFill patternType="gray125"/></fill></fills>'
    '<borders count="1"><border/></borders><cellStyleXfs count="1"><xf/></cellStyleXfs>'
    '<cellXfs count="2"><xf xfId="0"/><xf numFmtId="164" xfId="0" applyNumberFormat="1"/></cellXfs>'
    '<cellStyles count="1"><cellStyle name="Normal" xfId="0" builtinId="0"/></cellStyles></styleSheet>'
)


def sheet_path(number: int) -> str:
    """Return where the sheet of a number (from 1) stands in the archive."""
    return f"xl/worksheets/sheet{number}.xml"


def fixed(names: Sequence[str], *, core: str) -> dict[str, str]:
    """Return the archive's parts but the sheets, by path, for sheets of these names."""
    numbered = list(enumerate(names, start=1))
    sheets = "".join(
        f'<sheet name={quoteattr(name)} sheetId="{number}" r:id="rId{number}"/>'
        for number, name in numbered
    )
    links = {
        f"rId{number}": ("worksheet", f"worksheets/sheet{number}.xml") for number, _ in numbered
    }
    links[f"rId{len(names) + 1}"] = ("styles", "styles.xml")
    return {
        "[Content_Types].xml": _content_types(len(names)),
        "_rels/.rels": _links(
            {
                "rId1": (f"{_OFFICE}/officeDocument", "xl/workbook.xml"),
                "rId2": (f"{_PACKAGE}/relationships/metadata/core-properties", "docProps/core.xml"),
            }
        ),
        "docProps/core.xml": core,
        "xl/workbook.xml": f'{_HEAD}<workbook xmlns="{_MAIN}" xmlns:r="{_OFFICE}"><sheets>{sheets}</sheets></workbook>',
        "xl/_rels/workbook.xml.rels": _links(
            {name: (f"{_OFFICE}/{kind}", target) for name, (kind, target) in links.items()}
        ),
        "xl/styles.xml": _STYLES,
    }


def sheet_opening(columns: int) -> str:
    """Return what stands before a sheet's first row."""
    widths = f'<cols><col min="1" max="{columns}" width="{COLUMN_WIDTH}" customWidth="1"/></cols>'
    return f'{_HEAD}<worksheet xmlns="{_MAIN}">{widths if columns else ""}<sheetData>'


def sheet_ending(*, merged: int | None) -> str:
    """Return what stands after a sheet's last row; with ``merged``, row 1 is one cell over that many columns."""
    over = (
        f'<mergeCells count="1"><mergeCell ref="A1:{column_letter(merged - 1)}1"/></mergeCells>'
        if merged is not None and merged > 1
        else ""
    )
    return f"</sheetData>{over}</worksheet>"


def _content_types(sheets: int) -> str:
    given = {
        "/xl/workbook.xml": f"{_SHEET_TYPE}.sheet.main+xml",
        "/xl/styles.xml": f"{_SHEET_TYPE}.styles+xml",
        "/docProps/core.xml": "application/vnd.openxmlformats-package.core-properties+xml",
        **{
            f"/{sheet_path(number)}": f"{_SHEET_TYPE}.worksheet+xml"
            for number in range(1, sheets + 1)
        },
    }
    overrides = "".join(
        f'<Override PartName="{path}" ContentType="{kind}"/>' for path, kind in given.items()
    )
    return (
        f'{_HEAD}<Types xmlns="{_PACKAGE}/content-types">'
        '<Default Extension="rels" ContentType="application/vnd.openxmlformats-package.relationships+xml"/>'
        f'<Default Extension="xml" ContentType="application/xml"/>{overrides}</Types>'
    )


def _links(links: dict[str, tuple[str, str]]) -> str:
    written = "".join(
        f'<Relationship Id="{name}" Type="{kind}" Target="{target}"/>'
        for name, (kind, target) in links.items()
    )
    return f'{_HEAD}<Relationships xmlns="{_PACKAGE}/relationships">{written}</Relationships>'
