"""More need or more scrutiny: worlds whose records are the same, and whose truth is not."""

from helpers.estimate import Estimate
from helpers.presenting import words
from helpers.presenting.charts import DotRow, Scale, dots
from helpers.presenting.drawing import Drawn, fitted
from helpers.presenting.ledger import if_there
from helpers.presenting.ledger_records import Audits
from helpers.presenting.show import Shown, points, together
from helpers.presenting.source import Evidence
from helpers.presenting.stale import measured_on
from helpers.presenting.tables import Table

NONE, ALL = 0.0, 1.0
CALLED = {ALL: "greater need", 0.5: "half of either", NONE: "only closer watching"}
"""The worlds, by the share of what deprivation adds to the record that is need, and what pages call them."""
ENDS = {"1": " (most deprived)", "5": " (least deprived)"}


def same_record(evidence: Evidence) -> Shown:
    """Return whether the worlds' records are the same, and the harm behind them by fifth of deprivation."""
    return if_there(evidence, lambda found: together([points(_said(found)), _drawn(found).shown()]))


def _said(found: Audits) -> list[str]:
    many = words.counted(found.redraws, "time")
    if found.different:
        return [
            f"The records of these worlds were drawn {many}, and {words.counted(found.different, 'record')} differed from "
            "another. So a model might tell the worlds apart."
        ]
    return [
        f"The records of these worlds were drawn {many}. Each time they were the same, down to the last row and value.",
        "So a model that learns from the record, and an audit of it, cannot tell in which of these worlds they are: there is nothing "
        "in the record to tell it by.",
    ]


def _drawn(found: Audits) -> Drawn:
    ends = [is_need for is_need in (ALL, NONE) if (is_need, "1") in found.fifths]
    rows = [
        DotRow(
            label=f"Fifth {fifth}{ENDS.get(fifth, '')}",
            estimates=tuple(found.fifths[is_need, fifth] for is_need in ends),
        )
        for fifth in _of_fifths(found)
    ]
    return Drawn(
        question="If the records are the same, is the harm the same too?",
        figure=dots(
            rows,
            series=tuple(CALLED[is_need] for is_need in ends),
            scale=Scale(title="made-up children in 1,000 to whom harm came", top=80, times=1000),
        ),
        silence=words.nothing_drawn(one for row in rows for one in row.estimates),
        alt=fitted(
            [
                "Made-up children in 1,000 to whom harm came in a year, in the world of greater need and in that of closer watching.",
                *(
                    f"{row.label}: {words.listed([_in_thousand(Estimate(value=one.value, state=one.state)) for one in row.estimates])}."
                    for row in rows
                ),
            ]
        ),
        caption=(
            "All children of a made-up council, recorded or not, over a year, by the deprivation of their neighbourhood. What is recorded about "
            f"them is the same in both worlds. {measured_on(found.proof)}"
        ),
        table=Table(
            caption="Harm to made-up children within a year, by deprivation of the neighbourhood (interval)",
            columns=("Neighbourhood", *(name.capitalize() for name in _worlds(found).values())),
            rows=tuple(
                (
                    f"Fifth {fifth}{ENDS.get(fifth, '')}",
                    *(_in_thousand(found.fifths[is_need, fifth]) for is_need in _worlds(found)),
                )
                for fifth in _of_fifths(found)
            ),
        ),
    )


def _in_thousand(one: Estimate) -> str:
    """Return a rate as children in a thousand with its interval, or the words of its state."""
    if one.value is None:
        return words.state_words(one)
    said = f"{1000 * one.value:.0f} in 1,000"
    if one.low is None or one.high is None:
        return said
    return f"{said} ({1000 * one.low:.0f} to {1000 * one.high:.0f})"


def _worlds(found: Audits) -> dict[float, str]:
    measured = {is_need for is_need, _ in found.fifths}
    return {is_need: name for is_need, name in CALLED.items() if is_need in measured}


def _of_fifths(found: Audits) -> list[str]:
    return sorted({fifth for _, fifth in found.fifths})
