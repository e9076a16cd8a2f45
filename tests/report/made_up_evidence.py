"""Evidence such as proofs might leave, made up for tests of what shows it."""

import json
from collections.abc import Iterator
from pathlib import Path
from typing import Any

from helpers.evidence import Proven
from helpers.presenting.world_records import WORLDS
from helpers.report import Evidence, evidence

QUESTIONS = (
    ("north-west", "contact-to-plan-or-care"),
    ("south-west", "plan-ended-then-looked-after"),
)
DESIGNS = ("structured-earlier", "text-earlier", "words-earlier")
REACHED = {
    "no-signal": 0.04,
    "weak": 0.08,
    "default": 0.12,
    "strong": 0.2,
    "predictable": 0.8,
    "rich-notes": 0.12,
}
"""Average precision from the records alone."""
CLAIM = {"figure": "authorities of whom anything is claimed", "at_most": 5, "measured": 1.0, "of": 400, "error": 0.5, "met": True}  # fmt: skip


def told(name: str = "null_claims", **changes: Any) -> dict[str, Any]:
    """Return what a file of evidence holds."""
    usual: dict[str, Any] = {
        "proof": name,
        "claim": "Nothing is claimed where nothing is.",
        "met": True,
        "claims": [CLAIM],
        "beside": {},
        "day": "2026-11-05",
        "settings": {"unit": "in 100 authorities"},
        "rests_on": {},
        "cpu_minutes": 1.0,
    }
    return usual | changes


def write(folder: Path, *proofs: dict[str, Any]) -> Path:
    """Write evidence of some proofs, and return its folder."""
    place = folder / "docs" / "evidence"
    place.mkdir(parents=True, exist_ok=True)
    for proof in proofs:
        (place / f"{proof['proof']}.json").write_text(json.dumps(proof), encoding="utf-8")
    return place


def read(folder: Path, *proofs: dict[str, Any]) -> Evidence:
    """Return evidence of some proofs as notebooks get it."""
    return evidence(write(folder, *proofs))


def one(folder: Path, proof: dict[str, Any]) -> Proven:
    """Return evidence of one proof."""
    (proven,) = read(folder, proof).proofs
    return proven


def of_worlds(**changes: Any) -> dict[str, Any]:
    """Return evidence of the proof of the worlds; in every world the second outcome stands on too few without notes."""
    records = [
        {
            "world": world,
            "authority": authority,
            "outcome": outcome,
            "design": design,
            "cut_off": line,
            "measure": measure,
            "note": note,
            "estimate": estimate,
        }
        for world in WORLDS
        for authority, outcome in QUESTIONS
        for design, line, measure, note, estimate in _told(world, outcome)
    ]
    settings = {"unit": "average precision", "smallest difference that matters": 0.02}
    usual = {"records": records, "settings": settings}
    return told("worlds", **(usual | changes))


def _told(world: str, outcome: str) -> Iterator[tuple[str, str, str, str, dict[str, Any]]]:
    for design in DESIGNS:
        for measure, made in _estimates(world, design, outcome).items():
            for line in ("top tenth", "one half") if measure.startswith("false") else ("",):
                yield design, line, measure, "", made
    few = outcome == QUESTIONS[1][1]
    for way in DESIGNS[1:]:
        found = (world, way) == ("rich-notes", "words-earlier")
        note = "better by at least the bound" if found else "cannot tell"
        made = estimate(None if few else 0.1)
        yield f"{way} beside structured-earlier", "", "difference in average_precision", note, made


def _estimates(world: str, design: str, outcome: str) -> dict[str, dict[str, Any]]:
    reached = REACHED[world]
    if world == "rich-notes" and design == "words-earlier":
        reached *= 3
    values = {
        "prevalence": 0.04,
        "average_precision": reached,
        "roc_auc": 0.5 if world == "no-signal" else 0.7,
        "false_discovery_rate": 1 - reached,
        "false_negative_rate": 0.9 - reached,
        "flagged_again": 0.5,
    }
    few = outcome == QUESTIONS[1][1] and design == "structured-earlier"
    return {measure: estimate(None if few else value) for measure, value in values.items()}


def estimate(value: float | None) -> dict[str, Any]:
    """Return a cleared estimate as it stands in records; too few to judge without a value."""
    known = value is not None
    return {
        "value": value,
        "low": value - 0.02 if value is not None else None,
        "high": value + 0.02 if value is not None else None,
        "n": 4000 if known else None,
        "positives": 160 if known else None,
        "numerator": None,
        "denominator": None,
        "state": "estimated" if known else "too few",
    }


def of_notes(*, by_mistake: int = 0, **changes: Any) -> dict[str, Any]:
    """Return evidence of the proof that counts in how many redraws planted notes are found."""
    records = [
        {
            "note_detail": dial,
            "planted": dial / 20,
            "planted_low": dial / 20 - 0.01,
            "planted_high": dial / 20 + 0.01,
            "design": design,
            "found": found,
            "of": 100,
            "gain": dial / 40,
        }
        for dial, counts in ((0.0, (by_mistake, 0, 0)), (1.0, (37, 61, 99)))
        for design, found in zip(
            ("text-all", "words-all", "words that tell what was meant"), counts, strict=True
        )
    ]
    return told("notes_found", **({"records": records} | changes))


def of_ledger(*, alarms: str = "true", different: int = 0, **changes: Any) -> dict[str, Any]:
    """Return evidence of the proof of the ledger; ``alarms`` is the verdict by what truly happened, where B is watched."""
    asked = {
        ("contact-to-plan-or-care", measure): "cannot tell"
        for measure in (
            "prevalence",
            "flagged_share",
            "false_discovery_rate",
            "false_negative_rate",
        )
    }
    asked |= {("true harm", measure): note for (_, measure), note in list(asked.items())}
    asked |= {
        ("true harm", "recorded_per_harm"): "cannot tell",
        ("true harm", "harmed_false_alarms"): "cannot tell",
        ("harm within a year", "harmed"): "cannot tell",
    }
    records: list[dict[str, Any]] = []
    for world in ("unbiased", "scrutiny"):
        notes = dict(asked)
        if world == "scrutiny":
            notes[("true harm", "false_discovery_rate")] = alarms
        for (against, measure), note in notes.items():
            labels = {"world": world, "against": against, "measure": measure}
            records += [
                labels | {"group": "", "note": "", "estimate": estimate(0.45)},
                labels | {"group": "A", "note": "", "estimate": estimate(0.4)},
                labels | {"group": "B", "note": "", "estimate": estimate(0.5)},
                labels | {"group": "B less A", "note": note, "estimate": estimate(0.1)},
            ]
    for is_need, harm in ((0.0, (0.04, 0.04)), (0.5, (0.05, 0.035)), (1.0, (0.06, 0.03))):
        records += [
            {"is_need": is_need, "fifth": fifth, "measure": "harmed", "estimate": estimate(value)}
            for fifth, value in zip("15", harm, strict=True)
        ]
    records.append({"redraws": 5, "different": different})
    settings = {"unit": "shares", "seeds": [1, 40], "design": "structured-earlier"}
    return told("ledger", **({"records": records, "settings": settings} | changes))


def of_help(*, note: str = "true", **changes: Any) -> dict[str, Any]:
    """Return evidence of the proof of help; ``note`` is the verdict on its differences where help changes something."""
    alarms, not_flagged = "false alarms", "rightly not flagged"
    record, without = "false alarms on the record", "false alarms had help changed nothing"
    by_record, by_without = (
        "flagged when taught by the record",
        "flagged when taught by what help kept away",
    )
    records: list[dict[str, Any]] = []
    for dial in (0.0, 0.3):
        values = {
            f"{alarms}: reached by help": 0.9,
            f"{alarms}: kept away by help": dial / 2,
            f"{not_flagged}: reached by help": 0.4,
            f"{not_flagged}: kept away by help": dial / 10,
            "outcome recorded: not then, had help changed nothing": dial / 3,
            record: 0.8,
            without: 0.8 - dial / 2,
            by_record: 0.2 if dial else None,
            by_without: 0.5 if dial else None,
        }
        said = note if dial else "cannot tell"
        records += [
            {"dial": dial, "measure": name, "note": "", "estimate": estimate(value)}
            for name, value in values.items()
        ]
        records += [
            {
                "dial": dial,
                "measure": f"{first} less {second}",
                "note": said,
                "estimate": estimate(0.1),
            }
            for first, second in ((record, without), (by_without, by_record))
        ]
    settings = {"unit": "children and shares", "seeds": [1, 12], "dial of the book": 0.3}
    return told("help_given", **({"records": records, "settings": settings} | changes))


def of_calibration(**changes: Any) -> dict[str, Any]:
    """Return evidence of the proof that sets two made-up councils beside four published figures."""
    figures = [
        ("referrals", "Referrals", 500.0, True, 510.0),
        ("plans", "Plans begun", 50.0, True, 80.0),
        ("in_need", "In need", 300.0, False, 360.0),
        ("looked_after", "Looked after", 66.5, False, 25.0),
    ]
    records: list[dict[str, Any]] = [
        {
            "what": "figure",
            "key": key,
            "name": name,
            "unit": "in 10,000 children",
            "published": published,
            "year": 2020,
            "source": "Table C1",
            "how": "",
            "fitted": fitted,
            "tolerance": 0.1,
            "between": [25.0, 191.0] if key == "looked_after" else None,
            "council": council,
            "made": made,
            "least": made - 10,
            "most": made + 10,
        }
        for key, name, published, fitted, made in figures
        for council in ("north-west", "south-east", "")
    ]
    records += [
        {
            "what": "text",
            "council": "north-west",
            "kind": "contact",
            "figure": figure,
            "low": low,
            "high": high,
            "made": made,
        }
        for figure, low, high, made in (
            ("words", None, None, 80.0),
            ("zipf", 0.95, 1.15, 1.3),
            ("repeated", 0.15, 0.4, 0.2),
        )
    ]
    return told("calibration", **({"records": records} | changes))
