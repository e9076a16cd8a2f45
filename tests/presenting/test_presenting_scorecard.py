"""The page that sets the made-up world beside published figures."""

import pytest
from bs4 import BeautifulSoup
from made_up_evidence import of_calibration, read, told

from helpers.errors import SecondLookError
from helpers.presenting import scorecard, scorecard_text
from helpers.presenting.scorecard_records import scorecard_of

PIECES = {
    "short": scorecard.in_short,
    "aimed": scorecard.aimed_at,
    "held": scorecard.held_out,
    "misses": scorecard.misses,
    "councils": scorecard.by_council,
    "notes": scorecard_text.notes,
}


@pytest.fixture
def proofs(tmp_path):
    return read(tmp_path, of_calibration())


def rows(shown):
    found = BeautifulSoup(shown.html, "html.parser").tbody.find_all("tr")
    return [
        [cell.get_text().replace("\N{NO-BREAK SPACE}", " ") for cell in row.find_all(["th", "td"])]
        for row in found
    ]


@pytest.mark.parametrize("name", PIECES)
def test_every_piece_says_so_while_there_is_no_evidence(tmp_path, name):
    shown = PIECES[name](read(tmp_path, told()))
    assert "has left no evidence" in shown.text and "<figure" not in shown.html


@pytest.mark.parametrize("name", ["aimed", "held", "notes"])
def test_every_figure_asks_a_question_and_tells_its_day(proofs, name):
    page = BeautifulSoup(PIECES[name](proofs).html, "html.parser")
    assert page.figure.strong.get_text().endswith("?")
    assert page.svg["role"] == "img" and len(page.svg["aria-label"]) <= 250
    assert "Measured on 5 November 2026" in page.figcaption.get_text()


def test_figures_near_enough_are_counted_apart_by_kind(proofs):
    said = scorecard.in_short(proofs).text
    assert "Of 2 figures that we aimed at, 1 comes out near enough" in said
    assert "Of 2 figures that were held out, none comes out near enough." in said


def test_the_furthest_miss_stands_first_whichever_way_it_lies(proofs):
    assert [row[0].partition(",")[0] for row in rows(scorecard.misses(proofs))] == [
        "Looked after",
        "In need",
    ]


def test_a_miss_tells_its_distance_and_what_was_allowed(proofs):
    last = rows(scorecard.misses(proofs))[-1]
    assert last[1:] == ["300", "360 (350 to 370)", "20 in 100 more", "no: 10 in 100 allowed"]


def test_without_a_miss_a_sentence_says_so(tmp_path):
    met = of_calibration()
    records = [one | {"made": one.get("published", one["made"])} for one in met["records"]]
    shown = scorecard.misses(read(tmp_path, met | {"records": records}))
    assert shown.text == "Every held-out figure comes out near enough."


def test_what_could_not_be_counted_is_a_miss_and_says_so(tmp_path):
    told_of = of_calibration()
    records = [
        one | {"made": None, "least": None, "most": None} if one.get("key") == "in_need" else one
        for one in told_of["records"]
    ]
    proofs = read(tmp_path, told_of | {"records": records})
    first = rows(scorecard.misses(proofs))[0]
    assert first[0].startswith("In need") and first[2:4] == ["nothing to count"] * 2
    assert "nothing to count here" in scorecard.in_short(proofs).text
    assert "nothing to count" in scorecard.by_council(proofs).html


@pytest.mark.parametrize(
    ("made", "said"),
    [(300, "less than 1 in 100"), (900, "3.0 times as much"), (150, "50 in 100 less")],
)
def test_a_distance_is_said_in_words(tmp_path, made, said):
    told_of = of_calibration()
    records = [one | {"made": made} if one.get("key") == "in_need" else one for one in told_of["records"]]  # fmt: skip
    shown = scorecard.held_out(read(tmp_path, told_of | {"records": records}))
    assert said in {row[3] for row in rows(shown)}


def test_places_stand_beside_england_where_they_were_published(proofs):
    cells = {row[0]: row[1] for row in rows(scorecard.held_out(proofs))}
    assert cells["Looked after, in 10,000 children"] == "66.5 (places 25.0 to 191)"


def test_each_council_has_its_column_and_each_figure_its_source(proofs):
    page = BeautifulSoup(scorecard.by_council(proofs).html, "html.parser")
    councils, sources = page.find_all("table")
    assert [head.get_text() for head in councils.thead.find_all("th")][2:] == [
        "North West (invented)",
        "South East (invented)",
    ]
    assert "Table C1" in sources.get_text() and "held out" in sources.get_text()


def test_notes_outside_their_band_are_counted_and_named(proofs):
    shown = scorecard_text.notes(proofs)
    assert "1 of 2 figures of made-up notes keep within the bands." in shown.html
    assert "1.30, outside" in shown.html
    assert "sentences that repeat another" in shown.html


def test_damaged_records_are_refused(tmp_path):
    damaged = of_calibration(records=[{"what": "figure", "key": "referrals"}])
    with pytest.raises(SecondLookError, match="is damaged; run 'make prove PROOF=calibration'"):
        scorecard_of(read(tmp_path, damaged))
