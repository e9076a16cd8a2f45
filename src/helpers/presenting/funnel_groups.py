"""The groups of a funnel: where each lies, and in how many outcomes a gap was found for the same group."""

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass

from helpers.estimate import Estimate
from helpers.presenting import words
from helpers.presenting.funnel_drawing import INNER, OUTER, limits
from helpers.presenting.gap import gaps_of
from helpers.presenting.gap_words import FOUND
from helpers.presenting.groups_named import attribute, group
from helpers.presenting.groups_source import places
from helpers.presenting.source import OutcomeWords, Results

WITHIN, BETWEEN, BEYOND = (
    "within the inner limits",
    "between the limits",
    "beyond the outer limits",
)
NO_NUMBER = "no number"


@dataclass(frozen=True, kw_only=True)
class Member:
    """One group of one outcome.

    Attributes
    ----------
    attribute, name
        What both are called.
    rate
        Its rate.
    verdict, difference
        What may be said of its gap to all others, and the gap; empty and nothing where no gap was looked for.
    lies
        Where in the funnel it lies.
    """

    attribute: str
    name: str
    rate: Estimate
    verdict: str
    difference: float
    lies: str

    @property
    def label(self) -> str:
        """The group with its attribute."""
        return f"{self.attribute}: {self.name}"


def members(report: Results, outcome: OutcomeWords, measure: str) -> list[Member]:
    """Return every group of every attribute, in the authority's own order."""
    found = []
    for place in places(report, outcome):
        gaps = {gap.group: gap for gap in gaps_of(place, measure)}
        middle = place.everybody(measure)
        for name, rate in place.rates(measure).items():
            called = group(name, place.attribute)
            gap = gaps.get(called)
            found.append(
                Member(
                    attribute=attribute(place.attribute),
                    name=called,
                    rate=rate,
                    verdict="" if gap is None else gap.verdict,
                    difference=0.0 if gap is None else gap.estimate.value or 0.0,
                    lies=_lies(rate, middle),
                )
            )
    return found


def _lies(rate: Estimate, middle: Estimate | None) -> str:
    """Return where in the funnel round all children a rate lies."""
    if rate.value is None or not rate.denominator or middle is None or middle.value is None:
        return NO_NUMBER
    for within, said in ((INNER, WITHIN), (OUTER, BETWEEN)):
        low, high = limits(middle.value, rate.denominator, within)
        if low <= rate.value <= high:
            return said
    return BEYOND


def counted(groups: Sequence[Member], what: str) -> str:
    """Return how many groups lie where, as a sentence.

    Parameters
    ----------
    what
        What is counted: ``children missed``.
    """
    lying = Counter(one.lies for one in groups)
    seen = len(groups) - lying[NO_NUMBER]
    if not seen:
        return f"Of {words.counted(len(groups), 'group')}, none has a number of {what}."
    silent = (
        f" {lying[NO_NUMBER]:,} of {words.counted(len(groups), 'group')} have no number."
        if lying[NO_NUMBER]
        else ""
    )
    return (
        f"Of {words.counted(seen, 'group')} with a number of {what}, {lying[WITHIN]} lie {WITHIN}, {lying[BETWEEN]} {BETWEEN} "
        f"and {lying[BEYOND]} {BEYOND}.{silent}"
    )


def in_short(groups: Sequence[Member]) -> str:
    """Return how many groups lie within the inner limits, for an alternative text."""
    lying = Counter(one.lies for one in groups)
    seen = len(groups) - lying[NO_NUMBER]
    return f"{lying[WITHIN]} of {words.counted(seen, 'group')} inside, {lying[NO_NUMBER]} without a number."


def the_same(groups: Sequence[Member], what: str, *, outcomes: int) -> str:
    """Return for which groups a gap was found, in how many outcomes each, in the order of showing and not of size."""
    parts = []
    for side, sign in (("more", 1), ("fewer", -1)):
        tally = Counter(
            one.label for one in groups if one.verdict == FOUND and one.difference * sign > 0
        )
        if tally:
            named = [f"“{label}” in {many}" for label, many in tally.items()]
            parts.append(f"{side} {what} for {words.listed(named)}")
    of = words.counted(outcomes, "outcome")
    if not parts:
        return f"In {of}, no gap in {what} was found for any group."
    return f"Gaps found, in so many of {of}: {'; '.join(parts)}."
