"""Mistakes by group of children: who bears false alarms, who is missed, and where nothing can be said."""

from collections.abc import Sequence
from itertools import permutations

from helpers.estimate import Estimate
from helpers.presenting import words
from helpers.presenting.charts import DotRow, Scale, dots
from helpers.presenting.claims import Verdict, higher
from helpers.presenting.drawing import Drawn, fitted
from helpers.presenting.show import Shown, headed, points, sentences, together
from helpers.presenting.source import OutcomeWords, Results
from helpers.presenting.tables import Table

MISTAKES = {
    "false_discovery_rate": "false alarms, of those flagged",
    "false_negative_rate": "missed, of those for whom it followed",
}


def errors(report: Results, attribute: str) -> Shown:
    """Return false alarms and missed children by the groups of one attribute, outcome by outcome."""
    if attribute not in report.attributes:
        return sentences(f"{report.name} does not count mistakes by {words.ATTRIBUTES[attribute]}.")
    return together(
        headed(outcome.title, _errors(report, outcome, attribute).shown())
        for outcome in report.outcomes
    )


def _errors(report: Results, outcome: OutcomeWords, attribute: str) -> Drawn:
    rates = _rates(report, outcome, attribute)
    called = words.ATTRIBUTES[attribute]
    question = f"How often is the model wrong about children, by {called}?"
    rows = [
        DotRow(label=_with_counts(words.group(name, attribute), *pair), estimates=pair)
        for name, pair in rates.items()
    ]
    return Drawn(
        question=question,
        figure=dots(
            rows,
            series=tuple(MISTAKES.values()),
            scale=Scale(title="mistakes in 100", top=100, times=100),
        ),
        silence=words.nothing_drawn(rate for pair in rates.values() for rate in pair),
        alt=fitted(
            [
                f"False alarms and missed children by {called}.",
                *(
                    f"{words.group(name, attribute)}: {_short(alarms)} and {_short(missed)}."
                    for name, (alarms, missed) in rates.items()
                ),
            ]
        ),
        caption=(
            f"{outcome.title}. Design: {words.design(words.HEADLINE)}; {words.CUT_OFFS[words.HEADLINE_CUT_OFF]}. "
            "Groups whose lines overlap cannot be told apart here, which does not mean that they are treated alike."
        ),
        table=Table(
            caption=f"{outcome.title}: mistakes by {called}",
            columns=(
                "Group",
                "False alarms (interval)",
                "Of so many flagged",
                "Missed (interval)",
                "Of so many for whom it followed",
            ),
            rows=tuple(
                (
                    words.group(name, attribute),
                    words.in_hundred(alarms),
                    words.out_of(alarms),
                    words.in_hundred(missed),
                    words.out_of(missed),
                )
                for name, (alarms, missed) in rates.items()
            ),
        ),
    )


def gaps(report: Results) -> Shown:
    """Return, for each outcome, attribute and mistake, which groups can be told apart, if any."""
    return together(
        headed(outcome.title, points(_gaps(report, outcome))) for outcome in report.outcomes
    )


def _gaps(report: Results, outcome: OutcomeWords) -> list[str]:
    said, silent = [], []
    for attribute in report.attributes:
        called = words.ATTRIBUTES[attribute]
        compared = [_gap(report, outcome, attribute, place) for place in range(len(MISTAKES))]
        if not any(compared):
            silent.append(called)
            continue
        for mistake, sentence in zip(("False alarms", "Missed children"), compared, strict=True):
            said.append(f"{mistake} by {called}: {sentence or 'nothing can be compared.'}")
    if silent:
        said.append(
            f"Nothing can be compared by {words.listed(silent)}, because fewer than two groups have a number that "
            "can be shown."
        )
    return said


def _gap(report: Results, outcome: OutcomeWords, attribute: str, place: int) -> str:
    """Return which groups can be told apart, or nothing if fewer than two have a number."""
    rates = {name: pair[place] for name, pair in _rates(report, outcome, attribute).items()}
    there = {name: rate for name, rate in rates.items() if rate.value is not None}
    if len(there) < 2:
        return ""
    apart = [
        f"“{words.group(one, attribute)}” than in “{words.group(other, attribute)}”"
        for one, other in permutations(there, 2)
        if higher(there[one], there[other]) is Verdict.TRUE
    ]
    silent = len(rates) - len(there)
    unsaid = f" {silent} of {len(rates)} groups have no number." if silent else ""
    if not apart:
        return f"cannot tell; no two intervals stand far enough apart.{unsaid}"
    return f"more often in {words.listed(apart)}; the intervals stand well apart.{unsaid}"


def silence(rates: Sequence[Estimate], *, where: str = "") -> str:
    """Return how many of some rates by group cannot be shown, and why, as a sentence."""
    return (
        f"Of {words.counted(len(rates), 'rate')} by group of children{where}, "
        f"{words.unshown(rates, noun='') or 'every one is shown'}."
    )


def rates_by_group(report: Results) -> list[Estimate]:
    """Return both rates of every group of every attribute and outcome."""
    return [
        rate
        for outcome in report.outcomes
        for attribute in report.attributes
        for pair in _rates(report, outcome, attribute).values()
        for rate in pair
    ]


def _rates(
    report: Results, outcome: OutcomeWords, attribute: str
) -> dict[str, tuple[Estimate, Estimate]]:
    """Return both rates of each group, in the order in which groups are shown."""
    by_measure = [
        {
            finding.about.group: finding.estimate
            for finding in report.find(
                outcome=outcome.slug,
                design=words.HEADLINE,
                cut_off=words.HEADLINE_CUT_OFF,
                attribute=attribute,
                measure=measure,
            )
        }
        for measure in MISTAKES
    ]
    alarms, missed = by_measure
    groups = words.in_order(attribute, [name for name in alarms if name in missed])
    return {name: (alarms[name], missed[name]) for name in groups}


def _with_counts(name: str, alarms: Estimate, missed: Estimate) -> str:
    counts = [
        f"{rate.denominator:,} {what}"
        for rate, what in ((alarms, "flagged"), (missed, "followed"))
        if rate.denominator is not None
    ]
    return f"{name} ({', '.join(counts)})" if counts else name


def _short(rate: Estimate) -> str:
    return words.in_hundred(Estimate(value=rate.value, state=rate.state))
