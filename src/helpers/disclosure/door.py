"""The door: findings go in, cleared findings come out, and nothing else in the project makes one."""

from collections import Counter
from collections.abc import Iterable, Mapping
from dataclasses import replace

from helpers.disclosure import derived, differencing, forced, relative, rules
from helpers.disclosure.coarse import coarsened
from helpers.disclosure.counts import (
    FLAGGED,
    NOT_OF_CHILDREN,
    RIGHT,
    Count,
    Table,
    line_of,
    measure_of,
    named,
    recognised,
)
from helpers.estimate import About, ClearedFinding, Estimate, Finding, State
from helpers.policy import DisclosureRule, policy


def clear(
    findings: Iterable[Finding], *, rule: DisclosureRule, capacity: float | None = None
) -> list[ClearedFinding]:
    """Return every finding in a form that may be published, in the order given.

    Counts from 1 up to the smallest that may be shown are suppressed, with every rate or measure that rests on one
    (as numerator, denominator, or the difference of the two), and everything about a line above which fewer stand;
    other counts are rounded; rates are made from the
    rounded counts; further counts are withdrawn where they would give a suppressed one away
    (:mod:`helpers.disclosure.differencing`); and so are numbers made from a rate that is hidden
    (:mod:`helpers.disclosure.derived`, :mod:`helpers.disclosure.relative`, :mod:`helpers.disclosure.forced`); some are told
    more coarsely (:mod:`helpers.disclosure.coarse`). Counts of questions, and of groups that an
    attribute has, count no children and pass. A hidden number keeps no note. *Too few to judge* stays as it is and keeps no small count.

    Give all findings of an authority at once: what stands in another call cannot be compared.

    Parameters
    ----------
    findings
        As the evaluation made them.
    rule
        The disclosure rule.
    capacity
        The share of decisions flagged at the authority's own line, which its pages tell.

    Raises
    ------
    ValueError
        If the value of a count or a rate disagrees with its own counts.
    """
    listed = list(findings)
    counts = recognised(listed)
    exact = {name: number for names in counts for name, number in names.items()}
    for finding, names in zip(listed, counts, strict=True):
        if finding.estimate.state is State.ESTIMATED:
            names |= relative.rest_counts(finding.about, exact)
    exact |= {name: number for names in counts for name, number in names.items()}
    thin = _thin_lines(counts, rule)
    safe = [
        rules.may_show(finding.estimate, rule)
        and not any(rules.is_small(number, rule) for number in names.values())
        and (named(finding.about, FLAGGED).table, line_of(finding.about)) not in thin
        for finding, names in zip(listed, counts, strict=True)
    ]
    shown = Counter(
        name for names, may_show in zip(counts, safe, strict=True) if may_show for name in names
    )
    lowest = policy().study.flagged_share
    shares = (lowest, 1 - lowest, *(() if capacity is None else (capacity,)))
    taken_back = differencing.withdrawn(exact, shown, rule=rule, shares=shares)
    estimates = [
        _cleared(finding, rule, safe=may_show and taken_back.isdisjoint(names))
        for finding, names, may_show in zip(listed, counts, safe, strict=True)
    ]
    for place in derived.betraying([finding.about for finding in listed], estimates):
        estimates[place] = rules.HIDDEN
    for settled in (derived.settled, relative.settled, forced.settled):
        for place, estimate in settled(listed, estimates, rule).items():
            estimates[place] = estimate
    estimates = [
        coarsened(finding.about, finding.estimate, estimate, rule)
        for finding, estimate in zip(listed, estimates, strict=True)
    ]
    return [
        ClearedFinding(about=_labelled(finding.about, estimate), estimate=estimate)
        for finding, estimate in zip(listed, estimates, strict=True)
    ]


def _labelled(about: About, estimate: Estimate) -> About:
    """Return the labels; what is noted about a number that is hidden could tell it."""
    return replace(about, note="") if estimate.state is State.SUPPRESSED else about


def _thin_lines(
    counts: Iterable[Mapping[Count, int]], rule: DisclosureRule
) -> set[tuple[Table, str]]:
    """Return the lines (model and cut-off) above which fewer stand than may be shown.

    Nothing is shown of such a line: that no child of a group stands above it tells something of the few who do.
    """
    return {
        (name.table, name.cut_off)
        for of_finding in counts
        for name, number in of_finding.items()
        if name.kind == FLAGGED and not name.attribute and rules.is_small(number, rule)
    }


def _cleared(finding: Finding, rule: DisclosureRule, *, safe: bool) -> Estimate:
    estimate = finding.estimate
    if finding.about.measure in NOT_OF_CHILDREN:
        return estimate
    if estimate.state is State.TOO_FEW and not safe:
        return Estimate(value=None, state=State.TOO_FEW)
    if estimate.state is State.SUPPRESSED or not safe:
        return rules.HIDDEN
    if measure_of(finding.about) in RIGHT and estimate.state is State.ESTIMATED:
        return rules.shown_as_rest(estimate, rule)
    return rules.shown(estimate, rule)
