"""If notes knew more than the record: would reading them help, and would it be found?"""

from collections import Counter
from collections.abc import Mapping, Sequence
from typing import Any

from helpers.estimate import Estimate
from helpers.presenting import words
from helpers.presenting.charts import DotRow, Scale, dots
from helpers.presenting.damaged import reading
from helpers.presenting.drawing import Drawn, fitted
from helpers.presenting.figures import AXIS
from helpers.presenting.show import Shown, points, sentences, together
from helpers.presenting.source import Evidence, ProofResult
from helpers.presenting.stale import measured_on, with_records
from helpers.presenting.strips import Strip, strips
from helpers.presenting.tables import Table
from helpers.presenting.tallies import tally_pairs
from helpers.presenting.world_records import RICH_NOTES, WORLDS, Worlds
from helpers.presenting.world_tables import (
    MIDDLE,
    Column,
    every,
    if_there,
    middles,
    world_table,
)

WAYS = {
    "structured-earlier": "records alone",
    "text-earlier": "notes read in the study's way",
    "words-earlier": "notes read as a bag of words",
}
ALONE = "structured-earlier"
HOW = {"text-earlier": "in the study's way", "words-earlier": "as a bag of words"}
PLANTED = "notes_found"
NOT_COUNTED = (
    "How often reading finds what was planted has not been counted yet: the proof 'notes_found' has left no evidence. "
    "'make prove PROOF=notes_found' makes it."
)
READ = {
    "text-all": "read in the study's way",
    "words-all": "read as a bag of words",
    "words that tell what was meant": "read without a single mistake",
}
"""The ways of reading that are counted, and what pages call them; the last is nobody's, but it tells what was there to find."""


def notes(evidence: Evidence) -> Shown:
    """Return records alone beside notes read in two ways, in the world of the book and in one whose notes know more."""
    return if_there(evidence, _notes)


def _notes(found: Worlds) -> Shown:
    both = found.among({world: WORLDS[world] for world in ("default", RICH_NOTES)})
    rows = [
        Strip(
            label=name,
            series=tuple(found.of(world, "average_precision", design) for design in WAYS),
            guessing=found.of(world, "prevalence", ALONE),
        )
        for world, name in both.items()
    ]
    said = [_helped(found, world, way) for world in both for way in HOW]
    drawn = Drawn(
        question="If notes knew more than the record, would reading them help?",
        figure=strips(rows, series=tuple(WAYS.values()), scale=Scale(title=AXIS, top=0.2)),
        silence=words.nothing_drawn(every(rows)),
        alt=fitted(
            [
                "Average precision without and with notes, in the middle of the outcomes.",
                *middles(rows),
            ]
        ),
        caption=f"Each mark is one outcome of a made-up council. {MIDDLE} {measured_on(found.proof)}",
        table=world_table(
            found,
            "Average precision without and with notes in made-up worlds (interval)",
            {
                name: Column("average_precision", words.score, design)
                for design, name in WAYS.items()
            },
            worlds=both,
        ),
    )
    return together([points(said), drawn.shown()])


def _helped(found: Worlds, world: str, way: str) -> str:
    """Return for how many outcomes a model that reads does better than one that does not, on the same families."""
    verdicts = Counter(found.verdicts.get((world, f"{way} beside {ALONE}"), ()))
    bound = f"{found.proof.settings['smallest difference that matters']:g}"
    return f"{WORLDS[world]}: {words.inside(tally_pairs(verdicts, how=HOW[way], bound=bound))}"


def found(evidence: Evidence) -> Shown:
    """Return how often each way of reading finds what was planted in the notes, for each amount planted.

    Raises
    ------
    SecondLookError
        If a record is not what the proof writes.
    """
    proof = with_records(evidence, PLANTED)
    if proof is None:
        return sentences(NOT_COUNTED)
    with reading(PLANTED, "what reading found"):
        return _found(proof)


def _found(proof: ProofResult) -> Shown:
    by_dial: dict[float, list[Mapping[str, Any]]] = {}
    for record in proof.records:
        by_dial.setdefault(float(record["note_detail"]), []).append(record)
    planted = [by_dial[dial] for dial in sorted(by_dial)]
    rows = [
        DotRow(
            label=_amount(records[0]),
            estimates=tuple(_share(_of(records, design)) for design in READ),
        )
        for records in planted
        if all(any(one["design"] == design for one in records) for design in READ)
    ]
    drawn = Drawn(
        question="The more is planted in the notes, the more often is it found?",
        figure=dots(
            rows,
            series=tuple(READ.values()),
            scale=Scale(title="redraws in 100 in which notes are found to help", top=100, times=100),
        ),
        alt=fitted(
            ["In how many of 100 redraws each way of reading finds that notes help."]
            + [f"{row.label}: {words.listed(list(map(words.in_hundred, row.estimates)))}." for row in rows]
        ),
        caption=(
            "Planted is what a reader gains who knows exactly what every note says, over the records alone, in the middle of "
            f"the redraws. {measured_on(proof)}"
        ),
        table=_planted_table(planted),
    )  # fmt: skip
    return together([points(_said(records) for records in planted), drawn.shown()])


def _of(records: Sequence[Mapping[str, Any]], design: str) -> Mapping[str, Any]:
    return next(one for one in records if one["design"] == design)


def _share(record: Mapping[str, Any]) -> Estimate:
    return Estimate(value=record["found"] / record["of"], n=record["of"])


def _amount(record: Mapping[str, Any]) -> str:
    """Return how much was planted; notes may also know nothing beyond the record."""
    if not record["note_detail"]:
        return "Notes know nothing beyond the record"
    return f"Planted: {_gain(record['planted'])} of average precision"


def _said(records: Sequence[Mapping[str, Any]]) -> str:
    """Return what was planted, and in how many redraws each way of reading found that notes help."""
    first = records[0]
    counted = [one for one in records if one["design"] in READ]
    ways = "; ".join(
        [f"{READ[one['design']]}, in {one['found']} of {one['of']} redraws" for one in counted]
        or ["no way of reading was tried"]
    )
    if first["note_detail"]:
        return (
            f"We planted this much: a reader who knows exactly what every note says gains {_gain(first['planted'])} of "
            f"average precision ({_gain(first['planted_low'])} to {_gain(first['planted_high'])} in the middle half of the "
            f"redraws). That notes help was found: {ways}."
        )
    if any(one["found"] for one in counted):
        return f"Where notes know nothing beyond the record, they were mistakenly found to help: {ways}."
    return f"Where notes know nothing beyond the record, they were never found to help: {ways}."


def _gain(value: float) -> str:
    return f"{value:.3f}"


def _planted_table(planted: Sequence[Sequence[Mapping[str, Any]]]) -> Table:
    return Table(
        caption="What was planted in the made-up notes, and how often each way of reading found it",
        columns=(
            "Planted, and how notes were read",
            "Found, of so many redraws",
            "Gain in average precision, in the middle of the redraws",
        ),
        rows=tuple(
            (
                f"{_amount(one)}; {READ.get(one['design'], one['design'])}",
                f"{one['found']} of {one['of']}",
                f"{one['gain']:+.3f}",
            )
            for records in planted
            for one in records
        ),
    )
