"""How often 95% intervals hold the truth, where brothers and sisters are alike and few children carry a measure.

Cohorts are drawn from a made-up population, judged as the study judges, and their intervals compared with the value in
the population. The tenth with the highest scores held out is flagged, as in the study; what precision and recall are to
tell is their value in the population, from the population's own cut-off.
"""

from collections import Counter
from collections.abc import Iterator, Mapping
from dataclasses import replace

import numpy as np

from helpers.evaluation import flagging, metrics
from helpers.evaluation.intervals import can_be_judged, estimate, families_carrying
from helpers.evaluation.resample import FamilyResamples
from helpers.evaluation.resampled import Resampled, resampled
from helpers.policy import policy
from proofs.population import FLAGGED, MEASURES, Drawn, Population, families_for
from proofs.proving import Answer, Bound, Measured, Proof, Tell, in_hundred

RUNS = 2500
POSITIVES = (10, 25, 50, 100, 250)
JUDGED_FROM = 50
STRONG = Population(score=0.5, shared=0.8)
STRONGER = Population(score=0.7, shared=0.95)
TRUTH = {"families": 1_500_000, "draws": 8, "seed": 1}
SEED = 7

RULE = policy().estimates
WITHOUT_RULE = replace(RULE, fewest_positives=1, fewest_negatives=1)
FEWEST = f"says too few to judge, about {POSITIVES[0]} positives"


def measure(tell: Tell) -> Answer:
    """Measure coverage at every number of positives, and beside it that of rows resampled in place of families."""
    found: dict[str, Measured] = {}
    for population, name, sizes in ((STRONG, "", POSITIVES), (STRONGER, "stronger: ", (50, 100))):
        truth = population.truth(**TRUTH)
        tell(f"{name}in the population: {truth}")
        for positives in sizes:
            counted = _runs(population, positives, truth)
            found |= {f"{name}{what}": figure for what, figure in counted.items()}
            tell(f"{name}about {positives} positives: done")
    return Answer(figures=found)


def _runs(
    population: Population, positives: int, truth: Mapping[str, float]
) -> dict[str, Measured]:
    held, judged, few = Counter[str](), Counter[str](), 0
    for run in range(RUNS):
        chance = np.random.default_rng([SEED, positives, run])
        drawn = population.draw(families_for(positives), chance)
        n, followed = len(drawn.followed), int(drawn.followed.sum())
        few += not can_be_judged(n=n, positives=followed, rule=RULE)
        for what, ends in _intervals(drawn, seed=run):
            judged[what] += 1
            held[what] += ends[0] <= truth[what.split()[-1]] <= ends[1]
    about = f", about {positives} positives"
    return {what + about: in_hundred(held[what], judged[what]) for what in judged} | {
        f"says too few to judge{about}": in_hundred(few, RUNS)
    }


def _intervals(drawn: Drawn, *, seed: int) -> Iterator[tuple[str, tuple[float, float]]]:
    """Yield the interval of each measure whether or not there are enough to judge, from families and from rows."""
    n, positives = len(drawn.followed), int(drawn.followed.sum())
    rows = np.arange(n)
    by = {"families": (drawn.family, drawn.families), "rows": (rows, n)}
    for unit, (family, families) in by.items():
        resamples = FamilyResamples(families=families, seed=seed, resamples=RULE.resamples)
        found = _resampled(drawn, family, resamples)
        for name, values in zip(MEASURES, _measures(found), strict=True):
            if unit == "families":
                made = estimate(
                    values[0],
                    values[1:],
                    n=n,
                    positives=positives,
                    rule=WITHOUT_RULE,
                    carried_by=families_carrying(drawn.followed, family),
                )
                if made.low is not None and made.high is not None:
                    yield name, (made.low, made.high)
            computable = values[1:][np.isfinite(values[1:])]
            if len(computable) >= RULE.computable_share * RULE.resamples:
                low, high = np.quantile(computable, [0.025, 0.975]).tolist()
                yield f"plain percentiles, {unit} resampled: {name}", (low, high)


def _resampled(drawn: Drawn, family: np.ndarray, resamples: FamilyResamples) -> Resampled:
    return resampled(
        drawn.followed,
        drawn.score,
        family=family,
        flags=flagging.top_share(drawn.score, FLAGGED)[None, :],
        subsets=np.ones((1, len(drawn.score)), dtype=bool),
        resamples=resamples,
        threads=1,
    )


def _measures(found: Resampled) -> tuple[np.ndarray, ...]:
    """Return each of :data:`proofs.population.MEASURES` as it is and in each resample."""
    cells = found.cells[0, :, 0]
    rates = (metrics.ratio(*metrics.rate_of(name, cells)) for name in MEASURES[1:])
    return found.average_precision[0], *rates


PROOF = Proof(
    name="coverage",
    claim=(
        "Intervals said to hold the truth 95 times in 100 do so 92.5 to 97.5 times in 100 wherever at least 50 children "
        "for whom the outcome followed are held out, though brothers and sisters are much alike; with about ten, "
        "nothing is judged."
    ),
    bounds={
        f"{name}, about {positives} positives": Bound(at_least=92.5, at_most=97.5)
        for positives in POSITIVES
        if positives >= JUDGED_FROM
        for name in MEASURES
    }
    | {FEWEST: Bound(at_least=95)},
    settings={
        "unit": "in 100 runs",
        "runs": RUNS,
        "resamples": RULE.resamples,
        "seed": SEED,
        "population": vars(STRONG),
        "stronger": vars(STRONGER),
        "truth": TRUTH,
    },
    rooms=(
        "evaluation/flagging",
        "evaluation/intervals",
        "evaluation/kernel",
        "evaluation/metrics",
        "evaluation/resample",
        "evaluation/resampled",
        "evaluation/streams",
        "policy",
    ),
    sources=("coverage.py", "population.py"),
    measure=measure,
)
