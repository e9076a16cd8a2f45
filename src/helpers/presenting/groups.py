"""Whom does the model get wrong? False alarms, missed children and flags by group, with everything behind them."""

from helpers.estimate import Estimate
from helpers.presenting import gaps, words
from helpers.presenting.charts import DotRow, Scale, dots
from helpers.presenting.drawing import Drawn, fitted
from helpers.presenting.groups_folded import folded, on_screen
from helpers.presenting.groups_named import attribute, group
from helpers.presenting.groups_source import Place, places
from helpers.presenting.groups_tables import other_ways
from helpers.presenting.show import Shown, headed, points, sentences, together
from helpers.presenting.source import Results
from helpers.presenting.tables import Table

SERIES = {
    "false_discovery_rate": "false alarms, of those flagged",
    "false_negative_rate": "missed, of those for whom it followed",
    "flagged_share": "flagged, of all decisions",
}
COUNTS = ("flagged", "followed", "decisions")
"""What each rate of :data:`SERIES` is a share of, in the same order."""
ABSENT = "{outcome}: nothing is counted by {attribute}, because {why}."


def errors(report: Results) -> Shown:
    """Return, attribute by attribute and outcome by outcome, what may be said, a figure and tables; open where a gap was found."""
    return together(
        headed(
            _title(name),
            *(
                _errors(place)
                for outcome in report.outcomes
                for place in places(report, outcome)
                if place.attribute == name
            ),
        )
        for name in report.attributes
    )


def _title(name: str) -> str:
    called = attribute(name)
    return f"{called[:1].upper()}{called[1:]}"


def _errors(place: Place) -> Shown:
    rates = _rates(place)
    if not rates:
        return sentences(
            ABSENT.format(
                outcome=place.outcome.title,
                attribute=attribute(place.attribute),
                why=place.silence,
            )
        )
    every = [one for three in rates.values() for one in three]
    if all(one.value is None for one in every):
        return sentences(f"{place.outcome.title}: {words.unshown(every)}.")
    said = gaps.by_attribute(place)
    more = [
        _drawn(place, rates).shown(),
        on_screen(gaps.each(place)),
        on_screen(other_ways(place)),
    ]
    return together(
        [
            sentences(f"{place.outcome.title}:"),
            points(said),
            folded(
                f"Figure and tables by {attribute(place.attribute)}: {words.inside(place.outcome.title)}",
                more,
                lies_open=gaps.has_one(place),
            ),
        ]
    )


def _rates(place: Place) -> dict[str, tuple[Estimate, ...]]:
    """Return the rates of :data:`SERIES` of each group that has them all."""
    found = [place.rates(measure) for measure in SERIES]
    return {
        name: tuple(rates[name] for rates in found)
        for name in found[0]
        if all(name in rates for rates in found)
    }


def _drawn(place: Place, rates: dict[str, tuple[Estimate, ...]]) -> Drawn:
    called = attribute(place.attribute)
    everybody = tuple(one for one in map(place.everybody, SERIES) if one is not None)
    return Drawn(
        question=f"{place.outcome.title}: how often is the model wrong about children, by {called}?",
        figure=dots(
            [
                DotRow(label=_counted(group(name, place.attribute), three), estimates=three)
                for name, three in rates.items()
            ],
            series=tuple(SERIES.values()),
            scale=Scale(title="in 100", top=100, times=100, everybody=everybody),
        ),
        silence=words.nothing_drawn(one for three in rates.values() for one in three),
        alt=fitted(
            [
                f"False alarms, missed children and flags by {called}.",
                *(
                    f"{group(name, place.attribute)}: {', '.join(map(_short, three))}."
                    for name, three in rates.items()
                ),
            ]
        ),
        caption=(
            f"Design: {words.design(place.counted.design)}; {words.LINES_OF_ALL[place.counted.cut_off]}. Every decision was "
            "scored by a model that had learnt from other families. Lines are intervals of one number each; whether a group "
            "differs from all others is told in words, not by whether these lines overlap."
        ),
        table=_table(place, rates, everybody),
    )


def _table(
    place: Place, rates: dict[str, tuple[Estimate, ...]], everybody: tuple[Estimate, ...]
) -> Table:
    rows = [(group(name, place.attribute), three) for name, three in rates.items()]
    if len(everybody) == len(SERIES):
        rows.append(("all children", everybody))
    return Table(
        caption=f"{place.outcome.title}: mistakes by {attribute(place.attribute)}",
        columns=(
            "Group",
            "False alarms (interval)",
            "Of so many flagged",
            "Missed (interval)",
            "Of so many for whom it followed",
            "Flagged (interval)",
            "Of so many decisions",
        ),
        rows=tuple(
            (name, *(cell for one in three for cell in (words.in_hundred(one), words.out_of(one))))
            for name, three in rows
        ),
    )


def _counted(name: str, three: tuple[Estimate, ...]) -> str:
    """Return a group's name with what its rates are shares of, as far as that is shown."""
    counts = [
        f"{one.denominator:,} {what}"
        for one, what in zip(three, COUNTS, strict=True)
        if one.denominator is not None
    ]
    return f"{name} ({', '.join(reversed(counts))})" if counts else name


def _short(rate: Estimate) -> str:
    return words.in_hundred(Estimate(value=rate.value, state=rate.state))
