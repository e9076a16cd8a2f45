"""What equal errors would force upon a group, made anew from rounded counts.

The false positive rate that is forced is, whatever the model, the odds with which the outcome follows in the group
times everybody's false positives for each child for whom it followed. Told exactly it narrows the group's count further than
rounding does. So it is made from counts that are shown, and hidden where one of these is.
"""

from collections.abc import Mapping, Sequence
from dataclasses import replace

from helpers.disclosure.anew import stretched
from helpers.disclosure.counts import OF_ALL
from helpers.disclosure.places import Place, place_of
from helpers.disclosure.rules import HIDDEN
from helpers.estimate import About, Estimate, Finding, State
from helpers.policy import DisclosureRule

FORCED = "forced "
RATE = "false_positive_rate"
"""The one forced rate that is shown; of any other it is not known here from which counts it follows."""
PREVALENCE = "prevalence"


def settled(
    findings: Sequence[Finding], shown: Sequence[Estimate], rule: DisclosureRule
) -> dict[int, Estimate]:
    """Return, by place, the estimates to show instead of forced rates.

    Parameters
    ----------
    findings
        Every finding, as the evaluation made it.
    shown
        Their estimates as the door would show them, in the same order.
    rule
        The disclosure rule.
    """
    told = {
        place_of(finding.about): estimate
        for finding, estimate in zip(findings, shown, strict=True)
        if finding.about.measure in (RATE, PREVALENCE)
    }
    return {
        number: _forced(finding, shown[number], told, rule)
        for number, finding in enumerate(findings)
        if finding.about.measure.startswith(FORCED) and shown[number].state is State.ESTIMATED
    }


def _forced(
    finding: Finding, shown: Estimate, told: Mapping[Place, Estimate], rule: DisclosureRule
) -> Estimate:
    about = finding.about
    if about.measure != f"{FORCED}{RATE}":
        return HIDDEN
    without_line = OF_ALL if about.cut_off.endswith(OF_ALL) else ""
    own = _counts(told, replace(about, measure=PREVALENCE, cut_off=without_line))
    everybody = replace(about, attribute="", group="")
    alarms = _counts(told, replace(everybody, measure=RATE))
    of_all = _counts(told, replace(everybody, measure=PREVALENCE, cut_off=without_line))
    if own is None or alarms is None or of_all is None:
        return HIDDEN
    followed, n = own
    if followed >= n or not of_all[0]:
        return HIDDEN
    value = followed / (n - followed) * alarms[0] / of_all[0]
    return stretched(finding.estimate, shown, to=value, rule=rule)


def _counts(told: Mapping[Place, Estimate], about: About) -> tuple[int, int] | None:
    """Return numerator and denominator of a rate as they are shown; nothing if it is not shown."""
    one = told.get(place_of(about))
    if one is None or one.numerator is None or one.denominator is None:
        return None
    return one.numerator, one.denominator
