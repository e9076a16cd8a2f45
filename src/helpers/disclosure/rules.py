"""Suppress, then round: the arithmetic that makes one number safe to publish.

The order matters. Rounding first would show 6 and 7 as 5, so that a shown 5 would betray a small count. After both
steps a shown 10 means 10, 11 or 12, a shown 15 means 13 to 17, and so on; a shown 0 means that there was none.
"""

from dataclasses import replace

from helpers.estimate import Estimate, State
from helpers.policy import DisclosureRule

HIDDEN = Estimate(value=None, state=State.SUPPRESSED)
"""What stands in place of a number that is not shown: no value, no interval and no count."""


def is_small(number: int, rule: DisclosureRule) -> bool:
    """Return whether a count is above nought and too small to be shown."""
    return 0 < number < rule.smallest_count


def rounded(number: int, rule: DisclosureRule) -> int:
    """Return a count rounded to the nearest multiple that the rule names."""
    return (number + rule.round_to // 2) // rule.round_to * rule.round_to


def meant_by(shown: int, rule: DisclosureRule) -> tuple[int, int]:
    """Return the smallest and the largest count that a shown count can stand for."""
    if shown == 0:
        return 0, 0
    lowest = shown - rule.round_to // 2
    return max(lowest, rule.smallest_count), lowest + rule.round_to - 1


def may_show(estimate: Estimate, rule: DisclosureRule) -> bool:
    """Return whether no count behind an estimate is small, complements included.

    Looked at are the numerator, the denominator and their difference, and the decisions, those for which the outcome
    followed and those for which it did not. A measure that is no count and no rate cannot be shown unless it says
    how many decisions of both kinds it rests on.
    """
    counts: list[int] = []
    for part, whole in (
        (estimate.numerator, estimate.denominator),
        (estimate.positives, estimate.n),
    ):
        counts += [number for number in (part, whole) if number is not None]
        if part is not None and whole is not None:
            counts.append(whole - part)
    if any(is_small(number, rule) for number in counts):
        return False
    if estimate.state is State.ESTIMATED and estimate.numerator is None:
        n, positives = estimate.n, estimate.positives
        return n is not None and positives is not None and 0 < positives < n
    return True


def shown(estimate: Estimate, rule: DisclosureRule) -> Estimate:
    """Return an estimate that may be shown with its counts rounded and its value made from the rounded counts.

    Raises
    ------
    ValueError
        If the value of a count or a rate is not what its counts say, which would let an exact number through.
    """
    n, positives = _rounded(estimate.n, rule), _rounded(estimate.positives, rule)
    if estimate.state is not State.ESTIMATED or estimate.value is None:
        return Estimate(value=None, n=n, positives=positives, state=estimate.state)
    _agreed(estimate)
    part, whole = _rounded(estimate.numerator, rule), _rounded(estimate.denominator, rule)
    if part is None:
        value, decimals = round(estimate.value, rule.decimals), rule.decimals
    elif whole is None:
        value, decimals = float(part), 0
    else:
        value, decimals = _rate(part, whole, rule)
    low, high = estimate.low, estimate.high
    return Estimate(
        value=value,
        low=None if low is None else min(round(low, decimals), value),
        high=None if high is None else max(round(high, decimals), value),
        n=n,
        positives=positives,
        numerator=part,
        denominator=whole,
    )


def shown_as_rest(estimate: Estimate, rule: DisclosureRule) -> Estimate:
    """Return a rate as what the rate of its complement leaves, so that the two shown add up to one.

    Numerators of both are rounded, and 45 and 60 of 110 would be 41 and 55 in 100.
    """
    return _rest(shown(_rest(estimate), rule))


def _rest(estimate: Estimate) -> Estimate:
    """Return the rate of the others of the same denominator."""
    value, high, low = (
        None if end is None else round(1 - end, 9)
        for end in (estimate.value, estimate.low, estimate.high)
    )
    part, whole = estimate.numerator, estimate.denominator
    rest = None if part is None or whole is None else whole - part
    return replace(estimate, value=value, low=low, high=high, numerator=rest)


def _rounded(number: int | None, rule: DisclosureRule) -> int | None:
    return None if number is None else rounded(number, rule)


def _rate(numerator: int, denominator: int, rule: DisclosureRule) -> tuple[float, int]:
    """Return a rate of rounded counts and its decimals: more of them where fewer would say none or all.

    The further decimals give nothing away, since both rounded counts are shown beside the rate.
    """
    exact = numerator / denominator
    decimals = rule.rate_decimals
    while 0 < exact < 1 and round(exact, decimals) in (0.0, 1.0):
        decimals += 1
    return round(exact, decimals), decimals


def _agreed(estimate: Estimate) -> None:
    if estimate.numerator is None or estimate.value is None:
        return
    if estimate.denominator == 0:
        raise ValueError("a rate over nobody is no estimate")
    said = estimate.numerator / (estimate.denominator or 1)
    if abs(said - estimate.value) > 1e-6 * max(1.0, abs(said)):
        raise ValueError(
            f"the value {estimate.value} is not {estimate.numerator} / {estimate.denominator}"
        )
