"""Teaching cases: single made-up children, shown only if the generator of made-up data signed their rows."""

import pandas as pd

from helpers.errors import SecondLookError
from helpers.presenting.show import Shown, box, together
from helpers.signing import is_signed

COLUMNS = ("case", "text")


def cases(rows: pd.DataFrame) -> Shown:
    """Return one box for each teaching case.

    Parameters
    ----------
    rows
        Cleared by :func:`helpers.disclosure.teaching.clear_teaching`: one row for each case, with a title (``case``),
        a paragraph (``text``) and the generator's signature.

    Raises
    ------
    SecondLookError
        If the rows carry no valid signature, or a column is missing.
    """
    if not is_signed(rows):
        raise SecondLookError(
            "these rows were not made by the generator, so they may describe real children",
            where="teaching cases",
            mend="clear them first",
        )
    missing = [column for column in COLUMNS if column not in rows.columns]
    if missing:
        raise SecondLookError(
            f"the column '{missing[0]}' is missing",
            where="teaching cases",
            mend="add it and sign again",
        )
    return together(
        box(f"A made-up case: {title}", text, kind="note made-up")
        for title, text in zip(rows["case"].astype(str), rows["text"].astype(str), strict=True)
    )
