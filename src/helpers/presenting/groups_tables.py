"""Folded tables of errors by group: other models and lines, and pairs of attributes."""

from helpers.estimate import Estimate
from helpers.presenting import words
from helpers.presenting.gap import gaps_of
from helpers.presenting.gaps import tally
from helpers.presenting.groups_folded import folded
from helpers.presenting.groups_named import attribute, group, in_order
from helpers.presenting.groups_source import BESIDE, Place, pairs
from helpers.presenting.show import Shown, headed, sentences, together
from helpers.presenting.source import OutcomeWords, Results
from helpers.presenting.tables import Table

MISTAKES = {"false_discovery_rate": "false alarms", "false_negative_rate": "missed"}
NOT_COMPUTED = "not computed"
NOT_ASKED = "Pairs of groups were not compared with all others."


def other_ways(place: Place) -> Shown:
    """Return both mistakes of each group under other models and lines, each with the verdict on its gap."""
    ways = [
        Place(
            report=place.report, outcome=place.outcome, attribute=place.attribute, counted=counted
        )
        for counted in BESIDE
    ]
    groups = in_order(
        place.attribute,
        [name for way in ways for measure in MISTAKES for name in way.findings(measure)],
    )
    if not groups:
        return sentences("Nothing was counted with other models or other lines.")
    cells = [(measure, [_cells(way, measure) for way in ways]) for measure in MISTAKES]
    return Table(
        caption=f"{place.outcome.title}: mistakes by {attribute(place.attribute)}, other models and lines",
        columns=("Group and mistake", *(counted.called for counted in BESIDE)),
        rows=tuple(
            (
                f"{group(name, place.attribute)}: {MISTAKES[measure]}",
                *(of_way.get(name, NOT_COMPUTED) for of_way in of_ways),
            )
            for name in groups
            for measure, of_ways in cells
        ),
    ).shown(folded_under="Other models and other lines, and models tested on later cases")


def _cells(way: Place, measure: str) -> dict[str, str]:
    """Return each group's rate with its interval, and the verdict on its gap where there is one to be told."""
    verdicts = {gap.group: gap.verdict for gap in gaps_of(way, measure)}
    return {
        name: _with(rate, verdicts.get(group(name, way.attribute), ""))
        for name, rate in way.rates(measure).items()
    }


def _with(rate: Estimate, verdict: str) -> str:
    said = words.in_hundred(rate)
    return said if rate.value is None or not verdict else f"{said}: {verdict}"


def by_pairs(report: Results) -> Shown:
    """Return, outcome by outcome, mistakes by pairs of attributes, folded; pairs without a number are named."""
    return together(
        headed(outcome.title, *_by_pairs(report, outcome)) for outcome in report.outcomes
    )


def _by_pairs(report: Results, outcome: OutcomeWords) -> list[Shown]:
    shown, silent = [], []
    for place in pairs(report, outcome):
        rates = {measure: place.rates(measure) for measure in MISTAKES}
        every = [one for of_groups in rates.values() for one in of_groups.values()]
        if all(one.value is None for one in every):
            silent.append(attribute(place.attribute))
        else:
            shown.append(_pair(place).shown())
    if not shown and not silent:
        return [sentences("There are no two attributes to be paired.")]
    asked = [
        gap for place in pairs(report, outcome) for one in MISTAKES for gap in gaps_of(place, one)
    ]
    said = [
        sentences(tally(asked, of="a pair of groups") if asked else NOT_ASKED),
        folded(f"Pairs of groups in tables: {words.inside(outcome.title)}", shown),
    ]
    if silent:
        few = f"No number can be shown by {words.listed(silent)}: the groups are too small."
        said.append(sentences(few))
    return said


def _pair(place: Place) -> Table:
    """Return both mistakes of each group of a pair that has a number; how many have none stands in the caption."""
    cells = {measure: _cells(place, measure) for measure in MISTAKES}
    rates = {measure: place.rates(measure) for measure in MISTAKES}
    groups = list(rates["false_discovery_rate"])
    there = [name for name in groups if any(rates[one][name].value is not None for one in MISTAKES)]
    silent = len(groups) - len(there)
    without = f"; {silent} of {len(groups)} groups have no number" if silent else ""
    return Table(
        caption=f"{place.outcome.title}: mistakes by {attribute(place.attribute)}{without}",
        columns=(
            "Group",
            "False alarms, of those flagged",
            "Of so many flagged",
            "Missed, of those for whom it followed",
            "Of so many for whom it followed",
        ),
        rows=tuple(
            (
                group(name, place.attribute),
                *(
                    cell
                    for measure in MISTAKES
                    for cell in (cells[measure][name], words.out_of(rates[measure][name]))
                ),
            )
            for name in there
        ),
    )
