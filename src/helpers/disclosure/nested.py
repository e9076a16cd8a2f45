"""Lines through the same scores: whoever is flagged at a higher line is flagged at every lower one as well.

So of each group a higher line has no more of those flagged, rightly and wrongly, and no fewer of those who are not. A
reader who has several lines of one model knows that.
"""

from collections import defaultdict
from collections.abc import Iterator, Mapping
from itertools import pairwise

from helpers.disclosure.counts import (
    FALSE_FLAGS,
    FLAGGED,
    MISSED,
    NOT_FLAGGED,
    RIGHTLY_NOT,
    TRUE_FLAGS,
    Count,
    Table,
)
from helpers.disclosure.same_children import Line, Same

RISING, FALLING = (FLAGGED, TRUE_FLAGS, FALSE_FLAGS), (NOT_FLAGGED, MISSED, RIGHTLY_NOT)
"""Counts of which a lower line has as many or more, and as many or fewer."""


def nested(exact: Mapping[Count, int], same: Same) -> Iterator[tuple[Count, Count]]:
    """Yield pairs of counts of which the first is at most the second, since their lines are drawn through the same scores.

    Parameters
    ----------
    exact
        Every count, under the name that it has in all models judged on the same decisions.
    same
        Which models were judged on the same decisions, and which lines flag alike.
    """
    known: dict[Line, list[Count]] = defaultdict(list)
    for name in exact:
        if name.kind in (*RISING, *FALLING):
            known[name.table, name.cut_off].append(name)
    for lines in _in_order(exact, same).values():
        chains: dict[tuple[str, str, str], list[Count]] = defaultdict(list)
        for line in lines:
            for name in known[line]:
                chains[name.attribute, name.group, name.kind].append(name)
        for (*_, kind), chain in chains.items():
            rising = chain if kind in RISING else chain[::-1]
            yield from (
                (one, other) for one, other in pairwise(rising) if exact[one] <= exact[other]
            )


def _in_order(exact: Mapping[Count, int], same: Same) -> Mapping[Table, list[Line]]:
    """Return the lines of each model, the one that flags fewest first; those that flag alike once."""
    lines: dict[Table, dict[Line, int]] = defaultdict(dict)
    for (table, _), (first, cut_off) in same.lines.items():
        flagged = exact.get(Count(first, cut_off, "", "", FLAGGED))
        if flagged is not None:
            lines[table][first, cut_off] = flagged
    return {table: sorted(found, key=lambda line: found[line]) for table, found in lines.items()}
