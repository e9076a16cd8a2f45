"""What a model leaned on: by family of columns, never by child. Not causes.

Three views, each with what it cannot say. Shuffling a family of columns among those held out shows what the model would
lose without it, though columns of other families may tell the same. Contributions show how far each family moves
scores on the way through the model. Words show what the model reads as a sign, which need not be one.
"""

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
import numpy.typing as npt

from helpers.errors import SecondLookError
from helpers.evaluation import streams
from helpers.evaluation.metrics import average_precision
from helpers.modelling.fitting import Fitted, Marks, Matrix, Scores, Settings
from helpers.modelling.learners import LEARNERS
from helpers.modelling.material import Material
from helpers.modelling.prepare import TextPlan, prepare
from helpers.modelling.splits import Split
from helpers.modelling.thinning import thin

Indices = npt.NDArray[np.intp]

SHUFFLES = 10
"""Shuffles of each family, whose spread is told."""

FEWEST_FAMILIES = 10
"""A word is named only if it stands in documents of as many families: none then points to anyone."""

MOST_WORDS = 20

_WORDS = "words "


@dataclass(frozen=True, kw_only=True)
class Lost:
    """What is lost when the columns of one family are shuffled together among the held-out decisions.

    Attributes
    ----------
    family, columns
        The family's name and how many columns it has.
    mean, deviation
        Average precision lost: mean and standard deviation (of a sample) over the shuffles.
    shuffles
        How many.
    """

    family: str
    columns: int
    mean: float
    deviation: float
    shuffles: int


@dataclass(frozen=True, kw_only=True)
class Contribution:
    """A family's share of what moves the scores.

    Attributes
    ----------
    family, columns
        The family's name and how many columns it has.
    share
        Of the sum over all columns, 0 to 1. Logistic regression: of standard deviation times coefficient, without
        sign. Trees: of what splits gained.
    """

    family: str
    columns: int
    share: float


@dataclass(frozen=True, kw_only=True)
class Word:
    """A word, or pair of words, that counts.

    Attributes
    ----------
    name
        The column's name.
    weight
        Logistic regression: change in log-odds for one standard deviation; above 0 raises the score. Trees: share of
        what splits gained.
    families
        In how many families' documents it stands, among those learnt from.
    """

    name: str
    weight: float
    families: int


@dataclass(frozen=True, kw_only=True)
class Explained:
    """What one model leaned on.

    Attributes
    ----------
    average_precision
        Of the held-out decisions, nothing shuffled.
    lost, contributions
        By family of columns, largest first.
    words
        Those that weigh most, without sign, largest first; empty without notes.
    """

    average_precision: float
    lost: tuple[Lost, ...]
    contributions: tuple[Contribution, ...]
    words: tuple[Word, ...]


def explain(
    material: Material,
    split: Split,
    *,
    algorithm: str,
    settings: Settings,
    text: TextPlan,
    thinned: bool,
    machine_seed: int,
) -> Explained:
    """Learn one candidate again on the whole training part, and tell what it leaned on.

    Parameters
    ----------
    algorithm, settings
        The candidate.
    text, thinned, machine_seed
        As in :class:`helpers.modelling.search.Plan`.

    Raises
    ------
    CannotLearn
        If the candidate cannot be fitted.
    """
    preparation = prepare(material, split.training, text)
    columns = preparation.apply(material, split.training)
    rows = split.training
    if thinned:
        kept = thin(columns, material.followed[rows], seed=machine_seed)
        columns, rows = columns[kept], rows[kept]
    learner = LEARNERS[algorithm]
    fitted = learner.fit([settings], columns, material.followed[rows], machine_seed)
    others = preparation.apply(material, split.held_out)
    followed = material.followed[split.held_out]
    weights = fitted.weights()[0]
    return Explained(
        average_precision=average_precision(followed, fitted.score(others)[:, 0]),
        lost=shuffled(fitted, others, followed, families=preparation.families, seed=machine_seed),
        contributions=contributions(weights, families=preparation.families),
        words=words(weights, columns, names=preparation.names, family=material.family[rows]),
    )


def shuffled(
    fitted: Fitted,
    others: Matrix,
    followed: Marks,
    *,
    families: Sequence[str],
    seed: int,
    shuffles: int = SHUFFLES,
) -> tuple[Lost, ...]:
    """Shuffle each family of columns together among the others and see what average precision loses.

    The rows change places in the same way for each family, so that families differ by what they tell and not by
    chance.

    Parameters
    ----------
    fitted
        One candidate.
    others, followed
        Prepared held-out decisions, shape ``(others, columns)``, and whether the outcome followed.
    families
        The family of each column.

    Raises
    ------
    SecondLookError
        With fewer than two shuffles: there is no spread.
    """
    if shuffles < 2:
        raise SecondLookError("a spread needs two shuffles or more", where="shuffles")
    whole = average_precision(followed, fitted.score(others)[:, 0])
    orders = [
        np.argsort(streams.raw(len(others), "explain", seed, number), kind="stable")
        for number in range(shuffles)
    ]
    found = []
    for family, columns in _by_family(families).items():
        mixed = others.copy()
        lost = np.empty(shuffles)
        for number, order in enumerate(orders):
            mixed[:, columns] = others[np.ix_(order, columns)]
            lost[number] = whole - average_precision(followed, fitted.score(mixed)[:, 0])
        found.append(
            Lost(
                family=family,
                columns=len(columns),
                mean=float(lost.mean()),
                deviation=float(lost.std(ddof=1)),
                shuffles=shuffles,
            )
        )
    return tuple(sorted(found, key=lambda one: -one.mean))


def contributions(weights: Scores, *, families: Sequence[str]) -> tuple[Contribution, ...]:
    """Add up what columns weigh, by family; all shares are 0 if no column counts.

    Parameters
    ----------
    weights
        Of each column, shape ``(columns,)``, as :meth:`helpers.modelling.fitting.Fitted.weights` gives them.
    families
        The family of each column.
    """
    size = np.abs(weights)
    total = float(size.sum())
    found = [
        Contribution(
            family=family,
            columns=len(columns),
            share=float(size[columns].sum()) / total if total else 0.0,
        )
        for family, columns in _by_family(families).items()
    ]
    return tuple(sorted(found, key=lambda one: -one.share))


def words(
    weights: Scores,
    columns: Matrix,
    *,
    names: Sequence[str],
    family: Indices,
    most: int = MOST_WORDS,
) -> tuple[Word, ...]:
    """Return the words that weigh most, among those in enough families' documents.

    Parameters
    ----------
    weights
        Of each column, shape ``(columns,)``.
    columns
        Prepared training decisions, shape ``(rows, columns)``; a word's column is 0 where it does not stand.
    names
        The name of each column; words begin with ``words``.
    family
        The family of each row.
    """
    found = []
    for number, name in enumerate(names):
        if not name.startswith(_WORDS) or weights[number] == 0:
            continue
        families = len(np.unique(family[columns[:, number] != 0]))
        if families >= FEWEST_FAMILIES:
            found.append(Word(name=name, weight=float(weights[number]), families=families))
    return tuple(sorted(found, key=lambda one: (-abs(one.weight), one.name))[:most])


def _by_family(families: Sequence[str]) -> dict[str, Indices]:
    """Return the columns of each family, families in order of appearance."""
    labels = np.array(families, dtype=object)
    return {family: np.flatnonzero(labels == family) for family in dict.fromkeys(families)}
