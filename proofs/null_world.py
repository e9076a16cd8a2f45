"""How often the study claims anything of an authority in the made-up world in which there is nothing to find.

The whole way is gone: records are made, decisions found, models learnt and judged, for designs that read the records.
The authority's other outcome follows about thirty decisions, too few to judge once a part is held out, so nothing is
ever claimed of it. Missed children by group are no claim here: a model that learnt nothing still flags some groups more
often, as by age, so that it does miss the others more often.
"""

from collections import Counter
from collections.abc import Mapping

import numpy as np

from helpers.authority.settings import ATTRIBUTES
from helpers.comparison import Comparison
from helpers.estimate import Estimate
from helpers.presenting import words
from proofs.claimed import KINDS, Told, claimed
from proofs.made import Asked, Found, studied
from proofs.proving import Answer, Bound, Measured, Proof, Tell, in_hundred
from proofs.seeds import each

SEEDS = 100
FIRST_SEED = 1001
ASKED = Asked(
    authority="south-west",
    world="no-signal",
    outcomes=("early-help-then-statutory-referral",),
    designs=(
        "structured-all",
        "structured-earlier",
        "four-variables-all",
        "four-variables-earlier",
    ),
    draws=1,
)
HEADLINE = "structured-earlier"
GAP = "false_discovery_rate"
SILENT = "seeds of which nothing is claimed"


def measure(tell: Tell) -> Answer:
    """Measure how many seeds stay silent, and what the best model reaches though there is nothing to find."""
    said, lifts = Counter[str](), list[float]()
    for kinds, reached in each(_one, range(FIRST_SEED, FIRST_SEED + SEEDS), tell=tell):
        said.update(kinds or [SILENT])
        lifts += reached
    figures = {SILENT: in_hundred(said[SILENT], SEEDS)}
    figures |= {f"seeds with {kind}": in_hundred(said[kind], SEEDS) for kind in KINDS}
    figures |= {
        "models judged": Measured(value=len(lifts), of=SEEDS),
        "lift in the middle": Measured(value=float(np.median(lifts)), of=len(lifts)),
        "lift of the best of all models": Measured(value=max(lifts), of=len(lifts)),
    }
    return Answer(figures=figures)


def _one(seed: int) -> tuple[list[str], list[float]]:
    """Return the kinds of claim made with one seed, and the lift of every model that was judged."""
    kinds, lifts = set[str](), list[float]()
    for found in studied(ASKED, seed=seed):
        kinds |= set(_claimed(found))
        lifts += _values(found, "lift")
    return sorted(kinds), lifts


def _claimed(found: Found) -> set[str]:
    designs = [name for name in ASKED.designs if name in words.DESIGNS]
    return set(
        claimed(
            Told(
                areas=[found.estimate(name, "roc_auc") for name in designs],
                precisions=[found.estimate(name, "average_precision") for name in designs],
                verdicts=[Comparison(one["verdict"]) for one in found.differences if _told(one)],
                rates=[_groups(found, attribute) for attribute in ATTRIBUTES],
            )
        )
    )


def _told(difference: Mapping[str, object]) -> bool:
    """Say whether pages say in words what a difference allows to say: they do of average precision."""
    return difference["measure"] == "average_precision" and "verdict" in difference


def _groups(found: Found, attribute: str) -> list[Estimate]:
    rates = found.estimates(HEADLINE, GAP, cut_off=words.HEADLINE_CUT_OFF, attribute=attribute)
    return list(rates.values())


def _values(found: Found, measure: str) -> list[float]:
    estimates = [found.estimate(name, measure) for name in ASKED.designs]
    return [one.value for one in estimates if one.value is not None]


PROOF = Proof(
    name="null_world",
    claim=(
        "In the made-up world in which there is nothing to find, nothing is claimed in at least 90 of 100 worlds drawn anew: of "
        "one council (South West), one outcome and four models that read its records alone. Gaps in missed children are not "
        "counted, since a model that learnt nothing still flags some ages more often."
    ),
    bounds={SILENT: Bound(at_least=90)},
    settings={
        "unit": "in 100 seeds",
        "seeds": [FIRST_SEED, FIRST_SEED + SEEDS - 1],
        **ASKED.told(),
    },
    rooms=(
        "cohort",
        "evaluation/intervals",
        "evaluation/judge",
        "features/structured",
        "modelling/search",
        "modelling/splits",
        "presenting/claims",
        "synthetic/signal",
        "synthetic/worlds",
    ),
    sources=("claimed.py", "made.py", "null_world.py"),
    measure=measure,
)
