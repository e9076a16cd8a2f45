"""Findings of made-up groups, for the tests of the door."""

from collections.abc import Callable, Iterable

import pytest

from helpers.estimate import About, ClearedFinding, Estimate, Finding, count
from helpers.policy import DisclosureRule, policy

Cells = tuple[int, int, int, int]
"""Rightly flagged, wrongly flagged, missed, rightly not flagged."""


@pytest.fixture(scope="session")
def rule() -> DisclosureRule:
    return policy().disclosure_rule("standard")


def about(measure: str, **labels: str) -> About:
    given = {"authority": "made-up", "outcome": "an outcome", "design": "structured-all"} | labels
    return About(measure=measure, **given)


def rate(numerator: int, denominator: int, *, n: int, positives: int) -> Estimate:
    return Estimate(
        value=numerator / denominator,
        low=0.9 * numerator / denominator,
        high=min(1.0, 1.1 * numerator / denominator),
        n=n,
        positives=positives,
        numerator=numerator,
        denominator=denominator,
    )


def findings_of(cells: Cells, **labels: str) -> list[Finding]:
    """Return the counts and rates of one group of children at one cut-off."""
    right, wrong, missed, rest = cells
    n, positives = sum(cells), right + missed
    labels = {"cut_off": "top tenth"} | labels
    counts = {
        "held_out": n,
        "held_out_followed": positives,
        "flagged": right + wrong,
        "true_positives": right,
        "false_positives": wrong,
        "false_negatives": missed,
        "true_negatives": rest,
    }
    made = [Finding(about=about(name, **labels), estimate=count(c)) for name, c in counts.items()]
    for name, part, whole in (
        ("false_discovery_rate", wrong, right + wrong),
        ("false_negative_rate", missed, positives),
    ):
        if whole:
            made.append(
                Finding(
                    about=about(name, **labels),
                    estimate=rate(part, whole, n=n, positives=positives),
                )
            )
    return made


def table_of(groups: Iterable[Cells], *, attribute: str = "sex") -> list[Finding]:
    """Return the findings of all children and of the groups they fall into."""
    listed = list(groups)
    made = findings_of(tuple(map(sum, zip(*listed, strict=True))))  # type: ignore[arg-type]
    for number, cells in enumerate(listed):
        made += findings_of(cells, attribute=attribute, group=f"group {number}")
    return made


@pytest.fixture(scope="session")
def value_of() -> Callable[..., ClearedFinding]:
    def find(cleared: list[ClearedFinding], measure: str, **labels: str) -> ClearedFinding:
        (found,) = [
            finding
            for finding in cleared
            if finding.about.measure == measure
            and all(getattr(finding.about, name) == value for name, value in labels.items())
        ]
        return found

    return find
