"""Training luck: how much a model's errors, and whom it flags, hang on which families it happened to learn from."""

from dataclasses import dataclass

import numpy as np
import numpy.typing as npt

from helpers.estimate import Estimate
from helpers.evaluation import metrics
from helpers.evaluation.intervals import estimate, families_carrying
from helpers.evaluation.resample import FamilyResamples
from helpers.policy import EstimatePolicy

Numbers = npt.NDArray[np.float64]
Marks = npt.NDArray[np.bool_]
Indices = npt.NDArray[np.integer]


@dataclass(frozen=True, kw_only=True)
class Stability:
    """Whom a method flags again.

    Attributes
    ----------
    flagged_again
        Of the decisions flagged by a model, the share that another model flags, learnt in the same way from another
        draw of families; averaged over all pairs of models.
    always_flagged
        Of the decisions that any model flags, the share that at least nine in ten models flag.
    """

    flagged_again: Estimate
    always_flagged: Estimate


NEARLY_ALL = 0.9
"""From this share of the models on, a decision counts as flagged always."""


def stability(
    flagged: Marks,
    *,
    followed: Marks,
    family: Indices,
    resamples: FamilyResamples,
    rule: EstimatePolicy,
) -> Stability:
    """Return how stable flags are, with intervals over families.

    A decision flagged by ``f`` of ``R`` models is flagged again in ``f (f - 1)`` of the ``f (R - 1)`` ordered pairs of
    models of which the first flags it; the share is the sum over decisions of the one over the other.

    Parameters
    ----------
    flagged
        Shape ``(models, rows)``, at least two models.
    followed, family
        Outcome and family of each decision, shape ``(rows,)``.
    """
    models = len(flagged)
    if models < 2:
        raise ValueError("stability takes at least two models")
    times = flagged.sum(axis=0).astype(np.float64)
    sums = np.stack(
        [times * (times - 1), times * (models - 1), times >= NEARLY_ALL * models, times > 0]
    ).astype(np.float64)
    weighted = _by_family(sums, family, resamples)
    again = metrics.ratio(weighted[0], weighted[1])
    always = metrics.ratio(weighted[2], weighted[3])
    n, positives = len(followed), int(followed.sum())
    carried_by = families_carrying(followed, family)
    flagged_again, always_flagged = (
        estimate(values[0], values[1:], n=n, positives=positives, rule=rule, carried_by=carried_by)
        for values in (again, always)
    )
    return Stability(flagged_again=flagged_again, always_flagged=always_flagged)


def _by_family(sums: Numbers, family: Indices, resamples: FamilyResamples) -> Numbers:
    """Return sums over decisions as they are (first column) and in each resample, shape ``(sums, 1 + resamples)``."""
    of_family = np.stack(
        [np.bincount(family, weights=row, minlength=resamples.families) for row in sums]
    )
    columns = [of_family.sum(axis=1, keepdims=True)]
    columns += [of_family @ weights for weights in resamples.blocks()]
    return np.hstack(columns)


def with_training(
    whole: float,
    again: Numbers,
    tested: Numbers,
    *,
    n: int,
    positives: int,
    rule: EstimatePolicy,
) -> Estimate:
    """Return a measure with an interval for the luck of training and of testing together.

    A model learnt from resampled families has seen fewer different ones and does a little worse; what counts here is
    how the refits spread. So each refit's distance from the mean of all refits, judged on resampled families itself, is
    laid around the value of the model that learnt from everyone.

    Parameters
    ----------
    whole
        The measure of the chosen model, learnt from the whole training part.
    again
        The measure of each refit on the held-out decisions as they are, shape ``(refits,)``.
    tested
        The measure of each refit on one resample of the held-out families each, shape ``(refits,)``.
    """
    spread = tested - np.nanmean(again) if np.isfinite(again).any() else tested
    return estimate(whole, whole + spread, n=n, positives=positives, rule=rule)
