import pytest

from helpers.disclosure import counts
from helpers.evaluation import metrics

CELLS_OF = {
    counts.N: {"true_positives", "false_positives", "false_negatives", "true_negatives"},
    counts.FLAGGED: {"true_positives", "false_positives"},
    counts.NOT_FLAGGED: {"false_negatives", "true_negatives"},
    counts.FOLLOWED: {"true_positives", "false_negatives"},
    counts.NOT_FOLLOWED: {"false_positives", "true_negatives"},
    counts.TRUE_FLAGS: {"true_positives"},
    counts.FALSE_FLAGS: {"false_positives"},
    counts.MISSED: {"false_negatives"},
    counts.RIGHTLY_NOT: {"true_negatives"},
}


@pytest.mark.parametrize("rate", metrics.RATES)
def test_the_door_knows_which_children_every_rate_of_the_evaluation_counts(rate):
    numerator, denominator = metrics.RATES[rate]
    known = tuple(CELLS_OF[kind] for kind in counts.RATES[rate])
    assert known == (set(numerator), set(denominator))
