"""Which models of our worlds stand on the map of the study's mark: how often each outcome follows, and what was reached."""

from helpers.presenting.source import Evidence
from helpers.presenting.world_records import Worlds, worlds_of

ON_THE_MAP = ("default", "strong", "predictable")


def observed(evidence: Evidence) -> list[tuple[float, float]]:
    """Return a prevalence and an average precision for each model of the worlds of the map."""
    found = worlds_of(evidence)
    if found is None:
        return []
    return [pair for world in ON_THE_MAP for pair in pairs_of(found, world)]


def pairs_of(found: Worlds, world: str) -> list[tuple[float, float]]:
    """Return prevalence and average precision of each outcome of a world that has both."""
    pairs = []
    for question in found.questions:
        often, reached = (
            found.one(world, question, name) for name in ("prevalence", "average_precision")
        )
        if often and reached and often.value is not None and reached.value is not None:
            pairs.append((often.value, reached.value))
    return pairs
