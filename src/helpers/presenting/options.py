"""What could be done about mistakes, and for whom: numbers for each option side by side, without a recommendation."""

from helpers.presenting import words
from helpers.presenting.groups_named import attribute, group
from helpers.presenting.groups_source import Place, places
from helpers.presenting.show import Shown, headed, sentences, together
from helpers.presenting.source import OutcomeWords, Results
from helpers.presenting.tables import Table

MEASURES = {
    "flagged_share": "flagged, of all decisions",
    "false_discovery_rate": "false alarms, of those flagged",
    "false_negative_rate": "missed, of those for whom it followed",
}
AS_IT_IS = "as it is: the highest tenth flagged"
BETWEEN = ": "
"""What stands between the name of an option and that of a measure."""
ABSENT = "What could be done was not computed for {name}."


def for_whom(report: Results) -> Shown:
    """Return, outcome by outcome, what each option would change for all children, and folded for each group."""
    return together(
        headed(outcome.title, *_for_whom(report, outcome)) for outcome in report.outcomes
    )


def _for_whom(report: Results, outcome: OutcomeWords) -> list[Shown]:
    everybody = Place(report=report, outcome=outcome, attribute="")
    names = _options(everybody)
    if not names:
        return [sentences(ABSENT.format(name=report.name))]
    table = Table(
        caption=f"{outcome.title}: what each option would change, all children",
        columns=("Option", *map(_column, MEASURES)),
        rows=tuple(
            (option or AS_IT_IS, *(_cell(everybody, option, measure) for measure in MEASURES))
            for option in ["", *names]
        ),
    )
    return [table.shown(), *(_by_group(place, names) for place in places(report, outcome))]


def _options(place: Place) -> list[str]:
    """Return the names of all options, in the study's order."""
    found = place.report.find(
        outcome=place.outcome.slug,
        design=place.counted.design,
        cut_off=place.counted.cut_off,
    )
    return list(
        dict.fromkeys(
            one.about.measure.partition(BETWEEN)[0]
            for one in found
            if one.about.measure.partition(BETWEEN)[2] in MEASURES
        )
    )


def _by_group(place: Place, names: list[str]) -> Shown:
    """Return both mistakes of each group under every option, folded."""
    called = attribute(place.attribute)
    groups = list(place.rates("false_negative_rate"))
    if not groups:
        return sentences(f"Nothing was computed by {called}.")
    return Table(
        caption=f"{place.outcome.title}: what each option would change, by {called}",
        columns=("Group and option", *map(_column, MEASURES)),
        rows=tuple(
            (
                f"{group(name, place.attribute)}: {option or AS_IT_IS}",
                *(_cell(place, option, measure, name) for measure in MEASURES),
            )
            for name in groups
            for option in ["", *names]
        ),
    ).shown(folded_under=f"For whom, by {called}")


def _column(measure: str) -> str:
    return f"{MEASURES[measure][:1].upper()}{MEASURES[measure][1:]} (interval)"


def _cell(place: Place, option: str, measure: str, name: str = "") -> str:
    """Return one number under an option; without one, as things are."""
    made = f"{option}{BETWEEN}{measure}" if option else measure
    found = place.rates(made, of=measure)
    return words.in_hundred(found[name]) if name in found else "not computed"
