"""Numbers made from a rate of flags, which would tell it where it is hidden, and finer than it is where it is shown.

A difference between two rates, laid beside the one that is shown, gives the other; and a rate with training luck has
the same value as the rate itself. Neither carries the counts of the rate, so the door must know them by their names.
Both are made anew from the rates as these are shown.
"""

from collections.abc import Mapping, Sequence

from helpers.disclosure.anew import EXACT, shifted
from helpers.disclosure.counts import RATES
from helpers.estimate import About, Estimate, Finding, State
from helpers.policy import DisclosureRule

DIFFERENCE, WITH_LUCK, BESIDE = "difference in ", " with training luck", " beside "
LINE = "top tenth"
"""The line that a rate is of, where such a number names none."""

Rate = tuple[str, str, str, str, str]
"""Authority, outcome, design, line and measure."""


def made_from(about: About) -> tuple[Rate, ...]:
    """Return the rates that a number is made from; nothing for a number that is not made from rates of flags.

    >>> [rate[2] for rate in made_from(About(authority="", design="a beside b", measure="difference in recall"))]
    ['a', 'b']
    """
    name = about.measure.removeprefix(DIFFERENCE).removesuffix(WITH_LUCK)
    if name == about.measure or name not in RATES:
        return ()
    return tuple(
        (about.authority, about.outcome, design, about.cut_off or LINE, name)
        for design in about.design.split(BESIDE)
    )


def betraying(abouts: Sequence[About], estimates: Sequence[Estimate]) -> set[int]:
    """Return the places of numbers that must be hidden, since a rate they are made from is suppressed.

    Parameters
    ----------
    abouts, estimates
        What the findings are about, and their estimates as the door would show them, in the same order.
    """
    hidden = {
        (about.authority, about.outcome, about.design, about.cut_off, about.measure)
        for about, estimate in zip(abouts, estimates, strict=True)
        if estimate.state is State.SUPPRESSED and not about.attribute
    }
    return {
        place
        for place, about in enumerate(abouts)
        if estimates[place].state is State.ESTIMATED and not hidden.isdisjoint(made_from(about))
    }


def settled(
    findings: Sequence[Finding], shown: Sequence[Estimate], rule: DisclosureRule
) -> dict[int, Estimate]:
    """Return, by place, numbers made anew from the shown rates that they are made from, their intervals moved along.

    Parameters
    ----------
    findings
        Every finding, as the evaluation made it.
    shown
        Their estimates as the door would show them, in the same order.
    rule
        The disclosure rule.
    """
    rates = {
        (about.authority, about.outcome, about.design, about.cut_off, about.measure): place
        for place, about in enumerate(finding.about for finding in findings)
        if about.measure in RATES and not about.attribute
    }
    found: dict[int, Estimate] = {}
    for place, finding in enumerate(findings):
        if shown[place].state is not State.ESTIMATED:
            continue
        to = _from_shown(finding, rates, findings, shown)
        if to is not None:
            found[place] = shifted(finding.estimate, shown[place], to=to, rule=rule)
    return found


def _from_shown(
    finding: Finding,
    rates: Mapping[Rate, int],
    findings: Sequence[Finding],
    shown: Sequence[Estimate],
) -> float | None:
    """Return a number as the shown rates make it; nothing if it is made of none, or one of them is not known."""
    places = [rates.get(rate) for rate in made_from(finding.about)]
    known = [place for place in places if place is not None]
    if not known or len(known) < len(places):
        return None
    exact, told = (
        [one.value for one in of]
        for of in ([findings[at].estimate for at in known], [shown[at] for at in known])
    )
    if finding.estimate.value is None or None in exact or None in told:
        return None
    moved = _less(told) - round(_less(exact), EXACT)
    return round(finding.estimate.value + moved, EXACT)


def _less(values: Sequence[float | None]) -> float:
    """Return the first of some values less all others."""
    first, *others = (value or 0.0 for value in values)
    return first - sum(others)
