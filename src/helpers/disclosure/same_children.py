"""Which models were judged on the same children, so that what one table shows can unlock what another hides.

Models of one outcome that learn from the same cases are tested on the same decisions. Their tables then speak of the
same totals, each from another side, and a reader lays them upon each other.
"""

from collections import defaultdict
from collections.abc import Mapping

from helpers.disclosure.counts import WITHOUT_CUT_OFF, Count, N, Table

Totals = dict[tuple[str, str, str], int]


def first_of_the_same(exact: Mapping[Count, int]) -> dict[Table, Table]:
    """Return, for each model, the first model of its outcome that was judged on the same decisions: itself, or another.

    Two models are taken to share their decisions if every total that both know agrees, in all groups, and the number
    held out is among them. A reader cannot know better.
    """
    totals: dict[Table, Totals] = defaultdict(dict)
    for name, number in exact.items():
        if name.kind in WITHOUT_CUT_OFF:
            totals[name.table][name.attribute, name.group, name.kind] = number
    first: dict[Table, Table] = {}
    for table, own in list(totals.items()):
        candidates = [
            other
            for other in dict.fromkeys(first.values())
            if (other.authority, other.outcome) == (table.authority, table.outcome)
            and _agree(own, totals[other])
        ]
        first[table] = candidates[0] if candidates else table
        totals[first[table]] = own | totals[first[table]]
    return first


def merged(name: Count, first: Mapping[Table, Table]) -> Count:
    """Return a count under the one name that it has in all models judged on the same decisions."""
    if name.kind not in WITHOUT_CUT_OFF:
        return name
    return name._replace(table=first.get(name.table, name.table))


def _agree(one: Totals, other: Totals) -> bool:
    common = one.keys() & other.keys()
    return ("", "", N) in common and all(one[total] == other[total] for total in common)
