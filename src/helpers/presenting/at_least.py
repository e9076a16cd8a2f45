"""How much of the best possible is in the records at all: models that had data without end, beside the full state."""

from collections.abc import Mapping
from dataclasses import dataclass

from helpers.estimate import Estimate
from helpers.presenting import words
from helpers.presenting.charts import DotRow, Scale, dots
from helpers.presenting.damaged import reading
from helpers.presenting.drawing import Drawn, fitted
from helpers.presenting.figures import AXIS
from helpers.presenting.show import Shown, points, sentences, together
from helpers.presenting.source import Evidence, ProofResult
from helpers.presenting.stale import measured_on, with_records
from helpers.presenting.tables import Table

PROOF = "learned_ceilings"
ABSENT = (
    "How much of it is in the records is not shown: the proof 'learned_ceilings' has left no evidence. "
    "'make prove PROOF=learned_ceilings' makes it."
)
DESIGNS = {
    "records": "records alone: at least",
    "records and what notes were drawn to say": "records and notes: at least",
}
"""What the proof calls what was learned from, and what pages say."""
TOP = 0.5
"""The least end of the axis."""


@dataclass(frozen=True, kw_only=True)
class _Outcome:
    """One outcome: what was learned from records, and from records and notes; and the best possible."""

    title: str
    learned: tuple[Estimate, ...]
    guessing: float
    low: float
    high: float
    decisions: int

    @property
    def best(self) -> float:
        """The middle of the bracket of the full state."""
        return (self.low + self.high) / 2

    @property
    def possible(self) -> Estimate:
        """The best possible, with its bracket."""
        return Estimate(value=self.best, low=self.low, high=self.high)

    def share(self, learned: Estimate) -> float:
        """Return how far a model comes, of the way from guessing to the best possible."""
        assert learned.value is not None
        return (learned.value - self.guessing) / (self.best - self.guessing)


def in_the_records(evidence: Evidence) -> Shown:
    """Return, for each outcome, how well models did that had data without end, beside whoever knows everything.

    Raises
    ------
    SecondLookError
        If a record of the proof is damaged.
    """
    proof = with_records(evidence, PROOF)
    if proof is None:
        return sentences(ABSENT)
    found = _outcomes(proof, evidence.titles)
    drawn = Drawn(
        question="How much of what could be foreseen is in the records at all?",
        figure=dots(
            [
                DotRow(
                    label=one.title,
                    estimates=(*one.learned, one.possible),
                    guessing=Estimate(value=one.guessing),
                )
                for one in found
            ],
            series=(*DESIGNS.values(), "the best possible: at most"),
            scale=Scale(title=AXIS, top=TOP),
        ),
        alt=fitted(
            [
                f"Models that had data without end and the best possible, {len(found)} outcomes.",
                *(f"{one.title}: {_told(one)}." for one in found),
            ]
        ),
        caption=(
            "Dots and squares are models, each learnt from hundreds of thousands of made-up decisions, which no council has; lines are their "
            "intervals. The best model of the same records may do better than these, hence “at least”; it cannot do better than the diamond. "
            f"{measured_on(proof)}"
        ),
        table=_table(found),
    )
    return together([points(_said(found)), drawn.shown()])


def _told(one: _Outcome) -> str:
    return f"{words.listed([words.score(e) for e in map(_bare, one.learned)])} of {one.best:.{words.decimals()}f}"


def _bare(estimate: Estimate) -> Estimate:
    return Estimate(value=estimate.value, state=estimate.state)


def _said(found: list[_Outcome]) -> list[str]:
    """Return how far such models come, and by how much notes help them, over all outcomes."""
    said = []
    for number, what in enumerate(("the records alone", "records and notes")):
        shares = sorted(one.share(one.learned[number]) for one in found)
        said.append(
            f"If guessing is the foot of a ladder of 100 rungs and the best possible its top, models that learnt from {what} climb at least "
            f"{_in_hundred(shares[0])} to {_in_hundred(shares[-1])} rungs, depending on the outcome."
        )
    fewest = min(one.decisions for one in found)
    return [*said, f"Each learnt from {fewest:,} decisions or more of one outcome."]


def _in_hundred(share: float) -> str:
    return f"{100 * share:.0f}"


def _table(found: list[_Outcome]) -> Table:
    return Table(
        caption="The made-up world of this book: what models learnt that had data without end, and the best possible",
        columns=(
            "Outcome",
            "Guessing",
            *(f"{name.capitalize()} (interval)" for name in DESIGNS.values()),
            "At most: the best possible",
            "Decisions learnt from",
        ),
        rows=tuple(
            (
                one.title,
                f"{one.guessing:.{words.decimals()}f}",
                *map(words.score, one.learned),
                f"{one.best:.{words.decimals()}f}",
                f"{one.decisions:,}",
            )
            for one in found
        ),
    )


def _outcomes(proof: ProofResult, titles: Mapping[str, str]) -> list[_Outcome]:
    with reading(PROOF, "what was learned"):
        by_name: dict[str, dict[str, Mapping[str, object]]] = {}
        for record in proof.records:
            by_name.setdefault(record["outcome"], {})[record["design"]] = record
        return [
            _outcome(titles.get(name, name), [of_design[one] for one in DESIGNS])
            for name, of_design in by_name.items()
        ]


def _outcome(title: str, records: list[Mapping[str, object]]) -> _Outcome:
    first = records[0]
    return _Outcome(
        title=title,
        learned=tuple(
            Estimate(
                value=_number(one["average_precision"]),
                low=_number(one["low"]),
                high=_number(one["high"]),
            )
            for one in records
        ),
        guessing=_number(first["prevalence"]),
        low=_number(first["full_state_low"]),
        high=_number(first["full_state_high"]),
        decisions=int(_number(first["learned"])),
    )


def _number(value: object) -> float:
    if not isinstance(value, int | float):
        raise TypeError(value)
    return float(value)
