"""Are gaps between groups declared seldom where there are none, and as often as printed where there are?

First a made-up population with brothers and sisters whose groups are dealt out anew among whole families: no group differs
from the others but by chance. Then one group's false alarms among children for whom the outcome did not follow, and its
missed children, are made more by exactly the practical size: the printed power says how often that ought to be found.
"""

from collections import Counter
from collections.abc import Sequence

import numpy as np
import numpy.typing as npt
from scipy.special import ndtri

from helpers.evaluation import flagging
from helpers.evaluation.groups.gaps import Gap, GapVerdict, gaps
from helpers.evaluation.groups.scores import GroupScores
from helpers.evaluation.resample import FamilyResamples
from helpers.policy import policy
from proofs.population import FLAGGED, SIZES, Drawn, Population, families_for
from proofs.proving import Answer, Bound, Measured, Proof, Tell, in_hundred
from proofs.seeds import each

PERMUTATIONS, POPULATIONS = 1000, 10
RUNS = 2500
SEED = 23
POSITIVES = 350
GROUPS = {"five groups": (0.08, 0.22, 0.27, 0.36, 0.07), "two groups": (0.49, 0.51)}
"""Shares of the groups of each attribute: a fifth of all are in the group that a gap is planted in."""
PLANTED_IN = "group 1"
POPULATION = Population(score=0.5, shared=0.8)
FALSE_POSITIVES, MISSED = "false_positive_rate", "false_negative_rate"
ERRORS = (FALSE_POSITIVES, MISSED, "false_discovery_rate", "false_omission_rate")
RATES = {FALSE_POSITIVES: 0.08, MISSED: 0.6}
"""Rates of everybody else where a gap is planted."""
PLANTED = {
    20: {FALSE_POSITIVES: 0.022, MISSED: 0.12},
    50: {FALSE_POSITIVES: 0.032, MISSED: 0.19},
    80: {FALSE_POSITIVES: 0.044, MISSED: 0.245},
}
"""Gaps planted, by about how often in 100 they are found."""
WITHIN = 3.0
MOST = 7.3

RULE = policy().estimates

Marks = npt.NDArray[np.bool_]
Numbers = npt.NDArray[np.float64]
Words = npt.NDArray[np.str_]


def measure(tell: Tell) -> Answer:
    """Measure how often a figure declares a gap where none is, and how often planted gaps are found."""
    declared = Counter[str]()
    for figures in each(_permuted, range(PERMUTATIONS), tell=tell):
        declared.update(figures)
    figures = [_about(attribute, measure) for attribute in _attributes() for measure in ERRORS]
    found = {figure: in_hundred(declared[figure], PERMUTATIONS) for figure in figures}
    for power, sizes in PLANTED.items():
        tell(f"gaps planted with power near {power} in 100")
        runs = each(_planted, [(power, run) for run in range(RUNS)], tell=tell)
        for number, measure in enumerate(sizes):
            found |= _told(_of_planted(measure, power), [run[number] for run in runs])
    return Answer(figures=found)


def _told(about: str, runs: Sequence[tuple[bool, float] | None]) -> dict[str, Measured]:
    """Return how often a planted gap was found beside how often that was printed, of the runs that could be judged."""
    judged = [run for run in runs if run is not None]
    found = in_hundred(sum(was for was, _ in judged), len(judged))
    printed = 100 * sum(chance for _, chance in judged) / len(judged)
    return {
        about: Measured(value=found.value - printed, of=len(judged), error=found.error),
        f"{about}: found": found,
        f"{about}: printed": Measured(value=printed, of=len(judged)),
        f"{about}: too few to judge": in_hundred(len(runs) - len(judged), len(runs)),
    }


def _attributes() -> tuple[str, ...]:
    return (*GROUPS, " and ".join(GROUPS))


def _about(attribute: str, measure: str) -> str:
    return f"no gap, {attribute}: {measure}"


def _of_planted(measure: str, power: int) -> str:
    return f"planted, power near {power}: {measure}, found less printed"


def _permuted(run: int) -> list[str]:
    """Return the figures that declare a gap after groups were dealt out to families by chance."""
    number = run % POPULATIONS
    drawn = POPULATION.draw(families_for(POSITIVES), np.random.default_rng([SEED, 1, number]))
    chance = np.random.default_rng([SEED, 2, run])
    found = gaps(
        GroupScores(
            followed=drawn.followed,
            score=drawn.score,
            family=drawn.family,
            flags={"top tenth": flagging.top_share(drawn.score, FLAGGED)},
            attributes={name: _dealt(name, drawn, chance) for name in GROUPS},
        ),
        practical_size=dict.fromkeys(ERRORS, 0.1),
        pairs=True,
        resamples=_resamples(drawn.families, run),
        rule=RULE,
    )
    return sorted({_about(gap.attribute, gap.measure) for gap in found if _is_found(gap)})


def _dealt(attribute: str, drawn: Drawn, chance: np.random.Generator) -> Words:
    """Return the group of each decision; brothers and sisters are in one group, and each group has its share of families."""
    shares = np.cumsum(GROUPS[attribute])
    rank = (chance.permutation(drawn.families) + 0.5) / drawn.families
    return _named(np.searchsorted(shares[:-1], rank))[drawn.family]


def _named(number: npt.NDArray[np.intp]) -> Words:
    return np.char.add("group ", number.astype(str))


def _planted(task: tuple[int, int]) -> list[tuple[bool, float] | None]:
    """Return for each measure whether a planted gap was found and the power printed; none where it was not judged."""
    power, run = task
    sizes = PLANTED[power]
    scores, families = _with_gaps(sizes, np.random.default_rng([SEED, 3, power, run]))
    found = gaps(
        scores,
        practical_size=sizes,
        pairs=False,
        resamples=_resamples(families, run),
        rule=RULE,
    )
    planted = {gap.measure: gap for gap in found if gap.group == PLANTED_IN}
    return [
        None if gap.power is None or gap.power.value is None else (_is_above(gap), gap.power.value)
        for gap in (planted[measure] for measure in sizes)
    ]


def _with_gaps(sizes: dict[str, float], chance: np.random.Generator) -> tuple[GroupScores, int]:
    """Draw a cohort in which one group's rates lie above those of everybody else by exactly ``sizes``.

    Whether a child is flagged is decided by a number that brothers and sisters partly share, and by a limit that hangs
    on the outcome and the group alone: so the rates are those of the limits, and families are alike none the less.
    """
    families = families_for(POSITIVES)
    drawn = POPULATION.draw(families, chance)
    group = _dealt("five groups", drawn, chance)
    more = {name: np.where(group == PLANTED_IN, size, 0.0) for name, size in sizes.items()}
    flagged_share = np.where(
        drawn.followed,
        1 - RATES[MISSED] - more[MISSED],
        RATES[FALSE_POSITIVES] + more[FALSE_POSITIVES],
    )
    common, own = chance.normal(size=families), chance.normal(size=len(group))
    shared = POPULATION.shared
    decides = np.sqrt(shared) * common[drawn.family] + np.sqrt(1 - shared) * own
    return GroupScores(
        followed=drawn.followed,
        score=np.zeros(len(group)),
        family=drawn.family,
        flags={"": decides < ndtri(flagged_share)},
        attributes={"five groups": group},
    ), families


def _is_found(gap: Gap) -> bool:
    return gap.verdict is GapVerdict.FOUND


def _is_above(gap: Gap) -> bool:
    return _is_found(gap) and gap.difference.low is not None and gap.difference.low > 0


def _resamples(families: int, seed: int) -> FamilyResamples:
    return FamilyResamples(families=families, seed=seed, resamples=RULE.resamples)


PROOF = Proof(
    name="group_gaps",
    claim=(
        "Where groups are dealt out by chance among families, no figure declares a gap in more than 73 of 1,000 deals; a "
        "gap planted in false alarms or in missed children is found as often as its printed power says, within 3 in 100."
    ),
    bounds={
        _about(attribute, measure): Bound(at_most=MOST)
        for attribute in _attributes()
        for measure in ERRORS
    }
    | {
        _of_planted(measure, power): Bound(at_least=-WITHIN, at_most=WITHIN)
        for power, sizes in PLANTED.items()
        for measure in sizes
    },
    settings={
        "unit": "in 100 runs",
        "permutations": PERMUTATIONS,
        "populations": POPULATIONS,
        "runs": RUNS,
        "resamples": RULE.resamples,
        "seed": SEED,
        "positives": POSITIVES,
        "family sizes": SIZES,
        "groups": GROUPS,
        "population": vars(POPULATION),
        "rates": RATES,
        "planted": {str(power): sizes for power, sizes in PLANTED.items()},
    },
    rooms=(
        "evaluation/flagging",
        "evaluation/groups/cells",
        "evaluation/groups/figures",
        "evaluation/groups/gaps",
        "evaluation/groups/kernel",
        "evaluation/groups/members",
        "evaluation/groups/power",
        "evaluation/groups/scores",
        "evaluation/groups/simultaneous",
        "evaluation/groups/sums",
        "evaluation/intervals",
        "evaluation/kernel",
        "evaluation/metrics",
        "evaluation/resample",
        "evaluation/resampled",
        "evaluation/streams",
        "policy",
    ),
    sources=("group_gaps.py", "population.py", "seeds.py"),
    measure=measure,
)
