"""Of those called false alarms, and of those rightly not flagged, how many are children whom help kept from the outcome?

The same council is made with the dial of help turned further and further, and each time a model learns from its record.
Whom help kept from the outcome is told by the second future of each child, in which help changed nothing. What was claimed
was fixed before anything was measured.
"""

from collections.abc import Mapping, Sequence
from dataclasses import asdict, replace
from typing import Any

from helpers.estimate import About, Estimate, Finding
from helpers.outcomes.declare import outcome
from helpers.presenting.claims import beside
from helpers.synthetic.settings import Place, place
from helpers.truth.help import DIAL, followed, happened, reached, without_help
from helpers.truth.help_counts import (
    ALARMS,
    KEPT,
    NOT_FLAGGED,
    ON_RECORD,
    TAUGHT_BY_RECORD,
    TAUGHT_WITHOUT,
    WITHOUT_HELP,
    Marked,
    counted,
)
from helpers.truth.redraws import Share, difference, pooled
from proofs.learnt import AUTHORITY, DESIGN, DRAWS, LINE, OUTCOME, cleared, drawn
from proofs.proving import Answer, Bound, Measured, Proof, Tell
from proofs.seeds import each

DIALS = (0.0, 0.3, 0.6, 0.9)
"""By how much help lowers what comes later, as a share."""
SEEDS, FIRST_SEED = 40, 7001
NONE = "children whom help kept from the outcome, where it changes nothing"
SOME = "false alarms kept away by help, the least of the lower ends where it changes something"
MORE = "rightly not flagged and kept away by help: dial 0.9 less dial 0.3, lower end"
FEWER = (
    "false alarms on the record less those had help changed nothing: the least of the lower ends"
)
LEARNT = "children kept away by help whom a model flags: taught without help less taught by the record, dial 0.9, lower end"

COMPARED = ((ON_RECORD, WITHOUT_HELP), (TAUGHT_WITHOUT, TAUGHT_BY_RECORD))
"""What is told as a difference, redraw by redraw."""
Redraws = Sequence[Mapping[str, Share]]


def turned(dial: float) -> Place:
    """Return the authority with the dial of help turned."""
    there = place(AUTHORITY)
    return replace(there, dials={**there.dials, DIAL: dial})


def measure(tell: Tell) -> Answer:
    """Count at every turn of the dial whom help kept from the outcome."""
    tasks = [(dial, FIRST_SEED + seed) for seed in range(SEEDS) for dial in DIALS]
    found = dict(zip(tasks, each(_one, tasks, tell=tell), strict=True))
    by_dial = {dial: [one for (there, _), one in found.items() if there == dial] for dial in DIALS}
    return Answer(figures=_figures(by_dial), records=_records(by_dial))


def _one(task: tuple[float, int]) -> Mapping[str, Share]:
    dial, seed = task
    where, asked = turned(dial), outcome(OUTCOME)
    there = drawn(where, seed=seed)
    decisions, held_out, truth = there.decisions, there.split.held_out, there.made.truth
    as_it_went, otherwise = (
        followed(happened(future, asked, seed=seed), decisions, asked)
        for future in (where, without_help(where))
    )
    helped = reached(
        decisions, given=truth["help"], children=truth["children"], months=asked.within_months
    )
    return counted(
        Marked(
            flagged=there.flagged(),
            flagged_otherwise=there.flagged(taught_by=otherwise),
            recorded=decisions["followed"].to_numpy(dtype=bool)[held_out],
            reached=helped[held_out],
            happened=as_it_went[held_out],
            without_help=otherwise[held_out],
        )
    )


def _figures(by_dial: Mapping[float, Redraws]) -> dict[str, Measured]:
    kept = [f"{kind}: {KEPT}" for kind in (ALARMS, NOT_FLAGGED)]
    none = sum(one.part for name in kept for one in _of(by_dial[0.0], name))
    turned_up = [by_dial[dial] for dial in DIALS if dial]
    some = [_low(pooled(_of(redraws, kept[0]))) for redraws in turned_up]
    most, book = (_of(by_dial[dial], kept[1]) for dial in (0.9, 0.3))
    fewer = [
        _low(difference(_of(redraws, ON_RECORD), _of(redraws, WITHOUT_HELP)))
        for redraws in turned_up
    ]
    ways = [_of(by_dial[0.9], name) for name in (TAUGHT_WITHOUT, TAUGHT_BY_RECORD)]
    values = {
        NONE: float(none),
        SOME: min(some),
        MORE: _low(difference(most, book)),
        FEWER: min(fewer),
        LEARNT: _low(difference(*ways)),
    }
    return {name: Measured(value=value, of=SEEDS) for name, value in values.items()}


def _of(redraws: Redraws, name: str) -> list[Share]:
    return [one[name] for one in redraws]


def _low(one: Estimate) -> float:
    return float("nan") if one.low is None else one.low


def _records(by_dial: Mapping[float, Redraws]) -> list[dict[str, Any]]:
    """Return what may be shown: every share at every turn of the dial, past the disclosure door."""
    records = []
    for dial, redraws in by_dial.items():
        about = About(authority=AUTHORITY, outcome=OUTCOME, design=DESIGN, cut_off=LINE, measure="")
        findings = [
            Finding(about=replace(about, measure=name), estimate=pooled(_of(redraws, name)))
            for name in redraws[0]
        ]
        for first, second in COMPARED:
            apart = difference(_of(redraws, first), _of(redraws, second))
            labels = {"measure": f"{first} less {second}", "note": beside(apart, 0).value}
            findings.append(Finding(about=replace(about, **labels), estimate=apart))
        records += [
            {
                "dial": dial,
                "measure": one.about.measure,
                "note": one.about.note,
                "estimate": asdict(one.estimate),
            }
            for one in cleared(findings)
        ]
    return records


PROOF = Proof(
    name="help_given",
    claim=(
        "Where help changes nothing, it kept nobody from the outcome. Where it changes something, some of the false alarms are "
        "children whom it kept from the outcome, the more it changes the more such children are among those rightly not "
        "flagged, and fewer flags would be false alarms had it changed nothing. Where it changes most, a model taught by the "
        "record flags fewer of these children than one taught what would have followed without help."
    ),
    bounds={
        NONE: Bound(at_most=0),
        SOME: Bound(at_least=0),
        MORE: Bound(at_least=0),
        FEWER: Bound(at_least=0),
        LEARNT: Bound(at_least=0),
    },
    settings={
        "unit": "children and shares",
        "dial": DIAL,
        "dials": list(DIALS),
        "dial of the book": place(AUTHORITY).dials[DIAL],
        "seeds": [FIRST_SEED, FIRST_SEED + SEEDS - 1],
        "authority": AUTHORITY,
        "outcome": OUTCOME,
        "design": DESIGN,
        "draws": DRAWS,
        "line": LINE,
    },
    rooms=(
        "cohort",
        "evaluation/flagging",
        "features/structured",
        "modelling",
        "presenting/claims",
        "synthetic",
        "truth/help",
        "truth/help_counts",
        "truth/redraws",
    ),
    sources=("help_given.py", "learnt.py"),
    measure=measure,
)
