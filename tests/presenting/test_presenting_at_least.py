"""How much is in the records at all: models that had data without end beside the best possible, or why they are not shown."""

import pytest
from bs4 import BeautifulSoup
from made_up_evidence import QUESTIONS, read, told

from helpers.errors import SecondLookError
from helpers.presenting import at_least

OUTCOMES = [outcome for _, outcome in QUESTIONS]
BEST = 0.5


def records(**changes):
    return [
        {
            "world": "default",
            "outcome": outcome,
            "design": design,
            "learned": 300_100,
            "tested": 75_000,
            "prevalence": 0.1,
            "average_precision": reached,
            "low": reached - 0.01,
            "high": reached + 0.01,
            "chosen": "boosting",
            "full_state_low": BEST - 0.001,
            "full_state_high": BEST + 0.001,
            "above": False,
        }
        | changes
        for outcome, step in zip(OUTCOMES, (0.1, 0.2), strict=True)
        for design, reached in zip(at_least.DESIGNS, (0.1 + step, 0.2 + step), strict=True)
    ]


def proof(**changes):
    return told(at_least.PROOF, records=records(**changes))


def test_a_figure_asks_its_question_above_a_table_of_every_outcome(tmp_path):
    page = BeautifulSoup(at_least.in_the_records(read(tmp_path, proof())).html, "html.parser")
    assert page.figure.strong.get_text().endswith("?")
    assert len(page.svg["aria-label"]) <= 250
    assert len(page.select("tbody tr")) == len(OUTCOMES)
    assert "the best possible: at most" in page.svg.get_text()


def test_it_is_said_how_far_such_models_come_from_guessing_to_the_best_possible(tmp_path):
    said = at_least.in_the_records(read(tmp_path, proof())).text
    assert "learnt from the records alone climb at least 25 to 50 rungs" in said
    assert "learnt from records and notes climb at least 50 to 75 rungs" in said


def test_it_is_told_from_how_many_decisions_was_learned(tmp_path):
    assert "300,100 decisions" in at_least.in_the_records(read(tmp_path, proof())).text


def test_numbers_of_code_that_has_changed_since_say_so(tmp_path):
    stale = proof() | {"rests_on": {"features": "of another day"}}
    assert "The code has changed since then" in at_least.in_the_records(read(tmp_path, stale)).html


def test_without_evidence_one_sentence_says_how_to_get_it(tmp_path):
    shown = at_least.in_the_records(read(tmp_path, told()))
    assert "make prove PROOF=learned_ceilings" in shown.text
    assert "<figure" not in shown.html


@pytest.mark.parametrize("damage", [{"average_precision": "much"}, {"design": "from nowhere"}])
def test_a_damaged_record_is_refused_with_the_mend(tmp_path, damage):
    with pytest.raises(SecondLookError, match="make prove PROOF=learned_ceilings"):
        at_least.in_the_records(read(tmp_path, proof(**damage)))
