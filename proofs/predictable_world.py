"""How often the study says that a model reaches the study's mark, in the made-up world made to be predictable."""

import numpy as np

from helpers.estimate import Estimate
from helpers.policy import policy
from helpers.presenting.claims import Verdict, reaches
from proofs.made import Asked, studied
from proofs.proving import Answer, Bound, Measured, Proof, Tell, in_hundred
from proofs.seeds import each

SEEDS = 100
FIRST_SEED = 2001
DESIGN = "structured-all"
ASKED = Asked(
    authority="north-west",
    world="predictable",
    outcomes=("contact-to-plan-or-care",),
    designs=(DESIGN,),
    draws=4,
)
VALUE = "seeds whose value reaches the mark"
SHOWN = "seeds whose whole interval reaches the mark"
SAID = "seeds of which pages say that the mark is reached"


def measure(tell: Tell) -> Answer:
    """Measure in how many seeds the mark is reached: by the value, by the interval, and in words."""
    mark = policy().study.bar
    made = each(_one, range(FIRST_SEED, FIRST_SEED + SEEDS), tell=tell)
    reached = {
        VALUE: [one.value is not None and one.value >= mark for one in made],
        SHOWN: [one.low is not None and one.low >= mark for one in made],
        SAID: [reaches(one, mark) is Verdict.TRUE for one in made],
    }
    values = [one.value for one in made if one.value is not None]
    figures = {name: in_hundred(sum(each_one), SEEDS) for name, each_one in reached.items()}
    middle = Measured(value=float(np.median(values)), of=len(values))
    return Answer(figures=figures | {"average precision in the middle": middle})


def _one(seed: int) -> Estimate:
    """Return average precision of one redraw."""
    (found,) = studied(ASKED, seed=seed)
    return found.estimate(DESIGN, "average_precision")


PROOF = Proof(
    name="predictable_world",
    claim=(
        "In the made-up world made to be predictable, a model that reads the records reaches the study's mark, "
        "and pages say so, in at least 95 of 100 seeds."
    ),
    bounds={VALUE: Bound(at_least=95), SAID: Bound(at_least=95)},
    settings={
        "unit": "in 100 seeds",
        "seeds": [FIRST_SEED, FIRST_SEED + SEEDS - 1],
        **ASKED.told(),
    },
    rooms=(
        "cohort",
        "evaluation/intervals",
        "features/structured",
        "modelling/search",
        "modelling/splits",
        "presenting/claims",
        "synthetic/signal",
        "synthetic/worlds",
    ),
    sources=("made.py", "predictable_world.py"),
    measure=measure,
)
