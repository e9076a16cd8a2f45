"""Working days, looked up in a table instead of being counted anew for each row."""

from functools import cache

import numpy as np
import numpy.typing as npt

from helpers import working_days
from helpers.synthetic.draws import Integers

FIRST, LAST = (
    int(np.datetime64(day, "D").astype(np.int64)) for day in ("1990-01-01", "2120-01-01")
)


def on_working_day(day: Integers) -> Integers:
    """Move each day that is no working day on to the next."""
    return add_working_days(day, 0)


def add_working_days(day: Integers, number: Integers | int) -> Integers:
    """Return each day moved on by a number of working days; a day that is no working day first moves to the next."""
    rank, days = table()
    return np.asarray(days[rank[day - FIRST] + number])


def last_day_known(last: int, number: int) -> int:
    """Return the last day of which a decision due ``number`` working days later is known by the day ``last``.

    A day that is no working day counts as the one before it.
    """
    rank, days = table()
    latest = days[rank[last + 1 - FIRST] - 1 - number]
    return int(days[rank[latest + 1 - FIRST]]) - 1


@cache
def table() -> tuple[npt.NDArray[np.int64], npt.NDArray[np.int64]]:
    """Return for each day the rank of the first working day from it on, and the working days in order."""
    every = np.arange(FIRST, LAST)
    works = np.is_busday(every.astype("datetime64[D]"), busdaycal=working_days.calendar())
    rank: npt.NDArray[np.int64] = np.cumsum(works) - works
    return rank, every[works]
