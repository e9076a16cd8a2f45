"""What happened, as it is written down: rows of each table, and where each child stands."""

from collections import defaultdict
from dataclasses import dataclass, field

import numpy as np
import numpy.typing as npt
import pandas as pd

from helpers.synthetic.draws import Flags, Floats, Integers
from helpers.synthetic.families import NEVER

Columns = dict[str, npt.NDArray[np.generic] | int]


@dataclass(frozen=True)
class Standing:
    """Where each child stands: one row per child, but for ``open_cases``, which has one per family.

    ``on_file`` is how much what was written about the child so far weighs with whoever decides next, in units of
    need: nothing for a child never heard of, and never more than a full file; some of it may weigh against.
    ``plan_told`` is what the category of the child's latest plan adds to what presses towards care.
    ``opened`` is the day on which the latest case opened, ``primary_need`` the code given to it (its index), and
    ``supported`` whether there was support in it.
    """

    case_end: Integers
    early_help_end: Integers
    helped_until: Integers
    main_concern: Integers
    on_file: Floats
    plan_told: Floats
    opened: Integers
    primary_need: Integers
    supported: Flags
    open_cases: Integers

    @classmethod
    def at_first(cls, *, children: int, families: int) -> "Standing":
        """Return the standing of children about whom nobody has been in touch yet."""
        return cls(
            case_end=np.full(children, -NEVER, dtype=np.int64),
            early_help_end=np.full(children, -NEVER, dtype=np.int64),
            helped_until=np.full(children, -NEVER, dtype=np.int64),
            main_concern=np.zeros(children, dtype=np.int64),
            on_file=np.zeros(children),
            plan_told=np.zeros(children),
            opened=np.zeros(children, dtype=np.int64),
            primary_need=np.zeros(children, dtype=np.int64),
            supported=np.zeros(children, dtype=np.bool_),
            open_cases=np.zeros(families, dtype=np.int64),
        )


@dataclass(frozen=True)
class Journal:
    """Rows of each table as they are written, a batch at a time; words stand as indices of lists of words."""

    batches: dict[str, list[tuple[int, Columns]]] = field(default_factory=lambda: defaultdict(list))

    def write(self, table: str, child: Integers, **columns: npt.NDArray[np.generic] | int) -> None:
        """Write one batch of rows; a single value stands for every row."""
        if len(child):
            self.batches[table].append((len(child), {"child": child, **columns}))

    def frame(self, table: str, columns: tuple[str, ...]) -> pd.DataFrame:
        """Return all rows of a table."""
        batches = self.batches.get(table, [])
        if not batches:
            return pd.DataFrame({column: np.empty(0, dtype=np.int64) for column in columns})
        return pd.DataFrame(
            {
                column: np.concatenate([_repeated(batch[column], rows) for rows, batch in batches])
                for column in columns
            }
        )


def _repeated(values: npt.NDArray[np.generic] | int, rows: int) -> npt.NDArray[np.generic]:
    return np.full(rows, values) if isinstance(values, int) else values
