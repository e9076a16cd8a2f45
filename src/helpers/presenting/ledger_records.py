"""What the proof of the ledger recorded: two audits in two settings, and harm behind records that are the same."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from helpers.estimate import Estimate, State
from helpers.presenting.claims import Verdict
from helpers.presenting.damaged import reading
from helpers.presenting.source import Evidence, ProofResult
from helpers.presenting.stale import with_records

PROOF = "ledger"
RECORD, TRUTH, WITHIN_A_YEAR = "contact-to-plan-or-care", "true harm", "harm within a year"
"""What was counted against: the outcome as recorded, harm after a decision, and harm among all children."""
EVERYBODY, FIRST, SECOND, COMPARED = "", "A", "B", "B less A"
ACROSS = (
    (TRUTH, "recorded_per_harm"),
    (TRUTH, "harmed_false_alarms"),
    (WITHIN_A_YEAR, "harmed"),
)
"""What is told beside each audit's own rates: what it is counted against, and its measure."""
SETTINGS = {
    "unbiased": "Both groups watched alike",
    "scrutiny": "Group B watched more closely",
}
"""The settings, and what pages call them."""


@dataclass(frozen=True, kw_only=True)
class Apart:
    """By how much a number is higher in group B, and whether that is sure."""

    estimate: Estimate
    verdict: Verdict


@dataclass(frozen=True, kw_only=True)
class Audits:
    """What was found.

    Attributes
    ----------
    proof
        The proof that recorded it.
    rates
        By setting, what was counted against, group and measure.
    apart
        By setting, what was counted against, and measure.
    fifths
        Harm in a year, by the share of deprivation that is need and by fifth.
    different, redraws
        How many records differed from another of the same redraw, and of how many redraws.
    """

    proof: ProofResult
    rates: Mapping[tuple[str, str, str, str], Estimate]
    apart: Mapping[tuple[str, str, str], Apart]
    fifths: Mapping[tuple[float, str], Estimate]
    different: int
    redraws: int

    def everybody(self, setting: str, against: str, measure: str) -> Estimate:
        """Return a number of everybody."""
        return self.rates[setting, against, EVERYBODY, measure]

    def pair(self, setting: str, against: str, measure: str) -> tuple[Estimate, Estimate]:
        """Return a number of group A and of group B."""
        first, second = (self.rates[setting, against, group, measure] for group in (FIRST, SECOND))
        return first, second


def audits_of(evidence: Evidence) -> Audits | None:
    """Return what was recorded, or none while the proof has left no records.

    Raises
    ------
    SecondLookError
        If a record is not what the proof writes.
    """
    proof = with_records(evidence, PROOF)
    if proof is None:
        return None
    with reading(PROOF, "the two audits"):
        found = _audits(proof, proof.records)
        _complete(found)
    return found


def _audits(proof: ProofResult, records: Sequence[Mapping[str, Any]]) -> Audits:
    audited = [one for one in records if "world" in one]
    by_fifth = [one for one in records if "fifth" in one]
    (same,) = (one for one in records if "different" in one)
    return Audits(
        proof=proof,
        rates={
            (one["world"], one["against"], one["group"], one["measure"]): estimate_of(one)
            for one in audited
            if one["group"] != COMPARED
        },
        apart={
            (one["world"], one["against"], one["measure"]): _apart(one)
            for one in audited
            if one["group"] == COMPARED
        },
        fifths={(one["is_need"], one["fifth"]): estimate_of(one) for one in by_fifth},
        different=int(same["different"]),
        redraws=int(same["redraws"]),
    )


def _complete(found: Audits) -> None:
    """Refuse records of which a page would need more."""
    for setting in SETTINGS:
        for against in (RECORD, TRUTH):
            for measure in ("flagged_share", "false_discovery_rate", "false_negative_rate"):
                found.pair(setting, against, measure)
                found.apart[setting, against, measure]
                found.everybody(setting, against, measure)
        for against, measure in ACROSS:
            found.pair(setting, against, measure)
            found.apart[setting, against, measure]
            found.everybody(setting, against, measure)
    if not found.fifths:
        raise ValueError("there is no harm by fifth")


def estimate_of(record: Mapping[str, Any]) -> Estimate:
    """Return the cleared estimate of a record."""
    raw = record["estimate"]
    return Estimate(**{**raw, "state": State(raw["state"])})


def _apart(record: Mapping[str, Any]) -> Apart:
    """Return a gap with what was judged of it before it was rounded."""
    one = estimate_of(record)
    unsaid = {State.SUPPRESSED: Verdict.SUPPRESSED, State.TOO_FEW: Verdict.TOO_FEW}
    return Apart(estimate=one, verdict=unsaid.get(one.state) or Verdict(record["note"]))
