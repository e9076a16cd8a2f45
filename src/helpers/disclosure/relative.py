"""Numbers that set a group beside everybody else: shown only where nothing hidden follows from them.

A gap between a group and the rest carries no counts, yet laid beside the rate of one it gives the rate of the other. So
the counts of the rest are taken to be published with it: it is hidden where one of them is small, or gives a small one
away, or where the rate of the group or of everybody is hidden. What two rates alone make, or would make if nothing
were adjusted for, is made anew from rounded counts (:mod:`helpers.disclosure.anew`), and the parts of a gap add up to
the gap that is shown (:mod:`helpers.disclosure.parts`).
"""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import replace

from helpers.disclosure import anew
from helpers.disclosure.anew import Rates
from helpers.disclosure.counts import RATES, Count, named
from helpers.disclosure.parts import PART_OF, added_up, whole_of
from helpers.disclosure.places import Place, place_of
from helpers.disclosure.rules import HIDDEN, is_small
from helpers.estimate import About, Estimate, Finding, State
from helpers.policy import DisclosureRule

MADE_ANEW: Mapping[str, Callable[[Estimate, Estimate, Rates, DisclosureRule], Estimate]] = {
    "gap in ": anew.difference,
    "unadjusted gap in ": anew.difference,
    "adjusted gap in ": anew.what_stays,
    "ratio of ": anew.ratio,
    "unadjusted odds ratio of ": anew.odds_ratio,
    "adjusted odds ratio of ": anew.odds_ratio_that_stays,
}
"""How numbers begin that are made of two rates, or would be if nothing were adjusted for, and how they are made anew."""
BESIDE = ("went from gap in ", "power of gap in ", "smallest gap in ", PART_OF)
"""How numbers begin that stand beside a gap and are hidden with it."""
OTHER_WORDS = {
    "false_alarms": "false_positive_rate",
    "misses": "false_negative_rate",
    "pinned_average_precision": "prevalence",
}
"""What is about a rate without naming it; a pinned score is that of a group mixed with everybody else, half and half."""
PINNED = "pinned_average_precision"


def relative_of(about: About) -> tuple[str, str]:
    """Return how a number that sets a group beside the rest begins, and which rate it is about; else two empty words.

    >>> relative_of(About(authority="", measure="part of gap in false_positive_rate from base rate"))
    ('part of gap in ', 'false_positive_rate')
    """
    if about.measure == PINNED and about.attribute:
        return PINNED, OTHER_WORDS[PINNED]
    for beginning in (*MADE_ANEW, *BESIDE):
        if about.measure.startswith(beginning):
            told = replace(about, measure=about.measure.removeprefix(beginning))
            name = whole_of(told)
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
    places = {place_of(finding.about): number for number, finding in enumerate(findings)}
    found: dict[int, Estimate] = {}
    for number, finding in enumerate(findings):
        beginning, measure = relative_of(finding.about)
        if not beginning or shown[number].state is not State.ESTIMATED:
            continue
        rates = _rates(finding.about, measure, places, findings, shown)
        if rates is None or not _may_be_set_beside(rates, rule):
            found[number] = HIDDEN
        elif measure in RATES and beginning in MADE_ANEW:
            found[number] = MADE_ANEW[beginning](finding.estimate, shown[number], rates, rule)
    return found | added_up(findings, [found.get(at, one) for at, one in enumerate(shown)], rule)


def _rates(
    about: About,
    measure: str,
    places: Mapping[Place, int],
    findings: Sequence[Finding],
    shown: Sequence[Estimate],
) -> Rates | None:
    """Return the rate that a gap is made from; nothing if there is no such rate, or none that says its counts."""
    own = replace(about, measure=measure)
    pair = [places.get(place_of(one)) for one in (own, replace(own, attribute="", group=""))]
    if pair[0] is None or pair[1] is None:
        return None
    exact = [findings[place].estimate for place in pair if place is not None]
    told = [shown[place] for place in pair if place is not None]
    return Rates(*exact, *told)


def _may_be_set_beside(rates: Rates, rule: DisclosureRule) -> bool:
    """Say whether both numbers are shown and no small count stands behind that of the rest."""
    if any(one.state is not State.ESTIMATED for one in (rates.own_shown, rates.everybody_shown)):
        return False
    return not any(
        is_small(number, rule)
        for part, whole in rates.rests()
        for number in (part, whole, whole - part)
    )
