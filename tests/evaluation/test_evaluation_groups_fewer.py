import pytest

from helpers.evaluation.groups.fewer import MOST_RESAMPLES, enough
from helpers.evaluation.resample import FamilyResamples


@pytest.mark.parametrize(
    ("given", "taken"), [(64, 64), (MOST_RESAMPLES, MOST_RESAMPLES), (10_000, MOST_RESAMPLES)]
)
def test_explanations_take_the_first_thousand_resamples_of_the_cohort(given, taken):
    resamples = FamilyResamples(families=40, seed=3, resamples=given)
    assert enough(resamples) == FamilyResamples(families=40, seed=3, resamples=taken)
