import re
from collections import Counter
from collections.abc import Callable
from dataclasses import replace

import pytest
from bs4 import BeautifulSoup, Tag
from made_up_groups import report as report_by_group
from made_up_results import report

from helpers.policy import policy
from helpers.presenting import (
    believed,
    benefit,
    boxes,
    commentary,
    contrasts,
    differences,
    drawing,
    figures,
    funnel,
    gaps,
    groups,
    groups_scores,
    groups_tables,
    leaned,
    lines,
    luck,
    more_data,
    options,
    overall,
    tables,
    thousand,
    why,
    why_forced,
    words,
)
from helpers.presenting.claims import Verdict
from helpers.presenting.show import Shown
from helpers.presenting.tallies import tally
from helpers.report import Report

NORTH = report("north-west")
SMALL = report("south-west", decisions=900)


def by_group(shown: Report, *also: str) -> Report:
    """The same authority with mistakes by ethnicity; few decisions make a small one."""
    decisions = 40_000 if shown is NORTH else 400
    return replace(
        report_by_group(shown.slug, decisions=decisions), attributes=("ethnicity", *also)
    )


FIGURES: dict[str, Callable[..., Shown]] = {
    "events": figures.events,
    "notes": figures.notes,
    "flow": figures.cohort_flow,
    "average precision": figures.average_precision,
    "text": figures.text_or_no_text,
    "hundreds": figures.false_alarms_and_missed,
    "ethnicity": lambda shown: groups.errors(by_group(shown)),
    "funnel": lambda shown: funnel.missed([by_group(shown)]),
    "overall": lambda shown: overall.average_precision([shown]),
    "mistakes": lambda shown: overall.mistakes([shown], "one half"),
    "calibration": believed.scores,
    "luck": luck.training,
    "more data": more_data.curves,
    "leaned": leaned.leaned,
    "contrasts": contrasts.beside,
}
TEXTS: dict[str, Callable[..., Shown]] = {
    "outcomes": tables.outcomes,
    "errors": tables.errors,
    "gaps": lambda shown: gaps.in_short(by_group(shown)),
    "pairs": lambda shown: groups_tables.by_pairs(by_group(shown, "sex")),
    "scores by group": lambda shown: groups_scores.meaning(by_group(shown)),
    "ranking": lambda shown: groups_scores.ranking(by_group(shown)),
    "why": lambda shown: why.adjusted(by_group(shown)),
    "parts": lambda shown: why.taken_apart(by_group(shown)),
    "forced": lambda shown: why_forced.forced(by_group(shown)),
    "options": lambda shown: options.for_whom(by_group(shown)),
    "questions": commentary.questions,
    "silence": commentary.whose_errors,
    "box": boxes.about_the_data,
    "thousand": thousand.decisions,
    "notes help": differences.do_notes_help,
    "comparisons": differences.comparisons,
    "beside": tables.beside,
    "lines": lines.side_by_side,
    "benefit": benefit.in_words,
}


@pytest.fixture(scope="module")
def pages() -> dict[tuple[str, str], BeautifulSoup]:
    return {
        (name, shown.slug): BeautifulSoup(make(shown).html, "html.parser")
        for name, make in (FIGURES | TEXTS).items()
        for shown in (NORTH, SMALL)
    }


def luminance(colour: str) -> float:
    parts = [int(colour[place : place + 2], 16) / 255 for place in (1, 3, 5)]
    red, green, blue = (c / 12.92 if c <= 0.04045 else ((c + 0.055) / 1.055) ** 2.4 for c in parts)
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue


def _results(table: Tag) -> list[Tag]:
    """The cells of a table that hold what its figure draws: neither what it rests on nor guessing."""
    drawn = [
        place
        for place, name in enumerate(table.select("thead th"))
        if not re.search(
            r"Guessing|held out|[Oo]f so many|Out of|For whom it followed|In the funnel|Gap to",
            name.get_text(),
        )
    ]
    return [
        row.find_all("td")[place - 1] for row in table.select("tbody tr") for place in drawn[1:]
    ]


@pytest.mark.parametrize("name", FIGURES)
@pytest.mark.parametrize("slug", ["north-west", "south-west"])
class TestEveryFigure:
    def test_says_in_words_what_it_shows(self, pages, name: str, slug: str) -> None:
        for figure in pages[name, slug].find_all("figure"):
            if figure.svg is None:
                assert figure.find_all("p")[1].get_text().startswith("There is nothing to draw")
            else:
                assert figure.svg["role"] == "img"
                assert 40 < len(figure.svg["aria-label"]) <= drawing.LONGEST_ALT

    def test_is_drawn_only_from_numbers(self, pages, name: str, slug: str) -> None:
        for figure in pages[name, slug].find_all("figure"):
            table = figure.find_next("table")
            numbers = any(re.match(r"\d", cell.get_text()) for cell in _results(table))
            assert (figure.svg is not None) == numbers

    def test_asks_a_question(self, pages, name: str, slug: str) -> None:
        asked = [figure.strong.get_text() for figure in pages[name, slug].find_all("figure")]
        assert all(text.endswith("?") for text in asked)

    def test_stands_above_a_table_of_its_numbers(self, pages, name: str, slug: str) -> None:
        for figure in pages[name, slug].find_all("figure"):
            below = figure.find_next_sibling()
            assert below.name == "details" and below.table is not None

    def test_takes_its_text_colour_from_the_page(self, pages, name: str, slug: str) -> None:
        for drawn in map(str, pages[name, slug].find_all("svg")):
            assert "currentColor" in drawn
            assert drawing.INK not in drawn and "#000000" not in drawn

    def test_has_ids_of_its_own(self, pages, name: str, slug: str) -> None:
        ids = [tag["id"] for tag in pages[name, slug].find_all(id=True)]
        assert len(ids) == len(set(ids))


@pytest.mark.parametrize("name", FIGURES | TEXTS)
@pytest.mark.parametrize("slug", ["north-west", "south-west"])
def test_every_table_has_a_caption_and_scopes(pages, name: str, slug: str) -> None:
    for table in pages[name, slug].find_all("table"):
        assert table.caption.get_text(strip=True)
        assert all(cell.get("scope") in {"col", "row"} for cell in table.find_all("th"))
        area = table.parent
        assert (area["role"], area["tabindex"]) == ("region", "0") and area["aria-label"]


@pytest.mark.parametrize("name", FIGURES | TEXTS)
@pytest.mark.parametrize("slug", ["north-west", "south-west"])
def test_no_cell_is_blank(pages, name: str, slug: str) -> None:
    assert all(cell.get_text(strip=True) for cell in pages[name, slug].select("td, th"))


@pytest.mark.parametrize("name", FIGURES | TEXTS)
def test_no_word_calls_a_child_a_risk(pages, name: str) -> None:
    assert not re.search(
        r"high.risk|at.risk|winner|best model", pages[name, "north-west"].get_text(), re.IGNORECASE
    )


def test_a_figure_is_drawn_the_same_twice() -> None:
    assert figures.text_or_no_text(NORTH).html == figures.text_or_no_text(NORTH).html


def test_a_suppressed_count_is_words_in_the_drawing_and_in_its_table(pages) -> None:
    page = pages["events", "north-west"]
    assert "suppressed" in page.svg.get_text() and words.SUPPRESSED in page.table.get_text()


def test_too_few_is_words_in_the_drawing(pages) -> None:
    assert words.TOO_FEW in pages["ethnicity", "north-west"].svg.get_text()


def test_a_figure_without_a_number_says_why_in_place_of_a_drawing(pages) -> None:
    said = pages["funnel", "south-west"].figure
    assert said.svg is None
    assert re.search(r"nothing to draw here: .*too few children to judge\.", said.get_text())


@pytest.mark.parametrize("colour", drawing.COLOURS)
@pytest.mark.parametrize("background", ["#ffffff", "#14181e"])
def test_colours_stand_out_in_light_and_dark(colour: str, background: str) -> None:
    lighter, darker = sorted((luminance(colour), luminance(background)), reverse=True)
    assert (lighter + 0.05) / (darker + 0.05) >= 3


def test_text_is_at_least_eleven_points(pages) -> None:
    sizes = [
        float(size)
        for key in FIGURES
        for size in re.findall(r"font-size: ([\d.]+)px", str(pages[key, "north-west"]))
    ]
    assert sizes and min(sizes) >= 11


def test_no_drawing_has_a_date_or_asks_another_host() -> None:
    drawn = figures.events(NORTH).html
    assert "<metadata" not in drawn and "dc:date" not in drawn
    assert set(re.findall(r'"(https?://[^"]+)"', drawn)) <= {
        "http://www.w3.org/2000/svg",
        "http://www.w3.org/1999/xlink",
    }


def test_the_box_of_made_up_data_names_the_authority() -> None:
    box = boxes.about_the_data(NORTH)
    assert box.text.startswith("Made-up data") and "North West (invented)" in box.text


def test_the_box_of_real_records_does_not_call_them_made_up() -> None:
    box = boxes.about_the_data(report("north-west", data="real", name="An authority"))
    assert box.text.startswith("Real records") and "invented" not in box.text


def test_what_is_planted_stands_in_a_box_that_says_so() -> None:
    shown = report("north-west", planted=("Group B is watched more.",))
    box = boxes.planted(shown)
    assert box.text.startswith("Planted by us") and "Group B is watched more." in box.html
    assert "nothing about any group of real children" in box.text.replace("They say ", "")


def test_made_up_data_without_planted_differences_says_so() -> None:
    assert boxes.planted(report("north-west")).text.startswith("Nothing planted")


def test_pages_of_real_records_speak_of_nothing_planted() -> None:
    assert boxes.planted(report("north-west", data="real")).html == ""


def test_overall_sentences_are_finished() -> None:
    said = overall.overall_sentences([NORTH, SMALL])
    assert all(text[0].isupper() and text.endswith(".") for text in said.values())


def test_the_order_of_authorities_is_the_one_given() -> None:
    text = BeautifulSoup(
        overall.average_precision([SMALL, NORTH]).html, "html.parser"
    ).table.get_text()
    assert text.index("South West") < text.index("North West")


def test_models_are_counted_against_the_studys_mark() -> None:
    assert overall.compared_with_mark([NORTH]) == (
        f"Of 8 models of invented children, none was shown to reach the study's mark of {policy().study.bar} and all 8 to fall short of it."
    )


def test_a_question_without_a_number_changes_its_words() -> None:
    assert "cannot be shown here" in commentary.questions(SMALL).text


def test_a_long_alternative_text_is_refused() -> None:
    with pytest.raises(ValueError, match="characters"):
        drawing.Drawn(question="?", figure=None, alt="a" * 251, caption="", table=None)  # type: ignore[arg-type]


def test_a_thousand_decisions_add_up() -> None:
    first = thousand.decisions(NORTH).text.split("\n")[1]
    followed, flagged, _, right, wrong, _, missed, rest = map(
        int, re.findall(r"\d+", first.replace("1,000", ""))
    )
    assert right + wrong == flagged and right + missed == followed
    assert flagged + missed + rest == 1000


def test_a_thousand_decisions_are_not_pictured_from_hidden_counts() -> None:
    assert "cannot be pictured here" in thousand.decisions(report("north-west", decisions=900)).text


def test_a_rate_that_is_not_shown_rests_on_no_shown_number(pages) -> None:
    rows = pages["errors", "south-west"].select("tbody tr")
    hidden = [row for row in rows if row.find_all("td")[2].get_text() == words.TOO_FEW]
    assert hidden
    assert all(row.find_all("td")[3].get_text() == "not shown" for row in hidden)


@pytest.mark.parametrize(
    ("verdicts", "said"),
    [
        ({Verdict.TRUE: 4}, "Of 4 models, all 4 were shown to pass."),
        ({Verdict.FALSE: 1}, "Of 1 model, none was shown to pass and 1 to fail."),
        (
            {Verdict.TRUE: 1, Verdict.CANNOT_TELL: 1},
            "Of 2 models, 1 was shown to pass. 1 is left open by its interval.",
        ),
        (
            {Verdict.CANNOT_TELL: 2, Verdict.SUPPRESSED: 1, Verdict.TOO_FEW: 1},
            "Of 4 models, none was shown to pass. 2 are left open by their intervals, "
            "1 is suppressed to protect children and 1 rests on too few children to judge.",
        ),
        (
            {Verdict.TOO_FEW: 3},
            "Of 3 models, none was shown to pass. All 3 rest on too few children to judge.",
        ),
    ],
)
def test_a_tally_reads_as_one_sentence(verdicts: dict[Verdict, int], said: str) -> None:
    assert tally(Counter(verdicts), "pass", "fail") == said


def test_the_spread_says_at_which_line_and_how_many_are_silent() -> None:
    said = overall.spread([NORTH, SMALL], "false_negative_rate", "top tenth")
    assert said.startswith(
        "The tenth with the highest scores flagged: of invented children for whom the outcome followed, "
    )
    assert re.search(r"This rests on \d of 4 outcomes; the others have no number to show\.", said)
    assert said.endswith("Design: records and notes, earlier cases.")


def test_a_spread_without_a_number_says_so() -> None:
    assert overall.spread([SMALL], "false_discovery_rate", "one half") == (
        "Flagged from a score of one half: no outcome has a number that says, of invented children flagged, "
        "how many were false alarms. Design: records and notes, earlier cases."
    )


def test_sentences_about_real_records_are_never_called_invented() -> None:
    said = overall.overall_sentences([report("north-west", data="real")])
    assert not any("invented" in text or "made-up" in text for text in said.values())


def test_the_first_picture_is_of_the_first_outcome_with_both_numbers(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    glued: dict[str, object] = {}
    monkeypatch.setattr("helpers.presenting.words.glue_shown", glued.__setitem__)
    shown = overall.first_picture([SMALL, NORTH])
    assert glued == {"overall-picture": shown}
    assert shown.text.startswith(f"{NORTH.name}: {NORTH.outcomes[0].title}. It stands here because")


def test_without_a_whole_outcome_no_picture_is_drawn(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("helpers.presenting.words.glue_shown", lambda key, shown: None)
    assert overall.first_picture([SMALL]).text == "No outcome has both numbers to show."


def test_what_differs_from_the_protocol_is_told_to_chapters_that_quote_results() -> None:
    quick = report("north-west", deviations=("Fewer settings were tried.",))
    assert overall.overall_sentences([quick])["overall-run"] == (
        "Not everything is as it was fixed before the first run. Fewer settings were tried."
    )
    assert "Fewer settings" not in overall.findings_in_words([quick]).text
