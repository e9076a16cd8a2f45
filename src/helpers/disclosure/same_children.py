"""Which models were judged on the same children, and which lines flag the same, so that no table unlocks another.

Models of one outcome that learn from the same cases are tested on the same decisions. Their tables then speak of the
same totals, each from another side, and a reader lays them upon each other. So do two lines that flag the same
decisions, such as the highest tenth before and after scores were recalibrated.
"""

from collections import defaultdict
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import TypeVar

from helpers.disclosure.counts import FLAGGED, WITHOUT_CUT_OFF, Count, N, Table

Numbers = dict[tuple[str, str, str], int]
"""Counts by attribute, group and kind."""
Line = tuple[Table, str]
"""A model and a cut-off."""

Kept = TypeVar("Kept", Table, Line)


@dataclass(frozen=True)
class Same:
    """The first model that was judged on the same decisions, of each model; the first line that flags alike, of each."""

    models: Mapping[Table, Table]
    lines: Mapping[Line, Line]

    def model(self, table: Table) -> Table:
        """Return the first model that was judged on the same decisions: itself, or another."""
        return self.models.get(table, table)

    def merged(self, name: Count) -> Count:
        """Return a count under the one name that it has in all models and lines in which it stands."""
        if name.kind in WITHOUT_CUT_OFF:
            return name._replace(table=self.model(name.table))
        table, cut_off = self.lines.get((name.table, name.cut_off), (name.table, name.cut_off))
        return name._replace(table=table, cut_off=cut_off)


def same_in(exact: Mapping[Count, int]) -> Same:
    """Return which models and which lines of some counts are the same.

    Two models are taken to share their decisions if every total that both know agrees, in all groups, and the number
    held out is among them; two lines of models that do, to flag alike if every count that both know agrees, and the
    number flagged is among them. A reader cannot know better.
    """
    totals: dict[Table, Numbers] = defaultdict(dict)
    flags: dict[Line, Numbers] = defaultdict(dict)
    for name, number in exact.items():
        where = (name.attribute, name.group, name.kind)
        if name.kind in WITHOUT_CUT_OFF:
            totals[name.table][where] = number
        elif name.cut_off:
            flags[name.table, name.cut_off][where] = number
    models = _firsts(totals, N, alike=lambda one, other: one[:2] == other[:2])
    lines = _firsts(
        flags,
        FLAGGED,
        alike=lambda one, other: models.get(one[0], one[0]) == models.get(other[0], other[0]),
    )
    return Same(models, lines)


def _firsts(
    numbers: Mapping[Kept, Numbers], whole: str, *, alike: Callable[[Kept, Kept], bool]
) -> dict[Kept, Kept]:
    """Return, for each, the first that agrees with it, of those that may be the same; ``whole`` must be known to both."""
    known = {one: dict(own) for one, own in numbers.items()}
    first: dict[Kept, Kept] = {}
    for one, own in numbers.items():
        found = next(
            (
                other
                for other in dict.fromkeys(first.values())
                if alike(one, other) and _agree(own, known[other], whole)
            ),
            one,
        )
        first[one] = found
        known[found] = own | known[found]
    return first


def _agree(one: Numbers, other: Numbers, whole: str) -> bool:
    common = one.keys() & other.keys()
    return ("", "", whole) in common and all(one[name] == other[name] for name in common)
