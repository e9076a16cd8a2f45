import pytest

from helpers.estimate import About, ClearedFinding, Estimate, State, count, too_few


def test_a_value_and_a_state_that_says_there_is_none_do_not_go_together() -> None:
    with pytest.raises(ValueError, match="does not go with"):
        Estimate(value=0.5, state=State.SUPPRESSED)


def test_a_missing_value_needs_a_state_that_says_why() -> None:
    with pytest.raises(ValueError, match="does not go with"):
        Estimate(value=None)


def test_too_few_keeps_the_counts_and_has_no_value() -> None:
    estimate = too_few(n=30, positives=3)
    assert (estimate.value, estimate.n, estimate.positives) == (None, 30, 3)
    assert estimate.state is State.TOO_FEW


def test_a_count_is_its_own_numerator() -> None:
    assert count(12).numerator == 12
    assert count(12).value == 12.0


def test_a_cleared_finding_can_be_relabelled_without_touching_its_estimate() -> None:
    finding = ClearedFinding(
        about=About(authority="north-west", measure="prevalence"), estimate=Estimate(value=0.04)
    )
    moved = finding.relabelled(group="White")
    assert moved.about.group == "White"
    assert moved.estimate is finding.estimate
