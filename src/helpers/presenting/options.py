"""What could be done about mistakes, and for whom: numbers for each option side by side, without a recommendation."""

from helpers.estimate import Estimate
from helpers.presenting import more_data, words
from helpers.presenting.groups_folded import folded
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
MISSED = "false_negative_rate"
AS_IT_IS = "as it is: the highest tenth flagged"
CALLED = {
    "recalibrated": "all scores corrected by one rule, the line left where it was",
    "5 in 100 flagged": "another line for everybody: 5 in 100 flagged",
    "20 in 100 flagged": "another line for everybody: 20 in 100 flagged",
    "nobody flagged": "no model: nobody flagged",
    "as many flagged at random": "no model: as many flagged by lot",
    "more data": "more records",
}
"""What options are called; others keep their own names."""
LEVEL, FOLLOWED = "observed_expected", "Followed, for each one expected (1 is right)"
NOT_COMPUTED = "does not apply"
"""Where nobody is flagged there are no false alarms to be counted, and only scores can be right or wrong about chances."""
BETWEEN = ": "
"""What stands between the name of an option and that of a measure."""
NOTHING = "Nothing can be said here: there are too few children to judge, or counts are suppressed to protect children."
MORE_RECORDS = (
    "More records, for all children together and not group by group: by the learning curve, average precision would be, {said}. "
    "What is rare in a group stays rare, so this says nothing of any one group."
)
NO_CURVE = "More records: whether they would help was not computed."
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
        columns=("Option", *map(_column, MEASURES), FOLLOWED),
        rows=tuple((_called(option), *_cells(everybody, option)) for option in ["", *names]),
    )
    if not _can_be_shown(everybody):
        return [sentences(NOTHING)]
    return [
        table.shown(),
        sentences(_more_records(report, outcome)),
        folded(
            f"For whom, in tables: {words.inside(outcome.title)}",
            [_by_group(place, names) for place in places(report, outcome) if _can_be_shown(place)],
        ),
    ]


def _more_records(report: Results, outcome: OutcomeWords) -> str:
    """Return what more families would do for average precision, as far as the learning curve tells."""
    said = [
        f"with {one.about.group} times as many families: {more_data.value_or_why(one)}"
        for one in more_data.projections(report, outcome)
    ]
    return MORE_RECORDS.format(said="; ".join(said)) if said else NO_CURVE


def _can_be_shown(place: Place) -> bool:
    return any(one.value is not None for one in place.rates(MISSED).values())


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
    """Return what each option changes for each group that has a number; how many have none is told."""
    called = attribute(place.attribute)
    rates = place.rates(MISSED)
    groups = [name for name, rate in rates.items() if rate.value is not None]
    silent = len(rates) - len(groups)
    without = f"; {silent} of {len(rates)} groups have no number" if silent else ""
    return Table(
        caption=f"{place.outcome.title}: what each option would change, by {called}{without}",
        columns=("Group and option", *map(_column, MEASURES), FOLLOWED),
        rows=tuple(
            (f"{group(name, place.attribute)}: {_called(option)}", *_cells(place, option, name))
            for name in groups
            for option in ["", *names]
        ),
    ).shown()


def _column(measure: str) -> str:
    return f"{MEASURES[measure][:1].upper()}{MEASURES[measure][1:]} (interval)"


def _called(option: str) -> str:
    return CALLED.get(option, option) if option else AS_IT_IS


def _cells(place: Place, option: str, name: str = "") -> list[str]:
    """Return the numbers of one group, or of all children, under an option; without one, as things are."""
    rates = [_found(place, option, measure).get(name) for measure in MEASURES]
    level = _found(place, option, LEVEL).get(name)
    return [
        *(NOT_COMPUTED if one is None else words.in_hundred(one) for one in rates),
        NOT_COMPUTED if level is None else words.times(level),
    ]


def _found(place: Place, option: str, measure: str) -> dict[str, Estimate]:
    """Return a measure under an option, which stands under the line that it is an alternative to."""
    if not option:
        return place.rates(measure)
    return place.rates(f"{option}{BETWEEN}{measure}")
