"""What holds among the counts of one question: cells, groups, pairs of groups, those held out, the share flagged."""

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping
from itertools import permutations

from helpers.disclosure.counts import (
    ALL_BUT,
    FLAGGED,
    SUMS,
    WITHOUT_CUT_OFF,
    Count,
    N,
    Table,
    paired,
)
from helpers.disclosure.nested import nested
from helpers.disclosure.relations import AtMost, Relation, Share, Sum, share_of
from helpers.disclosure.rules import is_small
from helpers.disclosure.same_children import Same
from helpers.policy import DisclosureRule

UNLISTED = "in no listed group"
NOT_HELD_OUT = ", not held out"

Total = tuple[Count, tuple[Count, ...]]
"""A whole and its parts."""
Groups = Mapping[Count, Mapping[str, Mapping[str, Count]]]
"""Of each count of all children: the same count of each group, by attribute."""
Frame = tuple[Table, str, str, str]
"""A model, a cut-off, an attribute and a group: where the four cells of one decision table stand."""


def relations_among(
    exact: dict[Count, int],
    same: Same,
    *,
    rule: DisclosureRule,
    shares: tuple[float, ...],
) -> list[Relation]:
    """Return what holds among the counts of models that answer one question; counts are named by their place.

    Parameters
    ----------
    exact
        Every count, under the name that it has in all models judged on the same decisions. Counts that follow from
        these are added.
    same
        Which models were judged on the same decisions, and which lines flag alike.
    rule
        The disclosure rule.
    shares
        Shares of all decisions that are known to be flagged.
    """
    frames = sorted({(name.table, name.cut_off, name.attribute, name.group) for name in exact})
    cells = list(
        dict.fromkeys(
            (_count(frame, whole, same), tuple(_count(frame, part, same) for part in parts))
            for frame in frames
            for whole, parts in SUMS
        )
    )
    _complete(exact, cells)
    groups = _groups(exact)
    totals = [one for one in cells if exact.keys() >= {one[0], *one[1]}]
    totals += _of_the_rest(exact, groups)
    totals += _of_groups(exact, groups)
    totals += _of_pairs(exact, groups)
    totals += _of_those_held_out(exact, same)
    place = {name: number for number, name in enumerate(exact)}
    held: list[Relation] = [
        Sum(place[whole], tuple(place[part] for part in parts))
        for whole, parts in dict.fromkeys(totals)
        if sum(exact[part] for part in parts) == exact[whole]
    ]
    held += [AtMost(place[fewer], place[more]) for fewer, more in nested(exact, same)]
    for share in shares:
        held += [
            Share(place[whole], place[part], share)
            for whole, part in dict.fromkeys(
                (_count(frame, N, same), _count(frame, FLAGGED, same)) for frame in frames
            )
            if _is_share(exact, whole, part, share=share, rule=rule)
        ]
    return held


def _count(frame: Frame, kind: str, same: Same) -> Count:
    table, cut_off, attribute, group = frame
    name = Count(table, "" if kind in WITHOUT_CUT_OFF else cut_off, attribute, group, kind)
    return same.merged(name)


def _complete(exact: dict[Count, int], sums: Iterable[Total]) -> None:
    """Add every count that follows from two others, since a reader can work it out as well."""
    waiting = list(sums)
    changed = True
    while changed:
        changed, left = False, []
        for whole, parts in waiting:
            missing = [name for name in (whole, *parts) if name not in exact]
            if len(missing) > 1:
                left.append((whole, parts))
            if len(missing) != 1:
                continue
            known = sum(exact[part] for part in parts if part in exact)
            number = known if missing[0] == whole else exact[whole] - known
            if number >= 0:
                exact[missing[0]] = number
                changed = True
        waiting = left


def _groups(exact: Mapping[Count, int]) -> Groups:
    found: dict[Count, dict[str, dict[str, Count]]] = defaultdict(lambda: defaultdict(dict))
    for name in exact:
        if name.attribute and not name.group.startswith(ALL_BUT):
            found[name.of_everybody][name.attribute][name.group] = name
    return found


def _of_the_rest(exact: Mapping[Count, int], groups: Groups) -> Iterator[Total]:
    """Yield the sums of a group and everybody else to all children, where a gap tells of everybody else."""
    for whole, attributes in groups.items():
        for listed in attributes.values():
            for name in listed.values():
                if name.of_the_rest in exact and whole in exact:
                    yield whole, (name, name.of_the_rest)


def _of_groups(exact: dict[Count, int], groups: Groups) -> Iterator[Total]:
    """Yield the sums of groups to all children; children in no listed group become a group of their own."""
    for whole, attributes in groups.items():
        if whole not in exact:
            continue
        for attribute, parts in attributes.items():
            other = whole._replace(attribute=attribute, group=UNLISTED)
            yield from _with_the_rest(exact, whole, [*parts.values()], other)


def _of_pairs(exact: dict[Count, int], groups: Groups) -> Iterator[Total]:
    """Yield the sums of pairs of groups to the groups that they are made of, over each of the two attributes."""
    for attributes in groups.values():
        for one, other in permutations(attributes, 2):
            pairs = [
                (pair, found)
                for pair in paired(one, other)
                if (found := attributes.get(pair.attribute))
            ]
            for pair, listed in pairs:
                for group, whole in attributes[one].items():
                    parts = [
                        listed[name]
                        for second in attributes[other]
                        if (name := pair.group(group, second)) in listed
                    ]
                    rest = whole._replace(
                        attribute=pair.attribute, group=f"{group}, {UNLISTED} by {other}"
                    )
                    if parts:
                        yield from _with_the_rest(exact, whole, parts, rest)


def _of_those_held_out(exact: dict[Count, int], same: Same) -> Iterator[Total]:
    """Yield the sums of decisions held out and all others to all decisions of a question, in every group."""
    tables = dict.fromkeys(name.table for name in exact if name.kind in WITHOUT_CUT_OFF)
    whole_cohort = {same.model(table) for table in same.models if table.is_of_all}
    for name in [one for one in exact if one.kind in WITHOUT_CUT_OFF]:
        if name.table in whole_cohort:
            continue
        for table in tables:
            whole = name._replace(table=table)
            if table in whole_cohort and whole in exact:
                yield from _with_the_rest(
                    exact, whole, [name], name._replace(kind=name.kind + NOT_HELD_OUT)
                )


def _with_the_rest(
    exact: dict[Count, int], whole: Count, parts: list[Count], other: Count
) -> Iterator[Total]:
    """Yield a whole and its parts, ``other`` among them if the parts leave something of it."""
    rest = exact[whole] - sum(exact[part] for part in parts)
    if rest > 0:
        exact[other] = rest
        parts = [*parts, other]
    if rest >= 0:
        yield whole, tuple(parts)


def _is_share(
    exact: Mapping[Count, int], whole: Count, part: Count, *, share: float, rule: DisclosureRule
) -> bool:
    """Say whether the decisions flagged are a share that the method or the authority's settings name.

    A small number of them is left out: it follows from the method alone and says nothing about any child.
    """
    if whole.attribute or whole not in exact or part not in exact:
        return False
    return exact[part] == share_of(exact[whole], share) and not is_small(exact[part], rule)
