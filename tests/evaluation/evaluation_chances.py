"""Made-up decisions with scores that can be read as chances, for the tests of calibration."""

import numpy as np
from scipy.special import expit

from helpers.evaluation.calibration import Held
from helpers.evaluation.logistic_line import log_odds
from helpers.evaluation.resample import FamilyResamples
from helpers.policy import policy

RULE = policy().estimates
FAMILIES = 900


def resamples(number=64):
    return FamilyResamples(families=FAMILIES, seed=3, resamples=number)


def made_up(rows=2000, *, seed=0, slope=1.0, level=0.0, decimals=9):
    """Made-up decisions whose true log odds are ``level + slope`` times those of their scores."""
    chance = np.random.default_rng(seed)
    score = np.round(expit(chance.normal(-2, 1, rows)), decimals)
    followed = chance.random(rows) < expit(level + slope * log_odds(score))
    return Held(followed=followed, score=score, family=chance.integers(0, FAMILIES, rows))
