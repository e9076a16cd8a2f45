"""Equal everything is impossible: what equal false alarms and equal misses would force upon each group."""

from helpers.estimate import Estimate
from helpers.presenting import words
from helpers.presenting.groups_folded import folded
from helpers.presenting.groups_named import attribute, group, merged
from helpers.presenting.groups_source import Place, places
from helpers.presenting.show import Shown, points, sentences, together
from helpers.presenting.source import Results
from helpers.presenting.tables import Table

THIRD = "false_positive_rate"
"""What cannot be equal as well, once false alarms and misses are."""
FORCED = f"forced {THIRD}"


def forced(report: Results) -> Shown:
    """Return, outcome by outcome, what equal false alarms and equal misses would force upon each group."""
    return together(
        part
        for outcome in report.outcomes
        for part in (
            sentences(f"{outcome.title}:"),
            points(
                merged((place.attribute, _in_words(place)) for place in places(report, outcome))
            ),
            folded(
                f"Equal mistakes in tables: {words.inside(outcome.title)}",
                [_forced(place) for place in places(report, outcome) if len(_shown(place)) > 1],
            ),
        )
    )


def _in_words(place: Place) -> str:
    """Return from where to where the third mistake would reach, if two were equal in all groups of an attribute."""
    rates = _shown(place)
    if len(rates) < 2:
        return "fewer than two groups have a number"
    low, high = min(rates.values()), max(rates.values())
    if round(low, 2) == round(high, 2):
        return f"about the same in every group, {words.between([low, high])}"
    most = [f"“{group(name, place.attribute)}”" for name in rates if rates[name] == high]
    return (
        f"of those for whom the outcome did not follow, {words.between([low, high])} would have to be flagged, depending on the "
        f"group; most for {words.listed(most)}"
    )


def _shown(place: Place) -> dict[str, float]:
    """Return the forced rates that have a number."""
    rates = place.rates(FORCED, of=THIRD)
    return {name: one.value for name, one in rates.items() if one.value is not None}


def _forced(place: Place) -> Shown:
    called = attribute(place.attribute)
    force = place.rates(FORCED, of=THIRD)
    now, followed = place.rates(THIRD), place.rates("prevalence")
    names = [name for name in force if name in now and name in followed]
    return Table(
        caption=f"{place.outcome.title}: what equal mistakes would force, by {called}",
        columns=(
            "Group",
            "For whom the outcome followed",
            "Flagged now, of those for whom it did not follow",
            "Would have to be flagged of them, were false alarms and misses equal",
        ),
        rows=tuple(
            (
                group(name, place.attribute),
                words.in_hundred(_bare(followed[name])),
                words.in_hundred(_bare(now[name])),
                words.in_hundred(_bare(force[name])),
            )
            for name in names
        ),
    ).shown()


def _bare(estimate: Estimate) -> Estimate:
    return Estimate(value=estimate.value, state=estimate.state)
