"""One gap between a group and all others, in words: five wordings, and which gaps would have been found at all."""

from dataclasses import dataclass

from helpers.estimate import Estimate, State
from helpers.presenting.gap_words import (
    CANNOT_TELL,
    FOUND,
    MEASURES,
    NONE,
    Measured,
    amount,
    beside_others,
    often,
    plain,
)
from helpers.presenting.groups_named import group
from helpers.presenting.groups_source import DIFFERENCE, POWER, RATIO, SMALLEST, Place
from helpers.presenting.words import SUPPRESSED, TOO_FEW


@dataclass(frozen=True, kw_only=True)
class Gap:
    """One gap as it passed the door.

    Attributes
    ----------
    group
        What the group is called.
    measure
        A key of :data:`MEASURES`.
    estimate
        The difference, the group less all others, with its interval.
    note
        The verdict as the evaluation gave it, before rounding.
    ratio
        The group's number over that of all others.
    power, smallest
        The chance with which a gap of ``size`` would have been found, and the gap that would be found 8 times in 10.
    size
        The smallest gap that would matter to anyone, as fixed beforehand.
    """

    group: str
    measure: str
    estimate: Estimate
    note: str
    ratio: Estimate | None = None
    power: Estimate | None = None
    smallest: Estimate | None = None
    size: float

    @property
    def measured(self) -> Measured:
        """What its measure is called."""
        return MEASURES[self.measure]

    @property
    def verdict(self) -> str:
        """What may be said in short; what was noted counts only where the number passed the door."""
        return {State.SUPPRESSED: SUPPRESSED, State.TOO_FEW: TOO_FEW}.get(
            self.estimate.state, self.note
        )

    @property
    def is_blurred(self) -> bool:
        """Whether a gap that was found cannot be seen in the rounded numbers: they lie on both sides of no difference."""
        ends = [end for end in (self.estimate.low, self.estimate.high) if end is not None]
        value = self.estimate.value or 0.0
        return plain(value) == "0" or any(end * value < 0 for end in ends)

    @property
    def in_short(self) -> str:
        """The group and how much more or fewer there are, such as ``“under 1”: 12 in 100 more (3 to 21)``."""
        if self.is_blurred:
            return f"“{self.group}”: too small for the rounded numbers"
        said = beside_others(self.estimate.value or 0.0)
        return f"“{self.group}”: {said}{self._between()}"

    def in_words(self) -> str:
        """Return what may be said, and where no gap was found, how often one would have been."""
        wordings = {
            FOUND: self._found,
            NONE: self._none,
            CANNOT_TELL: self._cannot_tell,
            TOO_FEW: self._too_few,
            SUPPRESSED: self._suppressed,
        }
        return " ".join(part for part in (wordings[self.verdict](), self.chances()) if part)

    @property
    def chance(self) -> str:
        """How often a gap of ``size`` would have been found in this group; nothing unless none was found."""
        if (
            self.verdict not in (NONE, CANNOT_TELL)
            or self.power is None
            or self.power.value is None
        ):
            return ""
        return often(self.power.value)

    def chances(self) -> str:
        """Return which gaps would have been found at this group's size; nothing unless none was found."""
        if not self.chance:
            return ""
        said = f"A gap of {amount(self.size)} would have been found {self.chance}"
        if self.smallest is None or self.smallest.value is None:
            return f"{said}."
        large = amount(self.smallest.value)
        return f"{said}; only gaps of {large} or more would be found 8 times in 10."

    def _found(self) -> str:
        if self.is_blurred:
            return (
                f"Gap found in {self.measured.noun} for “{self.group}”, before numbers were rounded; the rounded ones do not show how "
                "large it is."
            )
        value = self.estimate.value or 0.0
        direction = self.measured.more if value >= 0 else self.measured.fewer
        much = f"{amount(value)}{self._between()}"
        return f"Gap found: for “{self.group}”, {direction} than for all others, by {much}.{self._yet()}"

    def _none(self) -> str:
        return (
            f"No gap of practical size in {self.measured.noun} for “{self.group}”: any difference to all others is smaller "
            f"than {amount(self.size)}."
        )

    def _cannot_tell(self) -> str:
        low, high = self.estimate.low, self.estimate.high
        if low is None or high is None or low * high > 0:
            return (
                f"Cannot tell whether there is a gap in {self.measured.noun} for “{self.group}”: before numbers were rounded, the "
                "range of the difference reached from fewer to more."
            )
        ends = f"{beside_others(low)} to {beside_others(high)}"
        return (
            f"Cannot tell whether there is a gap in {self.measured.noun} for “{self.group}”: compared with all others, it may "
            f"be anything from {ends}."
        )

    def _too_few(self) -> str:
        return (
            f"Too few to judge {self.measured.noun} for “{self.group}”: too few children, in this group or outside it, can be "
            "counted here."
        )

    def _suppressed(self) -> str:
        return (
            f"Suppressed to protect children: {self.measured.noun} for “{self.group}”. A count behind it is so small that it "
            "might point to a child."
        )

    def _between(self) -> str:
        """Return the interval in the direction of the difference, in brackets."""
        low, high = self.estimate.low, self.estimate.high
        if low is None or high is None:
            return ""
        ends = (low, high) if (self.estimate.value or 0.0) >= 0 else (high, low)
        return f" ({' to '.join(plain(end) for end in ends)})"

    def _yet(self) -> str:
        """Return that a gap is too small to matter, if all of its interval is."""
        ends = [end for end in (self.estimate.low, self.estimate.high) if end is not None]
        if not ends or max(map(abs, ends)) >= self.size:
            return ""
        return f" Yet it is smaller than {amount(self.size)}, the least that would matter."


def gaps_of(place: Place, measure: str) -> list[Gap]:
    """Return the gaps of every group of an attribute in one measure, in the order of showing; none if none were asked for."""
    if measure not in place.report.gap_sizes:
        return []
    differences = place.findings(DIFFERENCE.format(measure), of=measure)
    ratio, power, smallest = (
        place.rates(made.format(measure), of=measure) for made in (RATIO, POWER, SMALLEST)
    )
    return [
        Gap(
            group=group(name, place.attribute),
            measure=measure,
            estimate=finding.estimate,
            note=finding.about.note,
            ratio=ratio.get(name),
            power=power.get(name),
            smallest=smallest.get(name),
            size=place.report.gap_sizes[measure],
        )
        for name, finding in differences.items()
    ]
