"""What protecting children hides: of invented children alone, the same table before and after suppression and rounding."""

from collections.abc import Mapping, Sequence

from helpers.estimate import Estimate, State
from helpers.presenting import words
from helpers.presenting.groups_named import attribute, group, in_order
from helpers.presenting.groups_source import Place, places
from helpers.presenting.show import Shown, sentences, together
from helpers.presenting.source import Results, TableOfWords
from helpers.presenting.tables import Table

MEASURES = {
    "false_discovery_rate": "False alarms, of those flagged",
    "false_negative_rate": "Missed, of those for whom it followed",
}


def suppression(report: Results, before: Mapping[tuple[str, str], TableOfWords]) -> Shown:
    """Return how many numbers by group are hidden, and of invented children one table as it was and as it is shown.

    Parameters
    ----------
    before
        The tables of made-up children before suppression, by outcome and attribute; of real children there are none.
    """
    listed = [place for outcome in report.outcomes for place in places(report, outcome)]
    counted = sentences(_counted(report, listed))
    there = [place for place in listed if (place.outcome.slug, place.attribute) in before]
    if report.data != "synthetic" or not there:
        return counted
    most = max(there, key=_hidden)
    table = before[most.outcome.slug, most.attribute]
    return together([counted, _side_by_side(most, table).shown()])


def _counted(report: Results, listed: Sequence[Place]) -> str:
    """Return how many rates by group are hidden, as a sentence."""
    rates = [
        one for place in listed for measure in MEASURES for one in place.rates(measure).values()
    ]
    if not rates:
        return f"{report.name} has no mistakes by group."
    why = words.unshown(rates, noun="") or "every one is shown"
    return f"Of {words.counted(len(rates), 'rate')} by group in {report.name}, {why}."


def _hidden(place: Place) -> int:
    """Return how many rates by one attribute are suppressed."""
    return sum(
        one.state is State.SUPPRESSED
        for measure in MEASURES
        for one in place.rates(measure).values()
    )


def _side_by_side(place: Place, table: TableOfWords) -> Table:
    was = {row[0]: row[1:] for row in table.rows}
    rates = {measure: place.rates(measure) for measure in MEASURES}
    numbers = [table.columns.index(measure) - 1 for measure in MEASURES]
    return Table(
        caption=(
            f"{place.outcome.title}: invented children by {attribute(place.attribute)}, before and after suppression and rounding"
        ),
        columns=(
            "Group",
            *(
                f"{called}: {when}"
                for called in MEASURES.values()
                for when in ("before", "as shown")
            ),
        ),
        rows=tuple(
            (
                group(name, place.attribute),
                *(
                    cell
                    for number, measure in zip(numbers, MEASURES, strict=True)
                    for cell in (
                        was[name][number] or "no number",
                        _as_shown(rates[measure].get(name)),
                    )
                ),
            )
            for name in in_order(place.attribute, [name for name in was if name])
        ),
    )


def _as_shown(rate: Estimate | None) -> str:
    """Return a rate as it is shown, with the rounded counts it was made from."""
    if rate is None:
        return "no number"
    if rate.value is None or rate.numerator is None or rate.denominator is None:
        return words.in_hundred(rate)
    return f"{rate.numerator:,} of {rate.denominator:,}, shown as {words.in_hundred(Estimate(value=rate.value))}"
