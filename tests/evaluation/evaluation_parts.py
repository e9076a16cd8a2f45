"""Made-up scores of two groups, for the tests that take gaps apart and set options beside each other."""

from dataclasses import dataclass

import numpy as np
from scipy.special import expit

from helpers.evaluation import flagging
from helpers.evaluation.resample import FamilyResamples
from helpers.policy import policy

RULE = policy().estimates


@dataclass
class TwoGroups:
    followed: np.ndarray
    score: np.ndarray
    flagged: np.ndarray
    group: np.ndarray
    family: np.ndarray

    @property
    def resamples(self):
        return FamilyResamples(families=len(self.score), seed=3, resamples=64)


def two_groups(rows=8000, *, seed=0, higher=0.0, overrated=0.0, level=-2.0):
    """Made-up scores: the group's true log odds lie ``higher``, and its scores say ``overrated`` too much."""
    chance = np.random.default_rng(seed)
    group = chance.random(rows) < 0.4
    odds = level + chance.normal(0, 1, rows) + higher * group
    score = expit(odds + overrated * group)
    return TwoGroups(
        followed=chance.random(rows) < expit(odds),
        score=score,
        flagged=flagging.top_share(score, 0.1),
        group=group,
        family=chance.integers(0, rows * 2 // 3, rows),
    )
