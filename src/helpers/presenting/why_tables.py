"""Gaps before and after alike children are compared, in tables: as shares, and as odds for those who are used to them."""

from helpers.estimate import Estimate, State
from helpers.presenting import words
from helpers.presenting.groups_named import attribute, group
from helpers.presenting.groups_source import Place
from helpers.presenting.show import Shown
from helpers.presenting.tables import Table

MISTAKES = {
    "false_alarms": "flagged, of those for whom it did not follow",
    "misses": "missed, of those for whom it followed",
}
"""Both mistakes as they are modelled apart: each among the children who could have met it."""
UNADJUSTED, ADJUSTED, WENT = "unadjusted gap in {}", "adjusted gap in {}", "went from gap in {}"
ODDS_BEFORE, ODDS_AFTER = "unadjusted odds ratio of {}", "adjusted odds ratio of {}"
ALIKE = "alike in age, need and history, as far as these do not themselves make the group"
NOT_COMPUTED = "not computed"


def before_and_after(place: Place) -> Shown | None:
    """Return each gap before and after comparing alike children, and what went; nothing if none has a number."""
    made = [
        (f"{name}: {what}", numbers)
        for mistake, what in MISTAKES.items()
        for name, numbers in _rows(place, mistake, UNADJUSTED, ADJUSTED, WENT)
    ]
    return unless_empty(
        Table(
            caption=f"{place.outcome.title}: gaps by {attribute(place.attribute)}, before and after comparing alike children",
            columns=(
                "Group and mistake",
                "Gap to all others, in 100 (interval)",
                f"The same among children {ALIKE} (interval)",
                "What went: the first less the second (interval)",
            ),
            rows=tuple((label, *map(cell, numbers)) for label, numbers in made),
        ),
        [one for _, numbers in made for one in numbers],
    )


def odds(place: Place) -> Shown | None:
    """Return odds beside those of all others before and after comparing alike children; nothing if none has a number."""
    made = [
        (f"{name}: {what}", numbers)
        for mistake, what in MISTAKES.items()
        for name, numbers in _rows(place, mistake, ODDS_BEFORE, ODDS_AFTER)
    ]
    return unless_empty(
        Table(
            caption=(
                f"{place.outcome.title}: odds ratios by {attribute(place.attribute)} (1 is no gap). Odds change with everything that is "
                "compared alike, even if groups do not differ in it; so what stays and what goes is told in shares"
            ),
            columns=(
                "Group and mistake",
                "Odds in the group, for each 1 among all others (interval)",
                f"The same among children {ALIKE} (interval)",
            ),
            rows=tuple((label, *map(_times, numbers)) for label, numbers in made),
        ),
        [one for _, numbers in made for one in numbers],
    )


def reasons(place: Place, mistake: str) -> dict[str, str]:
    """Return why alike children could not be compared, by what groups are called; nothing where the number says it."""
    return {
        group(name, place.attribute): one.about.note
        for name, one in place.findings(ADJUSTED.format(mistake)).items()
        if one.estimate.value is None and one.about.note not in ("", words.TOO_FEW)
    }


def _rows(
    place: Place, mistake: str, first: str, *others: str
) -> list[tuple[str, list[Estimate | str | None]]]:
    """Return what each group is called with its numbers; in place of one that adjusting did not give, the reason."""
    why = reasons(place, mistake)
    beside = [place.rates(one.format(mistake)) for one in others]
    rows: list[tuple[str, list[Estimate | str | None]]] = []
    for key, one in place.rates(first.format(mistake)).items():
        name = group(key, place.attribute)
        rows.append((name, [one, *(_or_why(of.get(key), why.get(name)) for of in beside)]))
    return rows


def _or_why(one: Estimate | None, reason: str | None) -> Estimate | str | None:
    """Return a number, or the reason why there are too few to give it."""
    if one is not None and one.state is State.TOO_FEW and reason:
        return reason
    return one


def cell(one: Estimate | str | None) -> str:
    """Return a gap in 100, the words of its state, or why it could not be computed."""
    if isinstance(one, str):
        return one
    return NOT_COMPUTED if one is None else words.change(one, times=100)


def _times(one: Estimate | str | None) -> str:
    if isinstance(one, str):
        return one
    return NOT_COMPUTED if one is None else words.times(one)


def unless_empty(table: Table, numbers: list[Estimate | str | None]) -> Shown | None:
    """Return a table; nothing if none of its numbers can be shown."""
    if all(not isinstance(one, Estimate) or one.value is None for one in numbers):
        return None
    return table.shown()
