"""A model's mistakes against the record beside its mistakes against true harm, where two groups are watched alike or not.

The two settings differ in how closely group B is watched, and in nothing else: both are made as if all that deprivation
adds were need, so that harm is the same in both. What was claimed was fixed before anything was measured. Group A and
group B are no group of people: they stand in the truth alone, and no model can read them.
"""

from collections.abc import Mapping, Sequence
from dataclasses import replace

from helpers.estimate import Estimate
from helpers.outcomes.declare import outcome
from helpers.synthetic.settings import Place, place
from helpers.synthetic.world import block_count, make_block, together
from helpers.truth.ledger import FIRST, RECORD, RECORDED_PER_HARM, SECOND, TRUTH, ledger, shares
from helpers.truth.ledger_lived import FIFTHS, Lived, digest_of_record, lived
from helpers.truth.ledger_marks import groups_of, harmed_within
from helpers.truth.redraws import Share, contrast
from proofs.learnt import AUTHORITY, DESIGN, DRAWS, LINE, OUTCOME, drawn
from proofs.ledger_shown import Redraw, gaps, harm_gap, is_sure, shown, shown_by_fifth
from proofs.proving import Answer, Bound, Measured, Proof, Tell
from proofs.seeds import each

SETTINGS = ("unbiased", "scrutiny")
"""The worlds: both groups watched alike; group B watched more closely, and acted upon sooner."""
SEEDS, FIRST_SEED = 40, 6001
WHY = "deprivation_is_need"
SHARES_OF_NEED = (0.0, 0.5, 1.0)
SEEDS_OF_WHY = 5
ALIKE = "differences between the groups that are sure, where both are watched alike"
SAME_HARM = "differences between the groups in harm that are sure"
FLAGGED = "group B watched more closely: flagged, B less A, lower end"
ALARMS = "group B watched more closely: false alarms, B less A, against harm less against the record, lower end"
MISSED = "group B watched more closely: missed harm, B less A, upper end"
RECORDED = "group B watched more closely: outcomes recorded for each harm, B less A, lower end"
RECORDS = "records of one redraw that differ with why poorer neighbourhoods are recorded more"
POORER = "harm, most less least deprived, where all of it is need less where none is, lower end"


def setting(world: str, *, is_need: float = 1.0) -> Place:
    """Return the authority in a world, with so much of what deprivation adds being need."""
    there = place(AUTHORITY, world=world)
    return replace(there, dials={**there.dials, WHY: is_need})


def measure(tell: Tell) -> Answer:
    """Measure both audits in both settings, and harm where records are the same."""
    tasks = [(world, FIRST_SEED + seed) for seed in range(SEEDS) for world in SETTINGS]
    found = dict(zip(tasks, each(_one, tasks, tell=tell), strict=True))
    by_world = {
        world: [redraw for (there, _), redraw in found.items() if there == world]
        for world in SETTINGS
    }
    whys = [(is_need, FIRST_SEED + s) for s in range(SEEDS_OF_WHY) for is_need in SHARES_OF_NEED]
    why = dict(zip(whys, each(_why, whys, tell=tell), strict=True))
    records = [one for world in SETTINGS for one in shown(world, by_world[world])]
    return Answer(
        figures=_figures(by_world) | _figures_of_why(why),
        records=[*records, *shown_by_fifth(_by_fifth(why)), _different(why)],
    )


def _one(task: tuple[str, int]) -> Redraw:
    world, seed = task
    there = drawn(setting(world), seed=seed)
    held_out, truth = there.held_out, there.made.truth
    audited = ledger(
        there.flagged(),
        recorded=held_out["followed"].to_numpy(dtype=bool),
        harmed=harmed_within(
            held_out["child_id"],
            held_out["day"],
            harm=truth["harm"],
            months=outcome(OUTCOME).within_months,
        ),
        group=groups_of(held_out["child_id"], truth["children"]),
    )
    return Redraw(audited=audited, lived=lived(there.made))


def _why(task: tuple[float, int]) -> tuple[str, Lived]:
    """Return the hash of a record, and the harm behind it."""
    is_need, seed = task
    there = setting("default", is_need=is_need)
    made = together([make_block(there, seed=seed, block=b) for b in range(block_count(there))])
    return digest_of_record(made), lived(made)


def _figures(by_world: Mapping[str, Sequence[Redraw]]) -> dict[str, Measured]:
    alike, watched = (by_world[world] for world in SETTINGS)
    apart, audited = gaps(watched), [one.audited for one in watched]
    alarms = contrast(
        [
            (sign * side, shares(audited, yardstick, group, measure="false_discovery_rate"))
            for yardstick, sign in ((TRUTH, 1), (RECORD, -1))
            for group, side in ((SECOND, 1), (FIRST, -1))
        ]
    )
    sure = [one for one in gaps(alike).values() if is_sure(one)]
    harm = [harm_gap(by_world[world]) for world in SETTINGS]
    return {
        ALIKE: Measured(value=len(sure), of=SEEDS),
        SAME_HARM: Measured(value=sum(map(is_sure, harm)), of=SEEDS),
        FLAGGED: Measured(value=_low(apart[RECORD, "flagged_share"]), of=SEEDS),
        ALARMS: Measured(value=_low(alarms), of=SEEDS),
        MISSED: Measured(value=_high(apart[TRUTH, "false_negative_rate"]), of=SEEDS),
        RECORDED: Measured(value=_low(apart[TRUTH, RECORDED_PER_HARM]), of=SEEDS),
    }


def _low(one: Estimate) -> float:
    return float("nan") if one.low is None else one.low


def _high(one: Estimate) -> float:
    return float("nan") if one.high is None else one.high


def _figures_of_why(why: Mapping[tuple[float, int], tuple[str, Lived]]) -> dict[str, Measured]:
    by_fifth = _by_fifth(why)
    poorer = contrast(
        [
            (sign * side, by_fifth[is_need][fifth])
            for is_need, sign in ((SHARES_OF_NEED[-1], 1), (SHARES_OF_NEED[0], -1))
            for fifth, side in ((FIFTHS[0], 1), (FIFTHS[-1], -1))
        ]
    )
    return {
        RECORDS: Measured(value=_different(why)["different"], of=len(why)),
        POORER: Measured(value=_low(poorer), of=SEEDS_OF_WHY),
    }


def _different(why: Mapping[tuple[float, int], tuple[str, Lived]]) -> dict[str, int]:
    """Return how many records differ from another of the same redraw."""
    seeds = {seed for _, seed in why}
    digests = [{digest for (_, of), (digest, _) in why.items() if of == seed} for seed in seeds]
    return {"redraws": len(seeds), "different": sum(len(one) - 1 for one in digests)}


def _by_fifth(
    why: Mapping[tuple[float, int], tuple[str, Lived]],
) -> dict[float, dict[str, list[Share]]]:
    """Return the children of each fifth in every redraw, for each share of deprivation that is need."""
    return {
        is_need: {
            fifth: [
                there.fifths[fifth] for (share, _), (_, there) in why.items() if share == is_need
            ]
            for fifth in FIFTHS
        }
        for is_need in SHARES_OF_NEED
    }


PROOF = Proof(
    name="ledger",
    claim=(
        "Where two groups are watched alike, a model's mistakes with them differ by no more than chance, against the record "
        "and against true harm. Where group B is watched more closely and harm is the same, more of group B are flagged, "
        "fewer of its harmed children are missed, and the audit on the record shows fewer of its extra false alarms than the "
        "truth does. Whether poorer neighbourhoods are in greater need or only watched more closely leaves the record as it is."
    ),
    bounds={
        ALIKE: Bound(at_most=0),
        SAME_HARM: Bound(at_most=0),
        FLAGGED: Bound(at_least=0),
        ALARMS: Bound(at_least=0),
        MISSED: Bound(at_most=0),
        RECORDED: Bound(at_least=0),
        RECORDS: Bound(at_most=0),
        POORER: Bound(at_least=0),
    },
    settings={
        "unit": "differences and shares",
        "worlds": list(SETTINGS),
        "seeds": [FIRST_SEED, FIRST_SEED + SEEDS - 1],
        "seeds of records that are the same": [FIRST_SEED, FIRST_SEED + SEEDS_OF_WHY - 1],
        "authority": AUTHORITY,
        "outcome": OUTCOME,
        "design": DESIGN,
        "draws": DRAWS,
        "line": LINE,
        "share of deprivation that is need": list(SHARES_OF_NEED),
    },
    rooms=(
        "cohort",
        "evaluation/flagging",
        "features/structured",
        "modelling",
        "presenting/claims",
        "synthetic",
        "truth/ledger",
        "truth/ledger_lived",
        "truth/ledger_marks",
        "truth/redraws",
    ),
    sources=("learnt.py", "ledger.py", "ledger_shown.py"),
    measure=measure,
)
