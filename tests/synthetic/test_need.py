"""What need may become holds what it did become, and its spread comes from a family's crises alone."""

from dataclasses import replace

import numpy as np
import pytest

from helpers.synthetic.draws import Draws
from helpers.synthetic.families import make_families
from helpers.synthetic.need import make_need, may_become
from helpers.synthetic.settings import place

PLACE = place("north-west", children=2_000)
DRAWS = Draws(3, "north-west")
FAMILIES = make_families(PLACE, DRAWS)


@pytest.mark.parametrize("deprivation", [1.0, 0.25])
def test_the_turn_that_was_taken_gives_the_need_that_came(deprivation: float) -> None:
    need = make_need(PLACE, FAMILIES, DRAWS, deprivation=deprivation)
    there = np.flatnonzero(need.there[4] & need.there[5])
    taken = DRAWS.normal("crisis", np.arange(len(FAMILIES.size)), 5)
    family = int(FAMILIES.family[there[0]])
    child = there[FAMILIES.family[there] == family]
    became, packed = may_become(
        PLACE,
        FAMILIES,
        DRAWS,
        child=child,
        year=np.full(len(child), 4),
        turns=taken[[family]],
        deprivation=deprivation,
    )
    np.testing.assert_array_equal(became[0], need.need[5, child])
    np.testing.assert_array_equal(packed[0], need.packed[5, child])


def test_where_needs_last_for_ever_no_turn_changes_anything() -> None:
    lasting = replace(PLACE, dials={**PLACE.dials, "needs_last": 1.0})
    child = np.arange(50)
    became, _ = may_become(
        lasting,
        FAMILIES,
        DRAWS,
        child=child,
        year=np.full(50, 4),
        turns=np.array([-3.0, 0.0, 3.0]),
    )
    np.testing.assert_array_equal(became[0], became[2])
