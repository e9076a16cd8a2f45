"""At least so much: how well models do that had data without end, and whether none does better than whoever knows everything.

Of each outcome hundreds of thousands of made-up decisions are learned from, with what a model sees of them: records with their
errors, and what notes were drawn to say. The best possible with the full state stands above. A learned model that does better
would tell of a leak, or of a ceiling that is wrong.
"""

from collections.abc import Mapping
from dataclasses import asdict
from typing import Any

from helpers.estimate import Estimate
from helpers.truth.ceilings.bracket import Bracket
from helpers.truth.ceilings.full_state import full_state
from helpers.truth.ceilings.kept import RESTS_ON, kept
from helpers.truth.ceilings.learned import FIRST_SEED, Learned, learned
from helpers.truth.ceilings.learned_sizes import SIZES
from proofs.proving import Answer, Bound, Measured, Proof, Tell

WORLD = "default"
RECORDS, WITH_NOTES = "records", "records and what notes were drawn to say"
FINE = 4
"""Decimals of what is kept."""
BETTER_WITHOUT = "outcomes in which records alone do better than records and notes, beyond noise"
ABOVE = "learned models that do better than the full state allows, beyond noise"
LEARNED = "fewest decisions of an outcome that were learned from"
TESTED = "fewest decisions of an outcome that were tested on"


def measure(tell: Tell) -> Answer:
    """Learn every outcome, and set what was learned beside what is possible with the full state."""
    found = learned(WORLD, tell=tell)
    possible = _possible(tell)
    records = [record for one in found for record in told(one, possible[one.outcome])]
    values = {
        BETTER_WITHOUT: sum(_below_zero(one.gain.estimate) for one in found),
        ABOVE: sum(record["above"] for record in records),
        LEARNED: min(one.learned for one in found),
        TESTED: min(one.tested for one in found),
    }
    figures = {name: Measured(value=value, of=len(found)) for name, value in values.items()}
    return Answer(figures=figures, records=records)


def _possible(tell: Tell) -> Mapping[str, Bracket]:
    """Return what is possible with the full state: as it is kept, or worked out anew if that is stale."""
    stands = kept().get(WORLD)
    ceilings = (
        stands.outcomes.values() if stands else full_state(WORLD, tell=lambda said, **_: tell(said))
    )
    return {one.outcome: one.record for one in ceilings}


def told(one: Learned, possible: Bracket) -> list[dict[str, Any]]:
    """Return what was learned of one outcome, from records alone and with notes, beside what is possible."""
    designs = {RECORDS: (one.records, one.chosen[0]), WITH_NOTES: (one.with_notes, one.chosen[1])}
    return [
        {
            "world": WORLD,
            "outcome": one.outcome,
            "design": design,
            "learned": one.learned,
            "tested": one.tested,
            "prevalence": round(one.prevalence, FINE),
            "average_precision": _rounded(precision.value),
            "low": _rounded(precision.low),
            "high": _rounded(precision.high),
            "chosen": chosen,
            "full_state_low": round(possible.low, FINE),
            "full_state_high": round(possible.high, FINE),
            "above": precision.low is not None and precision.low > possible.high,
        }
        for design, (precision, chosen) in designs.items()
    ]


def _below_zero(gain: Estimate) -> bool:
    return gain.high is not None and gain.high < 0


def _rounded(value: float | None) -> float | None:
    return None if value is None else round(value, FINE)


PROOF = Proof(
    name="learned_ceilings",
    claim=(
        "Models that learned from at least 300,000 made-up decisions of an outcome do no better, beyond noise, than whoever "
        "knows everything about a child on the day; and none does better from records alone than from records and notes."
    ),
    bounds={
        BETTER_WITHOUT: Bound(at_most=0),
        ABOVE: Bound(at_most=0),
        LEARNED: Bound(at_least=300_000),
        TESTED: Bound(at_least=75_000),
    },
    settings={
        "unit": "average precision",
        "world": WORLD,
        "first seed": FIRST_SEED,
        "at least": asdict(SIZES),
    },
    rooms=(
        "cohort",
        "evaluation/intervals",
        "evaluation/resampled",
        "features",
        "modelling/learners",
        "modelling/logistic",
        "truth/ceilings/learned.py",
        "truth/ceilings/learned_codes.py",
        "truth/ceilings/learned_drawn.py",
        "truth/ceilings/learned_lessons.py",
        "truth/ceilings/learned_sizes.py",
        *RESTS_ON,
    ),
    sources=("learned_ceilings.py",),
    measure=measure,
)
