"""Training luck: had the method learnt from another draw of families, how much would change, and who would be flagged?"""

from helpers.estimate import Estimate
from helpers.presenting import words
from helpers.presenting.charts import DotRow, Scale, dots
from helpers.presenting.drawing import Drawn, fitted
from helpers.presenting.show import Shown, points, sentences, together
from helpers.presenting.source import OutcomeWords, Results
from helpers.presenting.tables import Table

DESIGNS = ("structured-earlier", "text-earlier")
"""The designs whose models are learnt again."""
SERIES = {
    "flagged_again": "flagged again by another draw",
    "always_flagged": "flagged by at least 9 in 10 draws",
}
WITH_LUCK = " with training luck"
MEASURES = {
    "average_precision": "Average precision",
    "precision": "Flags that were right, of those flagged",
    "recall": "Flagged, of those for whom it followed",
}


def training(report: Results) -> Shown:
    """Return how stable flags are, in words and as a figure, and how far measures move with what was learnt from."""
    if not report.find(measure="flagged_again"):
        return sentences(
            f"Models of {report.name} were not learnt again, so nothing can be said of training luck here."
        )
    return together(
        [
            points(_said(report, outcome) for outcome in report.outcomes),
            _stability(report).shown(),
            *(_spread(report, outcome).shown() for outcome in report.outcomes),
        ]
    )


def _said(report: Results, outcome: OutcomeWords) -> str:
    """Return how many of a hundred flagged once would be flagged again."""
    again = _of(report, outcome, words.HEADLINE, "flagged_again")
    if again.value is None:
        return f"{outcome.title}: how many children would be flagged again: {words.state_words(again)}."
    others = 100 - round(100 * again.value)
    return (
        f"{outcome.title}: of 100 children flagged once, the same method would flag {100 - others} again, had it learnt from "
        f"another draw of families ({_ends(again)}). {others} would not be."
    )


def _ends(estimate: Estimate) -> str:
    if estimate.low is None or estimate.high is None:
        return "without an interval"
    return f"{100 * estimate.low:.0f} to {100 * estimate.high:.0f}"


def _stability(report: Results) -> Drawn:
    rows = [
        DotRow(
            label=f"{outcome.title}: {words.design(design)}",
            estimates=tuple(_of(report, outcome, design, measure) for measure in SERIES),
        )
        for outcome in report.outcomes
        for design in DESIGNS
    ]
    return Drawn(
        question="Of 100 children flagged once, how many would be flagged again?",
        figure=dots(
            rows, series=tuple(SERIES.values()), scale=Scale(title="in 100", top=100, times=100)
        ),
        silence=words.nothing_drawn(shown for row in rows for shown in row.estimates),
        alt=fitted(
            [
                "Of 100 flagged once, how many are flagged again, and by nearly all draws.",
                *(
                    f"{row.label}: {words.in_hundred(row.estimates[0])}, {words.in_hundred(row.estimates[1])}."
                    for row in rows
                ),
            ]
        ),
        caption=(
            "Each draw lets chance choose the families that a model learns from; everything else stays the same. The highest "
            "tenth is flagged. The second number is a share of all whom any draw flags."
        ),
        table=Table(
            caption="Children flagged again, by another draw of families",
            columns=("Outcome and design", *SERIES.values()),
            rows=tuple((row.label, *map(words.in_hundred, row.estimates)) for row in rows),
        ),
    )


def _spread(report: Results, outcome: OutcomeWords) -> Table:
    rows = []
    for design in DESIGNS:
        for measure, name in MEASURES.items():
            cut_off = "" if measure == "average_precision" else words.HEADLINE_CUT_OFF
            say = words.score if measure == "average_precision" else words.in_hundred
            alone = report.one(
                outcome=outcome.slug, design=design, cut_off=cut_off, measure=measure
            ).estimate
            both = _of(report, outcome, design, measure + WITH_LUCK)
            rows.append((f"{name}, {words.design(design)}", say(alone), say(both)))
    return Table(
        caption=f"{outcome.title}: how far a number moves with the families tested, and with those learnt from as well",
        columns=("Number", "With other families tested", "With other families learnt from as well"),
        rows=tuple(rows),
    )


def _of(report: Results, outcome: OutcomeWords, design: str, measure: str) -> Estimate:
    return report.one(outcome=outcome.slug, design=design, measure=measure).estimate
