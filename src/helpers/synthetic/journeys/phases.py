"""The phases of a case, and what each tells about the next."""

from dataclasses import dataclass
from enum import IntEnum

import numpy as np
import numpy.typing as npt

from helpers.synthetic.draws import Flags, Integers

REASON_TYPE = "U4"


class Phase(IntEnum):
    """Where a case stands."""

    CLOSED = 0
    SUPPORT = 1
    PLAN = 2
    CARE = 3


@dataclass(frozen=True)
class Next:
    """What comes next for each child of a batch: the phase, the day it begins, and why a closed case closed.

    ``supported`` tells whether the child has had support; only then is later need relieved.
    """

    phase: Integers
    day: Integers
    reason: npt.NDArray[np.str_]

    @classmethod
    def closing(cls, day: Integers, reason: str) -> "Next":
        """Return a closure of every child of a batch, to be changed for those who go on."""
        return cls(
            np.full(len(day), Phase.CLOSED, dtype=np.int64),
            day.copy(),
            np.full(len(day), reason, dtype=REASON_TYPE),
        )

    def go_on(self, rows: Flags, phase: Phase, day: Integers) -> None:
        """Send some children on to a phase; ``day`` has a row for every child of the batch."""
        self.phase[rows] = phase
        self.day[rows] = day[rows]

    def put(self, rows: Integers, following: "Next") -> None:
        """Write what follows for the children in ``rows``."""
        self.phase[rows] = following.phase
        self.day[rows] = following.day
        self.reason[rows] = following.reason
