import pytest

from helpers.comparison import Comparison, compared
from helpers.estimate import Estimate, State


def difference(low, high):
    return Estimate(value=(low + high) / 2, low=low, high=high)


@pytest.mark.parametrize(
    ("low", "high", "expected"),
    [
        (0.02, 0.05, Comparison.BETTER),
        (-0.05, -0.02, Comparison.WORSE),
        (-0.01, 0.019, Comparison.NO_DIFFERENCE),
        (-0.01, 0.02, Comparison.CANNOT_TELL),
        (0.001, 0.05, Comparison.CANNOT_TELL),
    ],
)
def test_the_whole_interval_decides(low, high, expected):
    assert compared(difference(low, high), bound=0.02) is expected


def test_less_of_an_error_is_better():
    found = compared(difference(-0.05, -0.03), bound=0.02, lower_is_better=True)
    assert found is Comparison.BETTER


@pytest.mark.parametrize(
    ("state", "expected"),
    [(State.SUPPRESSED, Comparison.SUPPRESSED), (State.TOO_FEW, Comparison.TOO_FEW)],
)
def test_a_difference_without_a_number_says_why(state, expected):
    assert compared(Estimate(value=None, state=state), bound=0.02) is expected


def test_a_bound_of_nothing_is_refused():
    with pytest.raises(ValueError, match="more than 0"):
        compared(difference(0, 1), bound=0)
