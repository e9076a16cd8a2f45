"""The ids that no page may name: those of the children and families in an authority's files."""

import csv
from collections.abc import Iterable, Iterator
from pathlib import Path

import pandas as pd

from helpers.authority.folder import AuthorityFiles

COLUMNS = ("child_id", "family_id")


def ids_in(files: AuthorityFiles) -> set[str]:
    """Return the ids of children and families in the files that stand beside Annex A.

    The list of families names every child of an authority; children with notes or early help alone are added.
    """
    beside = (files.families, files.early_help, files.contacts, files.notes)
    return set(_ids(path for path in beside if path is not None))


def _ids(paths: Iterable[Path]) -> Iterator[str]:
    for path in paths:
        if path.suffix == ".parquet":
            yield from pd.read_parquet(path, columns=["child_id"])["child_id"].astype(str).unique()
        else:
            with path.open(encoding="utf-8-sig", newline="") as file:
                for row in csv.DictReader(file):
                    yield from (row[column] for column in COLUMNS if row.get(column))
