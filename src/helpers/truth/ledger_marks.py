"""What the truth says of each decision: whose child it was, which group, and whether harm came after it."""

import numpy as np
import numpy.typing as npt
import pandas as pd

from helpers.outcomes.pairing import days, months_on, pairs

Marks = npt.NDArray[np.bool_]
Labels = npt.NDArray[np.object_]


def own_ids(child_id: pd.Series, second_ids: pd.DataFrame) -> pd.Series:
    """Return the ids by which the truth knows children, some of whom are recorded under a second one."""
    first = second_ids.set_index("second_id")["child_id"]
    return child_id.map(first).fillna(child_id).astype("string")


def harmed_within(child_id: pd.Series, day: pd.Series, *, harm: pd.DataFrame, months: int) -> Marks:
    """Return whether harm came to each child after a day and within so many months, whether or not anyone knew.

    Harm that only help kept away counts too: who was kept from it was rightly seen to need help.

    Parameters
    ----------
    child_id, day
        Child and day of each decision, with the ids of the truth.
    harm
        The table ``harm`` of :attr:`helpers.synthetic.world.MadeAuthority.truth`.
    """
    rows = harm.sort_values(["child_id", "day"], kind="stable", ignore_index=True)
    found = pairs(child_id, rows)
    came = days(rows["day"])[found.row]
    since, until = days(day)[found.decision], days(months_on(day, months))[found.decision]
    return found.any((since < came) & (came <= until))


def groups_of(child_id: pd.Series, children: pd.DataFrame) -> Labels:
    """Return the group of each child, A or B."""
    group = children.set_index("child_id")["group"].reindex(child_id)
    return group.to_numpy(dtype=object)
