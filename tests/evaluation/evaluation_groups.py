"""Made-up scores with groups, for the tests of errors by group."""

import numpy as np

from helpers.estimate import State
from helpers.evaluation import flagging
from helpers.evaluation.groups.gaps import gaps
from helpers.evaluation.groups.rates import GroupScores, group_rates
from helpers.evaluation.resample import FamilyResamples
from helpers.policy import policy

RULE = policy().estimates
SIZES = {"false_positive_rate": 0.05, "false_negative_rate": 0.15}


def made_up(rows=3000, *, families=1800, prevalence=0.1, seed=0):
    chance = np.random.default_rng(seed)
    score = np.round(chance.random(rows), 3)
    return GroupScores(
        followed=chance.random(rows) < 2 * prevalence * score,
        score=score,
        family=chance.integers(0, families, rows),
        flags={"top tenth": flagging.top_share(score, 0.1), "one half": score >= 0.5},
        attributes={
            "sex": chance.choice(["female", "male"], rows),
            "age": chance.choice(["under 1", "1 to 4", "5 to 9"], rows, p=[0.2, 0.3, 0.5]),
        },
    )


def drawn(number=100, *, families=1800):
    return FamilyResamples(families=families, seed=5, resamples=number)


def rates(scores, *, pairs=False, resamples=100, families=1800):
    """Return estimates by (measure, cut-off, attribute, group)."""
    found = group_rates(
        scores,
        pairs=pairs,
        resamples=drawn(resamples, families=families),
        slope_resamples=resamples,
        rule=RULE,
    )
    named = {(one.measure, one.cut_off, one.attribute, one.group): one.estimate for one in found}
    assert len(named) == len(found)
    return named


def gaps_by_name(scores, *, sizes=SIZES, pairs=False, resamples=200, families=1800):
    """Return gaps by (measure, cut-off, attribute, group)."""
    found = gaps(
        scores,
        practical_size=sizes,
        pairs=pairs,
        resamples=drawn(resamples, families=families),
        rule=RULE,
    )
    named = {(one.measure, one.cut_off, one.attribute, one.group): one for one in found}
    assert len(named) == len(found)
    return named


def of_group(found, group):
    return [one for (*_, name), one in found.items() if name == group]


def states(estimates):
    return {one.state for one in estimates}


TOO_FEW = {State.TOO_FEW}
