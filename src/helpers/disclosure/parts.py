"""The parts of a gap add up to it. Each is told as it is, and their sum would be a finer number than the gap that is shown.

Two parts follow from scores. The third, what falls at the cut-off, is what they leave of the gap; so it is made anew as what
they leave of the gap that is shown, and its interval is moved along. Parts are hidden with their gap.
"""

from collections import defaultdict
from collections.abc import Iterator, Sequence
from dataclasses import replace

from helpers.disclosure.anew import shifted
from helpers.disclosure.places import Place, place_of
from helpers.disclosure.rules import HIDDEN
from helpers.estimate import About, Estimate, Finding, State
from helpers.policy import DisclosureRule

PART_OF, GAP = "part of gap in ", "gap in "
FROM = " from "
"""What stands between a gap and a part of it."""
WHAT_IS_LEFT = "cut-off"
"""The part that is what the others leave."""


def whole_of(about: About) -> str:
    """Return the measure without the part that it may name.

    >>> whole_of(About(authority="", measure="false_positive_rate from base rate"))
    'false_positive_rate'
    """
    return about.measure.partition(FROM)[0]


def added_up(
    findings: Sequence[Finding], shown: Sequence[Estimate], rule: DisclosureRule
) -> dict[int, Estimate]:
    """Return, by place, the estimates to show instead of parts, so that these add up to the gap as it is shown.

    Parameters
    ----------
    findings
        Every finding, as the evaluation made it.
    shown
        Their estimates as the door would show them, gaps made anew already, in the same order.
    rule
        The disclosure rule.
    """
    parts: dict[Place, list[int]] = defaultdict(list)
    for number, finding in enumerate(findings):
        if finding.about.measure.startswith(PART_OF):
            parts[_gap_of(finding.about)].append(number)
    gaps = {
        place: number
        for number, finding in enumerate(findings)
        if (place := place_of(finding.about)) in parts
    }
    return {
        number: estimate
        for place, numbers in parts.items()
        for number, estimate in _settled(gaps.get(place), numbers, findings, shown, rule)
    }


def _gap_of(about: About) -> Place:
    """Return where the gap stands that a number is a part of."""
    name = whole_of(replace(about, measure=about.measure.removeprefix(PART_OF)))
    return place_of(replace(about, measure=f"{GAP}{name}"))


def _settled(
    gap: int | None,
    numbers: Sequence[int],
    findings: Sequence[Finding],
    shown: Sequence[Estimate],
    rule: DisclosureRule,
) -> Iterator[tuple[int, Estimate]]:
    """Yield the parts of one gap that are not shown as they are."""
    there = [number for number in numbers if shown[number].state is State.ESTIMATED]
    whole = HIDDEN if gap is None else shown[gap]
    if whole.value is None:
        none = Estimate(value=None, state=whole.state)
        yield from ((number, none) for number in there)
    if whole.value is None or len(there) < len(numbers):
        return
    for number in there:
        if findings[number].about.measure.endswith(f"{FROM}{WHAT_IS_LEFT}"):
            others = (findings[other].estimate.value or 0.0 for other in there if other != number)
            left = whole.value - sum(round(one, rule.decimals) for one in others)
            yield number, shifted(findings[number].estimate, shown[number], to=left, rule=rule)
