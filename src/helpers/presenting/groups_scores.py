"""Scores by group: whether they mean the same, and how well they put children in order beside what guessing would do."""

from helpers.estimate import Estimate, State
from helpers.presenting import words
from helpers.presenting.claims import Verdict, beside
from helpers.presenting.groups_folded import folded
from helpers.presenting.groups_named import attribute, group, merged
from helpers.presenting.groups_optimism import optimism
from helpers.presenting.groups_source import Place, places
from helpers.presenting.show import Shown, headed, points, sentences, together
from helpers.presenting.source import Results
from helpers.presenting.tables import Table

LEVEL, SLOPE = "observed_expected", "calibration_slope"
PRECISION, PREVALENCE, TIMES, PINNED = (
    "average_precision",
    "prevalence",
    "lift",
    "pinned_average_precision",
)
SAID = {
    Verdict.TRUE: "scores are too low",
    Verdict.FALSE: "scores are too high",
    Verdict.CANNOT_TELL: "scores are neither surely too low nor surely too high",
    Verdict.TOO_FEW: words.TOO_FEW,
    Verdict.SUPPRESSED: words.SUPPRESSED,
}
"""What may be said of the scores of a group."""


def meaning(report: Results) -> Shown:
    """Return, outcome by outcome, in which groups scores are too low or too high, in words and in folded tables."""
    return together(
        headed(
            outcome.title,
            points(merged((place.attribute, _meaning(place)) for place in places(report, outcome))),
            folded(
                f"Scores in tables: {words.inside(outcome.title)}",
                [
                    _calibration(place)
                    for place in places(report, outcome)
                    if _has_numbers(place, LEVEL)
                ],
            ),
        )
        for outcome in report.outcomes
    )


def _meaning(place: Place) -> str:
    """Return in which groups of one attribute scores are too low, too high, or cannot be judged."""
    levels = place.rates(LEVEL)
    if not levels:
        return place.silence
    verdicts = {name: beside(one, 1.0) for name, one in levels.items()}
    parts = []
    for verdict, said in SAID.items():
        names = [
            f"“{group(name, place.attribute)}”{_followed(levels[name], verdict)}"
            for name, one in verdicts.items()
            if one is verdict
        ]
        if names:
            whom = "every group" if len(names) == len(levels) else words.listed(names)
            parts.append(f"{said} for {whom}")
    return "; ".join(parts)


def _followed(level: Estimate, verdict: Verdict) -> str:
    """Return how often the outcome followed for each one expected, where scores are surely too low or too high."""
    if verdict not in (Verdict.TRUE, Verdict.FALSE):
        return ""
    return f" (followed {words.times(_bare(level))} times as often as the scores say)"


def _calibration(place: Place) -> Shown:
    levels, slopes = place.rates(LEVEL), place.rates(SLOPE)
    rows = [
        (group(name, place.attribute), levels[name], slopes.get(name, _not_there(levels[name])))
        for name in levels
    ]
    everybody = place.everybody(LEVEL), place.everybody(SLOPE)
    if everybody[0] is not None and everybody[1] is not None:
        rows.append(("all children", everybody[0], everybody[1]))
    return Table(
        caption=f"{place.outcome.title}: do scores mean the same, by {attribute(place.attribute)}?",
        columns=(
            "Group",
            "Followed, for each one expected (1 is right)",
            "Too extreme or too cautious (slope; 1 is right)",
            "Decisions",
        ),
        rows=tuple(
            (name, words.times(level), words.score(slope), words.resting_on(level))
            for name, level, slope in rows
        ),
    ).shown()


def ranking(report: Results) -> Shown:
    """Return, outcome by outcome, how well children of each group are put in order, beside guessing and the study's score."""
    return together(
        headed(
            outcome.title,
            points(merged((place.attribute, _spread(place)) for place in places(report, outcome))),
            sentences(optimism(report, outcome)),
            folded(
                f"Average precision in tables: {words.inside(outcome.title)}",
                [
                    _ranking(place)
                    for place in places(report, outcome)
                    if _has_numbers(place, PRECISION)
                ],
            ),
        )
        for outcome in report.outcomes
    )


def _spread(place: Place) -> str:
    """Return from where to where both scores reach over the groups that have both."""
    plain, pinned = place.rates(PRECISION), place.rates(PINNED)
    both = [
        (plain[name].value, pinned[name].value)
        for name in plain
        if name in pinned and plain[name].value is not None and pinned[name].value is not None
    ]
    if len(both) < 2:
        return "fewer than two groups have both numbers"
    own, mixed = ([one for one in of if one is not None] for of in zip(*both, strict=True))
    return (
        f"average precision lies between {_score(min(own))} and {_score(max(own))} over {len(both)} groups; by the study's "
        f"score, between {_score(min(mixed))} and {_score(max(mixed))}"
    )


def _score(value: float) -> str:
    return words.score(Estimate(value=value))


def _ranking(place: Place) -> Shown:
    found = {measure: place.rates(measure) for measure in (PRECISION, PREVALENCE, TIMES, PINNED)}
    return Table(
        caption=f"{place.outcome.title}: average precision by {attribute(place.attribute)}",
        columns=(
            "Group",
            "Average precision (interval)",
            "Guessing: for whom it followed",
            "Times as much as guessing (interval)",
            "The study's pinned score (interval)",
        ),
        rows=tuple(
            (
                group(name, place.attribute),
                words.score(precision),
                words.score(_bare(found[PREVALENCE].get(name, _not_there(precision)))),
                words.times(found[TIMES].get(name, _not_there(precision))),
                words.score(found[PINNED].get(name, _not_there(precision))),
            )
            for name, precision in found[PRECISION].items()
        ),
    ).shown()


def _has_numbers(place: Place, measure: str) -> bool:
    """Tell whether there is anything for a table to show."""
    return any(one.value is not None for one in place.rates(measure).values())


def _not_there(beside_it: Estimate) -> Estimate:
    """Return what stands for a number that was not computed for a group: that there are too few, or the same lack."""
    state = State.TOO_FEW if beside_it.state is State.ESTIMATED else beside_it.state
    return Estimate(value=None, state=state)


def _bare(estimate: Estimate) -> Estimate:
    return Estimate(value=estimate.value, state=estimate.state)
