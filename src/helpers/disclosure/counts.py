"""Which counts a finding would publish, under names that let one count be recognised in many findings.

The children wrongly flagged stand in the count of false positives, in the false alarm rate and in the false positive
rate. Someone who wants to find a suppressed count puts these together, so the door does too.
"""

from collections.abc import Iterable, Mapping
from typing import NamedTuple

from helpers.estimate import About, Finding

N, FOLLOWED, NOT_FOLLOWED = "held out", "followed", "not followed"
FLAGGED, NOT_FLAGGED = "flagged", "not flagged"
TRUE_FLAGS, FALSE_FLAGS = "rightly flagged", "wrongly flagged"
MISSED, RIGHTLY_NOT = "missed", "rightly not flagged"

COUNTS: Mapping[str, str] = {
    "held_out": N,
    "held_out_followed": FOLLOWED,
    "flagged": FLAGGED,
    "true_positives": TRUE_FLAGS,
    "false_positives": FALSE_FLAGS,
    "false_negatives": MISSED,
    "true_negatives": RIGHTLY_NOT,
}
RATES: Mapping[str, tuple[str, str]] = {
    "prevalence": (FOLLOWED, N),
    "flagged_share": (FLAGGED, N),
    "false_discovery_rate": (FALSE_FLAGS, FLAGGED),
    "false_negative_rate": (MISSED, FOLLOWED),
    "false_omission_rate": (MISSED, NOT_FLAGGED),
    "false_positive_rate": (FALSE_FLAGS, NOT_FOLLOWED),
    "precision": (TRUE_FLAGS, FLAGGED),
    "recall": (TRUE_FLAGS, FOLLOWED),
    "specificity": (RIGHTLY_NOT, NOT_FOLLOWED),
    "negative_predictive_value": (RIGHTLY_NOT, NOT_FLAGGED),
    "false_alarms_per_child_found": (FALSE_FLAGS, TRUE_FLAGS),
}
RIGHT = frozenset({"precision", "recall", "specificity", "negative_predictive_value"})
"""Rates of what was right; each leaves of a hundred what a rate of mistakes takes (precision, false discovery)."""
SUMS: tuple[tuple[str, tuple[str, str]], ...] = (
    (FLAGGED, (TRUE_FLAGS, FALSE_FLAGS)),
    (FOLLOWED, (TRUE_FLAGS, MISSED)),
    (NOT_FOLLOWED, (FALSE_FLAGS, RIGHTLY_NOT)),
    (NOT_FLAGGED, (MISSED, RIGHTLY_NOT)),
    (N, (FLAGGED, NOT_FLAGGED)),
    (N, (FOLLOWED, NOT_FOLLOWED)),
)
"""What adds up to what, within any group of children: a whole and its two parts."""

WITHOUT_CUT_OFF = frozenset({N, FOLLOWED, NOT_FOLLOWED})


class Table(NamedTuple):
    """The model whose counts belong together."""

    authority: str
    outcome: str
    design: str
    algorithm: str


class Count(NamedTuple):
    """The name of one count: which model, which cut-off, which children, counted how."""

    table: Table
    cut_off: str
    attribute: str
    group: str
    kind: str


def named(about: About, kind: str) -> Count:
    """Return the name of a count of ``kind`` for the children and the model that a finding is about."""
    table = Table(about.authority, about.outcome, about.design, about.algorithm)
    cut_off = "" if kind in WITHOUT_CUT_OFF else about.cut_off
    return Count(table, cut_off, about.attribute, about.group, kind)


def recognised(findings: Iterable[Finding]) -> list[dict[Count, int]]:
    """Return, finding by finding, every exact count it would publish (in rounded form) if it were shown.

    A count that stands in many findings has one name in all of them. Where two findings give one name to different
    numbers, the later number gets a name of its own, so that no sum is believed that does not hold.
    """
    numbers: dict[Count, int] = {}
    listed: list[dict[Count, int]] = []
    for finding in findings:
        counts: dict[Count, int] = {}
        for kind, number in _counts_of(finding):
            name = named(finding.about, kind)
            if numbers.setdefault(name, number) != number:
                name = name._replace(kind=f"{kind} in {finding.about.measure}: {number}")
                numbers[name] = number
            counts[name] = number
        listed.append(counts)
    return listed


def _counts_of(finding: Finding) -> list[tuple[str, int]]:
    about, estimate = finding.about, finding.estimate
    counted = COUNTS.get(about.measure, about.measure) if about.design else about.measure
    numerator, denominator = RATES.get(about.measure, (counted, f"{counted}, of"))
    pairs = [(numerator, estimate.numerator), (denominator, estimate.denominator)]
    plain_count = estimate.numerator is not None and estimate.denominator is None
    if not (plain_count and estimate.n == estimate.numerator):
        pairs += [(N, estimate.n), (FOLLOWED, estimate.positives)]
    return [(kind, number) for kind, number in pairs if number is not None]
