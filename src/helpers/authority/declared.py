"""Attributes that an authority declares: what its files say of them, dated where they are."""

from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

import pandas as pd

from helpers.authority import beside
from helpers.authority.folder import AuthorityFiles, find_files
from helpers.authority.settings import Declared
from helpers.errors import SecondLookError

ALWAYS = pd.Timestamp("1900-01-01")
"""The day from which an attribute without a date counts as known: before any decision."""


@dataclass(frozen=True, eq=False)
class Recorded:
    """What is recorded of one declared attribute.

    Attributes
    ----------
    attribute
        Its name.
    rows
        ``child_id``, ``start`` (the day from which it is known) and ``group``, sorted by child and day; of two rows of
        one day the later in the file comes later.
    """

    attribute: str
    rows: pd.DataFrame


def source_of(files: AuthorityFiles, attribute: str) -> Path:
    """Return the file that holds a declared attribute: ``attributes.csv`` if it has the column, else ``families.csv``.

    Raises
    ------
    SecondLookError
        If neither has it.
    """
    for path in (files.attributes, files.families):
        if path is not None and attribute.lower() in beside.columns_of(path):
            return path
    raise SecondLookError(
        f"no file says to which group of '{attribute}' a child belongs",
        where=files.folder,
        mend=f"add attributes.csv with the columns child_id, date, {attribute}, or take it out of authority.yml",
    )


def recorded(folder: Path, declared: Sequence[Declared]) -> list[Recorded]:
    """Return what an authority's files say of the attributes that it declares, in the order given.

    Parameters
    ----------
    folder
        The authority's folder.
    declared
        The attributes, as its settings name them.

    Raises
    ------
    SecondLookError
        If no file has an attribute, ``attributes.csv`` has no dates, or a cell names no group of its attribute.
    """
    files = find_files(folder)
    return [_recorded(files, one) for one in declared]


def _recorded(files: AuthorityFiles, one: Declared) -> Recorded:
    path = source_of(files, one.name)
    frame = beside.attributes(path, {one.name: one.groups}).frame
    if "start" not in frame:
        if path == files.attributes:
            raise SecondLookError(
                "the column 'date' is missing",
                where=path,
                mend="write the day on which each row was recorded: a model's mistakes are counted by what was known",
            )
        frame = frame.assign(start=ALWAYS)
    rows = frame.rename(columns={one.name: "group"})[["child_id", "start", "group"]]
    return Recorded(
        one.name, rows.sort_values(["child_id", "start"], kind="stable", ignore_index=True)
    )
