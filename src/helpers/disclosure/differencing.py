"""Secondary suppression: no hidden small count may follow from the numbers that stand beside it.

Suppressing and rounding leave a gap. With 12 children in all, shown as 10, and 10 of them in one group, two
suppressed groups can only hold one child each. The door therefore plays the reader who subtracts: from every shown
count it takes the range that the count can stand for, from every hidden small count the range of small counts, and
narrows all ranges by what must hold among them until nothing changes. Where a hidden small count is left with one
possible value, one shown count beside it is withdrawn, and the game starts again. In the end, each count that need
not have been withdrawn is given back.

What this protects against: subtraction over groups, cells and both at once, however many steps it takes, inside one
model's tables and between the tables of models that were judged on the same decisions; and knowing the share of
decisions that is flagged. What it does not protect against: knowledge from outside, comparison with another
publication of the same children, and integer puzzles over several equations at a time that no single one settles.
"""

from collections import defaultdict
from collections.abc import Iterable, Mapping

from helpers.disclosure.counts import FLAGGED, SUMS, WITHOUT_CUT_OFF, Count, N, Table
from helpers.disclosure.relations import Range, Relation, Share, Sum, share_of
from helpers.disclosure.rules import is_small, meant_by, rounded
from helpers.disclosure.same_children import first_of_the_same, merged
from helpers.policy import DisclosureRule

NEAR = 3
"""So many relations away, a count still belongs to the surroundings of another."""
MANY_FINDINGS = 4
"""A count behind more findings than this is withdrawn only when nothing near it is left."""

Frame = tuple[Table, str, str, str]
"""A model, a cut-off, an attribute and a group: where the four cells of one decision table stand."""


def withdrawn(
    exact: Mapping[Count, int],
    shown: Mapping[Count, int],
    *,
    rule: DisclosureRule,
    shares: tuple[float, ...],
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
    shares
        Shares of all decisions that are known to be flagged, at one line or another.
    """
    first = first_of_the_same(exact)
    numbers: dict[Table, dict[Count, int]] = defaultdict(dict)
    findings: dict[Table, dict[Count, int]] = defaultdict(dict)
    for name, number in exact.items():
        numbers[first.get(name.table, name.table)][merged(name, first)] = number
    for name, times in shown.items():
        published = findings[first.get(name.table, name.table)]
        published[merged(name, first)] = published.get(merged(name, first), 0) + times
    taken_back: set[Count] = set()
    for table, counts in numbers.items():
        relations = _relations(counts, first, rule, shares)
        taken_back |= _withdrawn_from(counts, findings[table], relations, rule)
    return {name for name in exact if merged(name, first) in taken_back}


def ranges(
    exact: Mapping[Count, int],
    shown: Iterable[Count],
    relations: Iterable[Relation],
    rule: DisclosureRule,
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
    listed = list(relations)
    about: dict[Count, list[int]] = defaultdict(list)
    for place, relation in enumerate(listed):
        for name in relation.members:
            about[name].append(place)
    waiting = dict.fromkeys(range(len(listed)))
    while waiting:
        place = next(iter(waiting))
        del waiting[place]
        for name, new in listed[place].narrowed(known).items():
            if known[name] != new:
                known[name] = new
                waiting |= dict.fromkeys(about[name])
    return known


def _withdrawn_from(
    exact: dict[Count, int],
    shown: dict[Count, int],
    relations: list[Relation],
    rule: DisclosureRule,
) -> set[Count]:
    small = [name for name, number in exact.items() if is_small(number, rule)]
    if not small:
        return set()

    def betrayed(taken_back: set[Count]) -> Count | None:
        known = ranges(exact, shown.keys() - taken_back, relations, rule)
        return next((name for name in small if known[name][0] == known[name][1]), None)

    taken_back: set[Count] = set()
    while (given_away := betrayed(taken_back)) is not None:
        visible = [name for name in shown if name not in taken_back]
        taken_back.add(_least_missed(given_away, visible, shown, relations, exact))
    for name in sorted(taken_back, key=lambda name: (-shown[name], name)):
        if betrayed(taken_back - {name}) is None:
            taken_back.remove(name)
    return taken_back


def _least_missed(
    betrayed: Count,
    visible: list[Count],
    shown: Mapping[Count, int],
    relations: list[Relation],
    exact: Mapping[Count, int],
) -> Count:
    """Return the shown count to withdraw: near the betrayed one, and the least loss to readers.

    Near is what stands in one relation with it, then what stands in one with those, and so on: a count that is
    shown nowhere can still follow from others. A nought comes last, since it mostly follows from its neighbours; and
    what many findings rest on comes after the rest of its surroundings.
    """
    steps = _steps_from(betrayed, relations)

    def loss(name: Count) -> tuple[bool, bool, bool, int, int, int, Count]:
        away = steps.get(name, len(steps))
        many = shown[name] > MANY_FINDINGS
        return (exact[name] == 0, away > NEAR, many, away, shown[name], exact[name], name)

    return min(visible, key=loss)


def _steps_from(start: Count, relations: list[Relation]) -> dict[Count, int]:
    """Return by how many relations each count can be reached."""
    steps, edge = {start: 0}, {start}
    while edge:
        near = {
            name
            for relation in relations
            if not edge.isdisjoint(relation.members)
            for name in relation.members
        }
        edge = near - steps.keys()
        steps |= dict.fromkeys(edge, max(steps.values()) + 1)
    return steps


def _relations(
    exact: dict[Count, int],
    first: Mapping[Table, Table],
    rule: DisclosureRule,
    known_shares: tuple[float, ...],
) -> list[Relation]:
    """Return what holds among the counts of models judged on the same decisions.

    The counts that these relations imply are added to ``exact``.
    """
    frames = sorted({(name.table, name.cut_off, name.attribute, name.group) for name in exact})
    cells = dict.fromkeys(
        Sum(_count(frame, whole, first), tuple(_count(frame, part, first) for part in parts))
        for frame in frames
        for whole, parts in SUMS
    )
    _complete(exact, cells)
    held = [
        relation
        for relation in cells
        if all(name in exact for name in relation.members)
        and sum(exact[part] for part in relation.parts) == exact[relation.whole]
    ]
    shares = [
        relation
        for share in known_shares
        for relation in _shares(exact, frames, first, (rule, share))
    ]
    return [*held, *_group_sums(exact), *shares]


def _count(frame: Frame, kind: str, first: Mapping[Table, Table]) -> Count:
    table, cut_off, attribute, group = frame
    name = Count(table, "" if kind in WITHOUT_CUT_OFF else cut_off, attribute, group, kind)
    return merged(name, first)


def _shares(
    exact: Mapping[Count, int],
    frames: Iterable[Frame],
    first: Mapping[Table, Table],
    known: tuple[DisclosureRule, float],
) -> list[Share]:
    """Return where the decisions flagged are a share that the method or the authority's settings name.

    A small number of them is left out: it follows from the method alone and says nothing about any child.
    """
    rule, share = known
    pairs = [(_count(frame, N, first), _count(frame, FLAGGED, first)) for frame in frames]
    return [
        Share(whole, part, share)
        for whole, part in pairs
        if not whole.attribute
        and whole in exact
        and exact.get(part) == share_of(exact[whole], share)
        and not is_small(exact[part], rule)
    ]


def _complete(exact: dict[Count, int], sums: Iterable[Sum]) -> None:
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
