"""A town that keeps when each phase of each case began, and what was weighed then."""

from collections import defaultdict
from dataclasses import dataclass, field

import numpy as np
import pandas as pd

from helpers.synthetic.draws import Flags, Floats, Integers
from helpers.synthetic.journeys.phases import Phase
from helpers.synthetic.journeys.town import Batch, Town

COLUMNS = ("child", "family", "since", "need", "tender", "filed")
_PHASE_OF_RATE = {"care_open": Phase.SUPPORT, "care_plan": Phase.PLAN}


@dataclass(frozen=True)
class Watched(Town):
    """A town whose phases are kept as they begin; everything happens in it as in any other."""

    begun: dict[Phase, list[Batch]] = field(default_factory=lambda: defaultdict(list))

    def passes(
        self,
        gate: str,
        batch: Batch,
        *,
        told: Floats | float = 0.0,
        chance: Floats | None = None,
    ) -> Flags:
        """Keep the children whose assessment begins, and go on."""
        if gate == "enquiry":
            self.begun[Phase.ASSESSMENT].append(batch)
        return super().passes(gate, batch, told=told, chance=chance)

    def until_care(self, rate: str, batch: Batch, *, drawn: Floats) -> Integers:
        """Keep the children whose support or plan begins, and go on."""
        self.begun[_PHASE_OF_RATE[rate]].append(batch)
        return super().until_care(rate, batch, drawn=drawn)

    def lasting(self, what: str, batch: Batch) -> Integers:
        """Keep the children whose care begins, and go on."""
        if what == "care_days":
            self.begun[Phase.CARE].append(batch)
        return super().lasting(what, batch)

    def phases(self) -> pd.DataFrame:
        """Return every phase that began, in order of child and day.

        Columns: ``child, since, phase, need, tender, filed``, the last three as they were weighed when it began.
        """
        phase = [
            np.full(len(batch), phase) for phase, batches in self.begun.items() for batch in batches
        ]
        every = [batch.columns for batches in self.begun.values() for batch in batches]
        columns = {
            name: np.concatenate(parts)
            for name, parts in zip(COLUMNS, zip(*every, strict=True), strict=True)
        }
        columns["phase"] = np.concatenate(phase)
        order = np.lexsort((columns["phase"], columns["since"], columns["child"]))
        return pd.DataFrame({name: values[order] for name, values in columns.items()})
