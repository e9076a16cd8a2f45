"""Secondary suppression: no hidden small count may follow from the numbers that stand beside it.

Suppressing and rounding leave a gap. With 12 children in all, shown as 10, and 10 of them in one group, two
suppressed groups can only hold one child each. The door therefore plays the reader who subtracts: from every shown
count it takes the range that the count can stand for, from every hidden small count the range of small counts, and
narrows all ranges by what must hold among them until nothing changes. Counts are told to this reader one by one, those
that readers would miss most first, and so those of all children before those of any group; one that would leave a hidden small count with one possible value is not told. So
what is withdrawn could not have been shown beside the rest.

What this protects against: subtraction over groups, pairs of groups, cells and all at once, however many steps it
takes, inside one model's tables, between the tables of models that were judged on the same decisions, and between those
held out and all; and knowing the share of decisions that is flagged. What it does not protect against: knowledge from
outside, comparison with another publication of the same children, and integer puzzles over several equations at a time
that no single one settles.
"""

from collections import defaultdict
from collections.abc import Mapping, Sequence

from helpers.disclosure.counts import ALL_BUT, Count, Table, is_of_a_pair
from helpers.disclosure.reader import Reader
from helpers.disclosure.relations import Relation
from helpers.disclosure.rules import is_small, meant_by, rounded
from helpers.disclosure.same_children import same_in
from helpers.disclosure.sums import relations_among
from helpers.policy import DisclosureRule


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
    same = same_in(exact)
    numbers: dict[tuple[str, str], dict[Count, int]] = defaultdict(dict)
    times: dict[tuple[str, str], dict[Count, int]] = defaultdict(dict)
    for name, number in exact.items():
        numbers[_asked(name.table)][same.merged(name)] = number
    for name, often in shown.items():
        published = times[_asked(name.table)]
        published[same.merged(name)] = published.get(same.merged(name), 0) + often
    taken_back: set[Count] = set()
    for asked, counts in numbers.items():
        relations = relations_among(counts, same, rule=rule, shares=shares)
        taken_back |= _withdrawn_from(counts, times[asked], relations, rule)
    return {name for name in exact if same.merged(name) in taken_back}


def _asked(table: Table) -> tuple[str, str]:
    """Return the question that a model answers: tables of one question are about the same children."""
    return table.authority, table.outcome


def _withdrawn_from(
    exact: Mapping[Count, int],
    shown: Mapping[Count, int],
    relations: Sequence[Relation],
    rule: DisclosureRule,
) -> set[Count]:
    """Return the counts of one question that are withdrawn; the reader is taken to know which hidden ones are small."""
    small = [place for place, number in enumerate(exact.values()) if is_small(number, rule)]
    if not small:
        return set()
    most = sum(exact.values()) + 1
    known = [
        (1, rule.smallest_count - 1) if is_small(number, rule) else (0, most)
        for number in exact.values()
    ]
    reader = Reader(known, relations, secret=small)
    place = {name: number for number, name in enumerate(exact)}

    def missed(name: Count) -> tuple[int, bool, int, int, Count]:
        """Sort what readers would miss most first: of all children, of groups, of pairs and of the rest; a nought, which mostly
        follows anyway; what stands most often.
        """
        return (_part(name), exact[name] != 0, -shown[name], -exact[name], name)

    return {
        name
        for name in sorted(shown, key=missed)
        if not reader.learns(place[name], meant_by(rounded(exact[name], rule), rule))
    }


def _part(name: Count) -> int:
    """Return how small a part of all children a count is of, by its name: all (0), a group (1), a pair or the rest (2)."""
    if not name.attribute:
        return 0
    return 2 if is_of_a_pair(name) or name.group.startswith(ALL_BUT) else 1
