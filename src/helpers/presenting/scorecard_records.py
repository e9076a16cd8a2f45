"""What the proof of the calibration recorded: published figures of England beside made-up ones, and figures of notes."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Any

from helpers.presenting.damaged import reading
from helpers.presenting.source import Evidence, ProofResult
from helpers.presenting.stale import with_records

PROOF = "calibration"
TOGETHER = ""
"""In place of a council: all of them together."""


@dataclass(frozen=True, kw_only=True)
class Came:
    """What a figure came to in the made-up world: its mean over a few seeds, the least and the most; or nothing."""

    made: float | None
    least: float | None
    most: float | None


@dataclass(frozen=True, kw_only=True)
class Figure:
    """One published figure of England, and what came out in its place.

    Attributes
    ----------
    key, name, unit
        Its name in files, what it is, and how it is counted.
    published, year, source, how
        The figure, the year that ends on its 31 March, where it was published, and how it follows from what was.
    fitted
        Whether the made-up world was set to meet it; otherwise it is only compared.
    tolerance
        How far off is near enough, as a share of the published figure.
    between
        The figures of the lowest and the highest council or region; empty where they were not published.
    came
        What it came to, by council; all together under :data:`TOGETHER`.
    """

    key: str
    name: str
    unit: str
    published: float
    year: int
    source: str
    how: str
    fitted: bool
    tolerance: float
    between: tuple[float, ...]
    came: Mapping[str, Came]

    @property
    def together(self) -> float | None:
        """What it came to over all councils."""
        return self.came[TOGETHER].made

    @property
    def off(self) -> float | None:
        """How far that lies from the published figure, as a share of it."""
        return None if self.together is None else self.together / self.published - 1

    @property
    def met(self) -> bool:
        """Whether it is near enough; what could not be counted is not."""
        return self.off is not None and abs(self.off) <= self.tolerance

    @property
    def councils(self) -> list[float]:
        """What it came to in each council where it could be counted."""
        return [
            one.made
            for council, one in self.came.items()
            if council != TOGETHER and one.made is not None
        ]


@dataclass(frozen=True, kw_only=True)
class TextFigure:
    """One figure of one kind of note of one council, and the band proposed for it, if there is one."""

    council: str
    kind: str
    figure: str
    low: float | None
    high: float | None
    made: float

    @property
    def within(self) -> bool | None:
        """Whether it keeps within its band; ``None`` without one."""
        if self.low is None or self.high is None:
            return None
        return self.low <= self.made <= self.high


@dataclass(frozen=True, kw_only=True)
class Scorecard:
    """Everything that was recorded, with the proof that recorded it."""

    proof: ProofResult
    figures: tuple[Figure, ...]
    texts: tuple[TextFigure, ...]

    @property
    def councils(self) -> list[str]:
        """The councils, in the order of recording."""
        return [name for name in self.figures[0].came if name != TOGETHER]

    def those(self, *, fitted: bool) -> list[Figure]:
        """Return the figures that were aimed at, or those with which the world is only compared."""
        return [one for one in self.figures if one.fitted is fitted]


def scorecard_of(evidence: Evidence) -> Scorecard | None:
    """Return what was recorded of the calibration, or none while that proof has left no records.

    Raises
    ------
    SecondLookError
        If a record is not what the proof writes.
    """
    proof = with_records(evidence, PROOF)
    if proof is None:
        return None
    with reading(PROOF, "what was set beside published figures"):
        told = [dict(record) for record in proof.records]
        figures = _figures(one for one in told if one.pop("what") == "figure")
        texts = [TextFigure(**one) for one in told if "kind" in one]
    return Scorecard(proof=proof, figures=tuple(figures), texts=tuple(texts)) if figures else None


def council_name(slug: str) -> str:
    """Return what a page calls a council.

    >>> council_name("north-west")
    'North West (invented)'
    """
    return f"{slug.replace('-', ' ').title()} (invented)"


def _figures(records: Iterable[dict[str, Any]]) -> list[Figure]:
    of_key: dict[str, dict[str, Any]] = {}
    came: dict[str, dict[str, Came]] = {}
    for record in records:
        one = Came(**{name: record.pop(name) for name in ("made", "least", "most")})
        came.setdefault(record["key"], {})[record.pop("council")] = one
        record["between"] = tuple(record["between"] or ())
        of_key[record["key"]] = record
    return [Figure(**record, came=came[key]) for key, record in of_key.items()]
