"""Read the files that lie beside Annex A: families, early help, what became of contacts, notes, and declared attributes."""

import io
import re
from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

import pandas as pd

from helpers.annexa.cells import counts, dates, tidy
from helpers.annexa.csv_text import csv_text
from helpers.errors import SecondLookError, nearest_name
from helpers.events import DOCUMENTS, EARLY_HELP_ENDINGS


@dataclass(frozen=True)
class Beside:
    """One file as read.

    Attributes
    ----------
    frame
        Its columns, understood.
    unrecognised
        Cells that were not understood and became missing: ``source``, ``column``, ``value``, ``count``.
    """

    frame: pd.DataFrame
    unrecognised: pd.DataFrame


def families(path: Path) -> Beside:
    """Read ``families.csv``: one row per child with its family and the deprivation fifth of its neighbourhood.

    Raises
    ------
    SecondLookError
        If a child stands in it twice.
    """
    kinds = {"child_id": "text", "family_id": "text", "deprivation_fifth": "count"}
    read = _table(_csv(path, kinds), kinds, path=path, required=("child_id", "family_id"))
    twice = int(read.frame["child_id"].duplicated().sum())
    if twice:
        raise SecondLookError(
            f"{twice:,} {'row repeats' if twice == 1 else 'rows repeat'} a child",
            where=path,
            mend="give each child one row, with one family",
        )
    fifth = read.frame["deprivation_fifth"]
    outside = int(((fifth < 1) | (fifth > 5)).fillna(False).sum())
    if outside:
        raise SecondLookError(
            f"{outside:,} deprivation {'fifth is' if outside == 1 else 'fifths are'} not between 1 and 5",
            where=path,
            mend="write 1 for the most deprived fifth of neighbourhoods and 5 for the least",
        )
    return read


def early_help(path: Path) -> Beside:
    """Read ``early_help.csv``: child, start, end and why it ended."""
    kinds = {"child_id": "text", "start": "date", "end": "date", "reason_ended": "code"}
    return _table(
        _csv(path, kinds),
        kinds,
        path=path,
        required=("child_id", "start"),
        allowed={"reason_ended": EARLY_HELP_ENDINGS},
    )


def contacts(path: Path) -> Beside:
    """Read ``contacts.csv``: child, day of the contact, and what was decided."""
    kinds = {"child_id": "text", "start": "date", "decision": "text"}
    return _table(_csv(path, kinds), kinds, path=path, required=("child_id", "start"))


def notes(path: Path) -> Beside:
    """Read the notes, from Parquet or CSV: child, date, kind of document, text. ``start`` is the date."""
    kinds = {"child_id": "text", "date": "date", "document": "code", "text": "as it stands"}
    frame = _csv(path, kinds) if path.suffix.lower() == ".csv" else _parquet(path, kinds)
    read = _table(
        frame, kinds, path=path, required=("child_id", "date"), allowed={"document": DOCUMENTS}
    )
    return Beside(read.frame.rename(columns={"date": "start"}), read.unrecognised)


def attributes(path: Path, declared: Mapping[str, Sequence[str]]) -> Beside:
    """Read what a file says of attributes that the authority declares: child, day, and a column for each.

    A file without the column ``date``, as ``families.csv`` is, is taken to say what was known throughout: ``start`` is
    then missing.

    Parameters
    ----------
    path
        ``attributes.csv`` or ``families.csv``.
    declared
        The groups of each attribute that is looked for in it; the column may be written in any case.

    Raises
    ------
    SecondLookError
        If a column is missing, or a cell names no group of its attribute. What it says is not repeated.
    """
    groups = {
        name.lower(): {group.lower(): group for group in names} for name, names in declared.items()
    }
    kinds = {"child_id": "text"} | dict.fromkeys(groups, "code")
    frame = _csv(path, kinds)
    if "date" in frame.columns:
        kinds["date"] = "date"
    needed = tuple(name for name in ("child_id", "date") if name in kinds)
    read = _table(frame, kinds, path=path, required=needed, allowed=groups)
    for name, known in groups.items():
        of_column = read.unrecognised[read.unrecognised["column"] == name]
        if len(of_column):
            raise SecondLookError(
                f"column '{name}': {int(of_column['count'].sum()):,} cells name none of its groups",
                where=path,
                mend=f"write one of {', '.join(known.values())}, leave the cell empty, or name the group in authority.yml",
            )
    whole = read.frame.rename(columns={"date": "start"} | {name.lower(): name for name in declared})
    for name in declared:
        whole[name] = whole[name].map(groups[name.lower()]).astype("string")
    return Beside(whole, read.unrecognised)


def columns_of(path: Path) -> tuple[str, ...]:
    """Return the names of a CSV file's columns, in small letters."""
    return tuple(map(str, _csv(path, {}).columns))


def _csv(path: Path, kinds: Mapping[str, str]) -> pd.DataFrame:
    try:
        text = io.StringIO(csv_text(path))
        frame = pd.read_csv(text, dtype="string", keep_default_na=False)
    except pd.errors.ParserError as error:
        raise SecondLookError(
            f"this CSV file cannot be read{_line_of(error)}",
            where=path,
            mend="give each line as many cells as the first, and put a text that holds a comma between quotation marks",
        ) from error
    return frame.rename(columns=lambda name: str(name).strip().lower())


def _line_of(error: pd.errors.ParserError) -> str:
    """Return the line that pandas stopped at, as the end of a clause; nothing where it names none."""
    surplus = re.search(r"Expected (\d+) fields in line (\d+), saw (\d+)", str(error))
    if surplus:
        return f": line {surplus[2]} has {surplus[3]} cells and the first line {surplus[1]}"
    unclosed = re.search(r"EOF inside string starting at row (\d+)", str(error))
    return f": a quotation mark in line {int(unclosed[1]) + 1} is never closed" if unclosed else ""


def _parquet(path: Path, kinds: Mapping[str, str]) -> pd.DataFrame:
    try:
        frame = pd.read_parquet(path)
    except (OSError, ValueError) as error:
        raise SecondLookError(
            "this Parquet file cannot be read",
            where=path,
            mend=f"write it once more with the columns {', '.join(kinds)}",
        ) from error
    return frame


def _table(
    frame: pd.DataFrame,
    kinds: Mapping[str, str],
    *,
    path: Path,
    required: Sequence[str],
    allowed: Mapping[str, Collection[str]] = {},
) -> Beside:
    """Understand the columns; rows without a required value are left out and counted."""
    for name in kinds:
        if name not in frame.columns:
            strangers = [str(other) for other in frame.columns if other not in kinds]
            near = nearest_name(name, strangers) if strangers else ""
            found = f" ({near})" if near.startswith("did you mean") else ""
            raise SecondLookError(
                f"the column '{name}' is missing{found}",
                where=path,
                mend=f"the columns must be {', '.join(kinds)}",
            )
    columns: dict[str, pd.Series] = {}
    lost: list[tuple[str, str]] = []
    for name, kind in kinds.items():
        if kind == "date" and frame[name].dtype.kind == "M":
            columns[name] = frame[name].astype("datetime64[us]").dt.normalize()
        elif kind in ("date", "count"):
            understood = (dates if kind == "date" else counts)(tidy(frame[name]))
            columns[name] = understood.meaning
            lost += [(name, f"(not a {kind})")] * int(understood.lost.sum())
        elif kind == "code":
            columns[name], strange = _coded(frame[name], allowed[name])
            lost += [(name, value) for value in strange]
        else:
            text = frame[name].astype("string")
            columns[name] = tidy(text) if kind == "text" else text
    whole = pd.DataFrame(columns)
    for name in required:
        told = sum(1 for column, _ in lost if column == name)
        lost += [(name, "(blank)")] * (int(whole[name].isna().sum()) - told)
    return Beside(
        whole.dropna(subset=list(required)).reset_index(drop=True), counted(lost, source=path.name)
    )


def _coded(cells: pd.Series, allowed: Collection[str]) -> tuple[pd.Series, list[str]]:
    text = tidy(cells)
    values = text.str.lower()
    strange = values.notna() & ~values.isin(list(allowed))
    return values.mask(strange), text[strange].tolist()


def counted(lost: Sequence[tuple[str, str]], *, source: str) -> pd.DataFrame:
    """Count pairs of column and value as ``source, column, value, count``."""
    frame = pd.DataFrame(list(lost), columns=["column", "value"], dtype="string")
    sums = frame.groupby(["column", "value"]).size().rename("count").reset_index()
    sums.insert(0, "source", source)
    return sums
