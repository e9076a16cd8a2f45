"""Orders and places found quickly are those that NumPy finds."""

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from helpers.synthetic.chance import uniform
from helpers.synthetic.draws import MANY, in_order, placed


@given(st.lists(st.one_of(st.integers(-3, 3), st.integers(-(2**61), 2**61))))
def test_rows_stand_in_the_order_of_their_numbers_and_equal_ones_as_before(
    numbers: list[int],
) -> None:
    given_numbers = np.array(numbers, dtype=np.int64)
    assert (in_order(given_numbers) == np.argsort(given_numbers, kind="stable")).all()


@pytest.mark.parametrize("choices", [1, 2, 7, 400])
@pytest.mark.parametrize("many", [10, 3 * MANY])
def test_numbers_are_placed_among_limits_as_numpy_places_them(choices: int, many: int) -> None:
    limits = np.sort(uniform("limits", np.arange(choices)) ** 3) * choices
    numbers = uniform("numbers", np.arange(many)) * (choices + 1)
    numbers[: min(many, choices)] = limits[: min(many, choices)]
    assert (placed(limits, numbers) == np.searchsorted(limits, numbers)).all()
