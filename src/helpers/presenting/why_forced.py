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
BEYOND = "no model could have both"
"""What stands in place of a rate that would be more than all: so many children there are not in the group."""


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
    beyond = [_quoted(name, place) for name, rate in rates.items() if rate > 1]
    within = {name: rate for name, rate in rates.items() if rate <= 1}
    said = [_reaching(within, place)] if within else []
    if beyond:
        said.append(
            f"for {words.listed(beyond)}, {BEYOND}: more children would have to be flagged for whom the outcome did not follow "
            "than there are"
        )
    return "; ".join(said)


def _reaching(rates: dict[str, float], place: Place) -> str:
    """Return from where to where rates reach that a model could have."""
    low, high = min(rates.values()), max(rates.values())
    if round(low, 2) == round(high, 2):
        groups = "every group" if len(rates) == len(_shown(place)) else "every other group"
        return f"about the same in {groups}, {words.between([low, high])}"
    most = [_quoted(name, place) for name in rates if rates[name] == high]
    return (
        f"of those for whom the outcome did not follow, {words.between([low, high])} would have to be flagged, depending on the "
        f"group; most for {words.listed(most)}"
    )


def _quoted(name: str, place: Place) -> str:
    return f"“{group(name, place.attribute)}”"


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
                _rate_or_beyond(force[name]),
            )
            for name in names
        ),
    ).shown()


def _rate_or_beyond(forced: Estimate) -> str:
    """Return a forced rate, or that no model could have it."""
    if forced.value is not None and forced.value > 1:
        return BEYOND
    return words.in_hundred(_bare(forced))


def _bare(estimate: Estimate) -> Estimate:
    return Estimate(value=estimate.value, state=estimate.state)
