"""Decision trees: each candidate grown by itself, on columns that are checked once."""

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
from sklearn.tree import DecisionTreeClassifier

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


def draw(draws: int, seed: int) -> list[Settings]:
    """Draw trees 5 to 20 deep that split 20 to 40 decisions or more, on up to 0.8 of the columns."""
    depth, columns, split = dice(draws, 3, "decision_tree", seed)
    return [
        {
            "max_depth": whole(depth[i], 5, 20),
            "max_features": column_share(columns[i]),
            "min_samples_split": whole(split[i], 20, 40),
        }
        for i in range(draws)
    ]


@dataclass(frozen=True, eq=False)
class Trees:
    """Fitted candidates, one tree each."""

    models: Sequence[DecisionTreeClassifier]

    def score(self, others: Matrix) -> Scores:
        """See :class:`helpers.modelling.fitting.Fitted`."""
        others = _ready(others)
        found = [model.predict_proba(others, check_input=False)[:, 1] for model in self.models]
        return np.stack(found, axis=1).astype(np.float64)

    def weights(self) -> Scores:
        """See :class:`helpers.modelling.fitting.Fitted`."""
        return np.stack([model.feature_importances_ for model in self.models])


def fit(candidates: Sequence[Settings], columns: Matrix, followed: Marks, seed: int) -> Trees:
    """Grow every candidate's tree.

    Raises
    ------
    CannotLearn
        If all decisions went the same way.
    """
    refuse_one_kind(followed)
    columns = _ready(columns)
    models = [DecisionTreeClassifier(**one, random_state=seed) for one in candidates]
    return Trees([model.fit(columns, followed, check_input=False) for model in models])


def _ready(columns: Matrix) -> Matrix:
    """Return what trees read without a copy: float32, row by row."""
    return np.ascontiguousarray(columns, dtype=np.float32)
