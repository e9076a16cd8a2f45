"""Scores of everybody: the chosen settings learnt again fold by fold, each decision scored by a model that saw nobody of its family.

The settings were chosen once, with some of these decisions, so the scores of those look a little better than they
should; :mod:`helpers.study.grouped` measures by how much. Scores lie in the authority's own folder of stages.
"""

from collections.abc import Iterator
from dataclasses import dataclass
from functools import cached_property

import numpy as np
import numpy.typing as npt
import pandas as pd

from helpers.evaluation import streams
from helpers.modelling.material import CannotLearn, Indices, Material
from helpers.modelling.search import learn_again
from helpers.modelling.splits import Marks, Split, checked
from helpers.stages import Kept
from helpers.study.chosen import OfChosen
from helpers.study.learning import material_of, plan_of, split_of
from helpers.study.protocol import protocol


@dataclass(frozen=True)
class Folded(OfChosen):
    """Score every decision of a cohort by models that learnt from other families."""

    kind = "folded"

    @cached_property
    def key(self) -> str:
        """See :class:`helpers.study.steps.Step`."""
        return self.key_with(settings=[protocol().groups.folds], rooms=["study/folded"])

    @property
    def label(self) -> str:
        """See :class:`helpers.study.steps.Step`."""
        return f"{self.authority}: {self.outcome}: {self.design}: score everybody"

    def make(self) -> Kept:
        """Return the score of each decision, its fold, and whether settings were chosen with it; or a reason why not."""
        if "reason" in self.unit.record:
            return Kept(record={"reason": self.unit.record["reason"]})
        material = material_of(self.cohort, self.design)
        try:
            chosen_with = split_of(material, self.outcome, self.design).training
            score, fold = self._scored(material)
        except CannotLearn as reason:
            return Kept(record={"reason": reason.what})
        with_it = np.isin(np.arange(len(score)), chosen_with)
        return Kept(
            {"folded": pd.DataFrame({"score": score, "fold": fold, "chosen_with": with_it})}
        )

    def _scored(self, material: Material) -> tuple[npt.NDArray[np.float64], Indices]:
        fixed = protocol()
        fold = family_folds(
            material.followed, material.family, folds=fixed.groups.folds, seed=fixed.seed
        )
        score = np.full(len(fold), np.nan)
        for learnt, scored in parts(fold, material):
            score[scored] = learn_again(
                material,
                learnt,
                scored,
                algorithm=self.unit.record["algorithm"],
                settings=self.unit.record["settings"],
                plan=plan_of(self.design, self.draws),
            )
        return score, fold


def parts(fold: Indices, material: Material) -> Iterator[tuple[Indices, Indices]]:
    """Yield the rows to learn from and the rows to score, fold after fold.

    Raises
    ------
    ValueError
        If a family stands in two folds: a mistake of ours, not of the data.
    CannotLearn
        If a fold, or what is left without it, holds decisions of one kind only.
    """
    for number in range(int(fold.max(initial=-1)) + 1):
        split = Split(np.flatnonzero(fold != number), np.flatnonzero(fold == number), ())
        checked(split, material.followed, material.family)
        yield split.training, split.held_out


def family_folds(followed: Marks, family: Indices, *, folds: int, seed: int) -> Indices:
    """Return the fold of each decision, shape ``(rows,)``; a family stands in one fold.

    Families are sorted by how many of their decisions the outcome followed, then by size, and dealt out: of each
    ``folds`` neighbours every fold gets one, by chance. So folds are alike in both.

    Parameters
    ----------
    followed, family
        Outcome and family number of each decision, shape ``(rows,)``.
    folds
        How many folds.
    seed
        The study's seed.
    """
    sizes = np.bincount(family)
    positives = np.bincount(family, weights=followed)
    there = np.flatnonzero(sizes)
    among_equals = streams.uniform(len(sizes), "folds", seed)[there]
    order = there[np.lexsort((among_equals, -sizes[there], -positives[there]))]
    neighbours = np.arange(len(order)) // folds
    dealt = np.lexsort((streams.uniform(len(order), "dealt", seed), neighbours))
    of_family = np.zeros(len(sizes), dtype=np.intp)
    of_family[order[dealt]] = np.arange(len(order)) % folds
    found: Indices = of_family[family]
    return found
