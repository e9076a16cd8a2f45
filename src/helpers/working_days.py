"""Working days in England: Monday to Friday without bank holidays."""

from functools import cache

import holidays
import numpy as np
import pandas as pd

FIRST_YEAR, LAST_YEAR = 2005, 2035
"""Years whose bank holidays are known here."""


@cache
def calendar() -> np.busdaycalendar:
    """Return England's working calendar for the years covered."""
    days = holidays.country_holidays(
        "GB", subdiv="ENG", years=range(FIRST_YEAR, LAST_YEAR + 1), observed=True
    )
    return np.busdaycalendar(holidays=np.array(sorted(days), dtype="datetime64[D]"))


def add(dates: pd.Series, number: int) -> pd.Series:
    """Return each date moved ``number`` working days on; a date that is no working day first rolls back.

    Missing dates stay missing.
    """
    days = dates.to_numpy(dtype="datetime64[D]")
    moved = np.full(days.shape, np.datetime64("NaT", "D"), dtype="datetime64[D]")
    there = ~np.isnat(days)
    moved[there] = np.busday_offset(days[there], number, roll="backward", busdaycal=calendar())
    return pd.Series(moved.astype("datetime64[us]"), index=dates.index)


def between(starts: pd.Series, ends: pd.Series) -> pd.Series:
    """Return the working days from each start (not counted) to each end (counted); missing where a date is."""
    first = starts.to_numpy(dtype="datetime64[D]")
    last = ends.to_numpy(dtype="datetime64[D]")
    there = ~(np.isnat(first) | np.isnat(last))
    counted = np.full(first.shape, np.nan)
    one = np.timedelta64(1, "D")
    counted[there] = np.busday_count(first[there] + one, last[there] + one, busdaycal=calendar())
    return pd.Series(counted, index=starts.index)
