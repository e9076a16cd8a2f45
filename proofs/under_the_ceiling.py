"""Whether any model does better than the best possible: if one did, it would have seen what it must not, or a ceiling is wrong.

Authorities of the book's world are made anew, evaluated by the study's own steps, and each model is held against the ceiling of
its outcome: as it is kept, or worked out anew if that is stale.
"""

from collections import defaultdict

import numpy as np

from helpers.estimate import Estimate
from helpers.study.protocol import protocol
from helpers.synthetic.settings import place
from helpers.synthetic.worlds import authorities
from helpers.truth.ceilings.full_state import Ceiling, full_state
from helpers.truth.ceilings.kept import RESTS_ON, kept
from proofs.made import Asked, studied
from proofs.proving import Answer, Bound, Measured, Proof, Tell, in_hundred
from proofs.seeds import each

WORLD = "default"
SEEDS = range(4001, 4021)
DESIGN = "structured-earlier"
DRAWS = protocol().effort["quick"].draws
LARGER = {"plan-ended-then-looked-after": 5, "first-review-then-looked-after": 2}
"""How many times as many children a council has for outcomes that are too rare to be judged in one of its own size."""
FEW = 10
"""An outcome with a number at fewer seeds is not averaged."""
ABOVE = "models whose whole interval lies above the best possible"
MEAN = (
    "outcomes whose models lie above the best possible on average, by more than two standard errors"
)
NEAREST = "the nearest that models come to it on average, as a share of the way from guessing"


def measure(tell: Tell) -> Answer:
    """Evaluate every authority at every seed, and hold what is found against the ceilings."""
    stands = kept().get(WORLD)
    ceilings = (
        stands.outcomes.values() if stands else full_state(WORLD, tell=lambda said, **_: tell(said))
    )
    best = {one.outcome: one for one in ceilings}
    tasks = [
        (slug, times, seed)
        for slug in authorities()
        for times in sorted({LARGER.get(name, 1) for name in place(slug).outcomes})
        for seed in SEEDS
    ]
    by_outcome: dict[str, list[Estimate]] = defaultdict(list)
    for found in each(_one, tasks, tell=tell):
        for name, estimate in found.items():
            if estimate.value is not None:
                by_outcome[name].append(estimate)
    models = [(best[name], one) for name, of_name in by_outcome.items() for one in of_name]
    above = sum(one.low is not None and one.low > ceiling.record.high for ceiling, one in models)
    averaged = {
        name: np.array([one.value for one in of_name])
        for name, of_name in by_outcome.items()
        if len(of_name) >= FEW
    }
    exceeded = sum(_exceeds(best[name], values) for name, values in averaged.items())
    nearest = max(_share(best[name], values) for name, values in averaged.items())
    records = [
        {
            "outcome": name,
            "seeds": len(values),
            "average precision in the middle": round(float(np.median(values)), 4),
            "best possible": round(best[name].record.middle, 4),
            "guessing": round(best[name].record.prevalence, 4),
        }
        for name, values in sorted(averaged.items())
    ]
    return Answer(
        figures={
            ABOVE: in_hundred(above, len(models)),
            MEAN: Measured(value=exceeded, of=len(averaged)),
            NEAREST: Measured(value=nearest, of=len(averaged)),
        },
        records=records,
    )


def _one(task: tuple[str, int, int]) -> dict[str, Estimate]:
    """Return average precision by outcome of one authority, so many times as large, at one seed."""
    slug, times, seed = task
    where = place(slug)
    asked = Asked(
        authority=slug,
        world=WORLD,
        outcomes=tuple(name for name in where.outcomes if LARGER.get(name, 1) == times),
        designs=(DESIGN,),
        draws=DRAWS,
        attributes=(),
        children=times * where.children,
    )
    return {
        found.outcome: found.estimate(DESIGN, "average_precision")
        for found in studied(asked, seed=seed)
    }


def _exceeds(ceiling: Ceiling, values: np.ndarray) -> bool:
    error = values.std(ddof=1) / np.sqrt(len(values))
    return bool(values.mean() - 2 * error > ceiling.record.high)


def _share(ceiling: Ceiling, values: np.ndarray) -> float:
    """Return how far models come on average, of the way from guessing to the best possible."""
    guessing, middle = ceiling.record.prevalence, ceiling.record.middle
    return float((values.mean() - guessing) / (middle - guessing))


PROOF = Proof(
    name="under_the_ceiling",
    claim=(
        "No model does better than the best possible in its made-up world: of models learnt at 20 seeds for each outcome, at most "
        "3 in 100 lie above it by their whole interval, which chance alone allows, and for no outcome do they on average."
    ),
    bounds={ABOVE: Bound(at_most=3), MEAN: Bound(at_most=0)},
    settings={
        "unit": "in 100 models",
        "world": WORLD,
        "seeds": [SEEDS.start, SEEDS.stop - 1],
        "design": DESIGN,
        "draws": DRAWS,
        "larger": LARGER,
    },
    rooms=(
        "cohort",
        "evaluation/intervals",
        "features/structured",
        "modelling/search",
        "modelling/splits",
        *RESTS_ON,
    ),
    sources=("made.py", "under_the_ceiling.py"),
    measure=measure,
)
