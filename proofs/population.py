"""A made-up population of families without end, from which cohorts of any size are drawn.

Brothers and sisters resemble each other both in what follows and in what a score gets wrong about them.
"""

from dataclasses import dataclass

import numpy as np
import numpy.typing as npt
from scipy.special import ndtr, ndtri

from helpers.evaluation import metrics

SIZES = (0.35, 0.25, 0.20, 0.12, 0.08)
"""Shares of families with one to five decisions."""
PREVALENCE = 0.05
FLAGGED = 0.1

Numbers = npt.NDArray[np.float64]
Marks = npt.NDArray[np.bool_]


@dataclass(frozen=True, kw_only=True, eq=False)
class Drawn:
    """A cohort: outcome, score between 0 and 1 (its rank in the population) and family of each decision."""

    followed: Marks
    score: Numbers
    family: npt.NDArray[np.int64]
    families: int


@dataclass(frozen=True, kw_only=True)
class Population:
    """How strongly things hang together.

    Attributes
    ----------
    score
        Correlation of the score with what decides the outcome, 0 for a score that holds nothing.
    shared
        Share of the variance that brothers and sisters have in common, of what decides the outcome and of what the
        score gets wrong.
    """

    score: float
    shared: float

    def draw(self, families: int, chance: np.random.Generator) -> Drawn:
        """Draw a cohort of so many families."""
        size = chance.choice(len(SIZES), families, p=SIZES) + 1
        family = np.repeat(np.arange(families), size)
        decides, wrong = self._standard(family, chance), self._standard(family, chance)
        rank = ndtr(self.score * decides + np.sqrt(1 - self.score**2) * wrong)
        return Drawn(
            followed=decides > ndtri(1 - PREVALENCE), score=rank, family=family, families=families
        )

    def truth(self, *, families: int, draws: int, seed: int) -> dict[str, float]:
        """Return average precision, and precision and recall from the population's own cut-off, of very many families.

        Families are drawn in several parts, whose figures are averaged.
        """
        found = []
        for part in range(draws):
            drawn = self.draw(families, np.random.default_rng([seed, part]))
            flagged = drawn.score >= 1 - FLAGGED
            right = (flagged & drawn.followed).sum()
            average = metrics.average_precision(drawn.followed, drawn.score)
            found.append((average, right / flagged.sum(), right / drawn.followed.sum()))
        return dict(zip(MEASURES, np.mean(found, axis=0).tolist(), strict=True))

    def _standard(self, family: npt.NDArray[np.int64], chance: np.random.Generator) -> Numbers:
        common, own = chance.normal(size=family[-1] + 1), chance.normal(size=len(family))
        mixed: Numbers = np.sqrt(self.shared) * common[family] + np.sqrt(1 - self.shared) * own
        return mixed


MEASURES = ("average_precision", "precision", "recall")


def families_for(positives: int) -> int:
    """Return how many families hold about so many decisions for which the outcome follows."""
    mean_size = sum(share * size for size, share in enumerate(SIZES, start=1))
    return round(positives / PREVALENCE / mean_size)
