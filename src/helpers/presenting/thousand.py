"""A thousand decisions: the counts of one model at one line, scaled to a number that can be pictured."""

from helpers.presenting import words
from helpers.presenting.show import Shown, headed, sentences, together
from helpers.presenting.source import OutcomeWords, Results

CELLS = ("true_positives", "false_positives", "false_negatives", "true_negatives")


def decisions(report: Results) -> Shown:
    """Return, outcome by outcome, what the model shown first would do in a thousand decisions."""
    return together(
        headed(outcome.title, sentences(*_pictured(report, outcome))) for outcome in report.outcomes
    )


def _reason(missing: list[str]) -> str:
    if words.SUPPRESSED in missing:
        return f"counts of this model are {words.SUPPRESSED}"
    return f"there are {words.TOO_FEW}"


def _pictured(report: Results, outcome: OutcomeWords) -> list[str]:
    counts = [
        report.one(
            outcome=outcome.slug,
            design=words.HEADLINE,
            cut_off=words.HEADLINE_CUT_OFF,
            measure=measure,
        ).estimate
        for measure in CELLS
    ]
    missing = [words.state_words(shown) for shown in counts if shown.value is None]
    known = [shown.value for shown in counts if shown.value is not None]
    if missing or not sum(known):
        return [f"A thousand decisions cannot be pictured here, because {_reason(missing)}."]
    # Whole numbers that still add up: the largest part, rightly not flagged, takes what rounding leaves.
    right, wrong, missed = (round(1000 * value / sum(known)) for value in known[:3])
    return [
        f"Picture 1,000 decisions like these. The outcome followed for about {right + missed}, and "
        f"{right + wrong} are flagged.",
        f"Of the {right + wrong} flagged, {right} are children for whom the outcome followed, and {wrong} are false alarms.",
        f"Of the {right + missed} for whom it followed, {missed} are missed.",
        f"For the other {1000 - right - wrong - missed} nothing was flagged and nothing followed.",
    ]
