"""The second channel: rows about single made-up children, for teaching."""

import pandas as pd

from helpers.errors import SecondLookError
from helpers.signing import is_signed


def clear_teaching(rows: pd.DataFrame) -> pd.DataFrame:
    """Return rows about single made-up children for use as teaching material.

    Raises
    ------
    SecondLookError
        If any row was not signed by the project's own generator of made-up data.
    """
    if not is_signed(rows):
        raise SecondLookError(
            "these rows were not made by the generator, so they may describe real children",
            where="teaching material",
            mend="use rows of a made-up authority, unchanged since they were made",
        )
    return rows
