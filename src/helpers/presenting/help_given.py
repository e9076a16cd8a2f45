"""False alarms or help that worked? Children for whom nothing followed, and for whom it would have without help."""

from helpers.estimate import Estimate
from helpers.presenting import words
from helpers.presenting.charts import DotRow, Scale, dots
from helpers.presenting.claims import Claim
from helpers.presenting.drawing import Drawn, fitted
from helpers.presenting.help_given_records import (
    BY_RECORD,
    BY_WITHOUT,
    COUNTED,
    FEWER,
    KEPT,
    KINDS,
    LEARNT,
    ON_RECORD,
    OTHERWISE,
    REACHED,
    TAUGHT,
    WITHOUT,
    Helped,
    helped,
)
from helpers.presenting.show import Shown, points, sentences, together
from helpers.presenting.source import Evidence, ProofResult
from helpers.presenting.stale import measured_on
from helpers.presenting.tables import Table

ABSENT = (
    "Whom help kept from the outcome has not been counted yet: the proof 'help_given' has left no evidence. "
    "'make prove PROOF=help_given' makes it."
)
FALSE_ALARMS = Claim(
    true="of 100 flagged, {first} are false alarms on the record, and {second} would be had help changed nothing.",
    false="of 100 flagged, {first} are false alarms on the record, and more would be had help changed nothing: {second}.",
    cannot_tell="of 100 flagged, {first} are false alarms on the record and {second} would be had help changed nothing, which is no sure difference.",
)
LEARNS = Claim(
    true="of 100 children whom help kept from the outcome, the model flags {first}. Taught what would have followed without help, it would flag more: {second}.",
    false="of 100 children whom help kept from the outcome, the model flags {first}. Taught what would have followed without help, it would flag fewer: {second}.",
    cannot_tell="of 100 children whom help kept from the outcome, the model flags {first}, and {second} if taught what would have followed without help, which is no sure difference.",
)


def kept(evidence: Evidence) -> Shown:
    """Return how many of those for whom nothing followed are children whom help kept from the outcome, by the dial."""
    found = helped(evidence)
    if found is None:
        return sentences(ABSENT)
    said = [*(_kept(found, dial) for dial in found.dials), *_turns(found)]
    return together([points(said), _drawn(found).shown()])


def learns(evidence: Evidence) -> Shown:
    """Return what the help that was given does to false alarms, and to what a model learns from the record."""
    found = helped(evidence)
    if found is None:
        return sentences(ABSENT)
    turned = [dial for dial in found.dials if dial]
    alarms = [_compared(found, dial, FEWER) for dial in turned]
    taught = [_compared(found, dial, LEARNT) for dial in turned]
    return together([points([*alarms, *taught]), _taught(found, turned).shown()])


def _kept(found: Helped, dial: float) -> str:
    parts = []
    for kind, of in KINDS.items():
        both = [found.shares[dial, f"{kind}: {what}"] for what in (REACHED, KEPT)]
        lacking = [words.state_words(one) for one in both if one.value is None]
        reached, away = map(_in_hundred, both)
        told = f"help reached the families of {reached}, and kept {away} from the outcome"
        parts.append(f"{of}, {f'a number is {lacking[0]}' if lacking else told}")
    return f"{found.called(dial)}: {'; '.join(parts)}."


def _turns(found: Helped) -> list[str]:
    """Return how many outcomes would not have followed had help changed nothing; nothing where no number is shown."""
    shares = [found.shares[dial, OTHERWISE].value for dial in found.dials if dial]
    shown = [value for value in shares if value is not None]
    if not shown:
        return []
    return [
        "Made-up lives take other turns, too. Of those for whom the outcome was recorded, "
        f"{words.between(shown)} would not have had it in that year had help changed nothing. That is no sign that help did harm: in the twin world chance takes other turns too, and for some it would have come earlier."
    ]


def _compared(found: Helped, dial: float, what: str) -> str:
    claim, names = (FALSE_ALARMS, (ON_RECORD, WITHOUT)) if what == FEWER else (LEARNS, (BY_RECORD, BY_WITHOUT))  # fmt: skip
    first, second = (_in_hundred(found.shares[dial, name]) for name in names)
    said = claim.said(found.verdicts[dial, what])
    return f"{found.called(dial)}: {words.inside(said).format(first=first, second=second)}"


def _in_hundred(one: Estimate) -> str:
    """Return so many of 100, or the words of its state."""
    if one.value is None:
        return words.state_words(one)
    return f"{100 * one.value:.0f}" if one.value == 0 or one.value >= 0.01 else "fewer than 1"


def _drawn(found: Helped) -> Drawn:
    rows = [
        DotRow(
            label=found.called(dial),
            estimates=tuple(found.shares[dial, f"{kind}: {KEPT}"] for kind in KINDS),
        )
        for dial in found.dials
    ]
    return Drawn(
        question="Nothing followed for them. For how many only because help worked?",
        figure=dots(
            rows,
            series=tuple(KINDS.values()),
            scale=Scale(title="children in 100 whom help kept from the outcome", top=20, times=100),
        ),
        silence=words.nothing_drawn(one for row in rows for one in row.estimates),
        alt=fitted(
            [
                "Children in 100 whom help kept from the outcome, of false alarms and of those rightly not flagged.",
                *(
                    f"{row.label.replace('what comes later ', '')}: {words.listed([_in_hundred(one) for one in row.estimates])}."
                    for row in rows
                ),
            ]
        ),
        caption=(
            "A child whom help kept from the outcome: help reached the family in time, no plan or care followed within a year, "
            "and in a twin of the same world, in which help changes nothing from the first day on, it would have. "
            f"{_effort(found.proof)}{measured_on(found.proof)}"
        ),
        table=Table(
            caption="Made-up children whom help reached, and whom it kept from the outcome (interval)",
            columns=("The world", *(_column(name) for name in COUNTED)),
            rows=tuple(
                (
                    found.called(dial),
                    *(words.in_hundred(found.shares[dial, name]) for name in COUNTED),
                )
                for dial in found.dials
            ),
        ),
    )


def _taught(found: Helped, dials: list[float]) -> Drawn:
    rows = [
        DotRow(
            label=found.called(dial), estimates=tuple(found.shares[dial, name] for name in TAUGHT)
        )
        for dial in dials
    ]
    return Drawn(
        question="Does a model still see the children for whom help worked?",
        figure=dots(
            rows,
            series=tuple(TAUGHT.values()),
            scale=Scale(
                title="flagged, of 100 whom help kept from the outcome", top=100, times=100
            ),
        ),
        silence=words.nothing_drawn(one for row in rows for one in row.estimates),
        alt=fitted(
            [
                "Flagged, of 100 children whom help kept from the outcome, by what the model was taught.",
                *(
                    f"{row.label.replace('what comes later ', '')}: {words.listed([_in_hundred(one) for one in row.estimates])}."
                    for row in rows
                ),
            ]
        ),
        caption=(
            "Both models read the same records of the same children and flag a tenth. One learns what was recorded, as any "
            f"real one would; the other learns what nobody could know outside a made-up world. {measured_on(found.proof)}"
        ),
        table=Table(
            caption="Made-up children whom help kept from the outcome, and who flags them (interval)",
            columns=("The world", *(name.capitalize() for name in TAUGHT.values())),
            rows=tuple(
                (
                    found.called(dial),
                    *(words.in_hundred(found.shares[dial, name]) for name in TAUGHT),
                )
                for dial in dials
            ),
        ),
    )


def _effort(proof: ProofResult) -> str:
    seeds = proof.settings.get("seeds")
    if seeds is None:
        return ""
    return (
        f"One made-up council was drawn {seeds[1] - seeds[0] + 1} times at each turn of the dial. "
    )


def _column(name: str) -> str:
    return name[:1].upper() + name[1:]
