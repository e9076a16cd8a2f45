"""The record and the truth: two audits side by side, records that are the same, and whom help kept from the outcome."""

import pytest
from bs4 import BeautifulSoup
from made_up_evidence import of_help, of_ledger, read, told

from helpers.errors import SecondLookError
from helpers.estimate import Estimate, State
from helpers.presenting import boxes, help_given, ledger, ledger_same
from helpers.presenting.ledger_gaps import Gap, gaps

FIGURES = {
    "audits": ledger.audits,
    "same": ledger_same.same_record,
    "kept": help_given.kept,
    "learns": help_given.learns,
}
PIECES = FIGURES | {"more": ledger.more}
FEW = {"value": None, "state": "too few"}
HIDDEN = {"value": None, "state": "suppressed"}


def with_estimate(proof, estimate, **labels):
    """Return evidence with another estimate wherever a record carries these labels."""
    records = [
        one | {"estimate": estimate} if labels.items() <= one.items() else one
        for one in proof["records"]
    ]
    return proof | {"records": records}


@pytest.fixture
def both(tmp_path):
    return read(tmp_path, of_ledger(), of_help())


@pytest.mark.parametrize("name", FIGURES)
class TestEveryFigure:
    def test_asks_a_question_above_its_numbers(self, both, name):
        page = BeautifulSoup(FIGURES[name](both).html, "html.parser")
        assert page.figure.strong.get_text().endswith("?")
        assert page.svg["role"] == "img" and len(page.svg["aria-label"]) <= 250
        assert all(cell.get_text(strip=True) for cell in page.select("td, th"))

    def test_tells_that_the_code_has_changed(self, tmp_path, name):
        changed = {"rests_on": {"cohort": "another"}}
        old = read(tmp_path, of_ledger(**changed), of_help(**changed))
        said = BeautifulSoup(FIGURES[name](old).html, "html.parser").figcaption.get_text()
        assert "Measured on 5 November 2026. The code has changed since then (cohort)" in said


@pytest.mark.parametrize("name", PIECES)
class TestEveryPiece:
    def test_says_so_while_there_is_no_evidence(self, tmp_path, name):
        shown = PIECES[name](read(tmp_path, told()))
        assert "has left no evidence" in shown.text and "<figure" not in shown.html

    def test_refuses_damaged_records(self, tmp_path, name):
        damaged = [{"world": "unbiased", "dial": 0.3}]
        shown = read(tmp_path, of_ledger(records=damaged), of_help(records=damaged))
        with pytest.raises(SecondLookError, match="is damaged; run 'make prove PROOF="):
            PIECES[name](shown)


@pytest.mark.parametrize(
    ("alarms", "said"),
    [
        ("true", "more of the flags in group B are false alarms: 50 in 100 of those flagged, and 40 in 100 in group A. Who has only the record cannot see it."),
        ("false", "fewer of the flags in group B are false alarms: 50 in 100 of those flagged, and 40 in 100 in group A. Who has only the record cannot see it."),
        ("cannot tell", "any difference may be chance: 40 in 100 of those flagged in group A, and 50 in 100 in group B. Both audits say the same."),
    ],
)  # fmt: skip
def test_whether_both_audits_agree_is_computed(tmp_path, alarms, said):
    text = ledger.audits(read(tmp_path, of_ledger(alarms=alarms))).text
    watched = text.splitlines()[3]
    assert said in watched


def test_both_audits_of_everybody_are_told_first(both):
    assert (
        "Both groups watched alike: of everybody flagged, 45 in 100 are false alarms by the record, and 45 in 100 by what truly "
        "happened. To 45 in 100 of those who are false alarms by the record, harm came all the same, or only help kept it away."
    ) in ledger.audits(both).text


@pytest.mark.parametrize(
    ("by_record", "by_truth", "said"),
    [
        ("false", "true", "The two audits say the opposite."),
        ("true", "cannot tell", "Who has only the record sees a difference that the truth does not bear out."),
    ],
)  # fmt: skip
def test_audits_that_disagree_are_told_apart(tmp_path, by_record, by_truth, said):
    proof = of_ledger(alarms=by_truth)
    labels = {"world": "scrutiny", "against": "contact-to-plan-or-care", "group": "B less A", "measure": "false_discovery_rate"}  # fmt: skip
    records = [
        one | {"note": by_record} if labels.items() <= one.items() else one
        for one in proof["records"]
    ]
    assert said in ledger.audits(read(tmp_path, proof | {"records": records})).text


@pytest.mark.parametrize(
    ("state", "said"), [(FEW, "too few to judge"), (HIDDEN, "suppressed to protect children")]
)
def test_what_is_not_shown_is_said_in_words_and_figure_and_table(tmp_path, state, said):
    proof = with_estimate(of_ledger(), state, world="scrutiny", against="true harm")
    page = BeautifulSoup(ledger.audits(read(tmp_path, proof)).html, "html.parser")
    assert page.select("li")[1].get_text().endswith(f"of everybody flagged, a number is {said}.")
    watched = page.select("li")[3].get_text()
    assert said in watched and "audits say" not in watched
    assert said in page.svg.get_text() and said in page.table.get_text()


def test_without_a_number_there_is_no_drawing(tmp_path):
    proof = of_ledger()
    hidden = [one | {"estimate": FEW} if "estimate" in one else one for one in proof["records"]]
    shown = read(tmp_path, proof | {"records": hidden})
    for piece in (ledger.audits, ledger_same.same_record):
        assert "<svg" not in piece(shown).html
        assert "There is nothing to draw here" in piece(shown).html


def test_where_nothing_surely_differs_one_sentence_says_so(both):
    said = ledger.more(both).text.splitlines()
    assert len(said) == 2
    assert all("may be chance" in sentence for sentence in said)


def test_where_something_surely_differs_every_number_is_told(tmp_path):
    proof = of_ledger()
    labels = {"world": "scrutiny", "against": "true harm", "group": "B less A", "measure": "recorded_per_harm"}  # fmt: skip
    records = [
        one | {"note": "true"} if labels.items() <= one.items() else one for one in proof["records"]
    ]
    said = ledger.more(read(tmp_path, proof | {"records": records})).text.splitlines()
    assert len(said) == 5
    assert "harm comes about as often to both groups" in said[1]
    assert "the record holds more outcomes for group B: 50, and 40 for group A" in said[-1]


@pytest.mark.parametrize(
    ("different", "said"),
    [(0, "cannot tell in which of these worlds they are"), (1, "1 record differed from another")],
)
def test_whether_the_records_are_the_same_is_computed(tmp_path, different, said):
    shown = ledger_same.same_record(read(tmp_path, of_ledger(different=different)))
    assert said in shown.text and "drawn 5 times" in shown.text


def test_harm_is_told_by_neighbourhood_in_each_world(both):
    said = ledger_same.same_record(both).text
    assert "Fifth 1 (most deprived): 60 in 1,000 and 40 in 1,000." in said
    assert "half of either" in ledger_same.same_record(both).html.lower()


def test_children_whom_help_kept_from_the_outcome_are_counted_at_each_turn(both):
    said = help_given.kept(both).text
    assert (
        "Help changes nothing: of 100 false alarms, help reached the families of 90, and kept 0 from the outcome; of 100 "
        "rightly not flagged, help reached the families of 40, and kept 0 from the outcome." in said
    )
    assert "lowers what comes later by 30 in 100, as in this book: of 100 false alarms, help reached the families of 90, and kept 15" in said  # fmt: skip


def test_outcomes_that_would_not_have_followed_without_help_are_told(tmp_path, both):
    assert "10 in 100 would not have had it in that year" in help_given.kept(both).text
    few = read(tmp_path / "few", with_estimate(of_help(), FEW, dial=0.3))
    assert "lives take other turns" not in help_given.kept(few).text


@pytest.mark.parametrize(
    ("note", "alarms", "learnt"),
    [
        ("true", "65 would be had help changed nothing", "it would flag more: 50"),
        ("false", "more would be had help changed nothing: 65", "it would flag fewer: 50"),
        ("cannot tell", "65 would be had help changed nothing, which is no sure difference", "which is no sure difference"),
    ],
)  # fmt: skip
def test_what_a_model_learns_from_help_is_computed(tmp_path, note, alarms, learnt):
    said = help_given.learns(read(tmp_path, of_help(note=note))).text
    assert alarms in said and learnt in said
    assert "Help changes nothing" not in said


@pytest.mark.parametrize(
    ("state", "said"), [(FEW, "too few to judge"), (HIDDEN, "suppressed to protect children")]
)
def test_a_share_of_help_that_is_not_shown_is_said(tmp_path, state, said):
    proof = with_estimate(of_help(), state, dial=0.3)
    shown = read(tmp_path, proof)
    assert f"of 100 false alarms, a number is {said}" in help_given.kept(shown).text
    assert said in help_given.learns(shown).text and "<svg" not in help_given.learns(shown).html


def test_no_group_is_a_group_of_people():
    assert "Group A and group B are no groups of people." in boxes.about_the_truth().text


def test_a_difference_below_nought_stands_left_of_the_line():
    rows = [Gap(label="Missed", series=(Estimate(value=-0.04, low=-0.06, high=-0.02),))]
    figure = gaps(rows, series=("watched",), title="in 100", ends=("fewer", "more"))
    assert figure is not None
    (mark,) = (line for line in figure.axes[0].lines if list(line.get_xdata()) == [-4.0])
    low, high = figure.axes[0].get_xlim()
    assert low == -high and mark.get_marker() == "o"
    assert "-4.0" in {text.get_text() for text in figure.axes[0].texts}


def test_without_a_difference_to_show_nothing_is_drawn():
    few = Estimate(value=None, state=State.TOO_FEW)
    rows = [Gap(label="Missed", series=(few,))]
    assert gaps(rows, series=("watched",), title="in 100", ends=("fewer", "more")) is None
