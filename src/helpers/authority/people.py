"""What dated rows say of a child, kept as changes."""

import pandas as pd

ATTRIBUTES = ["birth_date", "sex", "ethnicity", "disability"]


def people_from_rows(rows: pd.DataFrame) -> pd.DataFrame:
    """Return the ``people`` table: one row per change in what is recorded of a child, dated by the row that says so.

    A row holds all that has been recorded of the child by its day; a blank takes nothing back. Disability stands in
    lists 4 to 8 alone, so it is missing until the child's first row there. Of several rows on one day the one of the
    higher list holds.

    Parameters
    ----------
    rows
        ``child_id``, ``start``, ``list`` and the attributes, one row per row of a list.
    """
    ordered = rows.sort_values(["child_id", "start", "list"], kind="stable", ignore_index=True)
    filled = ordered.groupby("child_id")[ATTRIBUTES].ffill()
    states = pd.concat([ordered[["child_id", "start"]], filled], axis=1)
    states = states.drop_duplicates(["child_id", "start"], keep="last", ignore_index=True)
    changed = ~states.duplicated("child_id")
    for attribute in ATTRIBUTES:
        before = states.groupby("child_id")[attribute].shift()
        now = states[attribute]
        # What is recorded is never taken back, so a change shows as a value that was not there before.
        changed |= now.notna() & ~(now == before).fillna(False).astype(bool)
    return states[changed].reset_index(drop=True)
