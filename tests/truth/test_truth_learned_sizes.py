"""Whole blocks serve for one thing each, and there are as many as it takes."""

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from helpers.errors import SecondLookError
from helpers.truth.ceilings import learned_sizes
from helpers.truth.ceilings.learned_drawn import Block, Drawn
from helpers.truth.ceilings.learned_sizes import Sizes, enough, made, parted, thirds
from helpers.workers import Pool

SIZES = Sizes(learned=50, chosen_on=20, tested=30)
COUNTS = st.lists(st.integers(0, 40), max_size=30)
LIKE = Block("default", "north-west", 7, ("often", "seldom"))


def some(decisions: int, *, seed: int = 0) -> Drawn:
    """Return decisions that carry their seed."""
    return Drawn(
        columns=np.full((decisions, 2), seed, dtype=np.float32),
        names=("one", "two"),
        of_records=1,
        followed=np.zeros(decisions, dtype=bool),
        family=np.arange(decisions) // 2,
    )


@given(COUNTS)
def test_first_come_those_to_learn_from_then_to_choose_on_then_to_test_on(
    counts: list[int],
) -> None:
    serves = parted(counts, SIZES)
    assert serves == sorted(serves)
    assert len(serves) == len(counts)


@given(COUNTS.filter(lambda counts: enough(counts, SIZES)))
def test_where_there_are_enough_every_part_has_its_number(counts: list[int]) -> None:
    serves = np.array(parted(counts, SIZES))
    sums = [int(np.array(counts)[serves == part].sum()) for part in range(3)]
    assert sums[0] >= SIZES.learned
    assert sums[1] >= SIZES.chosen_on
    assert sums[2] >= SIZES.tested


@given(COUNTS)
def test_more_blocks_are_never_too_few(counts: list[int]) -> None:
    assert enough([*counts, 5], SIZES) or not enough(counts, SIZES)


def test_no_family_serves_for_two_things() -> None:
    parts = thirds([some(30, seed=seed) for seed in range(6)], SIZES)
    assert [np.unique(part.columns).tolist() for part in parts] == [[0, 1], [2], [3, 4, 5]]
    assert [int(part.family.max()) + 1 for part in parts] == [30, 15, 45]


def a_block(block: Block) -> dict[str, Drawn]:
    decisions = {"often": 30, "seldom": 7, "never": 0}
    return {name: some(decisions[name], seed=block.seed) for name in block.outcomes}


def test_each_outcome_gets_as_many_blocks_as_it_takes(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(learned_sizes, "drawn", a_block)
    with Pool(1) as pool:
        found = made(pool, LIKE, SIZES)
    assert all(enough(map(len, blocks), SIZES) for blocks in found.values())
    assert len(found["often"]) < len(found["seldom"]) < 25
    seeds = [int(one.columns[0, 0]) for one in found["seldom"]]
    assert seeds == sorted(set(seeds))
    assert seeds[0] == LIKE.seed


def test_an_outcome_that_is_never_asked_is_named(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(learned_sizes, "drawn", a_block)
    never = Block("default", "north-west", 7, ("never",))
    with Pool(1) as pool, pytest.raises(SecondLookError, match="no decision of 'never'"):
        made(pool, never, SIZES)
