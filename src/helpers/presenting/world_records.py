"""What the proof of the worlds recorded: cleared estimates by world, design and measure, outcome by outcome."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from helpers.comparison import Comparison
from helpers.estimate import Estimate, State
from helpers.presenting import words
from helpers.presenting.damaged import reading
from helpers.presenting.source import Evidence, ProofResult
from helpers.presenting.stale import with_records

PROOF = "worlds"
BY_STRENGTH = {
    "no-signal": "Nothing to find",
    "weak": "Little to find",
    "default": "Middle, the world of this book",
    "strong": "Much to find",
    "predictable": "Made to be predictable",
}
"""The worlds from the least to find to the most, and what pages call them."""
RICH_NOTES = "rich-notes"
LABELS = ("world", "authority", "outcome", "design", "cut_off", "measure")
COMPARED = "difference in average_precision"
RATES = ("false_discovery_rate", "false_negative_rate")
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
        Every cleared estimate, by world, authority, outcome, design, cut-off and measure, in the order of recording.
    verdicts
        What may be said of one design beside another, by world and pair, outcome by outcome.
    """

    proof: ProofResult
    titles: Mapping[str, str]
    estimates: Mapping[tuple[str, str, str, str, str, str], Estimate]
    verdicts: Mapping[tuple[str, str], Sequence[Comparison]]

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

    def of(
        self, world: str, measure: str, design: str = words.HEADLINE, *, cut_off: str | None = None
    ) -> tuple[Estimate, ...]:
        """Return one measure of one design in one world, outcome by outcome; those not recorded are left out."""
        line = _line(measure) if cut_off is None else cut_off
        keys = ((world, *question, design, line, measure) for question in self.questions)
        return tuple(self.estimates[key] for key in keys if key in self.estimates)

    def one(
        self,
        world: str,
        question: tuple[str, str],
        measure: str,
        design: str = words.HEADLINE,
        *,
        cut_off: str | None = None,
    ) -> Estimate | None:
        """Return one estimate, or none if it was not recorded."""
        line = _line(measure) if cut_off is None else cut_off
        return self.estimates.get((world, *question, design, line, measure))


def worlds_of(evidence: Evidence) -> Worlds | None:
    """Return what was recorded of the worlds, or none while that proof has left no records of these worlds.

    Raises
    ------
    SecondLookError
        If a record is not what the proof writes.
    """
    proof = with_records(evidence, PROOF)
    if proof is None:
        return None
    known = [record for record in proof.records if record.get("world") in WORLDS]
    with reading(PROOF, "what was found in the worlds"):
        found = {
            tuple(record[label] for label in LABELS): _estimate(record["estimate"])
            for record in known
            if record["measure"] != COMPARED
        }
        verdicts: dict[tuple[str, str], list[Comparison]] = {}
        for record in known:
            if record["measure"] == COMPARED:
                pair = (record["world"], record["design"])
                verdicts.setdefault(pair, []).append(_verdict(record))
    if not found:
        return None
    return Worlds(proof=proof, titles=evidence.titles, estimates=found, verdicts=verdicts)


def _verdict(record: Mapping[str, Any]) -> Comparison:
    """Return what was noted of a pair of designs, or why nothing could be."""
    unsaid = {State.SUPPRESSED: Comparison.SUPPRESSED, State.TOO_FEW: Comparison.TOO_FEW}
    return unsaid.get(State(record["estimate"]["state"])) or Comparison(record["note"])


def _line(measure: str) -> str:
    """Return the line at which a measure is told: rates of flags have one."""
    return words.HEADLINE_CUT_OFF if measure in RATES else ""


def _estimate(raw: Mapping[str, Any]) -> Estimate:
    return Estimate(**{**raw, "state": State(raw["state"])})
