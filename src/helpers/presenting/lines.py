"""Three lines side by side: what the same scores come to when a flag is set high, at one half, or by what time allows."""

from helpers.estimate import Estimate
from helpers.presenting import words
from helpers.presenting.show import Shown, headed, sentences, together
from helpers.presenting.source import OutcomeWords, Results
from helpers.presenting.tables import Table
from helpers.presenting.thousand import cells, in_thousand

LOWEST = "all but the lowest tenth"
"""The line that leaves only the lowest tenth without a flag: its specificity is the share of the others who stand there."""
UNDEFINED = "undefined: nobody is flagged"
OF_A_THOUSAND = ("rightly flagged", "false alarms", "missed", "rightly not flagged")
RATES = {
    "precision": "Flags that were right, of those flagged (precision)",
    "recall": "Flagged, of those for whom the outcome followed (recall)",
    "specificity": "Not flagged, of those for whom it did not follow (specificity)",
    "negative_predictive_value": "Nothing followed, of those not flagged (negative predictive value)",
}
VISITS = "False alarms, for each child rightly flagged"
OF_FLAGS = ("precision", "false_alarms_per_child_found")
"""Undefined where nobody is flagged."""


def side_by_side(report: Results) -> Shown:
    """Return, outcome by outcome, three lines in one table, and in words whom the study's line and both ends hold."""
    return together(
        headed(
            outcome.title,
            sentences(_at_one_half(report, outcome), *_ends(report, outcome)),
            _table(report, outcome).shown(),
        )
        for outcome in report.outcomes
    )


def called(report: Results, cut_off: str) -> str:
    """Return what a line is called in the head of a column."""
    if cut_off == "capacity":
        share = words.in_hundred(Estimate(value=report.capacity))
        return f"what the authority could look at twice: {share}"
    return {"top tenth": "highest tenth", "one half": "score of one half, as in the study"}[cut_off]


def _table(report: Results, outcome: OutcomeWords) -> Table:
    columns = [_column(report, outcome, cut_off) for cut_off in words.CUT_OFFS]
    return Table(
        caption=f"{outcome.title}: three lines for a flag ({words.design(words.HEADLINE)})",
        columns=("What it comes to", *(called(report, cut_off) for cut_off in words.CUT_OFFS)),
        rows=tuple((name, *(column[name] for column in columns)) for name in columns[0]),
    )


def _column(report: Results, outcome: OutcomeWords, cut_off: str) -> dict[str, str]:
    flagged = _at(report, outcome, cut_off, "flagged")
    counts = cells(report, outcome, cut_off)
    scaled = in_thousand(counts)
    said = {"Flagged, in all": words.number(flagged)}
    for place, name in enumerate(OF_A_THOUSAND):
        shown = words.state_words(counts[place]) or "another count is hidden"
        said[f"Of 1,000 decisions: {name}"] = shown if scaled is None else f"{scaled[place]:,}"
    for measure, name in RATES.items():
        rate = _at(report, outcome, cut_off, measure)
        said[name] = _or_undefined(measure, flagged, words.in_hundred(rate))
    visits = words.times(_at(report, outcome, cut_off, "false_alarms_per_child_found"))
    said[VISITS] = _or_undefined("false_alarms_per_child_found", flagged, visits)
    return said


def _or_undefined(measure: str, flagged: Estimate, said: str) -> str:
    return UNDEFINED if measure in OF_FLAGS and flagged.value == 0 else said


def _at_one_half(report: Results, outcome: OutcomeWords) -> str:
    flagged = _at(report, outcome, "one half", "flagged")
    tested = report.one(outcome=outcome.slug, design=words.HEADLINE, measure="held_out").estimate
    if flagged.value is None:
        return f"How many the study's line of one half flags: {words.state_words(flagged)}."
    if flagged.value == 0:
        return "No score reaches one half, the study's line: nobody is flagged, and what share of flags is right is undefined."
    return f"The study's line of one half flags {words.number(flagged)} of {words.number(tested)} decisions held out."


def _ends(report: Results, outcome: OutcomeWords) -> tuple[str, str]:
    top = _at(report, outcome, "top tenth", "recall")
    bottom = _at(report, outcome, LOWEST, "specificity")
    return (
        f"Of the children for whom the outcome followed, the tenth with the highest scores holds: {words.in_hundred(top)}.",
        "Of all others, the tenth with the lowest scores, where a screen would look least, holds: "
        f"{words.in_hundred(bottom)}. By chance each would hold 10 in 100.",
    )


def _at(report: Results, outcome: OutcomeWords, cut_off: str, measure: str) -> Estimate:
    return report.one(
        outcome=outcome.slug, design=words.HEADLINE, cut_off=cut_off, measure=measure
    ).estimate
