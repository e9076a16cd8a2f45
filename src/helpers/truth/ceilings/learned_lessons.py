"""Learning from decisions without end: several learners on the same decisions, and the best of them on others.

Everything is fixed beforehand but which learner does best, and that is read on decisions that serve for nothing else.
"""

from dataclasses import dataclass

import numpy as np
import numpy.typing as npt
from scipy.special import expit, logit
from sklearn.ensemble import HistGradientBoostingClassifier
from sklearn.metrics import log_loss

from helpers.modelling.learners import LEARNERS, Settings
from helpers.synthetic.draws import Flags
from helpers.truth.ceilings.learned_drawn import Matrix

Scores = npt.NDArray[np.float64]
Indices = npt.NDArray[np.intp]

LEAVES = (6, 20)
"""Leaves of a tree: few, where nearly everything adds up, and more, where things hang together."""
RATE, MOST_TREES = 0.15, 200
PATIENCE = 8
"""So many trees may be of no help before no more are grown."""
PENALTIES: tuple[Settings, ...] = ({"C": 0.001, "penalty": "L2"}, {"C": 0.02, "penalty": "L2"})
SEED = 20_260_401
FARTHEST = 1e-6
"""No chance counts as nearer than this to none and to certainty."""


@dataclass(frozen=True, eq=False)
class Part:
    """Decisions that serve for one thing, and whether the outcome followed."""

    columns: Matrix
    followed: Flags


@dataclass(frozen=True, eq=False)
class Lesson:
    """What is learned from, on what the best is chosen, and what is scored then."""

    learned: Part
    chosen_on: Part
    tested: Matrix

    def only(self, kept: Indices) -> "Lesson":
        """Return the lesson with some of its columns."""
        learned, chosen_on = (
            Part(part.columns[:, kept], part.followed) for part in (self.learned, self.chosen_on)
        )
        return Lesson(learned, chosen_on, self.tested[:, kept])


@dataclass(frozen=True, eq=False)
class Taught:
    """The scores of what was tested, between 0 and 1, and who gave them."""

    scores: Scores
    chosen: str


Both = tuple[Scores, Scores]
"""Scores of what the best is chosen on, and of what is tested."""


def taught(lesson: Lesson) -> Taught:
    """Learn in every way, and return the scores of the way that does best on decisions not learned from.

    Raises
    ------
    CannotLearn
        If all decisions learned from went the same way.
    """
    lesson = lesson.only(_varying(lesson.learned.columns))
    added = _logistic(lesson)
    grown = {f"trees of {leaves} leaves": _boosted(lesson, leaves) for leaves in LEAVES}
    one, other = (_best(ways, lesson) for ways in (added, grown))
    between = _between(added[one], grown[other])
    ways = {**added, **grown, f"{other} and {one}": between}
    chosen = _best(ways, lesson)
    return Taught(ways[chosen][1], chosen)


def _varying(columns: Matrix) -> Indices:
    """Return which columns do not say the same of every decision."""
    first = columns[0]
    return np.flatnonzero(((columns != first) & ~(np.isnan(columns) & np.isnan(first))).any(axis=0))


def _best(ways: dict[str, Both], lesson: Lesson) -> str:
    """Return the way with the lowest log loss, which hangs less on a few decisions than average precision does."""
    return min(ways, key=lambda name: log_loss(lesson.chosen_on.followed, ways[name][0]))


def _between(one: Both, other: Both) -> Both:
    """Return the chances half way between, in log-odds."""
    on_others, tested = (
        expit((_log_odds(first) + _log_odds(second)) / 2)
        for first, second in zip(one, other, strict=True)
    )
    return on_others, tested


def _log_odds(chances: Scores) -> Scores:
    return np.asarray(logit(np.clip(chances, FARTHEST, 1 - FARTHEST)))


def _boosted(lesson: Lesson, leaves: int) -> Both:
    """Boost trees until further ones no longer help on decisions not learned from."""
    learned, chosen_on = lesson.learned, lesson.chosen_on
    model = HistGradientBoostingClassifier(
        max_leaf_nodes=leaves,
        learning_rate=RATE,
        max_iter=MOST_TREES,
        min_samples_leaf=150,
        l2_regularization=5.0,
        max_bins=64,
        early_stopping=True,
        n_iter_no_change=PATIENCE,
        random_state=SEED,
    )
    model.fit(
        learned.columns,
        learned.followed,
        X_val=chosen_on.columns,
        y_val=chosen_on.followed,
    )
    on_others, tested = (
        model.predict_proba(columns)[:, 1] for columns in (chosen_on.columns, lesson.tested)
    )
    return on_others, tested


def _logistic(lesson: Lesson) -> dict[str, Both]:
    """Fit logistic regressions; a gap takes the median, and where there are gaps a column of its own tells of them."""
    gaps = np.isnan(lesson.learned.columns)
    gappy = np.flatnonzero(gaps.any(axis=0))
    middle = np.nanmedian(lesson.learned.columns, axis=0).astype(np.float32)

    def filled(columns: Matrix) -> Matrix:
        missing = np.isnan(columns)
        return np.hstack([np.where(missing, middle, columns), missing[:, gappy].astype(np.float32)])

    fitted = LEARNERS["logistic_regression"].fit(
        PENALTIES, filled(lesson.learned.columns), lesson.learned.followed, SEED
    )
    on_others, tested = (
        fitted.score(filled(columns)) for columns in (lesson.chosen_on.columns, lesson.tested)
    )
    return {
        f"logistic regression, C = {one['C']}": (on_others[:, i], tested[:, i])
        for i, one in enumerate(PENALTIES)
    }
