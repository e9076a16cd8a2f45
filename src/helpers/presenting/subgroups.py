"""How many rates by group have no number: told wherever results are summed up, so that silence is never taken for good news."""

from collections.abc import Sequence

from helpers.estimate import Estimate
from helpers.presenting import words
from helpers.presenting.groups_named import in_order
from helpers.presenting.source import OutcomeWords, Results

MISTAKES = {
    "false_discovery_rate": "false alarms, of those flagged",
    "false_negative_rate": "missed, of those for whom it followed",
}


def silence(rates: Sequence[Estimate], *, where: str = "") -> str:
    """Return how many of some rates by group cannot be shown, and why, as a sentence."""
    return (
        f"Of {words.counted(len(rates), 'rate')} by group of children{where}, "
        f"{words.unshown(rates, noun='') or 'every one is shown'}."
    )


def rates_by_group(report: Results) -> list[Estimate]:
    """Return both rates of every group of every attribute and outcome, of the design and the line shown first elsewhere."""
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
    alarms, missed = (
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
    )
    return {
        name: (alarms[name], missed[name])
        for name in in_order(attribute, [name for name in alarms if name in missed])
    }
