"""Numbers that set a group beside everybody else: shown only where nothing hidden follows from them.

A gap between a group and the rest carries no counts, yet laid beside the rate of one it gives the rate of the other. So
the counts of the rest are taken to be published with it: it is hidden where one of them is small, or gives a small one
away, or where the rate of the group or of everybody is hidden; and its value is made anew from rounded counts, so that
it tells nothing that they do not. How far its interval reaches on either side stays as it was, but for nought: where
the evaluation did not find a gap, nought stays inside.
"""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import replace
from typing import NamedTuple

from helpers.disclosure.counts import RATES, Count, named
from helpers.disclosure.rules import HIDDEN, is_small, rounded
from helpers.estimate import About, Estimate, Finding, State
from helpers.policy import DisclosureRule

MADE_ANEW = ("gap in ", "unadjusted gap in ", "ratio of ")
"""How numbers begin that are made of two rates."""
BESIDE = ("adjusted gap in ", "power of gap in ", "smallest gap in ", "part of gap in ")
"""How numbers begin that stand beside a gap and are hidden with it."""
OTHER_WORDS = {"false_alarms": "false_positive_rate", "misses": "false_negative_rate"}
FROM = " from "
"""What stands between a gap and a part of it."""

Place = tuple[str, str, str, str, str, str, str]
"""Authority, outcome, design, cut-off, attribute, group and measure."""


class Rates(NamedTuple):
    """A number of a group and of everybody, as they are and as they are shown."""

    own: Estimate
    everybody: Estimate
    own_shown: Estimate
    everybody_shown: Estimate


def relative_of(about: About) -> tuple[str, str]:
    """Return how a number that sets a group beside the rest begins, and which rate it is about; else two empty words.

    >>> relative_of(About(authority="", measure="part of gap in false_positive_rate from base rate"))
    ('part of gap in ', 'false_positive_rate')
    """
    for beginning in (*MADE_ANEW, *BESIDE):
        if about.measure.startswith(beginning):
            name = about.measure.removeprefix(beginning).partition(FROM)[0]
            return beginning, OTHER_WORDS.get(name, name)
    return "", ""


def rest_counts(about: About, exact: Mapping[Count, int]) -> dict[Count, int]:
    """Return the counts of the rest that a number tells which sets a group beside it; nothing for any other number.

    Parameters
    ----------
    about
        What the number is about.
    exact
        Every count that is known inside the authority's folder.
    """
    measure = relative_of(about)[1]
    found: dict[Count, int] = {}
    for kind in RATES.get(measure, ()):
        own = named(about, kind)
        if own in exact and own.of_everybody in exact:
            found[own.of_the_rest] = exact[own.of_everybody] - exact[own]
    return found


def settled(
    findings: Sequence[Finding], shown: Sequence[Estimate], rule: DisclosureRule
) -> dict[int, Estimate]:
    """Return, by place, the estimates to show instead of numbers that set a group beside the rest.

    Parameters
    ----------
    findings
        Every finding, as the evaluation made it.
    shown
        Their estimates as the door would show them, in the same order.
    rule
        The disclosure rule.
    """
    places = {_place(finding.about): number for number, finding in enumerate(findings)}
    found: dict[int, Estimate] = {}
    for number, finding in enumerate(findings):
        beginning, measure = relative_of(finding.about)
        if not beginning or shown[number].state is not State.ESTIMATED:
            continue
        rates = _rates(finding.about, measure, places, findings, shown)
        if rates is None or not _may_be_set_beside(rates, rule):
            found[number] = HIDDEN
        elif measure in RATES and beginning in MADE_ANEW:
            is_ratio = beginning.startswith("ratio")
            found[number] = _anew(finding.estimate, shown[number], rates, rule, is_ratio=is_ratio)
    return found


def _place(about: About) -> Place:
    where = (about.authority, about.outcome, about.design, about.cut_off)
    return (*where, about.attribute, about.group, about.measure)


def _rates(
    about: About,
    measure: str,
    places: dict[Place, int],
    findings: Sequence[Finding],
    shown: Sequence[Estimate],
) -> Rates | None:
    """Return the rate that a gap is made from; nothing if there is no such rate, or none that says its counts."""
    own = replace(about, measure=measure)
    pair = [places.get(_place(one)) for one in (own, replace(own, attribute="", group=""))]
    if pair[0] is None or pair[1] is None:
        return None
    exact = [findings[place].estimate for place in pair if place is not None]
    told = [shown[place] for place in pair if place is not None]
    return Rates(*exact, *told)


def _may_be_set_beside(rates: Rates, rule: DisclosureRule) -> bool:
    """Say whether both numbers are shown and no small count stands behind that of the rest."""
    if any(one.state is not State.ESTIMATED for one in (rates.own_shown, rates.everybody_shown)):
        return False
    for part, whole in _rests(rates):
        if any(is_small(number, rule) for number in (part, whole, whole - part)):
            return False
    return True


def _rests(rates: Rates) -> Iterator[tuple[int, int]]:
    """Yield how many of everybody but a group the outcome followed, and numerator and denominator of their rate."""
    own, everybody = rates.own, rates.everybody
    yield _less(everybody.positives, own.positives), _less(everybody.n, own.n)
    if own.denominator is not None:
        yield (
            _less(everybody.numerator, own.numerator),
            _less(everybody.denominator, own.denominator),
        )


def _less(whole: int | None, part: int | None) -> int:
    return (whole or 0) - (part or 0)


def _anew(
    exact: Estimate, shown: Estimate, rates: Rates, rule: DisclosureRule, *, is_ratio: bool
) -> Estimate:
    """Return the number made from rounded counts, its interval reaching as far on either side as before."""
    was = exact.value
    *_, rest = _rests(rates)
    part, whole = (rounded(number, rule) for number in rest)
    if not whole or was is None or (is_ratio and not (part and was)):
        return HIDDEN
    own = (rates.own_shown.numerator or 0) / (rates.own_shown.denominator or 1)
    value = own / (part / whole) if is_ratio else own - part / whole

    def moved(end: float | None) -> float | None:
        if end is None:
            return None
        return round(value * end / was if is_ratio else value + end - was, rule.decimals)

    low, high = moved(exact.low), moved(exact.high)
    if not is_ratio and exact.low is not None and exact.high is not None:
        low = min(low or 0.0, 0.0) if exact.low <= 0 else low
        high = max(high or 0.0, 0.0) if exact.high >= 0 else high
    return replace(shown, value=round(value, rule.decimals), low=low, high=high)
