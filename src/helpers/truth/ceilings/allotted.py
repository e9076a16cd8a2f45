"""How many possible futures each decision is given: more where they differ more, told from a first few.

A few futures of one decision seldom show how much they differ: a chance in a hundred is mostly missed, and where it is not, it
looks like ten. Decisions that stand alike differ alike, so a forest learns it from the first futures of all of them. Which share
a decision is given decides how closely its chance is known, and nothing about the chance itself: that is taken from futures
drawn afterwards.
"""

import numpy as np
import numpy.typing as npt

from helpers.truth.ceilings.possible import layout
from helpers.truth.ceilings.possible.layout import ASKED, PEOPLE, Families, Questions

Numbers = npt.NDArray[np.float64]

_LEVELS = (
    "need", "rate", "filed", "unfiled", "plan_told", "concern", "supported", "phase", "phase_need", "phase_tender",
    "phase_filed", "conference_known",
)  # fmt: skip
_DAYS = (
    "birth", "left", "case_end", "early_help_end", "helped_until", "early_help_start", "since", "opened", "assessed", "enquired",
)  # fmt: skip
_LONG_AGO, _FAR_OFF = -2_000.0, 8_000.0
"""Days from the decision beyond which it makes no difference how many."""
_TREES, _LEAST = 10, 5
_ALIKE = 0.25
"""What every decision is given besides, as a share of what it is given on average for how much its futures differ."""
_BY_RANK = -0.15
"""The rank counts for a little, since the order matters most where it begins."""


def shares(families: Families, questions: Questions, first: Numbers, *, seed: int) -> Numbers:
    """Return how many futures each decision is given, as a multiple of the mean; chosen for the narrowest bracket.

    Parameters
    ----------
    families, questions
        Of the decisions.
    first
        The mean chance of each decision and the mean of its square, from the first futures, of shape ``(decisions, 2)``.
    seed
        Of the forest.
    """
    from sklearn.ensemble import ExtraTreesRegressor  # slow to load

    variance = np.maximum(first[:, 1] - first[:, 0] ** 2, 0)
    forest = ExtraTreesRegressor(_TREES, min_samples_leaf=_LEAST, random_state=seed % 2**32)
    seen = np.column_stack([variance, first[:, 0]])
    stands = _stands(families, questions).astype(np.float32)
    foretold, likely = forest.fit(stands, seen).predict(stands).T
    differ = np.sqrt((variance + foretold) / 2)
    rank = np.empty(len(likely))
    rank[np.argsort(-likely, kind="stable")] = np.arange(1, len(likely) + 1)
    given = (_ALIKE + differ / max(float(differ.mean()), 1e-12)) * rank**_BY_RANK
    return np.asarray(given / given.mean())


def _stands(families: Families, questions: Questions) -> Numbers:
    """Return where each decision stands, of shape ``(decisions, columns)``."""
    asked = dict(zip(ASKED, questions.asked[:, :-1], strict=True))
    child, first = asked["child"].astype(np.int64), questions.asked[layout.FIRST].astype(np.int64)
    of_child = dict(zip(PEOPLE, families.people[:, child], strict=True))
    turned = families.turned[:, :, child]
    need, rate = turned[:, layout.TURNED_NEED], turned[:, layout.TURNED_RATE]
    day = asked["day"]
    columns = [of_child[name] for name in _LEVELS]
    columns += [np.clip(of_child[name] - day, _LONG_AGO, _FAR_OFF) for name in _DAYS]
    columns += [need.mean(axis=0), need.std(axis=0), rate.mean(axis=0), rate.max(axis=0)]
    columns += [asked[name] for name in ("threshold", "source", "concern")]
    columns += [asked["turn_of_year"] - day, np.diff(first)]
    columns.append(np.add.reduceat(families.people[layout.RATE], first[:-1]))
    return np.column_stack(columns)
