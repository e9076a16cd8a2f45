"""What a reader knows to hold among counts, and how it narrows the range that each can have.

Counts are named by their place in a list, since a reader who subtracts goes over them very often.
"""

import math
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Protocol

Range = tuple[int, int]
"""The least and the most that a count can be."""
Change = tuple[int, int, int]
"""The place of a count, and the least and the most that it can be, now that one of them is another than before."""


class Relation(Protocol):
    """Something that holds among counts."""

    @property
    def members(self) -> tuple[int, ...]:
        """The places of the counts concerned."""

    def narrowed(self, low: Sequence[int], high: Sequence[int]) -> list[Change]:
        """Return the ranges that get narrower, given the least and the most that every count can be."""


@dataclass(frozen=True)
class Sum:
    """A whole and the parts that add up to it."""

    whole: int
    parts: tuple[int, ...]

    @property
    def members(self) -> tuple[int, ...]:
        """The whole and its parts."""
        return (self.whole, *self.parts)

    def narrowed(self, low: Sequence[int], high: Sequence[int]) -> list[Change]:
        """See :class:`Relation`."""
        lows = highs = 0
        for part in self.parts:
            lows += low[part]
            highs += high[part]
        least, most = low[self.whole], high[self.whole]
        changes = []
        if lows > least or highs < most:
            changes.append((self.whole, max(least, lows), min(most, highs)))
        if lows == least and highs == most:
            return changes
        at_least, at_most = least - highs, most - lows
        for part in self.parts:
            down, up = low[part], high[part]
            if at_least + up > down or at_most + down < up:
                changes.append((part, max(down, at_least + up), min(up, at_most + down)))
        return changes


@dataclass(frozen=True)
class Share:
    """A part that is a fixed share of the whole, rounded up: the decisions flagged at the headline line."""

    whole: int
    part: int
    share: float

    @property
    def members(self) -> tuple[int, ...]:
        """The whole and the part."""
        return (self.whole, self.part)

    def narrowed(self, low: Sequence[int], high: Sequence[int]) -> list[Change]:
        """See :class:`Relation`."""
        least, most = low[self.part], high[self.part]
        part = (
            max(least, share_of(low[self.whole], self.share)),
            min(most, share_of(high[self.whole], self.share)),
        )
        whole = (
            max(low[self.whole], math.floor(round((least - 1) / self.share, 9)) + 1),
            min(high[self.whole], math.floor(round(most / self.share, 9))),
        )
        return [
            (place, *new)
            for place, new in ((self.whole, whole), (self.part, part))
            if new != (low[place], high[place])
        ]


@dataclass(frozen=True)
class AtMost:
    """A count that is no more than another: whoever is flagged at a higher line is flagged at a lower one too."""

    fewer: int
    more: int

    @property
    def members(self) -> tuple[int, ...]:
        """Both counts."""
        return (self.fewer, self.more)

    def narrowed(self, low: Sequence[int], high: Sequence[int]) -> list[Change]:
        """See :class:`Relation`."""
        changes = []
        if high[self.fewer] > high[self.more]:
            changes.append((self.fewer, low[self.fewer], high[self.more]))
        if low[self.more] < low[self.fewer]:
            changes.append((self.more, low[self.fewer], high[self.more]))
        return changes


def share_of(number: int, share: float) -> int:
    """Return a share of a number, rounded up.

    >>> share_of(9484, 0.1)
    949
    """
    return math.ceil(round(share * number, 9))
