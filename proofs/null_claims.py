"""How often an authority's pages claim anything, where scores, outcomes and groups have nothing to do with each other.

Outcomes, scores and groups are drawn by chance, brothers and sisters being alike in each. Everything is judged as the
study judges, and every claim as pages judge it, though on all numbers: what disclosure leaves claims less.
"""

from collections import Counter
from collections.abc import Mapping
from dataclasses import replace

import numpy as np
import numpy.typing as npt
from scipy.special import ndtr

from helpers.comparison import Comparison
from helpers.estimate import Estimate
from helpers.evaluation import flagging
from helpers.evaluation.compare import difference
from helpers.evaluation.intervals import estimate, families_carrying
from helpers.evaluation.judge import Scores, judge
from helpers.evaluation.metrics import average_precision
from helpers.evaluation.resample import FamilyResamples
from helpers.evaluation.resampled import resampled
from helpers.policy import policy
from helpers.presenting import words
from helpers.presenting.claims import stretch
from helpers.presenting.subgroups import MISTAKES
from helpers.study.protocol import protocol
from proofs.claimed import KINDS, Told, claimed
from proofs.population import FLAGGED, Drawn, Population
from proofs.proving import Answer, Bound, Measured, Proof, Tell, in_hundred
from proofs.seeds import each

SEEDS = 2000
SEED = 11
FAMILIES = {"first outcome": 1200, "second outcome": 500}
"""Families held out: about 2,800 and 1,200 decisions, of whom one in twenty is followed by the outcome."""
CHANCE = Population(score=0.0, shared=0.8)
GROUPS = {
    "age": (0.08, 0.22, 0.27, 0.36, 0.07),
    "sex": (0.48, 0.51, 0.01),
    "ethnicity": (0.08, 0.06, 0.07, 0.75, 0.04),
    "disability": (0.1, 0.6, 0.3),
    "deprivation": (0.35, 0.25, 0.18, 0.13, 0.09),
}
"""Shares of the groups of each attribute."""
OF_FAMILIES = ("ethnicity", "deprivation")
MODELS = 32
ANY = "authorities of whom anything is claimed"
AS_SHOWN = "authorities of whom anything were claimed, if claims were judged on the intervals shown"

RULE = policy().estimates

Numbers = npt.NDArray[np.float64]


def measure(tell: Tell) -> Answer:
    """Measure how often an authority's pages claim anything, kind by kind, and what luck alone reaches."""
    said, lifts = Counter[str](), []
    for kinds, lift in each(_one, range(SEEDS), tell=tell):
        said.update(kinds)
        lifts.append(lift)
    found = {name: in_hundred(said[name], SEEDS) for name in (ANY, AS_SHOWN)}
    found |= {f"authorities with {kind}": in_hundred(said[kind], SEEDS) for kind in KINDS}
    reached = {"in the middle": 0.5, "one in twenty times at least": 0.95}
    found |= {
        f"luck alone: highest lift of {MODELS} models, {often}": Measured(
            value=float(np.quantile(lifts, share)), of=SEEDS
        )
        for often, share in reached.items()
    }
    return Answer(figures=found)


def _one(seed: int) -> tuple[list[str], float]:
    """Return the kinds of claim made of one authority, and the highest lift of models that are luck."""
    chance = np.random.default_rng([SEED, seed])
    told = [
        _of_outcome(CHANCE.draw(families, chance), seed, chance) for families in FAMILIES.values()
    ]
    kinds = {kind for one in told for kind in claimed(one)}
    found = [*sorted(kinds), ANY] if kinds else []
    if any(kind for one in told for kind in claimed(_shrunk(one))):
        found.append(AS_SHOWN)
    return found, _best_lift(chance)


def _of_outcome(drawn: Drawn, seed: int, chance: np.random.Generator) -> Told:
    """Return what pages judge about one outcome, the models of the protocol being luck."""
    resamples = FamilyResamples(families=drawn.families, seed=seed, resamples=RULE.resamples)
    common = _luck(drawn, chance)
    scores = {name: (common + _luck(drawn, chance)) / 2 for name in protocol().designs}
    found = {name: _whole(drawn, score, resamples) for name, score in scores.items()}
    return Told(
        areas=[_estimated(found[name][0], drawn) for name in words.DESIGNS],
        precisions=[_estimated(found[name][1], drawn) for name in words.DESIGNS],
        verdicts=[
            _verdict(found[first][1], found[second][1], drawn)
            for pairs in protocol().comparisons.values()
            for first, second in pairs
        ],
        rates=_rates(drawn, scores[words.HEADLINE], resamples, _groups(drawn, chance)),
    )


def _shrunk(told: Told) -> Told:
    """Return the same with intervals so much shorter that pages, which stretch them, judge on those shown."""

    def shrunk(one: Estimate) -> Estimate:
        if one.value is None or one.low is None or one.high is None:
            return one
        low, high = ((end - one.value) / stretch() + one.value for end in (one.low, one.high))
        return replace(one, low=low, high=high)

    return Told(
        areas=[shrunk(one) for one in told.areas],
        precisions=[shrunk(one) for one in told.precisions],
        verdicts=told.verdicts,
        rates=[[shrunk(one) for one in groups] for groups in told.rates],
    )


def _luck(drawn: Drawn, chance: np.random.Generator) -> Numbers:
    """Return scores that hold nothing, alike among brothers and sisters."""
    common, own = chance.normal(size=drawn.families), chance.normal(size=len(drawn.family))
    shared = CHANCE.shared
    score: Numbers = ndtr(np.sqrt(shared) * common[drawn.family] + np.sqrt(1 - shared) * own)
    return score


def _whole(drawn: Drawn, score: Numbers, resamples: FamilyResamples) -> tuple[Numbers, Numbers]:
    """Return area and average precision as they are and in each resample."""
    found = resampled(
        drawn.followed,
        score,
        family=drawn.family,
        flags=np.zeros((0, len(score)), dtype=bool),
        subsets=np.ones((1, len(score)), dtype=bool),
        resamples=resamples,
        threads=1,
    )
    return found.roc_auc[0], found.average_precision[0]


def _estimated(values: Numbers, drawn: Drawn) -> Estimate:
    return estimate(
        values[0],
        values[1:],
        n=len(drawn.followed),
        positives=int(drawn.followed.sum()),
        rule=RULE,
        carried_by=families_carrying(drawn.followed, drawn.family),
    )


def _verdict(first: Numbers, second: Numbers, drawn: Drawn) -> Comparison:
    return difference(
        first,
        second,
        bound=protocol().practical_size["average_precision"],
        n=len(drawn.followed),
        positives=int(drawn.followed.sum()),
        rule=RULE,
        carried_by=families_carrying(drawn.followed, drawn.family),
    ).verdict


def _groups(drawn: Drawn, chance: np.random.Generator) -> dict[str, npt.NDArray[np.object_]]:
    """Return groups drawn by chance; brothers and sisters share those that a family has in common."""
    found = {}
    for attribute, shares in GROUPS.items():
        of_families = attribute in OF_FAMILIES
        number = drawn.families if of_families else len(drawn.family)
        group = chance.choice(len(shares), number, p=shares).astype(str).astype(object)
        found[attribute] = group[drawn.family] if of_families else group
    return found


def _rates(
    drawn: Drawn,
    score: Numbers,
    resamples: FamilyResamples,
    groups: Mapping[str, npt.NDArray[np.object_]],
) -> list[list[Estimate]]:
    scores = Scores(
        followed=drawn.followed,
        score=score,
        family=drawn.family.astype(np.intp),
        flags={words.HEADLINE_CUT_OFF: flagging.top_share(score, FLAGGED)},
        attributes=groups,
    )
    judged = judge(scores, resamples, RULE)
    return [
        [one.estimate for one in judged if (one.attribute, one.measure) == (attribute, mistake)]
        for attribute in GROUPS
        for mistake in MISTAKES
    ]


def _best_lift(chance: np.random.Generator) -> float:
    """Return average precision over prevalence of the best of many scores that hold nothing, on one cohort."""
    drawn = CHANCE.draw(FAMILIES["second outcome"], chance)
    best = max(average_precision(drawn.followed, _luck(drawn, chance)) for _ in range(MODELS))
    return float(best / drawn.followed.mean())


PROOF = Proof(
    name="null_claims",
    claim=(
        "Where scores hold nothing, of at most 5 authorities in 100 anything is claimed: that a model is better than "
        "guessing or reaches the study's mark, that one of two is better, that two groups of children differ."
    ),
    bounds={ANY: Bound(at_most=5)},
    settings={
        "unit": "in 100 authorities",
        "authorities": SEEDS,
        "seed": SEED,
        "families": FAMILIES,
        "groups": {name: list(shares) for name, shares in GROUPS.items()},
        "resamples": RULE.resamples,
        "models for luck": MODELS,
    },
    rooms=(
        "comparison",
        "evaluation/compare",
        "evaluation/intervals",
        "evaluation/judge",
        "policy",
        "presenting/claims",
    ),
    sources=("claimed.py", "null_claims.py", "population.py"),
    measure=measure,
)
