"""A made-up authority is made block by block: in any order, by any process, with the same content."""

from collections.abc import Iterator
from concurrent.futures import ProcessPoolExecutor
from hashlib import sha256
from multiprocessing import get_context

import pandas as pd
import pytest

from helpers.errors import SecondLookError
from helpers.synthetic import families
from helpers.synthetic.settings import MOST_CHILDREN, Place, place
from helpers.synthetic.world import MadeAuthority, block_count, make_authority, make_block, together

IN_BLOCK = 300
CHILDREN = 1010
SEED = 5


@pytest.fixture(autouse=True)
def small_blocks(monkeypatch: pytest.MonkeyPatch) -> Iterator[None]:
    monkeypatch.setattr(families, "CHILDREN_IN_BLOCK", IN_BLOCK)
    yield


def where() -> Place:
    return place("south-west", children=CHILDREN)


def content(block: int) -> str:
    """Return a hash of all that one block holds, for any process to compare."""
    families.CHILDREN_IN_BLOCK = IN_BLOCK
    made = make_block(where(), seed=SEED, block=block)
    return sha256("".join(frame.to_csv() for frame in frames(made)).encode()).hexdigest()


def frames(made: MadeAuthority) -> list[pd.DataFrame]:
    return [*made.events.values(), made.note_facts, *made.truth.values()]


def test_the_blocks_put_together_are_the_authority() -> None:
    blocks = [make_block(where(), seed=SEED, block=block) for block in (3, 1, 0, 2)]
    whole = make_authority("south-west", children=CHILDREN, seed=SEED)
    mine = together([blocks[place] for place in (2, 1, 3, 0)])
    for first, second in zip(frames(whole), frames(mine), strict=True):
        pd.testing.assert_frame_equal(first, second)


def test_two_processes_make_the_same_blocks_in_any_order() -> None:
    here = [content(block) for block in range(4)]
    with ProcessPoolExecutor(2, mp_context=get_context("spawn")) as pool:
        there = list(pool.map(content, (3, 2, 1, 0)))
    assert there[::-1] == here
    assert len(set(here)) == len(here)


def test_ids_are_unique_over_all_blocks_and_families_stay_in_one() -> None:
    blocks = [make_block(where(), seed=SEED, block=block).truth["children"] for block in range(4)]
    whole = pd.concat(blocks)
    assert len(whole) == CHILDREN
    assert whole["child_id"].is_unique
    of_families = pd.concat(block["family_id"].drop_duplicates() for block in blocks)
    assert of_families.is_unique


def test_an_authority_has_as_many_blocks_as_its_children_fill() -> None:
    assert [block_count(place("south-west", children=n)) for n in (300, 301, 1010)] == [1, 2, 4]


@pytest.mark.parametrize("block", [-1, 4])
def test_a_block_beyond_the_authority_is_refused(block: int) -> None:
    with pytest.raises(SecondLookError, match="no block"):
        make_block(where(), seed=SEED, block=block)


def test_more_children_than_there_are_ids_for_are_refused() -> None:
    with pytest.raises(SecondLookError, match="at most"):
        place("south-west", children=MOST_CHILDREN + 1)


def test_a_last_block_of_one_child_is_made() -> None:
    made = make_block(place("south-east", children=IN_BLOCK + 1), seed=SEED, block=1)
    assert len(made.truth["children"]) == 1
