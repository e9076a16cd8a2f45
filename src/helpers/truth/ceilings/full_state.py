"""How well the best possible model would do that knows everything about a child on the day, by outcome, in one world.

Made-up authorities live through one seed after the other until there are enough decisions. For each decision possible futures are
drawn: a few first, to see how much they differ, and then the more the more they differ. What the first few happen to show decides
only how many follow. True harm has futures of its own, in which all comes as it may.
"""

from collections import defaultdict
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass

import numpy as np
import numpy.typing as npt

from helpers.synthetic.settings import place
from helpers.synthetic.worlds import authorities
from helpers.truth.ceilings.allotted import shares
from helpers.truth.ceilings.bracket import Bracket, bracket
from helpers.truth.ceilings.decisions import (
    Decided,
    decided,
    live_through,
    well_recorded,
)
from helpers.truth.ceilings.possible.law import Law
from helpers.workers import Pool, usable_cores

Numbers = npt.NDArray[np.float64]

FIRST_SEED = 1_001
"""Authorities that no page shows and no model was tried on."""
SEEDS: dict[str, int] = {"north-west": 3, "south-west": 4, "west-midlands": 4, "south-east": 7}
"""How many times each authority is made: as often as it takes until there are 200,000 decisions in all."""
MORE_SEEDS: Mapping[str, dict[str, int]] = {
    "strong": {"north-west": 4},
    "predictable": {"north-west": 5, "west-midlands": 5},
}
"""The same for worlds in which fewer decisions are made."""
FEWEST = 16
"""Futures of each decision at least; there are multiples of them."""
FOR_HARM = 16
"""Futures of each decision from which the chance of harm is taken, which differs little from one to the other."""
MOST = 16_384
FUTURES: Mapping[str, int] = {
    "contact-to-plan-or-care": 24,
    "no-action-then-referred-again": 32,
    "early-help-then-statutory-referral": 232,
    "plan-ended-then-looked-after": 32,
    "no-support-needed-then-plan-or-care": 120,
    "no-conference-then-plan": 144,
    "support-needed-then-plan-or-care": 80,
    "first-review-then-looked-after": 24,
}
"""Futures of a decision on average, by outcome: as many as it takes until the bracket is narrow in the world of the book."""
MORE_FUTURES: Mapping[str, Mapping[str, float]] = {
    "no-signal": {
        "contact-to-plan-or-care": 5.5,
        "no-action-then-referred-again": 11,
        "early-help-then-statutory-referral": 6.5,
        "plan-ended-then-looked-after": 20,
        "no-support-needed-then-plan-or-care": 4,
        "no-conference-then-plan": 1.7,
        "support-needed-then-plan-or-care": 2.6,
        "first-review-then-looked-after": 1.5,
    },
    "weak": {
        "contact-to-plan-or-care": 1.4,
        "no-action-then-referred-again": 0.9,
        "early-help-then-statutory-referral": 1.35,
        "plan-ended-then-looked-after": 2,
        "no-support-needed-then-plan-or-care": 0.6,
        "no-conference-then-plan": 0.6,
        "support-needed-then-plan-or-care": 0.8,
    },
    "strong": {
        "contact-to-plan-or-care": 1.4,
        "no-action-then-referred-again": 1.25,
        "early-help-then-statutory-referral": 1.2,
        "plan-ended-then-looked-after": 1.5,
        "no-support-needed-then-plan-or-care": 1.7,
        "no-conference-then-plan": 1.6,
        "support-needed-then-plan-or-care": 1.1,
    },
    "predictable": {
        "contact-to-plan-or-care": 0.7,
        "no-action-then-referred-again": 1.1,
        "early-help-then-statutory-referral": 1.4,
        "plan-ended-then-looked-after": 0.8,
        "no-support-needed-then-plan-or-care": 2.4,
        "no-conference-then-plan": 4.2,
        "support-needed-then-plan-or-care": 1.75,
    },
}
"""How many times as many it takes in other worlds."""

Tell = Callable[..., None]
"""Called with a sentence, and how much of the work is ``done`` and ``of`` how much there is."""


@dataclass(frozen=True, kw_only=True)
class Ceiling:
    """What is best possible for one outcome, with everything known about a child on the day.

    Attributes
    ----------
    outcome
        Its slug.
    record, harm
        For the outcome as it is recorded, and for true harm in the same months.
    followed, harmed
        For which share of the decisions the one and the other came in the one future that did happen.
    """

    outcome: str
    record: Bracket
    harm: Bracket
    followed: float
    harmed: float

    @property
    def in_words(self) -> str:
        """Between which numbers it lies, for the record and for true harm."""
        record, harm = self.record, self.harm
        return (
            f"best possible average precision {record.low:.4f} to {record.high:.4f} where guessing gives "
            f"{record.prevalence:.4f}; of true harm {harm.low:.4f} to {harm.high:.4f}, guessing {harm.prevalence:.4f}; "
            f"{record.decisions:,} decisions"
        )


@dataclass(frozen=True, kw_only=True, eq=False)
class Foreseen:
    """Chances of one outcome's decisions, and what came.

    ``record`` and ``harm`` are of shape ``(decisions, parts)``, from parts of the futures.
    """

    record: Numbers
    harm: Numbers
    followed: npt.NDArray[np.bool_]
    harmed: npt.NDArray[np.bool_]

    @classmethod
    def together(cls, parts: Sequence["Foreseen"]) -> "Foreseen":
        """Return the decisions of several authorities as one."""
        return cls(
            record=np.concatenate([one.record for one in parts]),
            harm=np.concatenate([one.harm for one in parts]),
            followed=np.concatenate([one.followed for one in parts]),
            harmed=np.concatenate([one.harmed for one in parts]),
        )

    def ceiling(self, outcome: str) -> Ceiling:
        """Return what is best possible on these decisions."""
        return Ceiling(
            outcome=outcome,
            record=bracket(self.record),
            harm=bracket(self.harm),
            followed=float(self.followed.mean()),
            harmed=float(self.harmed.mean()),
        )


@dataclass(frozen=True)
class Task:
    """One authority in one world at one seed."""

    world: str
    slug: str
    seed: int


def full_state(world: str, *, tell: Tell, seeds: Mapping[str, int] | None = None) -> list[Ceiling]:
    """Return the ceilings of all outcomes in one world.

    Parameters
    ----------
    world
        As for :func:`helpers.synthetic.settings.place`.
    seeds
        How many times each authority is made; if not given, as often as the world takes.

    Raises
    ------
    SecondLookError
        If there is no such world, or one that is made only as a trial.
    """
    times = seeds or SEEDS | MORE_SEEDS.get(world, {})
    tasks = [
        Task(world, slug, FIRST_SEED + number) for slug in times for number in range(times[slug])
    ]
    done: list[Task] = []

    def hear(task: Task) -> None:
        done.append(task)
        tell(f"{task.slug}, seed {task.seed}: foreseen", done=len(done), of=len(tasks))

    parts: dict[str, list[Foreseen]] = defaultdict(list)
    with Pool(usable_cores()) as pool:
        for of_task in pool.run(foreseen, tasks, done=hear):
            for name, one in of_task.items():
                parts[name].append(one)
    return [Foreseen.together(parts[name]).ceiling(name) for name in in_order(parts)]


def in_order(names: Iterable[str]) -> list[str]:
    """Return outcomes in the order in which authorities ask them."""
    wanted = set(names)
    return [name for slug in authorities() for name in place(slug).outcomes if name in wanted]


def foreseen(task: Task) -> dict[str, Foreseen]:
    """Let an authority live, and return the chances of its decisions by the name of the outcome."""
    from helpers.truth.ceilings.possible.law import law

    where = well_recorded(task.slug, task.world)
    there = live_through(where, seed=task.seed)
    rules, more = law(where), MORE_FUTURES.get(task.world, {})
    return {
        name: chances(rules, one, seed=task.seed, futures=FUTURES[name] * more.get(name, 1))
        for name, one in decided(there, where.outcomes).items()
    }


def chances(rules: Law, one: Decided, *, seed: int, futures: float) -> Foreseen:
    """Return the chances of decisions, from about so many futures of each on average."""
    from helpers.truth.ceilings.possible.foresee import foresee, foresee_harm  # slow to load

    number = len(one.followed)
    few = np.full(number, FEWEST, dtype=np.int64)
    about = rules, one.families, one.questions
    first = foresee(*about, few, seed)
    given = shares(one.families, one.questions, first.mean(axis=1), seed=seed)
    parts = np.clip(np.round(futures / FEWEST * given), 1, MOST // FEWEST)
    many = parts.astype(np.int64) * FEWEST
    then = foresee(*about, many, seed + 2**31)
    harm = foresee_harm(*about, np.full(number, FOR_HARM, dtype=np.int64), seed + 2**30)
    return Foreseen(record=then[..., 0], harm=harm, followed=one.followed, harmed=one.harmed)
