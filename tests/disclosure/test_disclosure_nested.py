"""Two lines through the same scores: a reader who knows that one flags no fewer than the other finds no small count."""

import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st
from made_up_findings import Cells, findings_of

from helpers.disclosure import counts
from helpers.disclosure.door import clear
from helpers.disclosure.nested import FALLING, RISING
from helpers.disclosure.reader import Reader
from helpers.disclosure.relations import AtMost, Range, Relation, Sum
from helpers.disclosure.rules import meant_by
from helpers.estimate import State
from helpers.policy import policy

RULE = policy().disclosure_rule("standard")
HIGHER, LOWER = "5 in 100", "10 in 100"
SMALL = (1, RULE.smallest_count - 1)
Name = tuple[str, str]
"""The kind of a count and its line; those of everybody have none."""


class Attacker:
    """What a reader knows of two lines: what is shown, that hidden counts are small, and everything that holds among them."""

    def __init__(self, cells: dict[str, Cells]) -> None:
        self.exact: dict[Name, int] = {}
        self.ranges: dict[Name, Range] = {}
        for line, (right, wrong, missed, rest) in cells.items():
            told = {
                counts.TRUE_FLAGS: right,
                counts.FALSE_FLAGS: wrong,
                counts.MISSED: missed,
                counts.RIGHTLY_NOT: rest,
                counts.FLAGGED: right + wrong,
                counts.NOT_FLAGGED: missed + rest,
                counts.FOLLOWED: right + missed,
                counts.NOT_FOLLOWED: wrong + rest,
                counts.N: right + wrong + missed + rest,
            }
            for kind, number in told.items():
                self.exact[_name(kind, line)] = number
        for name, number in self.exact.items():
            self.ranges[name] = SMALL if 0 < number < RULE.smallest_count else (0, 500)

    def told(self, name: Name, number: int) -> None:
        low, high = meant_by(number, RULE)
        was = self.ranges[name]
        self.ranges[name] = (max(was[0], low), min(was[1], high))

    def finds(self) -> list[Name]:
        """Return the hidden small counts that can have one value alone."""
        place = {name: number for number, name in enumerate(self.ranges)}
        held: list[Relation] = [
            Sum(place[_name(whole, line)], tuple(place[_name(part, line)] for part in parts))
            for line in (HIGHER, LOWER)
            for whole, parts in counts.SUMS
        ]
        held += [AtMost(place[kind, HIGHER], place[kind, LOWER]) for kind in RISING]
        held += [AtMost(place[kind, LOWER], place[kind, HIGHER]) for kind in FALLING]
        reader = Reader(list(self.ranges.values()), held, secret=())
        small = [name for name, one in self.exact.items() if 0 < one < RULE.smallest_count]
        return [name for name in small if not reader.in_doubt(place[name])]


def _name(kind: str, line: str) -> Name:
    return (kind, "" if kind in counts.WITHOUT_CUT_OFF else line)


FEW = st.integers(0, 14)


@given(right=FEW, wrong=FEW, found=st.integers(0, 5), more=st.integers(0, 5), missed=FEW, rest=FEW)
@example(right=9, wrong=4, found=4, more=0, missed=11, rest=18)
@settings(deadline=None, max_examples=150)
def test_no_small_count_follows_from_two_lines_through_the_same_scores(
    right: int, wrong: int, found: int, more: int, missed: int, rest: int
) -> None:
    cells = {
        HIGHER: (right, wrong, missed + found, rest + more),
        LOWER: (right + found, wrong + more, missed, rest),
    }
    if not right + wrong:
        return
    made = [one for line, of_line in cells.items() for one in findings_of(of_line, cut_off=line)]
    attacker = Attacker(cells)
    for one in clear(made, rule=RULE):
        kind = counts.COUNTS.get(one.about.measure)
        if kind and one.estimate.state is State.ESTIMATED:
            attacker.told(_name(kind, one.about.cut_off), int(one.estimate.value or 0))
    assert attacker.finds() == []


@pytest.mark.parametrize(
    ("low", "high", "expected"),
    [
        ([1, 0], [9, 4], [(0, 1, 4), (1, 1, 4)]),
        ([3, 0], [9, 9], [(1, 3, 9)]),
        ([1, 1], [4, 4], []),
    ],
)
def test_the_fewer_are_at_most_the_more(
    low: list[int], high: list[int], expected: list[tuple[int, int, int]]
) -> None:
    assert AtMost(0, 1).narrowed(low, high) == expected
