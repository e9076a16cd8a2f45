"""Does everybody's score look better than it is, since settings were chosen with some of these decisions? Measured, and told."""

from helpers.presenting import words
from helpers.presenting.claims import Claim, beside
from helpers.presenting.groups_source import WHOLE
from helpers.presenting.source import OutcomeWords, Results

OPTIMISM = "optimism in average_precision"
ABSENT = "How much better numbers look because settings were chosen with some of these decisions was not measured."
LOOKS = Claim(
    true="Settings were chosen with some of these decisions, and it shows: average precision is higher among those than among all "
    "others, by {much}. Numbers on this page look better than they would among other children.",
    false="Settings were chosen with some of these decisions. That does not make numbers look better: average precision is lower among "
    "those than among all others ({much}).",
    cannot_tell="Settings were chosen with some of these decisions. Nobody can tell whether that makes numbers look better than they are: "
    "average precision among those, less that among all others, is {much}.",
    suppressed=f"How much better numbers look because settings were chosen with some of these decisions is {words.SUPPRESSED}.",
    too_few=f"How much better numbers look because settings were chosen with some of these decisions: {words.TOO_FEW}.",
)
"""What may be said of average precision among decisions that settings were chosen with, less that among the others."""


def optimism(report: Results, outcome: OutcomeWords) -> str:
    """Return how much better numbers look because settings were chosen with some of the decisions, as a sentence or two."""
    found = report.find(
        measure=OPTIMISM, outcome=outcome.slug, design=WHOLE.design, cut_off=WHOLE.without
    )
    if not found:
        return ABSENT
    estimate = found[0].estimate
    return LOOKS.said(beside(estimate, 0.0)).format(much=words.change(estimate))
