import json
import re
from pathlib import Path

import pytest
from made_up_results import findings, report, settings

import helpers
from helpers.errors import SecondLookError
from helpers.estimate import ClearedFinding, State
from helpers.report import from_findings
from helpers.study.protocol import protocol


def test_a_report_holds_cleared_findings_and_nothing_else() -> None:
    assert {type(finding) for finding in report().findings} == {ClearedFinding}


def test_no_count_of_a_report_is_small() -> None:
    for finding in report(decisions=2000).findings:
        for name in ("n", "positives", "numerator", "denominator"):
            number = getattr(finding.estimate, name)
            assert number is None or number == 0 or number >= 10


def test_find_returns_what_carries_all_labels() -> None:
    found = report().find(
        outcome="contact-to-plan-or-care",
        measure="false_negative_rate",
        attribute="sex",
        group="male",
        cut_off="top tenth",
    )
    assert len(found) == 6
    assert {finding.about.group for finding in found} == {"male"}


def test_one_takes_labels_not_named_as_not_applying() -> None:
    one = report().one(measure="decisions", outcome="contact-to-plan-or-care")
    assert one.estimate.value == 9600


def test_one_may_leave_out_the_algorithm() -> None:
    one = report().one(
        measure="average_precision", outcome="contact-to-plan-or-care", design="text-all"
    )
    assert one.about.algorithm == "logistic_regression"


def test_what_is_not_there_is_one_sentence() -> None:
    with pytest.raises(
        SecondLookError, match="there is no finding with outcome 'none', measure 'decisions'"
    ):
        report().one(outcome="none", measure="decisions")


def test_a_misspelt_label_is_told_with_the_nearest() -> None:
    with pytest.raises(SecondLookError, match="did you mean 'outcome'"):
        report().find(outcme="contact-to-plan-or-care")


def test_an_undeclared_outcome_is_told_with_the_nearest() -> None:
    asked = settings(outcomes=("contact-to-plan",))
    with pytest.raises(SecondLookError, match="did you mean 'contact-to-plan-or-care'"):
        from_findings([], settings=asked, slug="north-west")


def test_outcomes_come_in_words_and_in_the_order_of_the_settings() -> None:
    words = report().outcomes
    assert [asked.slug for asked in words] == [
        "contact-to-plan-or-care",
        "no-action-then-referred-again",
    ]
    assert all(asked.false_alarm.endswith(".") for asked in words)


def test_outcomes_for_contrast_come_apart_from_the_others() -> None:
    shown = report()
    assert [asked.slug for asked in shown.contrasts] == ["no-action-then-any-referral"]
    assert not {asked.slug for asked in shown.contrasts} & {asked.slug for asked in shown.outcomes}


def test_the_smallest_difference_that_matters_comes_with_the_report() -> None:
    assert report().practical_size == protocol().practical_size


def test_suppressed_numbers_are_counted() -> None:
    shown = report(decisions=2000)
    states = [finding.estimate.state for finding in shown.findings]
    assert shown.suppressed_count == states.count(State.SUPPRESSED) > 0


def test_a_report_can_be_written_as_json() -> None:
    shown = report(decisions=2000)
    read = json.loads(json.dumps(shown.to_json(), allow_nan=False))
    assert read["name"] == "North West (invented)"
    assert {"measure", "value", "state", "outcome"} <= set(read["findings"][0])
    assert len(read["findings"]) == len(shown.findings)


def test_a_suppressed_number_has_no_value_in_json() -> None:
    hidden = [
        found
        for found in report(decisions=2000).to_json()["findings"]
        if found["state"] == "suppressed"
    ]
    assert hidden
    assert all(found["value"] is None and found["n"] is None for found in hidden)


def test_the_same_findings_make_the_same_report() -> None:
    made = [
        from_findings(
            findings("north-west", "contact-to-plan-or-care", decisions=2000),
            settings=settings(),
            slug="a",
        )
        for _ in range(2)
    ]
    assert made[0] == made[1]


def naming(pattern: str) -> set[str]:
    """Return the files of the house whose code holds a pattern."""
    source = Path(helpers.__file__).parent
    return {
        path.relative_to(source).as_posix()
        for path in source.rglob("*.py")
        if re.search(pattern, path.read_text("utf-8"))
    }


def test_only_the_door_makes_cleared_findings_and_only_what_passed_it_is_given_back() -> None:
    assert naming(r"\bClearedFinding\(") == {"disclosure/door.py", "disclosure/kept.py"}
    assert naming(r"\bhelpers\.disclosure\.kept\b") == {"report/cleared.py"}
