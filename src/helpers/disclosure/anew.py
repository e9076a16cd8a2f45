"""What two rates make, made anew from rounded counts, so that it tells nothing that these do not.

How far an interval reaches on either side stays as it was, but for nought: where the evaluation did not find a gap,
nought stays inside. What stays of a gap after adjusting is moved as the gap itself is: had adjusting changed nothing, it
would be the gap, and what went would be nought.
"""

from collections.abc import Iterator
from dataclasses import replace
from typing import NamedTuple

from helpers.disclosure.rules import HIDDEN, rounded
from helpers.estimate import Estimate
from helpers.policy import DisclosureRule

EXACT = 9
"""To so many decimals a number is taken for what it is, whatever its last bits are."""


class Rates(NamedTuple):
    """A number of a group and of everybody, as they are and as they are shown."""

    own: Estimate
    everybody: Estimate
    own_shown: Estimate
    everybody_shown: Estimate

    def rests(self) -> Iterator[tuple[int, int]]:
        """Yield how many of everybody but a group the outcome followed, and numerator and denominator of their rate."""
        own, everybody = self.own, self.everybody
        yield _less(everybody.positives, own.positives), _less(everybody.n, own.n)
        if own.denominator is not None:
            yield (
                _less(everybody.numerator, own.numerator),
                _less(everybody.denominator, own.denominator),
            )

    def exact(self) -> tuple[float, float]:
        """Return the rates of the group and of the rest as they are; the rest must not be empty."""
        *_, (part, whole) = self.rests()
        return (self.own.numerator or 0) / (self.own.denominator or 1), part / whole

    def rounded(self, rule: DisclosureRule) -> tuple[float, float] | None:
        """Return the rates of the group and of the rest from rounded counts; nothing if the rest is nobody."""
        *_, rest = self.rests()
        part, whole = (rounded(number, rule) for number in rest)
        if not whole:
            return None
        return (self.own_shown.numerator or 0) / (self.own_shown.denominator or 1), part / whole


def _less(whole: int | None, part: int | None) -> int:
    return (whole or 0) - (part or 0)


def difference(exact: Estimate, shown: Estimate, rates: Rates, rule: DisclosureRule) -> Estimate:
    """Return the rate of the group less that of the rest, from rounded counts."""
    two = rates.rounded(rule)
    return HIDDEN if two is None else shifted(exact, shown, to=two[0] - two[1], rule=rule)


def what_stays(exact: Estimate, shown: Estimate, rates: Rates, rule: DisclosureRule) -> Estimate:
    """Return a gap that was adjusted as the shown gap less what went, so that both add up to the shown gap."""
    two = rates.rounded(rule)
    if two is None or exact.value is None:
        return HIDDEN
    was = rates.exact()
    went = round(round(was[0] - was[1] - exact.value, EXACT), rule.decimals)
    gap = round(two[0] - two[1], rule.decimals)
    return shifted(exact, shown, to=gap - went, rule=rule)


def ratio(exact: Estimate, shown: Estimate, rates: Rates, rule: DisclosureRule) -> Estimate:
    """Return the rate of the group over that of the rest, from rounded counts."""
    two = rates.rounded(rule)
    if two is None or not two[1]:
        return HIDDEN
    return stretched(exact, shown, to=two[0] / two[1], rule=rule)


def odds_ratio(exact: Estimate, shown: Estimate, rates: Rates, rule: DisclosureRule) -> Estimate:
    """Return the odds of the group over those of the rest, from rounded counts."""
    two = rates.rounded(rule)
    odds = None if two is None else _odds_ratio(two)
    return HIDDEN if odds is None else stretched(exact, shown, to=odds, rule=rule)


def odds_ratio_that_stays(
    exact: Estimate, shown: Estimate, rates: Rates, rule: DisclosureRule
) -> Estimate:
    """Return an odds ratio that was adjusted, changed as many times as the one before adjusting is."""
    two = rates.rounded(rule)
    after, before = (
        None if one is None else _odds_ratio(one) for one in (two, two and rates.exact())
    )
    if not after or not before or exact.value is None:
        return HIDDEN
    return stretched(exact, shown, to=round(exact.value / before, EXACT) * after, rule=rule)


def _odds_ratio(rates: tuple[float, float]) -> float | None:
    """Return odds over odds; nothing where a share is all or none."""
    own, rest = rates
    if not (0 < own < 1 and 0 < rest < 1):
        return None
    return own / (1 - own) / (rest / (1 - rest))


def shifted(exact: Estimate, shown: Estimate, *, to: float, rule: DisclosureRule) -> Estimate:
    """Return a difference with another value, its interval moved along; nought stays inside if it was."""
    if exact.value is None:
        return HIDDEN
    value = round(to, rule.decimals)
    low, high = (
        None if end is None else round(to + end - exact.value, rule.decimals)
        for end in (exact.low, exact.high)
    )
    if exact.low is not None and exact.low <= 0 and low is not None:
        low = min(low, 0.0)
    if exact.high is not None and exact.high >= 0 and high is not None:
        high = max(high, 0.0)
    return replace(shown, value=value, low=low, high=high)


def stretched(exact: Estimate, shown: Estimate, *, to: float, rule: DisclosureRule) -> Estimate:
    """Return a ratio with another value, the ends of its interval as many times as far; hidden if it was nought."""
    if not exact.value:
        return HIDDEN
    times = to / exact.value
    low, high = (
        None if end is None else round(end * times, rule.decimals)
        for end in (exact.low, exact.high)
    )
    return replace(shown, value=round(to, rule.decimals), low=low, high=high)
