"""Between which numbers the best possible average precision lies, from chances that are known only up to Monte Carlo error.

Whoever knew each decision's chance could do no better than rank by it, and would reach ``sum p (P / k) / sum p`` over decisions in
falling order of their chances ``p``, with running totals ``P`` over the first ``k`` (expected labels in place of labels). Chances
that carry error, ranked and counted by themselves, come out too high; ranked by some of the futures and counted by the
others, too low. The two bracket what is sought.
"""

from dataclasses import dataclass

import numpy as np
import numpy.typing as npt

Numbers = npt.NDArray[np.float64]


@dataclass(frozen=True, kw_only=True)
class Bracket:
    """The lowest and the highest that the best possible average precision may be, on so many decisions."""

    low: float
    high: float
    prevalence: float
    decisions: int

    @property
    def middle(self) -> float:
        """Half way between."""
        return (self.low + self.high) / 2

    @property
    def width(self) -> float:
        """How far apart the two are."""
        return self.high - self.low


def expected_average_precision(*, ranked_by: Numbers, chances: Numbers) -> float:
    """Return the average precision to be expected of decisions in falling order of one number, with the chances given.

    Parameters
    ----------
    ranked_by, chances
        One row per decision; decisions of the same rank stay in the order given.
    """
    ordered = chances[np.argsort(-ranked_by, kind="stable")]
    total = np.cumsum(ordered)
    return float((ordered * total / np.arange(1, len(ordered) + 1)).sum() / total[-1])


def bracket(parts: Numbers) -> Bracket:
    """Return between which numbers the best possible average precision lies.

    Parameters
    ----------
    parts
        Chances from each of at least two parts of the possible futures, alike in number, of shape ``(decisions, parts)``.
    """
    all_together, number = parts.sum(axis=1), parts.shape[1]
    split = [
        expected_average_precision(ranked_by=all_together - part, chances=part) for part in parts.T
    ]
    chances = all_together / number
    return Bracket(
        low=sum(split) / number,
        high=expected_average_precision(ranked_by=chances, chances=chances),
        prevalence=float(chances.mean()),
        decisions=len(chances),
    )
