"""What the pages about worlds share: the sentence in place of missing evidence, tables, and numbers in the middle."""

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from statistics import median

from helpers.estimate import Estimate
from helpers.presenting import words
from helpers.presenting.show import Shown, sentences
from helpers.presenting.source import Evidence, ProofResult
from helpers.presenting.strips import Strip, shown
from helpers.presenting.tables import Table
from helpers.presenting.world_records import Worlds, worlds_of

ABSENT = "The worlds have not been compared yet: the proof 'worlds' has left no evidence. 'make prove PROOF=worlds' makes it."
MIDDLE = "The number beside each line is the middle of its outcomes: as many lie above as below; those not shown are left out of it."


def effort(proof: ProofResult) -> str:
    """Return how much was computed, a sentence and a space; nothing where the proof does not say it."""
    draws, refits = proof.settings.get("draws"), proof.settings.get("refits")
    if draws is None or refits is None:
        return ""
    return (
        f"Each model is the best of {words.counted(draws, 'candidate')} of each kind, and was learnt again "
        f"{words.counted(refits, 'time')}; other pages may rest on more. "
    )


def if_there(evidence: Evidence, show: Callable[[Worlds], Shown]) -> Shown:
    """Return what there is to show of the worlds, or one sentence while they have not been compared."""
    found = worlds_of(evidence)
    return sentences(ABSENT) if found is None else show(found)


@dataclass(frozen=True)
class Column:
    """A column of a table of worlds: a measure, how its estimates are said, of which design, and at which line if not the usual."""

    measure: str
    say: Callable[[Estimate], str]
    design: str = words.HEADLINE
    cut_off: str | None = None


def world_table(
    found: Worlds, caption: str, columns: dict[str, Column], *, worlds: dict[str, str]
) -> Table:
    """Return a row for each outcome in each world; what was not recorded is said."""
    rows = []
    for world, name in worlds.items():
        for question in found.questions:
            cells = []
            for column in columns.values():
                one = found.one(
                    world, question, column.measure, column.design, cut_off=column.cut_off
                )
                cells.append("not evaluated" if one is None else column.say(one))
            rows.append((f"{name}; {found.label(question)}", *cells))
    return Table(caption=caption, columns=("World and outcome", *columns), rows=tuple(rows))


def bare_score(estimate: Estimate) -> str:
    """Return a score without its interval."""
    return words.score(Estimate(value=estimate.value, state=estimate.state))


def middles(rows: Iterable[Strip], *, times: int = 1) -> list[str]:
    """Return the middle of each row's numbers, multiplied with ``times``, a sentence for each row."""
    return [
        f"{row.label}: {words.listed([middle(estimates, times=times) for estimates in row.series])}."
        for row in rows
    ]


def middle(estimates: tuple[Estimate, ...], *, times: int = 1) -> str:
    """Return the middle of those numbers that are shown, multiplied with ``times``, or that there is none."""
    values = shown(estimates)
    if not values:
        return "no number"
    return f"{median(values) * times:.{words.decimals() if times == 1 else 0}f}"


def every(rows: Iterable[Strip]) -> list[Estimate]:
    """Return every estimate of some rows."""
    return [one for row in rows for estimates in row.series for one in estimates]
