"""Numbers that are told more coarsely, since with what stands beside them they would tell exact counts.

* **Net benefit** is made of two counts of flags: it is told as whole children in 1,000 decisions.
* **Lift** is average precision over prevalence, so average precision over lift is a finer prevalence than the one that
  rounded counts make: it is told over that one.
* **Followed for each one expected**, over groups: what was expected adds up, over the groups of every attribute and with
  scores of every model, to what was expected of everybody, and after recalibration that is exactly how many followed. To two
  decimals these sums settle how many followed in each group; to one they do not.
* **Power** of a gap hangs on how many children a group has, and is told in words as so many times in ten.
"""

from dataclasses import replace

from helpers.disclosure.anew import EXACT
from helpers.disclosure.counts import measure_of
from helpers.disclosure.rules import rounded
from helpers.estimate import About, Estimate
from helpers.policy import DisclosureRule

NET_BENEFIT, LIFT, EXPECTED, POWER = (
    "net_benefit",
    "lift",
    "observed_expected",
    "power of gap in ",
)
FEW_DECIMALS = 1


def coarsened(about: About, exact: Estimate, shown: Estimate, rule: DisclosureRule) -> Estimate:
    """Return an estimate as coarse as its kind asks for; most as they are.

    Parameters
    ----------
    about
        What it is about.
    exact, shown
        The estimate as the evaluation made it, and as the door would show it.
    rule
        The disclosure rule.
    """
    if about.measure.startswith(NET_BENEFIT):
        return _told(exact, shown, 0)
    if about.measure == LIFT:
        return _over_rounded(exact, shown, rule)
    if about.measure.startswith(POWER) or (about.attribute and measure_of(about) == EXPECTED):
        return _told(exact, shown, FEW_DECIMALS)
    return shown


def _told(exact: Estimate, shown: Estimate, decimals: int) -> Estimate:
    """Return an estimate to some decimals, rounded once."""
    if shown.value is None:
        return shown
    value, low, high = (
        None if end is None else round(float(end), decimals)
        for end in (exact.value, exact.low, exact.high)
    )
    return replace(shown, value=value, low=low, high=high)


def _over_rounded(exact: Estimate, shown: Estimate, rule: DisclosureRule) -> Estimate:
    """Return lift over the prevalence of rounded counts in place of that of exact ones."""
    if shown.value is None or not exact.n or not exact.positives:
        return shown
    of_exact = exact.positives / exact.n
    of_rounded = rounded(exact.positives, rule) / rounded(exact.n, rule)
    value, low, high = (
        None if end is None else round(round(end * of_exact, EXACT) / of_rounded, rule.decimals)
        for end in (exact.value, exact.low, exact.high)
    )
    return replace(shown, value=value, low=low, high=high)
