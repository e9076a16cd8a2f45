"""What a setting of a made-up world may be: one sentence for the first that is impossible."""

import math
from collections.abc import Iterator, Mapping
from fnmatch import fnmatchcase
from typing import Any

from helpers.errors import SecondLookError, nearest_name


def refuse_impossible(
    settings: Mapping[str, Any], limits: Mapping[str, Any], *, source: str
) -> None:
    """Refuse settings with a number outside its limits.

    Parameters
    ----------
    settings
        Sections and numbers; a setting's full name joins the names on the way to it by full stops.
    limits
        ``[lowest, highest]`` by pattern of full names (``*`` stands for anything); the first that fits counts.
    source
        Where the settings were written, for the sentence.

    Raises
    ------
    SecondLookError
        If a number is not finite, lies outside its limits, or is no number at all.
    """
    for name, value in _numbers(settings):
        lowest, highest = _limits_of(name, limits)
        where = f"{source}, setting '{name}'"
        if (
            isinstance(value, bool)
            or not isinstance(value, int | float)
            or not math.isfinite(value)
        ):
            raise SecondLookError(f"{value!r} is not a number", where=where, mend="write a number")
        if not lowest <= value <= highest:
            raise SecondLookError(
                f"{value} lies outside {lowest:g} to {highest:g}",
                where=where,
                mend=f"choose a number from {lowest:g} to {highest:g}",
            )


def laid_over(
    base: Mapping[str, Any], changes: Mapping[str, Any], *, source: str
) -> dict[str, Any]:
    """Return settings with changes laid over them, section by section.

    Raises
    ------
    SecondLookError
        If a change names no setting of the base, or gives a number where a section stands or the reverse.
    """
    whole = dict(base)
    for name, value in changes.items():
        if name not in whole:
            raise SecondLookError(
                f"'{name}' is not a setting", where=source, mend=nearest_name(str(name), whole)
            )
        before = whole[name]
        if isinstance(before, Mapping) != isinstance(value, Mapping):
            shape = "settings below it" if isinstance(before, Mapping) else "one value"
            raise SecondLookError(
                f"'{name}' takes {shape}", where=source, mend="see worlds.yml for its shape"
            )
        if isinstance(before, list) and (not isinstance(value, list) or len(value) != len(before)):
            raise SecondLookError(
                f"'{name}' takes a list of {len(before)} numbers",
                where=source,
                mend="see worlds.yml for its shape",
            )
        is_section = isinstance(before, Mapping)
        whole[name] = laid_over(before, value, source=source) if is_section else value
    return whole


def _numbers(settings: Mapping[str, Any], before: str = "") -> Iterator[tuple[str, Any]]:
    for name, value in settings.items():
        whole = f"{before}{name}"
        if isinstance(value, Mapping):
            yield from _numbers(value, f"{whole}.")
        elif isinstance(value, list):
            yield from ((whole, part) for part in value)
        else:
            yield whole, value


def _limits_of(name: str, limits: Mapping[str, Any]) -> tuple[float, float]:
    for pattern, (lowest, highest) in limits.items():
        if fnmatchcase(name, pattern):
            return float(lowest), float(highest)
    raise SecondLookError(
        f"the setting '{name}' has no limits", where="worlds.yml", mend="add it under 'limits'"
    )
