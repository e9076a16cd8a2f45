import numpy as np
from hypothesis import given
from hypothesis import strategies as st

from helpers.synthetic import chance

KEYS = st.integers(-(2**62), 2**62)


@given(KEYS, KEYS)
def test_draws_lie_strictly_between_0_and_1(seed: int, key: int) -> None:
    assert 0.0 < float(chance.uniform(seed, key)) < 1.0


def test_a_draw_depends_on_its_keys_and_not_on_its_neighbours() -> None:
    children = np.arange(1000)
    together = chance.uniform(7, "birth", children)
    alone = np.array([float(chance.uniform(7, "birth", child)) for child in range(0, 1000, 97)])
    assert np.array_equal(together[::97], alone)


def test_rows_of_two_keys_are_drawn_apart_whatever_else_is_drawn_with_them() -> None:
    families, days = (grid.ravel() for grid in np.meshgrid(np.arange(300), np.arange(300)))
    drawn = chance.uniform(7, "joins", families, days)
    few = slice(1000, 1500, 7)
    assert np.array_equal(drawn[few], chance.uniform(7, "joins", families[few], days[few]))
    by_day = drawn.reshape(300, 300)
    assert abs(np.corrcoef(by_day[1:].ravel(), by_day[:-1].ravel())[0, 1]) < 0.02
    assert abs(np.corrcoef(by_day[:, 1:].ravel(), by_day[:, :-1].ravel())[0, 1]) < 0.02
    assert len(np.unique(drawn)) == len(drawn)


def test_the_order_of_keys_matters() -> None:
    assert chance.uniform(1, 2) != chance.uniform(2, 1)
    first, second = np.arange(10), np.arange(5, 15)
    assert not np.any(chance.uniform(3, first, second) == chance.uniform(3, second, first))


def test_names_and_seeds_part_the_streams() -> None:
    children = np.arange(50_000)
    first, second = chance.uniform(7, "birth", children), chance.uniform(7, "contact", children)
    assert abs(np.corrcoef(first, second)[0, 1]) < 0.02


def test_draws_are_uniform_and_normal() -> None:
    keys = np.arange(200_000)
    counts = np.histogram(chance.uniform(3, keys), bins=20, range=(0, 1))[0]
    assert np.abs(counts / 10_000 - 1).max() < 0.05
    normal = chance.normal(3, keys)
    assert abs(normal.mean()) < 0.01
    assert abs(normal.std() - 1) < 0.01


def test_the_stream_is_frozen() -> None:
    drawn = chance.uniform(2026, "frozen", np.arange(3))
    assert [f"{value:.15f}" for value in drawn] == FROZEN


FROZEN = ["0.965423801449956", "0.013300965237588", "0.694324049342774"]
