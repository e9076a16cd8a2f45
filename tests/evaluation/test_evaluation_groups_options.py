from dataclasses import replace

import numpy as np
import pytest
from evaluation_parts import RULE, two_groups
from sklearn.metrics import confusion_matrix

from helpers.estimate import Estimate, State
from helpers.evaluation import flagging
from helpers.evaluation.groups.options import (
    AS_IT_IS,
    AT_RANDOM,
    MEASURES,
    MORE_DATA,
    NOBODY,
    RECALIBRATED,
    of_share,
    options,
)
from helpers.evaluation.groups.scores import GroupScores

LINE = "top tenth"


def scores_of(held):
    return GroupScores(
        followed=held.followed,
        score=held.score,
        family=held.family,
        flags={LINE: held.flagged},
        attributes={"kind": np.where(held.group, "one", "other")},
    )


def of(held, **changed):
    found = options(scores_of(held), cut_off=LINE, resamples=held.resamples, rule=RULE, **changed)
    return {(one.measure, one.group): one.estimate for one in found}


@pytest.fixture(scope="module")
def held():
    return two_groups(higher=0.5, overrated=0.4)


@pytest.fixture(scope="module")
def found(held):
    return of(held)


def rates(held, flagged, group):
    right, alarms, missed, good = confusion_matrix(held.followed[group], flagged[group]).ravel()
    return {
        "flagged_share": flagged[group].mean(),
        "false_positive_rate": alarms / (alarms + right),
        "false_negative_rate": missed / (missed + good),
        "false_discovery_rate": alarms / (alarms + good),
    }


@pytest.mark.parametrize("share", [0.05, 0.1, 0.2])
@pytest.mark.parametrize("group", ["one", "other"])
def test_another_line_for_all_has_the_errors_that_scikit_learn_counts(held, found, share, group):
    members = held.group == (group == "one")
    expected = rates(held, flagging.top_share(held.score, share), members)
    for measure in MEASURES:
        made = found[f"{of_share(share)}: {measure}", group]
        assert made.value == pytest.approx(expected[measure])
        assert made.low <= made.value <= made.high


def test_flags_as_they_are_have_their_errors(held, found):
    expected = rates(held, held.flagged, np.ones(8000, bool))
    assert {name: found[f"{AS_IT_IS}: {name}", ""].value for name in MEASURES} == pytest.approx(
        expected
    )


def test_a_lower_line_misses_fewer_children_of_every_group(found):
    for group in ("", "one", "other"):
        missed = [
            found[f"{of_share(share)}: false_negative_rate", group].value
            for share in (0.05, 0.1, 0.2)
        ]
        assert missed == sorted(missed, reverse=True)


def test_recalibration_for_all_puts_scores_right_on_the_whole_and_not_for_each_group(found):
    def ratio(group):
        return found[f"{RECALIBRATED}: observed_expected", group]

    assert ratio("").value == pytest.approx(1, abs=0.01)
    assert found[f"{AS_IT_IS}: observed_expected", ""].value < 0.95
    assert ratio("one").high < 1 < ratio("other").low


def test_recalibrating_scores_that_say_too_much_flags_fewer_children_from_the_same_line(found):
    for group in ("", "one", "other"):
        now, then = (
            found[f"{option}: flagged_share", group].value for option in (AS_IT_IS, RECALIBRATED)
        )
        assert then < now


def test_recalibration_moves_no_child_past_another(held):
    told = of(replace(held, score=held.score / 2))
    assert (
        told[f"{of_share(0.1)}: false_negative_rate", "one"]
        == (of(held)[f"{of_share(0.1)}: false_negative_rate", "one"])
    )


def test_flagging_nobody_misses_everybody_and_alarms_nobody(held, found):
    for group, members in (("one", held.group), ("other", ~held.group)):
        missed = found[f"{NOBODY}: false_negative_rate", group]
        assert (missed.value, missed.numerator) == (1, (held.followed & members).sum())
        assert found[f"{NOBODY}: false_positive_rate", group].value == 0
        assert found[f"{NOBODY}: flagged_share", group].value == 0
        assert (f"{NOBODY}: false_discovery_rate", group) not in found


def test_flags_at_random_err_as_often_as_random_flags_do_on_average(held, found):
    chance = np.random.default_rng(0)
    drawn = [chance.permutation(held.flagged) for _ in range(100)]
    for group, members in (("one", held.group), ("other", ~held.group)):
        average = {
            name: np.mean([rates(held, flagged, members)[name] for flagged in drawn])
            for name in MEASURES
        }
        told = {name: found[f"{AT_RANDOM}: {name}", group].value for name in MEASURES}
        assert told == pytest.approx(average, abs=0.008)


def test_wrong_flags_at_random_are_told_with_counts_and_an_interval(held, found):
    made = found[f"{AT_RANDOM}: false_discovery_rate", "one"]
    assert made.value == pytest.approx(made.numerator / made.denominator)
    assert made.low < made.value < made.high


def test_more_data_is_passed_on_as_it_was_given(held):
    given = Estimate(value=0.3, low=0.2, high=0.4, n=8000, positives=900)
    told = of(held, more_data={"average_precision": given})
    assert told[f"{MORE_DATA}: average_precision", ""] == given


def test_without_a_learning_curve_nothing_is_said_of_more_data(found):
    assert not any(measure.startswith(MORE_DATA) for measure, _ in found)


def test_every_option_stands_under_the_line_it_is_an_alternative_to(held):
    found = options(scores_of(held), cut_off=LINE, resamples=held.resamples, rule=RULE)
    assert {one.cut_off for one in found} == {LINE}


def test_a_group_with_too_few_children_is_too_few_under_every_option():
    held = two_groups()
    few = held.group.copy()
    few[np.flatnonzero(few & held.followed)[15:]] = False
    found = of(replace(held, group=few))
    states = {made.state for (_, group), made in found.items() if group == "one"}
    assert states == {State.TOO_FEW}


def test_where_nobody_is_flagged_recalibration_flags_nobody():
    held = two_groups()
    found = of(replace(held, flagged=np.zeros(8000, bool)))
    assert found[f"{RECALIBRATED}: flagged_share", ""].value == 0


@pytest.mark.parametrize(
    ("changed", "said"),
    [({"shares": (1.5,)}, "a share to flag"), ({"cut_off": "none"}, "no flags")],
)
def test_what_cannot_be_asked_is_refused(changed, said):
    held = two_groups()
    asked = {"cut_off": LINE, "resamples": held.resamples, "rule": RULE} | changed
    with pytest.raises(ValueError, match=said):
        options(scores_of(held), **asked)
