"""Findings that have passed the disclosure door, kept beside the findings, so that the door opens once for many pages."""

from pathlib import Path

from helpers.authority.settings import Settings
from helpers.disclosure.door import clear
from helpers.disclosure.kept import as_frame, from_frame
from helpers.estimate import ClearedFinding
from helpers.policy import policy
from helpers.stages import Kept, Stages, digest_of, home, key_of
from helpers.study import found

NAME = "cleared"
ROOMS = ("disclosure", "estimate", "policy.py", "study/found")


def cleared_of(folder: Path, settings: Settings) -> list[ClearedFinding]:
    """Return what the study found about an authority, cleared; the door is passed only if it was not already.

    What is kept stands in the folder where the findings lie, and hangs on these, the disclosure rule, the authority's own
    line, and the code of the door. Where nothing can be written there, nothing is kept.

    Parameters
    ----------
    folder
        The authority's folder, of which the study has been run.
    settings
        Its settings.

    Raises
    ------
    SecondLookError
        If the findings cannot be read, or there is no such disclosure preset.
    """
    rule = policy().disclosure_rule(settings.disclosure)

    def cleared() -> list[ClearedFinding]:
        return clear(found.findings(folder), rule=rule, capacity=settings.capacity)

    place = home(folder, settings.data)
    key = key_of(
        inputs=[digest_of(place / found.FILE)],
        settings=[vars(rule), settings.capacity, policy().study.flagged_share],
        rooms=ROOMS,
    )
    try:
        entry = Stages(place).keep(NAME, key, lambda: Kept({NAME: as_frame(cleared())}))
        return from_frame(entry.frame(NAME))
    except OSError:
        return cleared()
