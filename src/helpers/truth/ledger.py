"""The ledger: a model's mistakes against what was recorded, beside its mistakes against what truly happened.

An audit of real records can only fill the first half. Everything here is counted from marks of decisions, so that nothing
of a child leaves.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

import numpy as np
import numpy.typing as npt

from helpers.estimate import Estimate
from helpers.truth.redraws import Share, difference, pooled

Marks = npt.NDArray[np.bool_]
Labels = npt.NDArray[np.object_]

RECORD, TRUTH, UNRECORDED = "record", "truth", "unrecorded"
"""The two yardsticks: whether the outcome was recorded, and whether harm came; and whether it came with nothing recorded."""
EVERYBODY = ""
FIRST, SECOND = "A", "B"
"""The two groups, which are no group of people."""
GROUPS = (EVERYBODY, FIRST, SECOND)
MEASURES: Mapping[str, tuple[str, str]] = {
    "prevalence": ("came", "decisions"),
    "flagged_share": ("flagged", "decisions"),
    "false_discovery_rate": ("wrongly", "flagged"),
    "precision": ("rightly", "flagged"),
    "false_negative_rate": ("missed", "came"),
}
"""Which count is a share of which."""
RECORDED_PER_HARM, HARMED_ALARMS = "recorded_per_harm", "harmed_false_alarms"
ACROSS: Mapping[str, tuple[tuple[str, str], tuple[str, str]]] = {
    RECORDED_PER_HARM: ((RECORD, "came"), (TRUTH, "came")),
    HARMED_ALARMS: ((UNRECORDED, "rightly"), (RECORD, "wrongly")),
}
"""Measures that set both yardsticks beside each other: recorded outcomes by decisions that harm followed, and to how many of
the false alarms by the record harm came."""


@dataclass(frozen=True, kw_only=True)
class Tally:
    """Decisions of one redraw, those flagged, those after which it came, and those of both kinds."""

    decisions: int
    flagged: int
    came: int
    rightly: int

    @property
    def wrongly(self) -> int:
        """Flagged, and it did not come."""
        return self.flagged - self.rightly

    @property
    def missed(self) -> int:
        """Not flagged, and it came."""
        return self.came - self.rightly


Ledger = Mapping[tuple[str, str], Tally]
"""One redraw: by yardstick and group."""


def ledger(flagged: Marks, *, recorded: Marks, harmed: Marks, group: Labels) -> Ledger:
    """Count one redraw's decisions against every yardstick, for everybody and for each group.

    Parameters
    ----------
    flagged, recorded, harmed
        Whether each decision was flagged, whether the outcome was recorded, and whether harm came; shape ``(rows,)``.
    group
        The group of each decision's child, which stands in the truth alone; shape ``(rows,)``.
    """
    return {
        (yardstick, name): _tally(flagged, came, group == name if name else None)
        for yardstick, came in (
            (RECORD, recorded),
            (TRUTH, harmed),
            (UNRECORDED, harmed & ~recorded),
        )
        for name in GROUPS
    }


def shares(redraws: Sequence[Ledger], yardstick: str, group: str, *, measure: str) -> list[Share]:
    """Return a measure's two counts in every redraw.

    Parameters
    ----------
    measure
        One of :data:`MEASURES` or :data:`ACROSS`; the latter are the same for every yardstick.
    """
    if measure in ACROSS:
        (of_part, part), (of_whole, whole) = ACROSS[measure]
    else:
        (part, whole), of_part, of_whole = MEASURES[measure], yardstick, yardstick
    return [
        Share(part=getattr(one[of_part, group], part), whole=getattr(one[of_whole, group], whole))
        for one in redraws
    ]


def estimated(redraws: Sequence[Ledger], yardstick: str, group: str, *, measure: str) -> Estimate:
    """Return a measure over all redraws; see :func:`helpers.truth.redraws.pooled`."""
    return pooled(shares(redraws, yardstick, group, measure=measure))


def gap(redraws: Sequence[Ledger], yardstick: str, *, measure: str) -> Estimate:
    """Return by how much a measure is higher for group B than for group A."""
    of_second, of_first = (
        shares(redraws, yardstick, group, measure=measure) for group in (SECOND, FIRST)
    )
    return difference(of_second, of_first)


def _tally(flagged: Marks, came: Marks, among: Marks | None) -> Tally:
    if among is not None:
        flagged, came = flagged[among], came[among]
    return Tally(
        decisions=len(flagged),
        flagged=int(flagged.sum()),
        came=int(came.sum()),
        rightly=int((flagged & came).sum()),
    )
