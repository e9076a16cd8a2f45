"""Learning from what was drawn: what is there is found, what is not is not, and empty columns change nothing."""

import numpy as np
import pytest
from scipy.special import expit

from helpers.evaluation.metrics import average_precision
from helpers.truth.ceilings.learned_lessons import Lesson, Part, taught

ROWS = 4000


def lesson(odds, *, seed: int = 1) -> tuple[Lesson, np.ndarray]:
    """Return a lesson whose log-odds follow from five columns, and what followed of the tested decisions."""
    draw = np.random.default_rng(seed)
    columns = draw.normal(size=(3, ROWS, 5)).astype(np.float32)
    followed = draw.random((3, ROWS)) < expit(odds(columns) - 2.5)
    learned, chosen_on = (Part(columns[part], followed[part]) for part in range(2))
    return Lesson(learned, chosen_on, columns[2]), followed[2]


def nothing(columns: np.ndarray) -> np.ndarray:
    return np.zeros(columns.shape[:2])


def a_sum(columns: np.ndarray) -> np.ndarray:
    return columns[..., 0] + columns[..., 1]


def a_product(columns: np.ndarray) -> np.ndarray:
    return 2 * columns[..., 0] * columns[..., 1]


@pytest.mark.parametrize("odds", [a_sum, a_product])
def test_what_is_there_is_found(odds) -> None:
    given, followed = lesson(odds)
    scores = taught(given).scores
    possible = average_precision(followed, odds(given.tested[None])[0])
    assert average_precision(followed, scores) > 0.85 * possible


def test_what_hangs_together_takes_trees_and_what_adds_up_takes_regression() -> None:
    assert "logistic" not in taught(lesson(a_product)[0]).chosen
    assert "logistic" in taught(lesson(a_sum)[0]).chosen


def test_where_there_is_nothing_nothing_is_found() -> None:
    given, followed = lesson(nothing)
    assert average_precision(followed, taught(given).scores) < followed.mean() + 0.03


def test_columns_that_say_nothing_change_nothing() -> None:
    given, _ = lesson(a_sum)
    same, none = (np.full((ROWS, 1), value, dtype=np.float32) for value in (7.0, np.nan))

    def wider(columns: np.ndarray) -> np.ndarray:
        return np.hstack([same, columns, none])

    learned, chosen_on = (
        Part(wider(part.columns), part.followed) for part in (given.learned, given.chosen_on)
    )
    with_more = taught(Lesson(learned, chosen_on, wider(given.tested)))
    assert np.array_equal(with_more.scores, taught(given).scores)


def test_a_gap_may_tell_something() -> None:
    given, followed = lesson(a_sum)

    def hidden(columns: np.ndarray) -> np.ndarray:
        """Hide the first two columns, and tell by a gap in the third whether their sum is high."""
        gap = np.where(columns[:, 0] + columns[:, 1] > 1.5, np.nan, columns[:, 2])
        return np.column_stack([gap, columns[:, 3:]])

    learned, chosen_on = (
        Part(hidden(part.columns), part.followed) for part in (given.learned, given.chosen_on)
    )
    scores = taught(Lesson(learned, chosen_on, hidden(given.tested))).scores
    assert np.isfinite(scores).all()
    assert average_precision(followed, scores) > 1.5 * followed.mean()
