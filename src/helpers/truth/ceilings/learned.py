"""How well a model does that had data without end: by outcome, from the records alone, and from records and notes.

What the best possible model could do that sees only these cannot be computed, but it can be learned: no model that was
learned does better than the best, so each of these figures says *at least so much*. Authorities are made at one seed after the
other, with the errors of their records; some seeds to learn from, some to choose the best learner on, and some to test it.
No two seeds have a family in common.
"""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass

import numpy as np

from helpers.estimate import Estimate
from helpers.evaluation.compare import Difference, difference
from helpers.evaluation.intervals import estimate, families_carrying
from helpers.evaluation.resample import FamilyResamples
from helpers.evaluation.resampled import resampled
from helpers.policy import policy
from helpers.study.protocol import protocol
from helpers.synthetic.settings import place
from helpers.synthetic.worlds import authorities
from helpers.truth.ceilings.learned_drawn import Block, Drawn
from helpers.truth.ceilings.learned_lessons import Lesson, Part, Scores, Taught, taught
from helpers.truth.ceilings.learned_sizes import SIZES, Sizes, made, thirds
from helpers.workers import Pool, usable_cores

MEASURE = "average_precision"
FIRST_SEED = 50_001
"""Authorities that no page shows, and on whose children no ceiling was counted."""

Tell = Callable[[str], None]
"""Called with a sentence as work goes on."""


@dataclass(frozen=True, kw_only=True)
class Learned:
    """What was learned of one outcome.

    Attributes
    ----------
    outcome
        Its slug.
    records, with_notes
        Average precision on what was tested, from the records alone, and from records and what notes were drawn to say.
    gain
        The second less the first, on shared resamples of families.
    chosen
        Who did best on what was chosen on, for the one and the other.
    learned, tested
        Decisions learned from and tested on.
    prevalence
        The share of those tested for whom the outcome followed.
    """

    outcome: str
    records: Estimate
    with_notes: Estimate
    gain: Difference
    chosen: tuple[str, str]
    learned: int
    tested: int
    prevalence: float


def learned(world: str, *, tell: Tell, sizes: Sizes = SIZES) -> list[Learned]:
    """Learn every outcome in one world, in the order in which authorities ask them.

    Parameters
    ----------
    world
        As for :func:`helpers.synthetic.settings.place`.
    sizes
        How many decisions.

    Raises
    ------
    SecondLookError
        If there is no such world, or an outcome is never asked in it.
    """
    found: list[Learned] = []
    with Pool(usable_cores()) as pool:
        for slug in authorities():
            asked = place(slug, world=world).outcomes
            parts = made(pool, Block(world, slug, FIRST_SEED, asked, sizes.children), sizes)
            for name, blocks in parts.items():
                tell(f"{world}, {name}: {sum(map(len, blocks))} decisions in {len(blocks)} blocks")
            found += _taught(pool, parts, sizes)
            tell(f"{world}, {slug}: learned")
    return found


def _taught(pool: Pool, parts: Mapping[str, Sequence[Drawn]], sizes: Sizes) -> list[Learned]:
    three = {name: thirds(blocks, sizes) for name, blocks in parts.items()}
    lessons = [
        _lesson(*of_outcome, columns=columns)
        for of_outcome in three.values()
        for columns in (len(of_outcome[0].names), of_outcome[0].of_records)
    ]
    results = iter(pool.run(taught, lessons))
    return [
        _judged(name, learn, test, with_notes=next(results), records=next(results))
        for name, (learn, _, test) in three.items()
    ]


def _lesson(learn: Drawn, choose: Drawn, test: Drawn, *, columns: int) -> Lesson:
    learned_from, chosen_on = (
        Part(one.columns[:, :columns], one.followed) for one in (learn, choose)
    )
    return Lesson(learned_from, chosen_on, test.columns[:, :columns])


def _judged(
    name: str, learn: Drawn, test: Drawn, *, records: Taught, with_notes: Taught
) -> Learned:
    precisions = [_precisions(test, one.scores) for one in (records, with_notes)]
    n, positives, rule = len(test), int(test.followed.sum()), policy().estimates
    carried_by = families_carrying(test.followed, test.family)
    first, second = (
        estimate(float(one[0]), one[1:], n=n, positives=positives, rule=rule, carried_by=carried_by)
        for one in precisions
    )
    gain = difference(
        precisions[1],
        precisions[0],
        bound=protocol().practical_size[MEASURE],
        n=n,
        positives=positives,
        rule=rule,
        carried_by=carried_by,
    )
    return Learned(
        outcome=name,
        records=first,
        with_notes=second,
        gain=gain,
        chosen=(records.chosen, with_notes.chosen),
        learned=len(learn),
        tested=n,
        prevalence=positives / n,
    )


def _precisions(test: Drawn, scores: Scores) -> Scores:
    """Return average precision as it is, and in each resample of families."""
    resamples = FamilyResamples(
        families=int(test.family.max()) + 1,
        seed=protocol().seed,
        resamples=policy().estimates.resamples,
    )
    found = resampled(
        test.followed,
        scores,
        family=test.family,
        flags=np.zeros((0, len(test)), dtype=bool),
        subsets=np.ones((1, len(test)), dtype=bool),
        resamples=resamples,
    )
    return np.asarray(found.of(MEASURE)[0])
