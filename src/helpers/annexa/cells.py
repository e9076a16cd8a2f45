"""Make sense of cells as councils write them: codes, dates and whole numbers out of text.

Every function takes a column of text (missing where a cell is empty) and returns the values and, cell by cell, whether
the text was there but could not be understood. Such a cell becomes missing: it is counted, never guessed at.
"""

import re
from dataclasses import dataclass

import pandas as pd

from helpers.annexa.spec import ColumnSpec, blanks, codes, spellings, squeeze, without_letter

PLACEHOLDER = pd.Timestamp("1900-01-01")
"""Stands for "no date" in many systems."""

EXCEL_DAY_ZERO = pd.Timestamp("1899-12-30")
_SERIAL = r"\d{5}(?:\.0+)?"
_FORMS = (
    (r"(\d{4}-\d{2}-\d{2})(?:[ T].*)?", "%Y-%m-%d"),
    (r"(\d{1,2}/\d{1,2}/\d{4})(?: .*)?", "%d/%m/%Y"),
    (r"(\d{1,2}-\d{1,2}-\d{4})(?: .*)?", "%d-%m-%Y"),
    (r"(\d{1,2}\.\d{1,2}\.\d{4})(?: .*)?", "%d.%m.%Y"),
    (r"(\d{1,2}[ -][A-Za-z]{3}[ -]\d{4})(?: .*)?", "%d %b %Y"),
)


@dataclass(frozen=True)
class Understood:
    """What a column of cells means, and which of them held something that was not understood."""

    meaning: pd.Series
    lost: pd.Series


def tidy(cells: pd.Series) -> pd.Series:
    """Return text without spaces around it; cells that say nothing (``#N/A``, ``NULL``, …) become missing."""
    text = cells.astype("string").str.replace("\u00a0", " ").str.strip()
    return text.mask(text.str.lower().isin(blanks()).fillna(False).astype(bool))


def understand(cells: pd.Series, column: ColumnSpec) -> Understood:
    """Turn the text of a column into values of its kind; text stays as it is."""
    text = tidy(cells)
    if column.kind == "date":
        return dates(text)
    if column.kind == "count":
        return counts(text)
    if column.codes is not None:
        return coded(text, column.codes)
    return Understood(text, pd.Series(False, index=text.index))


def dates(text: pd.Series) -> Understood:
    """Read dates: ISO, day first with four digits of the year, or Excel's count of days. Times of day are dropped."""
    places, different = pd.factorize(text)
    read = _different_dates(pd.Series(different, dtype="string"))
    # A place of -1 (a missing cell) takes the last value, so a missing one is put there.
    values = pd.concat([read, pd.Series([pd.NaT], dtype="datetime64[us]")]).take(places)
    values.index = text.index
    lost = text.notna() & values.isna()
    return Understood(values.mask(values == PLACEHOLDER), lost)


def _different_dates(text: pd.Series) -> pd.Series:
    values = pd.Series(pd.NaT, index=text.index, dtype="datetime64[us]")
    for pattern, form in _FORMS:
        found = text.str.extract(rf"^{pattern}$", expand=False)
        if form == "%d %b %Y":
            found = found.str.replace("-", " ")
        if found.notna().any():
            read = pd.to_datetime(found, format=form, errors="coerce").astype("datetime64[us]")
            values = values.fillna(read)
    serial = text.where(text.str.fullmatch(_SERIAL).fillna(False).astype(bool))
    if serial.notna().any():
        days = pd.to_timedelta(pd.to_numeric(serial).astype("float64"), unit="D")
        values = values.fillna((EXCEL_DAY_ZERO + days).astype("datetime64[us]"))
    return values


def counts(text: pd.Series) -> Understood:
    """Read whole numbers; a decimal one (an age of 6.138) is rounded down."""
    numbers = pd.to_numeric(text, errors="coerce").astype("Float64")
    lost = text.notna() & numbers.isna()
    return Understood((numbers // 1).astype("Int64"), lost)


def coded(text: pd.Series, name: str) -> Understood:
    """Recognise the codes of a set by their stable part; the letter before a bracket is never looked at."""
    meanings = {value: code_of(value, name) for value in text.dropna().unique()}
    values = text.map(meanings).astype("string")
    return Understood(values, text.notna() & values.isna())


def code_of(value: str, name: str) -> str | None:
    """Return the code that a text stands for in a set, or ``None``.

    >>> code_of("B) wbri", "ethnicity")
    'WBRI'
    """
    known = spellings(name)
    text = without_letter(value)
    whole = known.get(squeeze(text))
    if whole is not None:
        return whole
    opening = re.match(r"\s*([A-Za-z0-9]{1,4})\s*[:\-–. ]", text)
    if opening is None:
        return None
    code = opening.group(1).upper()
    return code if code in codes(name, "later") else None
