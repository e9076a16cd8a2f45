"""Secondary suppression: no hidden small count may follow from the numbers that stand beside it.

Suppressing and rounding leave a gap. With 12 children in all, shown as 10, and 10 of them in one group, two
suppressed groups can only hold one child each. The door therefore plays the reader who subtracts: from every shown
count it takes the range that the count can stand for, from every hidden small count the range of small counts, and
narrows all ranges by the sums that must hold until nothing changes. Where a hidden small count is left with one
possible value, one shown count beside it is withdrawn, and the game starts again.

What this protects against: subtraction inside one model's tables, over groups, cells and both at once, however many
steps it takes. What it does not protect against: knowledge from outside, comparison with another publication of the
same children, and integer puzzles over several equations at a time that no single sum settles.
"""

from collections import defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from helpers.disclosure.counts import SUMS, Count, Table, named
from helpers.disclosure.rules import is_small, meant_by, rounded
from helpers.estimate import About
from helpers.policy import DisclosureRule

Range = tuple[int, int]


@dataclass(frozen=True)
class Sum:
    """A whole and the parts that add up to it."""

    whole: Count
    parts: tuple[Count, ...]

    @property
    def members(self) -> tuple[Count, ...]:
        """The whole and its parts."""
        return (self.whole, *self.parts)


def withdrawn(
    exact: Mapping[Count, int], shown: Mapping[Count, int], *, rule: DisclosureRule
) -> set[Count]:
    """Return the counts that may not be shown after all, because they give a hidden small count away.

    Parameters
    ----------
    exact
        Every count that is known inside the authority's folder.
    shown
        The counts that would be published, each with the number of findings that publish it.
    rule
        The disclosure rule.
    """
    taken_back: set[Count] = set()
    by_table: dict[Table, dict[Count, int]] = defaultdict(dict)
    for name, number in exact.items():
        by_table[name.table][name] = number
    for counts in by_table.values():
        sums = _sums(counts)
        open_counts = {
            name: findings
            for name, findings in shown.items()
            if name in counts and name not in taken_back
        }
        taken_back |= _withdrawn_from(counts, open_counts, sums, rule)
    return taken_back


def ranges(
    exact: Mapping[Count, int], shown: Iterable[Count], sums: Iterable[Sum], rule: DisclosureRule
) -> dict[Count, Range]:
    """Return the range that a reader who subtracts is left with for every count.

    The reader is taken to know which hidden counts are small ones.
    """
    most = sum(exact.values()) + 1
    visible = set(shown)
    known = {
        name: meant_by(rounded(number, rule), rule)
        if name in visible
        else (1, rule.smallest_count - 1)
        if is_small(number, rule)
        else (0, most)
        for name, number in exact.items()
    }
    listed = list(sums)
    changed = True
    while changed:
        changed = sum(_narrow(known, relation) for relation in listed) > 0
    return known


def _narrow(known: dict[Count, Range], relation: Sum) -> bool:
    """Narrow the ranges of one sum's members in place; return whether any became narrower."""
    low = sum(known[part][0] for part in relation.parts)
    high = sum(known[part][1] for part in relation.parts)
    whole = known[relation.whole]
    news = {relation.whole: (max(whole[0], low), min(whole[1], high))}
    for part in relation.parts:
        least, most = known[part]
        news[part] = (max(least, whole[0] - high + most), min(most, whole[1] - low + least))
    changed = any(known[name] != new for name, new in news.items())
    known.update(news)
    return changed


def _withdrawn_from(
    exact: dict[Count, int], shown: dict[Count, int], sums: list[Sum], rule: DisclosureRule
) -> set[Count]:
    small = [name for name, number in exact.items() if is_small(number, rule)]
    taken_back: set[Count] = set()
    while small:
        visible = [name for name in shown if name not in taken_back]
        known = ranges(exact, visible, sums, rule)
        betrayed = [name for name in small if known[name][0] == known[name][1]]
        if not betrayed:
            break
        taken_back.add(_least_missed(betrayed[0], visible, shown, sums, exact))
    return taken_back


def _least_missed(
    betrayed: Count,
    visible: list[Count],
    shown: Mapping[Count, int],
    sums: list[Sum],
    exact: Mapping[Count, int],
) -> Count:
    """Return the shown count to withdraw: beside the betrayed one if possible, and the least loss to readers."""
    near = {name for relation in sums if betrayed in relation.members for name in relation.members}
    candidates = [name for name in visible if name in near] or visible
    return min(candidates, key=lambda name: (shown[name], exact[name], name))


def _sums(exact: dict[Count, int]) -> list[Sum]:
    """Return the sums that hold among the counts of one model, having added to ``exact`` the counts they imply."""
    frames = {(name.cut_off, name.attribute, name.group) for name in exact}
    cells: list[Sum] = []
    for cut_off, attribute, group in sorted(frames):
        table = next(iter(exact)).table
        about = About(
            authority=table.authority,
            outcome=table.outcome,
            design=table.design,
            algorithm=table.algorithm,
            cut_off=cut_off,
            attribute=attribute,
            group=group,
            measure="",
        )
        cells += [
            Sum(named(about, whole), (named(about, one), named(about, other)))
            for whole, (one, other) in SUMS
        ]
    cells = list(dict.fromkeys(cells))
    _complete(exact, cells)
    held = [
        relation
        for relation in cells
        if all(name in exact for name in relation.members)
        and sum(exact[part] for part in relation.parts) == exact[relation.whole]
    ]
    return held + _group_sums(exact)


def _complete(exact: dict[Count, int], sums: list[Sum]) -> None:
    """Add every count that follows from two others, since a reader can work it out as well."""
    changed = True
    while changed:
        changed = False
        for relation in sums:
            missing = [name for name in relation.members if name not in exact]
            if len(missing) != 1:
                continue
            parts = sum(exact[part] for part in relation.parts if part in exact)
            number = parts if missing[0] == relation.whole else exact[relation.whole] - parts
            if number >= 0:
                exact[missing[0]] = number
                changed = True


def _group_sums(exact: dict[Count, int]) -> list[Sum]:
    """Return the sums of groups to all children; children in no listed group become a group of their own."""
    groups: dict[Count, dict[str, list[Count]]] = defaultdict(lambda: defaultdict(list))
    for name in exact:
        if name.attribute:
            groups[name._replace(attribute="", group="")][name.attribute].append(name)
    sums: list[Sum] = []
    for whole, attributes in groups.items():
        for attribute, parts in attributes.items():
            rest = exact.get(whole, -1) - sum(exact[part] for part in parts)
            if rest < 0:
                continue
            if rest:
                other = whole._replace(attribute=attribute, group="in no listed group")
                exact[other] = rest
                parts.append(other)
            sums.append(Sum(whole, tuple(parts)))
    return sums
