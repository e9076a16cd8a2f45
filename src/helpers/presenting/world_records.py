"""What the proof of the worlds recorded: cleared estimates by world, design and measure, outcome by outcome."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from helpers.errors import SecondLookError
from helpers.estimate import Estimate, State
from helpers.presenting import words
from helpers.presenting.source import Evidence, ProofResult

PROOF = "worlds"
BY_STRENGTH = {
    "no-signal": "Nothing to find",
    "weak": "Little to find",
    "default": "Middle, the world of this book",
    "strong": "Much to find",
    "predictable": "Nearly all can be foretold",
}
"""The worlds from the least to find to the most, and what pages call them."""
RICH_NOTES = "rich-notes"
WORLDS = BY_STRENGTH | {RICH_NOTES: "Notes that know more"}


@dataclass(frozen=True)
class Worlds:
    """What was found in every world.

    Attributes
    ----------
    proof
        The proof that recorded it.
    titles
        The titles of outcomes, by name.
    estimates
        Every cleared estimate, by world, authority, outcome, design and measure, in the order of recording.
    """

    proof: ProofResult
    titles: Mapping[str, str]
    estimates: Mapping[tuple[str, str, str, str, str], Estimate]

    @property
    def questions(self) -> list[tuple[str, str]]:
        """Authority and outcome of everything that was asked, in the order of recording."""
        return list(dict.fromkeys((one[1], one[2]) for one in self.estimates))

    def among(self, worlds: Mapping[str, str]) -> dict[str, str]:
        """Return those of some worlds of which anything was recorded, with what pages call them."""
        recorded = {one[0] for one in self.estimates}
        return {world: name for world, name in worlds.items() if world in recorded}

    def label(self, question: tuple[str, str]) -> str:
        """Return what a page calls one outcome of one authority."""
        authority, outcome = question
        named = authority.replace("-", " ").title()
        return f"{named} (invented): {self.titles.get(outcome, outcome)}"

    def of(self, world: str, measure: str, design: str = words.HEADLINE) -> tuple[Estimate, ...]:
        """Return one measure of one design in one world, outcome by outcome; those not recorded are left out."""
        keys = ((world, *question, design, measure) for question in self.questions)
        return tuple(self.estimates[key] for key in keys if key in self.estimates)

    def one(
        self, world: str, question: tuple[str, str], measure: str, design: str = words.HEADLINE
    ) -> Estimate | None:
        """Return one estimate, or none if it was not recorded."""
        return self.estimates.get((world, *question, design, measure))


def worlds_of(evidence: Evidence) -> Worlds | None:
    """Return what was recorded of the worlds, or none while that proof has left no records of these worlds.

    Raises
    ------
    SecondLookError
        If a record is not what the proof writes.
    """
    proof = next((one for one in evidence.proofs if one.name == PROOF and one.records), None)
    if proof is None:
        return None
    kept = {"", words.HEADLINE_CUT_OFF}
    try:
        found = {
            tuple(record[label] for label in ("world", "authority", "outcome", "design", "measure")): _estimate(record["estimate"])
            for record in proof.records
            if record["cut_off"] in kept and record["world"] in WORLDS
        }  # fmt: skip
    except (KeyError, TypeError, ValueError) as error:
        raise SecondLookError(
            "a record of what was found in the worlds is damaged",
            where=f"evidence of the proof '{PROOF}'",
            mend=f"run 'make prove PROOF={PROOF}'",
        ) from error
    if not found:
        return None
    return Worlds(proof=proof, titles=evidence.titles, estimates=found)


def _estimate(raw: Mapping[str, Any]) -> Estimate:
    return Estimate(**{**raw, "state": State(raw["state"])})
