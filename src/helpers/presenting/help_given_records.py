"""What the proof of help recorded: shares of children at every turn of the dial, and which differences are sure."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from helpers.estimate import Estimate, State
from helpers.presenting.claims import Verdict
from helpers.presenting.damaged import reading
from helpers.presenting.ledger_records import estimate_of
from helpers.presenting.source import Evidence, ProofResult
from helpers.presenting.stale import with_records

PROOF = "help_given"
KINDS = {"false alarms": "of 100 false alarms", "rightly not flagged": "of 100 rightly not flagged"}
REACHED, KEPT = "reached by help", "kept away by help"
OTHERWISE = "outcome recorded: not then, had help changed nothing"
ON_RECORD, WITHOUT = "false alarms on the record", "false alarms had help changed nothing"
BY_RECORD = "flagged when taught by the record"
BY_WITHOUT = "flagged when taught by what help kept away"
TAUGHT = {BY_RECORD: "taught by the record", BY_WITHOUT: "taught what would have followed"}
FEWER, LEARNT = f"{ON_RECORD} less {WITHOUT}", f"{BY_WITHOUT} less {BY_RECORD}"
COUNTED = (
    *(f"{kind}: {what}" for kind in KINDS for what in (REACHED, KEPT)),
    ON_RECORD,
    WITHOUT,
    OTHERWISE,
)
MEASURES = (*COUNTED, *TAUGHT)


@dataclass(frozen=True, kw_only=True)
class Helped:
    """What the proof recorded: every share, and what was judged of every difference, by turn of the dial and measure."""

    proof: ProofResult
    shares: Mapping[tuple[float, str], Estimate]
    verdicts: Mapping[tuple[float, str], Verdict]

    @property
    def dials(self) -> list[float]:
        """The turns of the dial, from help that changes nothing on."""
        return sorted({dial for dial, _ in self.shares})

    def called(self, dial: float) -> str:
        """Return what pages call a turn of the dial; that of the book's own world is named."""
        own = ", as in this book" if dial == self.proof.settings.get("dial of the book") else ""
        told = f"lowers what comes later by {100 * dial:.0f} in 100" if dial else "changes nothing"
        return f"Help {told}{own}"


def helped(evidence: Evidence) -> Helped | None:
    """Return what was recorded, or none while the proof has left no records.

    Raises
    ------
    SecondLookError
        If a record is not what the proof writes.
    """
    proof = with_records(evidence, PROOF)
    if proof is None:
        return None
    with reading(PROOF, "whom help kept from the outcome"):
        estimates = {
            (one["dial"], one["measure"]): (one, estimate_of(one)) for one in proof.records
        }
        compared = (FEWER, LEARNT)
        found = Helped(
            proof=proof,
            shares={key: one for key, (_, one) in estimates.items() if key[1] not in compared},
            verdicts={
                key: _verdict(record, one)
                for key, (record, one) in estimates.items()
                if key[1] in compared
            },
        )
        for dial in found.dials:
            for name in MEASURES:
                found.shares[dial, name]
            for name in compared:
                found.verdicts[dial, name]
    return found


def _verdict(record: Mapping[str, Any], one: Estimate) -> Verdict:
    unsaid = {State.SUPPRESSED: Verdict.SUPPRESSED, State.TOO_FEW: Verdict.TOO_FEW}
    return unsaid.get(one.state) or Verdict(record["note"])
