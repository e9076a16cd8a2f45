"""Aggregates: the figures of ``published.yml``, counted in event tables by the published definitions.

Pure sums over what is on record; who is counted in which figure stands at each function.
"""

from collections.abc import Callable

from helpers.events import EventTables
from helpers.synthetic.aggregates.again import (
    plans_again,
    referred_after_assessment,
    referred_again,
)
from helpers.synthetic.aggregates.flows import after_referral, early_help, in_time, rates
from helpers.synthetic.aggregates.lengths import lengths
from helpers.synthetic.aggregates.marches import numbers, who
from helpers.synthetic.aggregates.population import Population, population_of

__all__ = ["Population", "aggregates", "population_of"]

Part = Callable[[EventTables, Population], dict[str, float]]
_PARTS: tuple[Part, ...] = (
    rates,
    after_referral,
    in_time,
    early_help,
    referred_again,
    plans_again,
    referred_after_assessment,
    lengths,
    numbers,
    who,
)


def aggregates(
    events: EventTables, population: Population, *, parts: tuple[Part, ...] = _PARTS
) -> dict[str, float]:
    """Return every figure of ``published.yml``, by its key, in the unit that stands there.

    Parameters
    ----------
    events
        Event tables of one authority or of one or more of its blocks.
    population
        The children among whom these events were recorded; the records last at least over one 31 March.
    parts
        Which functions of this room count; all of them if not given.

    Returns
    -------
    dict
        Not a number (NaN) where there is nothing to count a figure among.
    """
    found: dict[str, float] = {}
    for part in parts:
        found |= part(events, population)
    return found
