import numpy as np
import pytest
from evaluation_groups import gaps_by_name, made_up
from scipy import stats

from helpers.evaluation.groups.power import Comparisons, power, smallest_found
from helpers.evaluation.groups.simultaneous import Counted, sides

CRITICAL = stats.norm.ppf(0.975)


def comparisons(*, here, there, counted, others=20_000, critical=CRITICAL):
    """One group beside the rest, all decisions independent of each other."""
    chance = np.random.default_rng(0)
    group, rest = (
        np.array([round(share * of), *chance.binomial(of, share, 20_000)], float)
        for share, of in ((here, counted), (there, others))
    )
    size = np.full_like(group, counted)
    return asked_of(
        Counted(
            numerator=group[None],
            denominator=size[None],
            whole=np.stack([group + rest, size + others]),
        ),
        families=counted,
        critical=critical,
        is_share=True,
    )


def asked_of(told, *, families, critical, is_share):
    many = np.full((2, 1), families)
    group, rest, varies = sides(told, many, is_share=is_share)
    return Comparisons(
        group=group,
        rest=rest,
        spread=varies,
        critical=np.array([critical]),
        families=many[0],
        is_share=is_share,
    )


@pytest.mark.parametrize("size", [0.03, 0.06, 0.09])
def test_power_is_that_of_two_independent_shares(size):
    found = power(comparisons(here=0.2, there=0.2, counted=500), size)[0]
    error = np.sqrt((0.2 + size) * (0.8 - size) / 500 + 0.2 * 0.8 / 20_000)
    # what is just found is seen at a spread of its own, hence not quite the normal distribution's textbook figure
    assert found == pytest.approx(stats.norm.sf(CRITICAL - size / error), abs=0.03)


@pytest.mark.parametrize("size", [0.05, 0.1])
def test_power_is_how_often_the_gap_is_found(size):
    chance, runs = np.random.default_rng(1), 20_000
    drawn_here = (chance.binomial(200, 0.2 + size, runs) + 1) / 202
    error = np.sqrt(drawn_here * (1 - drawn_here) / 202 + 0.2 * 0.8 / 20_000)
    times = (drawn_here - 0.2 > CRITICAL * error).mean()
    found = power(comparisons(here=0.2, there=0.2, counted=200), size)[0]
    assert found == pytest.approx(times, abs=0.03)


def test_power_does_not_hang_on_what_the_group_turned_out_to_be():
    found = [power(comparisons(here=here, there=0.2, counted=400), 0.06)[0] for here in (0.1, 0.3)]
    assert found[0] == pytest.approx(found[1], abs=0.02)


def test_the_larger_a_gap_or_a_group_the_more_often_it_is_found():
    small, large = (comparisons(here=0.2, there=0.2, counted=of) for of in (200, 800))
    by_size = [power(small, size)[0] for size in (0.01, 0.05, 0.1, 0.2, 0.4)]
    assert by_size == sorted(by_size)
    assert by_size[-1] > 0.99
    assert power(large, 0.05)[0] > by_size[1]
    assert smallest_found(large, 0.05)[0] < smallest_found(small, 0.05)[0]


@pytest.mark.parametrize("there", [0.05, 0.5, 0.8])
def test_the_smallest_gap_found_is_found_eight_times_in_ten(there):
    asked = comparisons(here=there, there=there, counted=300)
    gap = smallest_found(asked, 0.05)[0]
    assert power(asked, gap)[0] == pytest.approx(0.8, abs=1e-6)


def test_where_there_is_no_room_above_the_gap_is_asked_below():
    asked = comparisons(here=0.95, there=0.95, counted=300)
    assert power(asked, 0.1)[0] > power(asked, 0.06)[0] > 0
    assert 0 < smallest_found(asked, 0.1)[0] < 0.95


def test_a_gap_that_nothing_could_show_has_no_power():
    asked = comparisons(here=0.5, there=0.5, counted=200)
    assert np.isnan(power(asked, 0.6)[0])


def test_of_a_measure_that_is_no_share_the_spread_stays_as_it_is():
    chance = np.random.default_rng(3)
    group, rest = chance.normal(1, 0.1, 20_001), chance.normal(1, 0.01, 20_001)
    group[0] = rest[0] = 1
    told = Counted(
        numerator=group[None],
        denominator=np.ones((1, 20_001)),
        whole=np.stack([group + rest, np.full(20_001, 2.0)]),
    )
    asked = asked_of(told, families=10_000, critical=CRITICAL, is_share=False)
    expected = stats.norm.sf(CRITICAL - 0.3 / np.hypot(0.1, 0.01))
    assert power(asked, 0.3)[0] == pytest.approx(expected, abs=0.01)
    assert smallest_found(asked, 0.3)[0] == pytest.approx(
        (CRITICAL + stats.norm.ppf(0.8)) * np.hypot(0.1, 0.01), rel=0.02
    )


def test_each_gap_is_told_with_its_power_and_the_gap_that_would_be_found():
    gap = gaps_by_name(made_up())["false_positive_rate", "one half", "sex", "male"]
    assert 0 < gap.power.value < 1
    assert (gap.power.value < 0.8) == (gap.smallest_found.value > gap.practical_size)
    assert gap.power.n == gap.difference.n == gap.smallest_found.n


def test_asking_again_gives_the_same_numbers():
    assert gaps_by_name(made_up()) == gaps_by_name(made_up())
