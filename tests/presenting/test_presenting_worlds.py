"""Worlds with less and more to find, side by side; and what was planted in notes."""

import pytest
from bs4 import BeautifulSoup
from made_up_evidence import QUESTIONS, estimate, of_notes, of_worlds, read, told

from helpers.errors import SecondLookError
from helpers.estimate import Estimate, State
from helpers.presenting import rich_notes, strengths, worlds
from helpers.presenting.charts import Scale
from helpers.presenting.panels import Panel, panels
from helpers.presenting.strips import Strip, strips

PIECES = {
    "strengths": strengths.strengths,
    "notes": rich_notes.notes,
    "found": rich_notes.found,
}
OLD = {"cohort": "another"}


def changed(evidence, measure, value, *, worlds_changed=None):
    """Return evidence of the worlds with another value of one measure, in some worlds or in all."""
    records = [
        {**one, "estimate": estimate(value)}
        if one["measure"] == measure and (not worlds_changed or one["world"] in worlds_changed)
        else one
        for one in evidence["records"]
    ]
    return evidence | {"records": records}


@pytest.fixture
def both(tmp_path):
    return read(tmp_path, of_worlds(), of_notes())


@pytest.mark.parametrize("name", PIECES)
class TestEveryPiece:
    def test_shows_a_figure_that_asks_a_question_above_its_numbers(self, both, name):
        page = BeautifulSoup(PIECES[name](both).html, "html.parser")
        assert page.figure.strong.get_text().endswith("?")
        assert page.svg["role"] == "img" and len(page.svg["aria-label"]) <= 250
        assert page.table.caption.get_text(strip=True)
        assert all(cell.get_text(strip=True) for cell in page.select("td, th"))

    def test_says_so_while_there_is_no_evidence(self, tmp_path, name):
        shown = PIECES[name](read(tmp_path, told()))
        assert "has left no evidence" in shown.text and shown.text.count("\n") == 0
        assert "<figure" not in shown.html

    def test_says_so_while_old_evidence_holds_no_records(self, tmp_path, name):
        shown = PIECES[name](read(tmp_path, of_worlds(records=[]), of_notes(records=[])))
        assert "has left no evidence" in shown.text

    def test_tells_its_day_and_that_the_code_has_changed(self, tmp_path, name):
        old = read(tmp_path, of_worlds(rests_on=OLD), of_notes(rests_on=OLD))
        said = BeautifulSoup(PIECES[name](old).html, "html.parser").figcaption.get_text()
        assert "Measured on 5 November 2026. The code has changed since then (cohort)" in said

    def test_tells_of_no_change_where_there_was_none(self, both, name):
        said = BeautifulSoup(PIECES[name](both).html, "html.parser").figcaption.get_text()
        assert "changed" not in said

    def test_refuses_damaged_records(self, tmp_path, name):
        damaged = [{"world": "weak"}]
        shown = read(tmp_path, of_worlds(records=damaged), of_notes(records=damaged))
        with pytest.raises(SecondLookError, match="is damaged; run 'make prove PROOF="):
            PIECES[name](shown)


def test_models_of_each_world_are_counted_against_guessing_and_the_mark(both):
    said = worlds.predicted(both).text
    assert (
        "Nothing to find: of 2 models, none was shown to do better than guessing. "
        "All 2 are left open by their intervals." in said
    )
    assert "all 2 were shown to reach the study's mark of 0.65" in said


def test_a_world_that_was_not_evaluated_is_left_out(tmp_path):
    records = [one for one in of_worlds()["records"] if one["world"] != "predictable"]
    shown = read(tmp_path, of_worlds(records=records))
    for piece in (strengths.strengths, worlds.predicted, worlds.mistaken, worlds.reported):
        assert "Made to be predictable" not in piece(shown).html
    assert "Much to find" in worlds.mistaken(shown).html


def test_records_of_other_worlds_alone_are_none(tmp_path):
    records = [one | {"world": "unbiased"} for one in of_worlds()["records"]]
    assert (
        "has left no evidence"
        in strengths.strengths(read(tmp_path, of_worlds(records=records))).text
    )


def test_how_much_was_computed_is_told(tmp_path, both):
    less = read(tmp_path / "less", of_worlds(settings={"draws": 6, "refits": 25}))
    said = "Each model is the best of 6 candidates of each kind, and was learnt again 25 times"
    assert said in strengths.strengths(less).html
    assert "Each model is" not in strengths.strengths(both).html


@pytest.mark.parametrize(
    ("more", "said"),
    [
        ({}, "It rises at each step"),
        ({"value": 0.01}, "It does not rise at every step"),
        ({"value": None}, "There are too few worlds with a number to tell"),
    ],
)
def test_whether_more_to_find_helps_is_computed(tmp_path, more, said):
    told_of = of_worlds()
    if more:
        only = ["strong"] if more["value"] else None
        told_of = changed(told_of, "average_precision", more["value"], worlds_changed=only)
    assert said in worlds.predicted(read(tmp_path, told_of)).text


def test_mistakes_are_spanned_over_the_outcomes(both):
    assert (
        "Much to find: of 100 flagged, 80 are false alarms; of 100 for whom the outcome followed, 70 are missed; "
        "of 100 flagged once, 50 would be flagged again." in worlds.mistaken(both).text
    )


def test_a_world_without_a_rate_says_so(tmp_path):
    told_of = of_worlds()
    for measure in ("false_discovery_rate", "false_negative_rate", "flagged_again"):
        told_of = changed(told_of, measure, None, worlds_changed=["weak"])
    said = worlds.mistaken(read(tmp_path, told_of)).text
    assert "Little to find: there is no number to show." in said


@pytest.mark.parametrize(
    ("wrong", "said"),
    [
        (0.6, "60 in 100 false alarms would lie within what the outcomes span in 'Little to find' (2 outcomes shown)."),
        (0.2, "60 in 100 false alarms would lie outside what the outcomes span in every one of these worlds."),
    ],
)  # fmt: skip
def test_the_studys_pair_is_placed_in_words_with_its_caveats(tmp_path, wrong, said):
    told_of = changed(of_worlds(), "false_discovery_rate", wrong, worlds_changed=["weak"])
    shown = worlds.reported(read(tmp_path, told_of)).text
    assert said in shown
    assert "The report's own tables of results were not available" in shown
    assert "only through works that cite it" in shown and "not like for like" in shown
    assert "nothing here confirms or contradicts the study" in shown


def test_notes_that_know_more_help_the_way_that_can_read_them(both):
    said = rich_notes.notes(both).text
    assert "Notes that know more: of 2 pairs of models, with notes read as a bag of words and without notes, 1 was shown to gain 0.02 or more" in said  # fmt: skip
    assert "Middle, the world of this book: of 2 pairs of models, with notes read in the study's way and without notes, none was shown to gain" in said  # fmt: skip
    assert "1 rests on too few children to judge" in said


def test_an_outcome_stands_under_its_title_and_its_invented_council(both):
    assert "North West (invented): " in strengths.strengths(both).html
    assert QUESTIONS[0][1] not in strengths.strengths(both).html


def test_what_was_planted_is_told_with_how_often_it_was_found(both):
    said = rich_notes.found(both).text
    assert "gains 0.050 of average precision (0.040 to 0.060 in the middle half" in said
    assert "read in the study's way, in 37 of 100 redraws; read as a bag of words, in 61 of 100 redraws; read without a single mistake, in 99 of 100 redraws" in said  # fmt: skip


@pytest.mark.parametrize(
    ("times", "said"), [(0, "were never found to help"), (4, "were mistakenly found to help")]
)
def test_findings_where_nothing_was_planted_are_called_mistaken(tmp_path, times, said):
    assert said in rich_notes.found(read(tmp_path, of_notes(by_mistake=times))).text


def texts(axes):
    return {text.get_text() for text in (*axes.texts, *axes.get_yticklabels())}


@pytest.fixture
def drawing(both, monkeypatch):
    """Return the axes of the four panels that are drawn."""
    drawn = []
    monkeypatch.setattr(
        strengths, "panels", lambda *given, **named: drawn.append(panels(*given, **named))
    )
    strengths.strengths(both)
    return drawn[0].axes


def test_one_figure_holds_scores_mistakes_and_flags_that_stay(drawing):
    titles = [axes.get_title(loc="left").replace("\n", " ") for axes in drawing]
    assert [title.split(",")[0] for title in titles] == [
        "Average precision",
        "False alarms",
        "Missed children",
        "Flagged again by another draw",
    ]
    for axes in drawing:
        assert {"nothing", "little", "middle", "much", "predictable"} <= texts(axes)


def test_the_studys_pair_is_marked_on_a_line_of_its_own_beside_mistakes_alone(drawing):
    stars = [
        [
            line.get_xdata()[0]
            for line in axes.lines
            if line.get_marker() == "*" and len(line.get_xdata())
        ]
        for axes in drawing
    ]
    assert stars == [[], [60.0], [80.0], []]
    assert [("the study" in texts(axes)) for axes in drawing] == [False, True, True, False]


def test_mistakes_are_drawn_at_both_lines(drawing):
    for axes, lines in zip(drawing, (1, 2, 2, 1), strict=True):
        assert len(axes.collections) == 5 * lines * 2  # a span and its marks


def test_the_studys_mark_stands_beside_average_precision_alone(drawing):
    dashed = [
        sum(line.get_linestyle() == "--" and len(line.get_xdata()) > 0 for line in axes.lines)
        for axes in drawing
    ]
    assert dashed == [1, 0, 0, 0]


def test_numbers_that_the_figure_cannot_show_are_counted_in_its_caption(tmp_path, both):
    told_of = changed(of_worlds(), "flagged_again", None, worlds_changed=["weak"])
    said = strengths.strengths(read(tmp_path / "few", told_of)).html
    assert "Of 60 numbers, 2 rest on too few children to judge." in said
    assert "rest on too few" not in strengths.strengths(both).html


def test_without_a_number_there_are_no_panels():
    few = Estimate(value=None, state=State.TOO_FEW)
    panel = Panel(title="Score", rows=(((few,),),), scale=Scale(title="0 to 1", top=1))
    assert panels([panel], worlds=["little"], series=["models"]) is None


def test_a_strip_tells_how_many_of_its_numbers_are_not_shown():
    few = Estimate(value=None, state=State.TOO_FEW)
    row = Strip(label="Little to find", series=((Estimate(value=0.5), few),))
    assert row.name == "Little to find (1 of 2 not shown)"


def test_without_a_number_there_is_no_strip():
    few = Estimate(value=None, state=State.SUPPRESSED)
    rows = [Strip(label="Little to find", series=((few,),))]
    assert strips(rows, series=("models",), scale=Scale(title="in 100", top=100)) is None


def test_a_series_without_a_number_has_words_in_its_lane():
    few = Estimate(value=None, state=State.SUPPRESSED)
    rows = [Strip(label="Little to find", series=((few,), (Estimate(value=0.5),)))]
    figure = strips(rows, series=("one", "other"), scale=Scale(title="score", top=1))
    assert figure is not None
    assert "no number to show" in {text.get_text() for text in figure.axes[0].texts}
