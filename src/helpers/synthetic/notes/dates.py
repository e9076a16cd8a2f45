"""Dates as authors write them."""

from datetime import date, timedelta
from functools import lru_cache

from helpers.synthetic.notes import lexicon

_EPOCH = date(1970, 1, 1)


@lru_cache(maxsize=16_384)
def written(day: int, form: int) -> str:
    """Return a day (since 1970-01-01) in one of the four ways in which authors write dates."""
    then = calendar_day(day)
    if form == 0:
        return f"{then.day} {lexicon.listed('months')[then.month - 1]} {then.year}"
    if form == 1:
        return f"{then.day:02d}/{then.month:02d}/{then.year}"
    if form == 2:
        return f"{then.day}.{then.month}.{then.year % 100:02d}"
    return f"{then.day} {lexicon.listed('months')[then.month - 1][:3]}"


def calendar_day(day: int) -> date:
    """Return a day (since 1970-01-01) as a date."""
    return _EPOCH + timedelta(days=day)


def month_name(day: int) -> str:
    """Return the name of the month of a day (since 1970-01-01)."""
    return lexicon.listed("months")[calendar_day(day).month - 1]
