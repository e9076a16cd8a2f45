"""What a reader knows to hold among counts, and how it narrows the range that each can have."""

import math
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Protocol

from helpers.disclosure.counts import Count

Range = tuple[int, int]
"""The least and the most that a count can be."""


class Relation(Protocol):
    """Something that holds among counts."""

    @property
    def members(self) -> tuple[Count, ...]:
        """The counts concerned."""

    def narrowed(self, known: Mapping[Count, Range]) -> dict[Count, Range]:
        """Return the range left for each member, given the ranges known so far."""


@dataclass(frozen=True)
class Sum:
    """A whole and the parts that add up to it."""

    whole: Count
    parts: tuple[Count, ...]

    @property
    def members(self) -> tuple[Count, ...]:
        """The whole and its parts."""
        return (self.whole, *self.parts)

    def narrowed(self, known: Mapping[Count, Range]) -> dict[Count, Range]:
        """See :class:`Relation`."""
        low = sum(known[part][0] for part in self.parts)
        high = sum(known[part][1] for part in self.parts)
        whole = known[self.whole]
        news = {self.whole: (max(whole[0], low), min(whole[1], high))}
        for part in self.parts:
            least, most = known[part]
            news[part] = (max(least, whole[0] - high + most), min(most, whole[1] - low + least))
        return news


@dataclass(frozen=True)
class Share:
    """A part that is a fixed share of the whole, rounded up: the decisions flagged at the headline line."""

    whole: Count
    part: Count
    share: float

    @property
    def members(self) -> tuple[Count, ...]:
        """The whole and the part."""
        return (self.whole, self.part)

    def narrowed(self, known: Mapping[Count, Range]) -> dict[Count, Range]:
        """See :class:`Relation`."""
        (low, high), (least, most) = known[self.whole], known[self.part]
        part = (max(least, share_of(low, self.share)), min(most, share_of(high, self.share)))
        first = math.floor(round((least - 1) / self.share, 9)) + 1
        last = math.floor(round(most / self.share, 9))
        return {self.whole: (max(low, first), min(high, last)), self.part: part}


def share_of(number: int, share: float) -> int:
    """Return a share of a number, rounded up.

    >>> share_of(9484, 0.1)
    949
    """
    return math.ceil(round(share * number, 9))
