"""Numbers made from a rate of flags, which would tell it where it is hidden.

A difference between two rates, laid beside the one that is shown, gives the other; and a rate with training luck has
the same value as the rate itself. Neither carries the counts of the rate, so the door must know them by their names.
"""

from collections.abc import Sequence

from helpers.disclosure.counts import RATES
from helpers.estimate import About, Estimate, State

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
