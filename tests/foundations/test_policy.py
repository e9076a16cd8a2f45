import pytest

from helpers.errors import SecondLookError
from helpers.policy import policy


def test_the_standard_preset_suppresses_one_to_nine_and_rounds_to_five() -> None:
    rule = policy().disclosure_rule("standard")
    assert (rule.smallest_count, rule.round_to) == (10, 5)


def test_an_unknown_preset_is_refused_with_the_nearest_name() -> None:
    with pytest.raises(SecondLookError, match="did you mean 'standard'"):
        policy().disclosure_rule("standart")


def test_age_bands_begin_at_birth_and_rise() -> None:
    firsts = list(policy().ages.values())
    assert firsts[0] == 0
    assert firsts == sorted(firsts)
