"""How many decisions it takes, and making blocks until there are so many.

Whole blocks serve for one thing: first come those to learn from, then those on which the best learner is chosen, then those on
which it is tested. So no family serves for two.
"""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

import numpy as np

from helpers.errors import SecondLookError
from helpers.synthetic.families import CHILDREN_IN_BLOCK
from helpers.truth.ceilings.learned_drawn import Block, Drawn, drawn
from helpers.workers import Pool

FIRST_BLOCKS = 2
"""So many blocks tell how many more are needed."""


@dataclass(frozen=True, kw_only=True)
class Sizes:
    """How many decisions of each outcome, at least: to learn from, to choose on, to test on."""

    learned: int
    chosen_on: int
    tested: int
    children: int = CHILDREN_IN_BLOCK


SIZES = Sizes(learned=300_000, chosen_on=40_000, tested=75_000)


def made(pool: Pool, like: Block, sizes: Sizes) -> dict[str, list[Drawn]]:
    """Return blocks by outcome, of each as many as it takes: a few first, which tell how many more are needed.

    Parameters
    ----------
    like
        The first block; the others are like it, at the seeds that follow.

    Raises
    ------
    SecondLookError
        If an outcome is never asked in the first blocks.
    """
    parts: dict[str, list[Drawn]] = {name: [] for name in like.outcomes}
    seed = like.seed
    while any(not enough(map(len, blocks), sizes) for blocks in parts.values()):
        more = {name: _blocks_needed(name, blocks, sizes) for name, blocks in parts.items()}
        tasks = [
            Block(
                like.world,
                like.slug,
                seed + number,
                tuple(name for name in more if number < more[name]),
                like.children,
            )
            for number in range(max(more.values()))
        ]
        seed += len(tasks)
        for of_block in pool.run(drawn, tasks):
            for name, one in of_block.items():
                parts[name].append(one)
    return parts


def _blocks_needed(name: str, made: Sequence[Drawn], sizes: Sizes) -> int:
    if not made:
        return FIRST_BLOCKS
    if enough(map(len, made), sizes):
        return 0
    decisions = sum(map(len, made))
    if not decisions:
        raise SecondLookError(
            f"no decision of '{name}' came about in {len(made)} blocks",
            where="ceilings",
            mend="make more children in each",
        )
    total = sizes.learned + sizes.chosen_on + sizes.tested
    # each part ends with a whole block, so that some blocks more are needed than decisions alone ask for
    return max(int(np.ceil((total - decisions) / decisions * len(made))) + 2, 1)


def parted(counts: Iterable[int], sizes: Sizes) -> list[int]:
    """Return for each block what it serves for: 0 to learn from, 1 to choose on, 2 to test on.

    Parameters
    ----------
    counts
        Decisions of each block, in order.
    """
    serves: list[int] = []
    wanted, part, total = (sizes.learned, sizes.chosen_on), 0, 0
    for count in counts:
        serves.append(part)
        total += count
        if part < len(wanted) and total >= wanted[part]:
            part, total = part + 1, 0
    return serves


def enough(counts: Iterable[int], sizes: Sizes) -> bool:
    """Say whether blocks with so many decisions are enough."""
    counts = list(counts)
    serves = parted(counts, sizes)
    tested = sum(count for count, part in zip(counts, serves, strict=True) if part == 2)
    return tested >= sizes.tested


def thirds(blocks: Sequence[Drawn], sizes: Sizes) -> tuple[Drawn, Drawn, Drawn]:
    """Return the decisions to learn from, to choose on, and to test on."""
    serves = parted(map(len, blocks), sizes)
    learn, choose, test = (
        Drawn.together([one for one, part in zip(blocks, serves, strict=True) if part == wanted])
        for wanted in range(3)
    )
    return learn, choose, test
