"""Would flagging do more good than flagging everybody, or nobody? Net benefit, and false alarms per child found.

Net benefit (Vickers and Elkin 2006, "Decision curve analysis", Medical Decision Making 26, 565-574) counts a child
found as 1 and a false alarm as ``threshold / (1 - threshold)``: whoever flags from a chance of one in ten upwards
holds one child found to be worth nine visits to families where nothing followed. It is told per 1,000 decisions: *so
many more children found, with not one false alarm more*.
"""

from dataclasses import dataclass

import numpy as np
import numpy.typing as npt

from helpers.estimate import Estimate
from helpers.evaluation import flagging, metrics
from helpers.evaluation.intervals import estimate, families_carrying
from helpers.evaluation.resample import FamilyResamples
from helpers.evaluation.resampled import resampled
from helpers.policy import EstimatePolicy

Numbers = npt.NDArray[np.float64]
Marks = npt.NDArray[np.bool_]
Indices = npt.NDArray[np.integer]

PER = 1000
"""Net benefit is told for so many decisions."""


@dataclass(frozen=True, kw_only=True)
class Benefit:
    """Net benefit per 1,000 decisions at one threshold.

    Attributes
    ----------
    threshold
        The chance from which on a child is flagged.
    model, everybody, nobody
        Net benefit of flagging by the model, of flagging everybody, and of flagging nobody, which is 0.
    better
        ``everybody`` or ``nobody``: the better of the two defaults for the decisions as they are.
    gained
        The model's net benefit minus that of ``better``, on the same resamples.
    """

    threshold: float
    model: Estimate
    everybody: Estimate
    nobody: Estimate
    better: str
    gained: Estimate


def benefits(
    followed: Marks,
    score: Numbers,
    *,
    family: Indices,
    thresholds: tuple[float, ...],
    resamples: FamilyResamples,
    rule: EstimatePolicy,
) -> tuple[Benefit, ...]:
    """Return net benefit at each threshold.

    Parameters
    ----------
    followed
        Whether the outcome followed, shape ``(rows,)``.
    score
        Scores that can be read as chances (recalibrated ones), shape ``(rows,)``.
    family
        The number of each decision's family in its cohort, shape ``(rows,)``.
    thresholds
        Chances between 0 and 1; a score that reaches one is flagged.
    resamples
        The cohort's resamples. Recalibration is not learned anew in them.
    rule
        The thresholds of policy.

    Raises
    ------
    ValueError
        If a threshold is out of bounds, or arrays do not fit together.
    """
    if not all(0 < threshold < 1 for threshold in thresholds):
        raise ValueError("a threshold is a chance between 0 and 1")
    rows = len(score)
    flags = np.array([flagging.at_least(score, each) for each in thresholds], dtype=bool)
    found = resampled(
        followed,
        score,
        family=family,
        flags=flags.reshape(-1, rows),
        subsets=np.ones((1, rows), dtype=bool),
        resamples=resamples,
    )
    carried_by = families_carrying(followed, family)
    return tuple(
        _benefit(threshold, found.cells[cut_off, :, 0], rule=rule, carried_by=carried_by)
        for cut_off, threshold in enumerate(thresholds)
    )


def net_benefit(cells: Numbers, threshold: float) -> Numbers:
    """Return net benefit per 1,000 decisions, NaN where there are none.

    Parameters
    ----------
    cells
        Sums of weights over the four :data:`helpers.evaluation.metrics.CELLS`, shape ``(4, ...)``.
    threshold
        A chance between 0 and 1.
    """
    true_positives, false_positives = cells[0], cells[1]
    worth = true_positives - false_positives * threshold / (1 - threshold)
    return PER * metrics.ratio(worth, cells.sum(axis=0))


def _benefit(threshold: float, cells: Numbers, *, rule: EstimatePolicy, carried_by: int) -> Benefit:
    n, positives = _counts(cells)
    by_model = net_benefit(cells, threshold)
    followed, others = cells[0] + cells[2], cells[1] + cells[3]
    none = np.zeros_like(followed)
    everybody = net_benefit(np.stack([followed, others, none, none]), threshold)
    nobody = net_benefit(np.stack([none, none, followed, others]), threshold)
    better = "everybody" if everybody[0] > 0 else "nobody"
    default = everybody if better == "everybody" else nobody
    model, all_flagged, none_flagged, gained = (
        estimate(each[0], each[1:], n=n, positives=positives, rule=rule, carried_by=carried_by)
        for each in (by_model, everybody, nobody, by_model - default)
    )
    return Benefit(
        threshold=threshold,
        model=model,
        everybody=all_flagged,
        nobody=none_flagged,
        better=better,
        gained=gained,
    )


def _counts(cells: Numbers) -> tuple[int, int]:
    """Return the decisions as they are, and those for which the outcome followed."""
    return int(cells[:, 0].sum()), int(cells[0, 0] + cells[2, 0])
