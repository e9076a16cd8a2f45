"""Models beside the best possible: in a figure, in words, and outcome by outcome; or why they are not shown."""

import pytest
from bs4 import BeautifulSoup
from made_up_evidence import QUESTIONS, of_worlds, read, told

from helpers.presenting import ceilings
from helpers.presenting.source import BestPossible

OUTCOMES = [outcome for _, outcome in QUESTIONS]


def best(value: float) -> BestPossible:
    return BestPossible(
        low=value - 0.001, high=value + 0.001, guessing=0.04, harm_low=0.2, harm_high=0.2, harm_guessing=0.1, decisions=9
    )  # fmt: skip


@pytest.fixture
def evidence(tmp_path):
    return read(tmp_path, of_worlds())


def known(value: float, world: str = "default"):
    return {world: {name: best(value) for name in OUTCOMES}}


def test_a_figure_asks_its_question_above_a_table_of_every_outcome(evidence):
    page = BeautifulSoup(ceilings.beside_models(evidence, known(0.5)).html, "html.parser")
    assert page.figure.strong.get_text().endswith("?")
    assert len(page.svg["aria-label"]) <= 250
    assert len(page.select("tbody tr")) == len(QUESTIONS)
    assert "the best possible in this made-up world" in page.svg.get_text()


@pytest.mark.parametrize(
    ("value", "said"),
    [
        (0.5, "for 0 of"),
        (0.8, f"for {len(OUTCOMES)} of"),
        (0.65, "lies too near to tell"),
    ],
)
def test_it_is_said_for_how_many_outcomes_even_the_best_possible_reaches_the_mark(
    evidence, value, said
):
    assert said in ceilings.beside_models(evidence, known(value)).text


def test_a_world_that_changed_since_is_named_and_left_out_of_the_figure(evidence):
    shown = ceilings.beside_models(evidence, known(0.5))
    assert "Much to find: what is best possible is not known" in shown.text
    assert "Much to find" not in BeautifulSoup(shown.html, "html.parser").svg.get_text()


@pytest.mark.parametrize(("value", "is_said"), [(0.2, True), (0.05, False)])
def test_where_nothing_is_to_be_found_it_is_said_what_can_be_foreseen_all_the_same(
    evidence, value, is_said
):
    shown = ceilings.beside_models(evidence, known(value, "no-signal"))
    assert ("guessing scores 0.04 and whoever knows everything 0.20" in shown.text) is is_said
    assert ("what is under way on the day" in shown.text) is is_said


def test_without_any_ceilings_one_sentence_says_how_to_get_them(evidence):
    shown = ceilings.beside_models(evidence, {})
    assert "second-look ceilings" in shown.text
    assert "<figure" not in shown.html


def test_without_evidence_of_the_worlds_it_says_so(tmp_path):
    shown = ceilings.beside_models(read(tmp_path, told()), known(0.5))
    assert "has left no evidence" in shown.text
