"""How many "false alarms", and how many children rightly not flagged, are children whom help kept from the outcome."""

from collections.abc import Mapping
from dataclasses import dataclass

import numpy as np
import numpy.typing as npt

from helpers.truth.redraws import Share

Marks = npt.NDArray[np.bool_]

ALARMS, NOT_FLAGGED = "false alarms", "rightly not flagged"
"""The two kinds of children for whom, by the record, nothing followed."""
REACHED, KEPT = "reached by help", "kept away by help"
ON_RECORD, WITHOUT_HELP = "false alarms on the record", "false alarms had help changed nothing"
TAUGHT_BY_RECORD, TAUGHT_WITHOUT = (
    "flagged when taught by the record",
    "flagged when taught by what help kept away",
)
FOLLOWED = "outcome recorded"
OTHERWISE = "outcome recorded: not then, had help changed nothing"
"""Lives take other turns: mostly it would have come before the decision."""


@dataclass(frozen=True, kw_only=True)
class Marked:
    """Decisions of one redraw, held out; all arrays have shape ``(rows,)``.

    Attributes
    ----------
    flagged
        Whether a model flagged it that learnt from the record.
    flagged_otherwise
        Whether one did that learnt, from the same decisions, what would have followed had help changed nothing.
    recorded
        Whether the record says that the outcome followed.
    reached
        Whether help reached the family in time; see :func:`helpers.truth.help.reached`.
    happened, without_help
        Whether the outcome followed as life went, and had help changed nothing.
    """

    flagged: Marks
    flagged_otherwise: Marks
    recorded: Marks
    reached: Marks
    happened: Marks
    without_help: Marks

    @property
    def kept(self) -> Marks:
        """Whether help kept the outcome away: it did not follow, and without what help changed it would have."""
        return np.asarray(self.reached & self.without_help & ~self.happened)


def counted(marked: Marked) -> Mapping[str, Share]:
    """Return every share that is told of one redraw, by name."""
    alarms = marked.flagged & ~marked.recorded
    left_alone = ~marked.flagged & ~marked.recorded
    found = {
        f"{kind}: {what}": _share(of & marks, among=of)
        for kind, of in ((ALARMS, alarms), (NOT_FLAGGED, left_alone))
        for what, marks in ((REACHED, marked.reached), (KEPT, marked.kept))
    }
    everybody = np.ones(len(marked.flagged), dtype=bool)
    return found | {
        FOLLOWED: _share(marked.recorded, among=everybody),
        OTHERWISE: _share(marked.recorded & ~marked.without_help, among=marked.recorded),
        ON_RECORD: _share(alarms, among=marked.flagged),
        WITHOUT_HELP: _share(marked.flagged & ~marked.without_help, among=marked.flagged),
        TAUGHT_BY_RECORD: _share(marked.flagged & marked.kept, among=marked.kept),
        TAUGHT_WITHOUT: _share(marked.flagged_otherwise & marked.kept, among=marked.kept),
    }


def _share(marks: Marks, *, among: Marks) -> Share:
    return Share(part=int(marks.sum()), whole=int(among.sum()))
