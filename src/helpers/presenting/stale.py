"""The day on which a proof was measured, and what may be said of it once the code has changed."""

from helpers.presenting import words
from helpers.presenting.source import Evidence, ProofResult

NAMED = 4
"""How many of the things that changed are named."""


def day_of(proof: ProofResult) -> str:
    """Return the day in words, such as ``5 November 2026``."""
    return f"{proof.day.day} {proof.day:%B %Y}"


def then(proof: ProofResult) -> list[str]:
    """Return the sentence that stands beside every number of a proof whose source has changed since; none otherwise."""
    if not proof.stale:
        return []
    names = list(proof.stale[:NAMED])
    more = len(proof.stale) - len(names)
    named = words.listed([*names, f"{more:,} more"] if more else names)
    return [
        f"The code has changed since then ({named}), so these numbers tell what was so on {day_of(proof)}, not what is "
        "so today."
    ]


def measured_on(proof: ProofResult) -> str:
    """Return when a proof's numbers were measured, for a caption; with what may be said of them now."""
    return " ".join([f"Measured on {day_of(proof)}.", *then(proof)])


def with_records(evidence: Evidence, name: str) -> ProofResult | None:
    """Return the proof of a name, or none while it has left no records."""
    return next((one for one in evidence.proofs if one.name == name and one.records), None)
