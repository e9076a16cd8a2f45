"""What the algorithms have in common: arrays, settings, what a fit returns, and the dice of the search."""

from collections.abc import Mapping
from typing import Protocol

import numpy as np
import numpy.typing as npt

from helpers.evaluation import streams
from helpers.modelling.material import CannotLearn

Matrix = npt.NDArray[np.float32]
Marks = npt.NDArray[np.bool_]
Scores = npt.NDArray[np.float64]
Settings = Mapping[str, int | float | str]


class Fitted(Protocol):
    """Candidates of one algorithm, fitted. They stay inside this room."""

    def score(self, others: Matrix) -> Scores:
        """Return the scores of other decisions, shape ``(others, candidates)``."""

    def weights(self) -> Scores:
        """Return how much each column counts, shape ``(candidates, columns)``.

        Logistic regression: standard deviation of the column times its coefficient, in log-odds. Trees: the
        column's share of what all splits gained, 0 to 1.
        """


def refuse_one_kind(followed: Marks) -> None:
    """Raise :class:`CannotLearn` unless the outcome followed some decisions and not others."""
    if followed.all() or not followed.any():
        raise CannotLearn(
            "the decisions to learn from all went the same way",
            mend="learn from a longer period or from more children",
        )


def dice(rows: int, columns: int, name: str, seed: int) -> Scores:
    """Return random shares from 0 to 1, shape ``(columns, rows)``; more rows begin with the same rows."""
    return streams.uniform(rows * columns, "search", name, seed).reshape(rows, columns).T


def whole(share: float, low: int, high: int) -> int:
    """Return the whole number from ``low`` to ``high`` at a share of the way."""
    return low + int(share * (high - low + 1))


def column_share(share: float) -> float:
    """Return a share of columns to split on: 0.05 to 0.8."""
    return round(0.05 + 0.75 * share, 4)
