"""Counted verdicts as one sentence: how many of some models or pairs pass, fail, or cannot be judged, and why."""

from collections import Counter
from collections.abc import Sequence

from helpers.comparison import Comparison
from helpers.presenting import words
from helpers.presenting.claims import Verdict


def tally(
    verdicts: Counter[Verdict], reached: str, failed: str, *, noun: str = "model", kind: str = ""
) -> str:
    """Return as a sentence how many of some models were shown to do something, how many not to, or cannot be judged.

    All numbers add up, so how many were shown *not* to is told only where there are any.

    Parameters
    ----------
    reached, failed
        What they were shown to do: *reach the mark*, *fall short of it*.
    """
    total = verdicts.total()
    yes, no = (_how_many(verdicts[verdict], total) for verdict in (Verdict.TRUE, Verdict.FALSE))
    shown = "was" if verdicts[Verdict.TRUE] <= 1 else "were"
    said = f"Of {words.counted(total, noun)}{kind}, {yes} {shown} shown to {reached}"
    if verdicts[Verdict.FALSE]:
        said += f" and {no} to {failed}"
    left = (Verdict.CANNOT_TELL, Verdict.SUPPRESSED, Verdict.TOO_FEW)
    rest = _rest([(verdicts[verdict], verdict) for verdict in left], total)
    return _with_rest(said, rest)


def _with_rest(said: str, rest: list[str]) -> str:
    left = words.listed(rest) if rest else ""
    return f"{said}. {left[:1].upper()}{left[1:]}." if left else f"{said}."


REASONS = {
    Verdict.CANNOT_TELL: ("is left open by its interval", "are left open by their intervals"),
    Verdict.SUPPRESSED: (f"is {words.SUPPRESSED}", f"are {words.SUPPRESSED}"),
    Verdict.TOO_FEW: (
        "rests on too few children to judge",
        "rest on too few children to judge",
    ),
}
"""Why a model or a pair is not judged: of one, and of several."""


def _rest(numbers: Sequence[tuple[int, Verdict]], total: int) -> list[str]:
    """Return how many are left open, suppressed or too few, as parts of a sentence."""
    return [
        f"{_how_many(number, total)} {REASONS[verdict][number > 1]}"
        for number, verdict in numbers
        if number
    ]


def _how_many(number: int, total: int) -> str:
    if number == 0:
        return "none"
    return f"all {number}" if number == total > 1 else f"{number}"


def tally_pairs(verdicts: Counter[Comparison], *, how: str, bound: str, kind: str = "") -> str:
    """Return as a sentence in how many pairs the notes, read in some way, help, do not, or leave it open."""
    total = verdicts.total()
    shown = "was" if verdicts[Comparison.BETTER] <= 1 else "were"
    parts = [
        f"{_how_many(verdicts[verdict], total)} {said}"
        for verdict, said in (
            (Comparison.BETTER, f"{shown} shown to gain {bound} or more in average precision"),
            (Comparison.WORSE, "to lose as much"),
            (Comparison.NO_DIFFERENCE, "to change by less"),
        )
        if verdict is Comparison.BETTER or verdicts[verdict]
    ]
    rest = _rest(
        [
            (verdicts[Comparison.CANNOT_TELL], Verdict.CANNOT_TELL),
            (verdicts[Comparison.SUPPRESSED], Verdict.SUPPRESSED),
            (verdicts[Comparison.TOO_FEW], Verdict.TOO_FEW),
        ],
        total,
    )
    said = f"Of {words.counted(total, 'pair')} of models{kind}, with notes read {how} and without notes, {words.listed(parts)}"
    return _with_rest(said, rest)
