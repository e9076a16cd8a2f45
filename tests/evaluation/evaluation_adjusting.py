"""Made-up flags of children in families, for the tests that adjust for age, need and history."""

from dataclasses import dataclass

import numpy as np
from scipy.special import expit

from helpers.policy import policy

RULE = policy().estimates


@dataclass
class Flags:
    followed: np.ndarray
    flagged: np.ndarray
    group: np.ndarray
    covariates: dict
    family: np.ndarray

    def among(self, rows):
        return {name: values[rows] for name, values in self.covariates.items()}


def made_up(rows=4000, *, families=2400, seed=0, by_group=0.0, need_of_group=0.8, likeness=0.5):
    """Made-up flags: need decides them, the group's children have more need, and families share part of both.

    ``by_group`` is what the group adds to the log odds of a flag beyond need.
    """
    chance = np.random.default_rng(seed)
    family = chance.integers(0, families, rows)
    shared = chance.normal(0, 1, families)[family]
    group = chance.random(rows) < 0.3
    age = chance.integers(0, 18, rows).astype(float)
    need = np.round(likeness * shared + chance.normal(0, 1, rows) + need_of_group * group, 2)
    history = chance.poisson(np.exp(0.2 * need))
    followed = chance.random(rows) < expit(-2 + 0.3 * need)
    flagged = chance.random(rows) < expit(-1.5 + 0.8 * need + 0.1 * history + by_group * group)
    covariates = {"age": age, "need": need, "history": history.astype(float)}
    return Flags(followed, flagged, group, covariates, family)
