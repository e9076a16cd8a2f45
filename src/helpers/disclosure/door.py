"""The door: findings go in, cleared findings come out, and nothing else in the project makes one."""

from collections import Counter
from collections.abc import Iterable

from helpers.disclosure import differencing, rules
from helpers.disclosure.counts import recognised
from helpers.estimate import ClearedFinding, Estimate, Finding, State
from helpers.policy import DisclosureRule


def clear(findings: Iterable[Finding], *, rule: DisclosureRule) -> list[ClearedFinding]:
    """Return every finding in a form that may be published, in the order given.

    Counts from 1 up to the smallest that may be shown are suppressed, with every rate or measure that rests on one
    (as numerator, denominator, or the difference of the two); other counts are rounded; rates are made from the
    rounded counts; further counts are withdrawn where they would give a suppressed one away
    (:mod:`helpers.disclosure.differencing`). *Too few to judge* stays as it is and keeps no small count.

    Give all findings of an authority at once: what stands in another call cannot be compared.

    Raises
    ------
    ValueError
        If the value of a count or a rate disagrees with its own counts.
    """
    listed = list(findings)
    counts = recognised(listed)
    safe = [rules.may_show(finding.estimate, rule) for finding in listed]
    exact = {name: number for named in counts for name, number in named.items()}
    shown = Counter(
        name for named, may_show in zip(counts, safe, strict=True) if may_show for name in named
    )
    taken_back = differencing.withdrawn(exact, shown, rule=rule)
    return [
        ClearedFinding(
            about=finding.about,
            estimate=_cleared(
                finding.estimate, rule, safe=may_show and taken_back.isdisjoint(named)
            ),
        )
        for finding, named, may_show in zip(listed, counts, safe, strict=True)
    ]


def _cleared(estimate: Estimate, rule: DisclosureRule, *, safe: bool) -> Estimate:
    if estimate.state is State.TOO_FEW and not safe:
        return Estimate(value=None, state=State.TOO_FEW)
    if estimate.state is State.SUPPRESSED or not safe:
        return rules.HIDDEN
    return rules.shown(estimate, rule)
