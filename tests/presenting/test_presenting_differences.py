import re
from dataclasses import replace

import pytest
from bs4 import BeautifulSoup
from made_up_results import LINES, TOO_WIDE, report

from helpers.comparison import Comparison, compared
from helpers.disclosure.door import clear
from helpers.estimate import Estimate, Finding, State, count, too_few
from helpers.policy import policy
from helpers.presenting import (
    believed,
    benefit,
    boxes,
    claims,
    commentary,
    contrasts,
    differences,
    lines,
    luck,
    more_data,
    overall,
    tables,
    thousand,
    words,
)
from helpers.report import Report

NORTH = report("north-west")
SMALL = report("south-west", decisions=900)
FIRST = NORTH.outcomes[0]
WORDINGS = (differences.IN_SHORT, differences.HELPS, commentary.NOTES)
HIDDEN = Estimate(value=None, state=State.SUPPRESSED)


def cells(shown, row: str) -> list[str]:
    page = BeautifulSoup(shown.html, "html.parser")
    found = next(head for head in page.select("tbody th") if head.get_text().startswith(row))
    return [
        cell.get_text().replace("\N{NO-BREAK SPACE}", " ") for cell in found.parent.find_all("td")
    ]


@pytest.mark.parametrize("wording", WORDINGS, ids=["in short", "helps", "question"])
@pytest.mark.parametrize("verdict", list(Comparison))
def test_every_verdict_has_a_finished_sentence(
    wording: differences.Wording, verdict: Comparison
) -> None:
    assert re.search(r"[.?]$", wording.said(verdict, bound=0.02))


@pytest.mark.parametrize("wording", WORDINGS, ids=["in short", "helps", "question"])
@pytest.mark.parametrize(
    "verdict",
    [Comparison.BETTER, Comparison.WORSE, Comparison.NO_DIFFERENCE, Comparison.CANNOT_TELL],
)
def test_what_a_difference_allows_to_say_names_the_smallest_that_matters(
    wording: differences.Wording, verdict: Comparison
) -> None:
    assert "0.02" in wording.said(verdict, bound=0.02)


@pytest.mark.parametrize(
    ("pair", "verdict"),
    [
        (("text-all", "structured-all"), Comparison.BETTER),
        (("words-earlier", "structured-earlier"), Comparison.WORSE),
        (("words-all", "structured-all"), Comparison.NO_DIFFERENCE),
        (("text-earlier", "structured-earlier"), Comparison.CANNOT_TELL),
    ],
)
def test_a_pair_is_judged_by_the_interval_of_its_difference(
    pair: tuple[str, str], verdict: Comparison
) -> None:
    assert differences.verdict(NORTH, FIRST, pair) is verdict


def test_a_verdict_is_the_one_judged_before_rounding() -> None:
    across = Estimate(value=0.05, low=0.016, high=0.09, n=3600, positives=144)
    about = next(f for f in NORTH.findings if f.about.measure == "difference in average_precision")
    judged = compared(across, bound=0.02)
    (cleared,) = clear(
        [Finding(about=replace(about.about, note=judged), estimate=across)],
        rule=policy().disclosure_rule("standard"),
    )
    assert cleared.estimate.low == 0.02
    of_one = replace(NORTH, findings=(cleared,))
    first, second = about.about.design.split(" beside ")
    assert differences.verdict(of_one, FIRST, (first, second)) is Comparison.CANNOT_TELL


def test_a_difference_has_its_sign_and_nothing_has_none() -> None:
    assert words.change(Estimate(value=0.0, low=-0.01, high=0.01)) == "0.00 (-0.01 to +0.01)"


@pytest.mark.parametrize("say", [words.change, words.times, benefit.in_children])
@pytest.mark.parametrize(
    ("estimate", "said"),
    [(HIDDEN, words.SUPPRESSED), (too_few(n=90, positives=5), words.TOO_FEW)],
)
def test_what_is_missing_says_why(say, estimate: Estimate, said: str) -> None:
    assert say(estimate) == said


def test_both_ways_of_reading_are_told_in_words() -> None:
    shown = differences.do_notes_help(NORTH)
    assert cells(shown, "the study's way, all")[0].startswith("Reading the notes helps")
    assert "makes no difference that matters" in cells(shown, "a bag of words, all")[0]


def test_pairs_are_counted_by_what_may_be_said() -> None:
    assert overall.with_and_without_notes([NORTH], differences.BAG) == (
        "Of 4 pairs of models of invented children, with notes read as a bag of words and without notes, none was shown to gain 0.02 or more "
        "in average precision, 2 to lose as much and 2 to change by less."
    )


def test_models_beside_the_four_designs_are_counted_apart() -> None:
    said = overall.overall_sentences([NORTH])
    assert (
        "which makes 8 models. 4 more read the notes as a bag of words." in said["overall-compared"]
    )
    assert said["overall-words-mark"].startswith(
        "Of 4 models of invented children that read a bag of words, none was shown to reach"
    )


def test_what_differs_from_the_protocol_stands_in_a_box_of_every_page() -> None:
    one = report("north-west", deviations=("Fewer settings were tried.",))
    other = report("south-west", deviations=("Fewer settings were tried.", "Something else."))
    said = boxes.about_the_data(one, other).text
    assert said.count("Fewer settings were tried.") == 1
    assert "South West (invented): Something else." in said


def test_a_run_as_fixed_beforehand_has_no_such_box() -> None:
    assert "Not as fixed beforehand" not in boxes.about_the_data(NORTH).html
    assert "as the protocol says" in boxes.deviations(NORTH).text


@pytest.mark.parametrize(
    ("told", "said"), [(("A.",), "1 thing differs"), (("A.", "B."), "2 things differ")]
)
def test_how_much_differs_is_said_where_the_box_is_not(told: tuple[str, ...], said: str) -> None:
    assert said in boxes.deviations(report("north-west", deviations=told)).text


def test_a_table_without_a_number_is_one_sentence() -> None:
    rows = (("a", words.TOO_FEW, "Too few to judge."), ("b", words.TOO_FEW, words.TOO_FEW))
    shown = tables.Table(caption="Numbers", columns=("x", "y", "z"), rows=rows).shown()
    assert shown.text == "Numbers: nothing can be shown. Every number is too few to judge."


def test_a_table_with_two_reasons_keeps_its_rows() -> None:
    rows = (("a", words.TOO_FEW), ("b", words.SUPPRESSED))
    shown = tables.Table(caption="Numbers", columns=("x", "y"), rows=rows).shown()
    assert "<table" in shown.html


def test_pages_are_the_same_whatever_a_small_count_is(monkeypatch: pytest.MonkeyPatch) -> None:
    def pages(flagged: int) -> list[str]:
        monkeypatch.setitem(LINES, "one half", (flagged / 3840, 0.25))
        outcomes = tuple(asked.slug for asked in NORTH.outcomes[:1])
        shown = report.__wrapped__("north-west", outcomes=outcomes, contrasts=())
        said = (lines.side_by_side, tables.beside, tables.errors, differences.comparisons)
        return [make(shown).html for make in said] + [overall.mistakes([shown], "one half").html]

    assert pages(8) == pages(5)


def test_a_rate_that_is_hidden_is_not_told_by_what_is_made_from_it() -> None:
    small = report("north-west", decisions=1800)
    labels = {"outcome": small.outcomes[0].slug, "design": words.HEADLINE}
    hidden = small.one(measure="precision", cut_off=words.HEADLINE_CUT_OFF, **labels).estimate
    assert hidden.state is State.SUPPRESSED
    lucky = small.one(measure="precision with training luck", **labels).estimate
    assert lucky.state is State.SUPPRESSED
    assert words.SUPPRESSED in luck.training(small).html


def one_half(flagged: Estimate) -> Report:
    """The report with another number flagged from a score of one half."""
    changed = [
        type(finding)(about=finding.about, estimate=flagged)
        if (finding.about.cut_off, finding.about.measure) == ("one half", "flagged")
        else finding
        for finding in NORTH.findings
    ]
    return Report(
        **{name: getattr(NORTH, name) for name in NORTH.__dataclass_fields__}
        | {"findings": tuple(changed)}
    )


@pytest.mark.parametrize(
    ("flagged", "said"),
    [
        (count(0), "nobody is flagged, and what share of flags is right is undefined"),
        (count(40), "flags 40 of 3,840 decisions held out"),
        (HIDDEN, words.SUPPRESSED),
        (too_few(n=0, positives=0), words.TOO_FEW),
    ],
)
def test_how_many_the_studys_line_flags_is_said(flagged: Estimate, said: str) -> None:
    assert said in lines.side_by_side(one_half(flagged)).text


def test_no_share_of_no_flags_is_told() -> None:
    shown = lines.side_by_side(one_half(count(0)))
    assert cells(shown, "Flags that were right")[1] == lines.UNDEFINED
    assert cells(shown, "False alarms, for each child")[1] == lines.UNDEFINED


def test_three_lines_stand_side_by_side_and_each_adds_up_to_a_thousand() -> None:
    shown = lines.side_by_side(NORTH)
    columns = zip(
        *(cells(shown, f"Of 1,000 decisions: {name}") for name in lines.OF_A_THOUSAND), strict=True
    )
    sums = [sum(map(int, column)) for column in columns if column[0].isdigit()]
    assert sums == [1000, 1000]


def test_a_hidden_cell_hides_the_thousand() -> None:
    known = count(100)
    assert thousand.in_thousand([known, known, HIDDEN, known]) is None


@pytest.mark.parametrize(
    ("low", "high", "verdict"),
    [
        (1.1, 1.3, claims.Verdict.TRUE),
        (0.7, 0.9, claims.Verdict.FALSE),
        (0.9, 1.1, claims.Verdict.CANNOT_TELL),
        (1.0, 1.2, claims.Verdict.CANNOT_TELL),
    ],
)
def test_an_estimate_lies_beside_a_mark_with_its_whole_interval(
    low: float, high: float, verdict: claims.Verdict
) -> None:
    assert claims.beside(Estimate(value=(low + high) / 2, low=low, high=high), 1.0) is verdict


@pytest.mark.parametrize(
    "claim", [believed.LEVEL, believed.SLOPE, benefit.GAINED, contrasts.GUESSING]
)
@pytest.mark.parametrize("verdict", list(claims.Verdict))
def test_every_claim_on_trust_is_a_finished_sentence(
    claim: claims.Claim, verdict: claims.Verdict
) -> None:
    assert claim.said(verdict).endswith(".")


def test_scores_are_judged_before_and_after_they_are_moved() -> None:
    said = " ".join(believed.in_words(NORTH, FIRST))
    assert "the scores as learnt are too high" in said and "They are too extreme" in said
    assert (
        "Whether the scores once corrected are too low or too high on the whole cannot be told"
        in said
    )


def test_benefit_is_told_in_whole_children_and_in_words() -> None:
    shown = benefit.in_words(NORTH)
    assert cells(shown, "2 in 100: one child found is worth 49 false alarms")[:2] == [
        benefit.GAINED.true,
        "+4 (+3 to +5)",
    ]
    assert cells(shown, "10 in 100")[0] == benefit.GAINED.false
    assert cells(shown, "5 in 100")[0] == benefit.GAINED.cannot_tell


def test_of_a_hundred_flagged_once_it_is_said_how_many_would_be_again() -> None:
    assert "the same method would flag 61 again" in luck.training(NORTH).text


def test_models_that_were_not_learnt_again_are_said() -> None:
    without = [one for one in NORTH.findings if one.about.measure != "flagged_again"]
    shown = Report(
        **{name: getattr(NORTH, name) for name in NORTH.__dataclass_fields__}
        | {"findings": tuple(without)}
    )
    assert "were not learnt again" in luck.training(shown).text


def test_a_projection_that_cannot_be_told_says_why() -> None:
    assert f"10 times: {TOO_WIDE}" in more_data.projected(NORTH, FIRST)
    assert "2 times: 0.12 (0.08 to 0.20)" in more_data.projected(NORTH, FIRST)


def test_cases_needed_stand_beside_those_there_are() -> None:
    said = more_data.needed(NORTH, FIRST)
    assert "about 12,000 cases" in said and "there are 9,600" in said


def test_an_authority_without_outcomes_for_contrast_says_so() -> None:
    assert (
        "has no outcome for contrast" in contrasts.beside(report("north-west", contrasts=())).text
    )


def test_too_few_is_said_of_an_outcome_for_contrast() -> None:
    assert f"How often the outcome followed: {words.TOO_FEW}." in contrasts.beside(SMALL).text
