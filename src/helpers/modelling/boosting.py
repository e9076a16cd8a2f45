"""Gradient boosting: candidates that differ in the number of trees alone share one fit.

Boosting uses histograms of the columns (scikit-learn's HistGradientBoostingClassifier), which is many times faster
than the exact form and ranks alike.
"""

import math
from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
from sklearn.ensemble import HistGradientBoostingClassifier

from helpers.modelling.fitting import (
    Marks,
    Matrix,
    Scores,
    Settings,
    column_share,
    dice,
    refuse_one_kind,
    whole,
)

TREE_COUNTS = 10
"""Candidates that share everything but the number of trees: one fit serves them, tree by tree."""

MOST_LEAVES = 15
"""Leaves of a tree, grown best first: a few hundred positives feed no more, and fewer cost half the time."""


def draw(draws: int, seed: int) -> list[Settings]:
    """Draw 50 to 150 trees, 5 to 10 deep, on up to 0.8 of the columns."""
    shapes = math.ceil(draws / TREE_COUNTS)
    depth, columns = dice(shapes, 2, "gradient_boosting", seed)
    (trees,) = dice(draws, 1, "number of trees", seed)
    return [
        {
            "max_depth": whole(depth[i // TREE_COUNTS], 5, 10),
            "max_features": column_share(columns[i // TREE_COUNTS]),
            "trees": whole(trees[i], 50, 150),
        }
        for i in range(draws)
    ]


@dataclass(frozen=True, eq=False)
class Boosted:
    """Fitted candidates.

    Attributes
    ----------
    models
        One for each shape, with as many trees as its largest candidate.
    model, trees
        Which of them each candidate reads, and how many of its trees.
    """

    models: Sequence[HistGradientBoostingClassifier]
    model: Sequence[int]
    trees: Sequence[int]

    def score(self, others: Matrix) -> Scores:
        """See :class:`helpers.modelling.fitting.Fitted`."""
        found = np.empty((len(others), len(self.model)))
        for number, model in enumerate(self.models):
            wanted = [i for i, read in enumerate(self.model) if read == number]
            for trees, scores in enumerate(model.staged_predict_proba(others), start=1):
                for i in wanted:
                    if self.trees[i] == trees:
                        found[:, i] = scores[:, 1]
        return found

    def weights(self) -> Scores:
        """See :class:`helpers.modelling.fitting.Fitted`."""
        columns = self.models[0].n_features_in_
        found = np.zeros((len(self.model), columns))
        for i, (number, trees) in enumerate(zip(self.model, self.trees, strict=True)):
            for (tree,) in self.models[number]._predictors[:trees]:
                splits = tree.nodes[tree.nodes["is_leaf"] == 0]
                found[i] += np.bincount(
                    splits["feature_idx"], weights=splits["gain"], minlength=columns
                )
        total = found.sum(axis=1, keepdims=True)
        found /= np.where(total > 0, total, 1)
        return found


def fit(candidates: Sequence[Settings], columns: Matrix, followed: Marks, seed: int) -> Boosted:
    """Boost one model for each shape among the candidates.

    Raises
    ------
    CannotLearn
        If all decisions went the same way.
    """
    refuse_one_kind(followed)
    trees = [int(one["trees"]) for one in candidates]
    shape = [(one["max_depth"], one["max_features"]) for one in candidates]
    shapes = sorted(set(shape))
    model = [shapes.index(one) for one in shape]
    models = [
        HistGradientBoostingClassifier(
            max_iter=max(trees[i] for i, read in enumerate(model) if read == number),
            max_depth=depth,
            max_features=share,
            max_bins=64,
            max_leaf_nodes=MOST_LEAVES,
            early_stopping=False,
            random_state=seed,
        ).fit(columns, followed)
        for number, (depth, share) in enumerate(shapes)
    ]
    return Boosted(models, model, trees)
