"""A thousand decisions: the counts of one model at one line, scaled to a number that can be pictured."""

from collections.abc import Sequence

from helpers.estimate import Estimate
from helpers.presenting import words
from helpers.presenting.show import Shown, headed, sentences, together
from helpers.presenting.source import OutcomeWords, Results

CELLS = ("true_positives", "false_positives", "false_negatives", "true_negatives")


def decisions(report: Results) -> Shown:
    """Return, outcome by outcome, what the model shown first would do in a thousand decisions."""
    return together(
        headed(outcome.title, sentences(*_pictured(report, outcome))) for outcome in report.outcomes
    )


def cells(report: Results, outcome: OutcomeWords, cut_off: str) -> list[Estimate]:
    """Return the four :data:`CELLS` of the model shown first at one line."""
    return [
        report.one(
            outcome=outcome.slug, design=words.HEADLINE, cut_off=cut_off, measure=measure
        ).estimate
        for measure in CELLS
    ]


def in_thousand(counts: Sequence[Estimate]) -> tuple[int, ...] | None:
    """Return four cells as whole numbers that add up to a thousand, or nothing if one of them is not shown.

    The last, rightly not flagged, takes what rounding leaves.
    """
    known = [shown.value for shown in counts if shown.value is not None]
    if len(known) < len(counts) or not sum(known):
        return None
    first = [round(1000 * value / sum(known)) for value in known[:-1]]
    return (*first, 1000 - sum(first))


def why_not(counts: Sequence[Estimate]) -> str:
    """Return why four cells cannot be pictured, as the end of a sentence."""
    if words.SUPPRESSED in map(words.state_words, counts):
        return f"counts of this model are {words.SUPPRESSED}"
    return f"there are {words.TOO_FEW}"


def _pictured(report: Results, outcome: OutcomeWords) -> list[str]:
    counts = cells(report, outcome, words.HEADLINE_CUT_OFF)
    scaled = in_thousand(counts)
    if scaled is None:
        return [f"A thousand decisions cannot be pictured here, because {why_not(counts)}."]
    right, wrong, missed, rest = scaled
    return [
        f"Picture 1,000 decisions like these. The outcome followed for about {right + missed}, and "
        f"{right + wrong} are flagged.",
        f"Of the {right + wrong} flagged, {right} are children for whom the outcome followed, and {wrong} are false alarms.",
        f"Of the {right + missed} for whom it followed, {missed} are missed.",
        f"For the other {rest} nothing was flagged and nothing followed.",
    ]
