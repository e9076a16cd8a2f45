"""Would more records help? A learning curve with its projections, and how many cases a model of this size would need."""

from helpers.estimate import ClearedFinding
from helpers.presenting import words
from helpers.presenting.curves import Spot, growth
from helpers.presenting.drawing import Drawn, fitted
from helpers.presenting.show import Shown, headed, sentences, together
from helpers.presenting.source import OutcomeWords, Results
from helpers.presenting.tables import Table

SEEN, PROJECTED = "share of families", "times as many families"


def curves(report: Results) -> Shown:
    """Return, outcome by outcome, the learning curve and the cases needed beside those there are."""
    return together(
        headed(
            outcome.title,
            _curve(report, outcome).shown(),
            sentences(projected(report, outcome), needed(report, outcome)),
        )
        for outcome in report.outcomes
    )


def projected(report: Results, outcome: OutcomeWords) -> str:
    """Return what more families would give, or why that cannot be told."""
    said = [
        f"{finding.about.group} times: {value_or_why(finding)}"
        for finding in projections(report, outcome)
    ]
    return f"With more families than there are, by the shape of this curve: {'; '.join(said)}."


def projections(report: Results, outcome: OutcomeWords) -> list[ClearedFinding]:
    """Return the average precision foretold for more families than there are; nothing if no curve was drawn."""
    return _found(report, outcome, PROJECTED)


def needed(report: Results, outcome: OutcomeWords) -> str:
    """Return how many cases a model with so many columns would need, beside how many there are."""
    asked = report.one(outcome=outcome.slug, design=words.HEADLINE, measure="cases_needed").estimate
    there = report.one(outcome=outcome.slug, measure="decisions").estimate
    if asked.value is None:
        return (
            f"How many cases a model with so many columns would need: {words.state_words(asked)}."
        )
    return (
        f"A model with so many columns, ranking as well as this one, would need about {words.number(asked)} cases to learn from, "
        f"by a rule of thumb for logistic regression; there are {words.number(there)}, and some of those are held out."
    )


def _curve(report: Results, outcome: OutcomeWords) -> Drawn:
    seen, more = (_found(report, outcome, attribute) for attribute in (SEEN, PROJECTED))
    guessing = report.one(
        outcome=outcome.slug, design=words.HEADLINE, measure="prevalence"
    ).estimate
    return Drawn(
        question="Would a model predict better if it had learnt from more families?",
        figure=growth(_spots(seen), _spots(more), guessing=guessing, up="average precision"),
        silence=words.nothing_drawn(finding.estimate for finding in seen),
        alt=fitted(
            [
                "Average precision against the families learnt from.",
                *(
                    f"{finding.about.group} of them: {words.score(finding.estimate)}."
                    for finding in (*seen, *more)
                    if finding.estimate.value is not None
                ),
            ]
        ),
        caption=(
            f"Design: {words.design(words.HEADLINE)}. The chosen model, learnt again from shares of its families. A projection is "
            "drawn only if the smaller shares would have foretold the whole, and if its interval is narrow enough to be of use."
        ),
        table=Table(
            caption=f"{outcome.title}: average precision, by how many families were learnt from",
            columns=("Times as many families as there are", "Average precision (interval)"),
            rows=tuple(
                (f"{finding.about.group}{kind}", value_or_why(finding))
                for kind, found in (("", seen), (" (projected)", more))
                for finding in found
            ),
        ),
    )


def value_or_why(finding: ClearedFinding) -> str:
    """Return a projection, or the reason why it is not told."""
    estimate = finding.estimate
    hidden = words.state_words(estimate)
    return (
        finding.about.note
        if hidden == words.TOO_FEW and finding.about.note
        else words.score(estimate)
    )


def _found(report: Results, outcome: OutcomeWords, attribute: str) -> list[ClearedFinding]:
    return report.find(
        outcome=outcome.slug,
        design=words.HEADLINE,
        attribute=attribute,
        measure="learning_curve",
    )


def _spots(found: list[ClearedFinding]) -> list[Spot]:
    return [Spot(across=float(finding.about.group), estimate=finding.estimate) for finding in found]
