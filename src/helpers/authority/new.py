"""Begin an authority's folder: write its settings, to be filled in, and nothing else."""

from collections.abc import Iterable
from pathlib import Path

from helpers.authority.settings import ATTRIBUTES, FILE
from helpers.errors import SecondLookError

_TEMPLATE = """\
# The settings of this authority. Put beside this file: Annex A (one workbook, several snapshots, or one CSV per list),
# families.csv, early_help.csv, notes.csv or notes.parquet, and contacts.csv where there is one.
# The book's chapter "Run it yourself" tells what each of them holds.

name: {name}
data: real                 # real: records of real children, which never leave this folder; synthetic: made up
period:
  start: {start}           # the first day that the records cover
  end: {end}             # the last day
outcomes:                  # take out the lines that you do not ask about
{outcomes}
attributes: [{attributes}]
declared: []               # others, as columns of attributes.csv (child_id, date, ...): [{{name: first language, groups: [English, another]}}]
capacity: 0.05             # share of decisions that could be looked at a second time
disclosure: standard       # how small numbers are protected
"""


def begin(folder: Path, *, outcomes: Iterable[str], start: str, end: str) -> Path:
    """Write ``authority.yml`` into a folder, making the folder if need be, and return its path.

    Parameters
    ----------
    folder
        The authority's folder; its name becomes the authority's short name.
    outcomes
        Slugs of the outcomes to offer.
    start, end
        First and last day of the records, as ``YYYY-MM-DD``.

    Raises
    ------
    SecondLookError
        If the folder has settings already.
    """
    path = folder / FILE
    if path.exists():
        raise SecondLookError(
            "this folder has settings already", where=path, mend="edit them, or name another folder"
        )
    folder.mkdir(parents=True, exist_ok=True)
    text = _TEMPLATE.format(
        name=folder.resolve().name.replace("-", " ").title(),
        start=start,
        end=end,
        outcomes="\n".join(f"  - {slug}" for slug in outcomes),
        attributes=", ".join(ATTRIBUTES),
    )
    aside = path.with_name(f".{FILE}.writing")
    aside.write_text(text, encoding="utf-8")
    aside.replace(path)
    return path
