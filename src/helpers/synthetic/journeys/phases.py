"""The phases of a case, and what each tells about the next."""

from dataclasses import dataclass
from enum import IntEnum

import numpy as np

from helpers.synthetic.draws import Flags, Integers

REASONS = ("RC1", "RC3", "RC4", "RC7", "RC8", "RC2", "RC5")
"""Why an episode of need ends: adopted, independent living, guardianship, other, assessed only, died, moved."""


class Phase(IntEnum):
    """Where a case stands."""

    CLOSED = 0
    ASSESSMENT = 1
    SUPPORT = 2
    PLAN = 3
    CARE = 4


@dataclass(frozen=True)
class Next:
    """What comes next for each child of a batch: the phase, the day it begins, and why a closed case closed.

    ``reason`` is an index into :data:`REASONS`.
    """

    phase: Integers
    day: Integers
    reason: Integers

    @classmethod
    def closing(cls, day: Integers, reason: str) -> "Next":
        """Return a closure of every child of a batch, to be changed for those who go on."""
        closed = np.full(len(day), Phase.CLOSED, dtype=np.int64)
        return cls(closed, day.copy(), np.full(len(day), REASONS.index(reason), dtype=np.int64))

    def go_on(self, rows: Flags, phase: Phase, day: Integers) -> None:
        """Send some children on to a phase; ``day`` has a row for every child of the batch."""
        self.phase[rows] = phase
        self.day[rows] = day[rows]
