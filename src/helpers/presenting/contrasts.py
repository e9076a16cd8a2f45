"""Other outcomes beside the study's kind: a common one, and one that looks for what goes well."""

from helpers.estimate import Estimate
from helpers.presenting import words
from helpers.presenting.charts import DotRow, Scale, dots
from helpers.presenting.claims import Claim, Verdict, better_than_guessing, higher
from helpers.presenting.drawing import Drawn, fitted
from helpers.presenting.figures import AXIS
from helpers.presenting.show import Shown, points, sentences, together
from helpers.presenting.source import OutcomeWords, Results
from helpers.presenting.tables import Table

MEASURES = {
    "prevalence": "For whom it followed",
    "average_precision": "Average precision",
    "lift": "Times guessing",
    "roc_auc": "Area under the curve",
}
SIMPLE = "four-variables-earlier"
GUESSING = Claim(
    true="A model that reads records and notes does better than guessing here.",
    false="A model that reads records and notes does no better than guessing here.",
    cannot_tell="Whether a model that reads records and notes does better than guessing here cannot be told.",
    suppressed=f"Whether a model does better than guessing here is {words.SUPPRESSED}.",
    too_few=f"Whether a model does better than guessing here: {words.TOO_FEW}.",
)


def beside(report: Results) -> Shown:
    """Return the outcomes for contrast beside the others; a sentence where an authority has none."""
    if not report.contrasts:
        return sentences(
            f"{report.name} has no outcome for contrast. Other authorities ask about a common outcome, and about one that "
            "looks for what goes well."
        )
    return together(
        [points(_said(report, outcome) for outcome in report.contrasts), _figure(report).shown()]
    )


def _said(report: Results, outcome: OutcomeWords) -> str:
    share = _of(report, outcome, "prevalence")
    hidden = f"How often the outcome followed: {words.state_words(share)}."
    guessing = GUESSING.said(better_than_guessing(_of(report, outcome, "roc_auc")))
    parts = [
        f"{outcome.title}.",
        outcome.decision,
        outcome.follows,
        outcome.practice_note,
        hidden if share.value is None else f"The outcome followed for {words.in_hundred(share)}.",
        guessing,
        _simpler(report, outcome),
    ]
    return " ".join(part for part in parts if part)


def _simpler(report: Results, outcome: OutcomeWords) -> str:
    """Return whether four facts alone do better than all that is read; nothing where that cannot be said."""
    large = _of(report, outcome, "average_precision")
    if higher(_of(report, outcome, "average_precision", design=SIMPLE), large) is not Verdict.TRUE:
        return ""
    return "Four facts alone do better than the large model, which lost what a simple one found."


def _figure(report: Results) -> Drawn:
    outcomes = [(outcome, "") for outcome in report.outcomes]
    outcomes += [(outcome, ", for contrast") for outcome in report.contrasts]
    rows = [
        DotRow(
            label=f"{outcome.title}{kind}",
            estimates=(
                _of(report, outcome, "average_precision"),
                _of(report, outcome, "average_precision", design=SIMPLE),
            ),
            guessing=_of(report, outcome, "prevalence"),
        )
        for outcome, kind in outcomes
    ]
    return Drawn(
        question="Is another kind of outcome easier to predict?",
        figure=dots(
            rows,
            series=("records and notes", "four facts alone"),
            scale=Scale(title=AXIS, top=0.5),
        ),
        silence=words.nothing_drawn(shown for row in rows for shown in row.estimates),
        alt=fitted(
            [
                f"Average precision for {len(rows)} outcomes.",
                *(f"{row.label}: {words.score(row.estimates[0])}." for row in rows),
            ]
        ),
        caption=(
            "Learning from earlier cases. Compare a dot with its own stroke, guessing, and not with other dots: where an outcome "
            "is common, guessing scores high as well."
        ),
        table=Table(
            caption="Outcomes for contrast beside the others",
            columns=("Outcome", *MEASURES.values(), "Average precision, four facts alone"),
            rows=tuple(
                (
                    row.label,
                    *(_say(measure, _of(report, outcome, measure)) for measure in MEASURES),
                    words.score(row.estimates[1]),
                )
                for row, (outcome, _) in zip(rows, outcomes, strict=True)
            ),
        ),
    )


def _say(measure: str, estimate: Estimate) -> str:
    if measure == "prevalence":
        return words.in_hundred(estimate)
    return words.times(estimate) if measure == "lift" else words.score(estimate)


def _of(
    report: Results, outcome: OutcomeWords, measure: str, *, design: str = words.HEADLINE
) -> Estimate:
    return report.one(outcome=outcome.slug, design=design, measure=measure).estimate
