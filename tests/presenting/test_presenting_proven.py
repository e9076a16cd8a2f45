"""Proofs in plain words: kept, missed, of older code, without a bound, or unknown to the page."""

import re

import pytest
from bs4 import BeautifulSoup
from made_up_evidence import CLAIM, one, read, told

from helpers.presenting import proven, proven_figures

MISSED = {**CLAIM, "measured": 9.0, "met": False}
OLD = {"policy": "another"}


def coverage(held: float, naive: float, **changes):
    ours = {"figure": "average_precision, about 50 positives", "measured": held, "of": 200}
    claim = ours | {"at_least": 92.5, "at_most": 97.5, "met": 92.5 <= held <= 97.5, "error": 1.5}
    beside = {
        f"plain percentiles, rows resampled: {claim['figure']}": {"measured": naive, "of": 200},
        "says too few to judge, about 50 positives": {"measured": 0.0, "of": 200},
    }
    return told(
        "coverage", claims=[claim], beside=beside, met=claim["met"], **changes
    )  # fmt: skip


def luck(lift: float):
    figures = {"in the middle": lift, "one in twenty times at least": 2.6}
    return told(
        beside={
            f"luck alone: highest lift of 32 models, {often}": {"measured": value, "of": 400}
            for often, value in figures.items()
        }
    )


def test_a_kept_promise_is_told_with_its_day_and_runs(tmp_path):
    said = proven.verdict(one(tmp_path, told()))
    assert said == (
        "It held on 5 November 2026: the one figure that had a bound kept within it, measured over 400 authorities. "
        "Measured: authorities of whom anything is claimed: 1, claimed at most 5."
    )


@pytest.mark.parametrize(("of", "turns"), [(20, True), (2000, False)])
def test_too_few_runs_to_be_sure_of_a_verdict_are_told(tmp_path, of, turns):
    claim = {"figure": "silent seeds", "at_least": 90, "measured": 100.0, "of": of, "error": 0.0, "met": True}  # fmt: skip
    said = proven.verdict(one(tmp_path, told(claims=[claim])))
    assert ("For 1 figure, the range that chance leaves reaches across the bound" in said) is turns


@pytest.mark.parametrize(("error", "turns"), [(2.0, True), (0.5, False)])
def test_a_difference_that_may_be_negative_has_the_range_of_its_error(tmp_path, error, turns):
    claim = {"figure": "found less printed", "at_least": -3, "at_most": 3, "measured": -0.5, "of": 2500, "error": error, "met": True}  # fmt: skip
    proof = one(tmp_path, told(claims=[claim]))
    assert ("reaches across the bound" in proven.verdict(proof)) is turns


def test_a_broken_promise_is_told_with_what_missed(tmp_path):
    said = proven.verdict(one(tmp_path, told(claims=[CLAIM, MISSED], met=False)))
    assert said.startswith("It did not hold on 5 November 2026: 1 of 2 figures missed the bound")
    assert "authorities of whom anything is claimed: 9, claimed at most 5" in said


def test_a_proof_without_bounds_neither_holds_nor_fails(tmp_path):
    shown = read(tmp_path, told(claims=[]))
    assert "nothing held or failed" in proven.every_proof(shown).text
    assert "No bound was set beforehand on" in proven.in_short(shown).text


@pytest.mark.parametrize("claims", [[CLAIM], [MISSED]])
def test_evidence_of_older_code_is_never_told_as_current(tmp_path, claims):
    shown = read(tmp_path, told(claims=claims, met=claims == [CLAIM], rests_on=OLD))
    assert (
        "The code has changed since then (policy), so these numbers tell what was so on 5 November 2026, not what is so today."
        in proven.every_proof(shown).text
    )
    assert "the code has changed since" in proven.in_short(shown).text.split("\n")[1]


def test_every_caption_of_older_evidence_says_so(tmp_path):
    page = BeautifulSoup(
        proven.every_proof(read(tmp_path, luck(1.8) | {"rests_on": OLD})).html, "html.parser"
    )
    assert all("changed since" in caption.get_text() for caption in page.find_all("figcaption"))


@pytest.mark.parametrize(
    ("proofs", "said"),
    [
        ([told()], "Of 1 proof, 1 held when measured; each was measured on the code as it stands."),
        (
            [told(), told("coverage", claims=[MISSED], met=False, rests_on=OLD)],
            "Of 2 proofs, 1 held when measured and 1 did not; of 1 proof the code has changed since.",
        ),
    ],
)
def test_all_proofs_are_counted(tmp_path, proofs, said):
    assert proven.in_short(read(tmp_path, *proofs)).text.split("\n")[0] == said


def test_a_proof_that_nobody_wrote_words_for_is_shown_last_under_its_name(tmp_path):
    shown = read(tmp_path, told("a_new_proof"), told("coverage"))
    assert [proven.title(proof) for proof in proven.in_order(shown)] == [
        "Do intervals hold what they promise?",
        "A new proof",
    ]
    assert "A new proof" in proven.every_proof(shown).text


@pytest.mark.parametrize(
    ("figure", "said"),
    [
        ("precision, about 50 positives", "flags that were right, of those flagged, about 50 children for whom the outcome followed"),
        ("highest average precision where there is nothing", "highest average precision where there is nothing"),
        ("average_precision, about 25 positives", "average precision, about 25 children for whom the outcome followed"),
        ("text-all, dial 1", "records and notes, all cases, notes as in this book"),
    ],
)  # fmt: skip
def test_figures_are_named_in_the_words_of_pages(figure, said):
    assert proven.plain(figure) == said


def test_a_share_of_runs_that_never_failed_is_not_called_certain(tmp_path):
    sure = {**CLAIM, "at_most": 100, "measured": 100.0, "of": 20, "error": 0.0}
    page = BeautifulSoup(
        proven.every_proof(read(tmp_path, told(claims=[sure]))).html, "html.parser"
    )
    assert "(83.9 to 100)" in page.table.get_text().replace("\N{NO-BREAK SPACE}", " ")


def test_intervals_are_drawn_beside_those_that_forget_families(tmp_path):
    (drawn,) = proven_figures.coverage(one(tmp_path, coverage(95.0, 84.0)))
    assert "50 children for whom the outcome followed: 95 in 100 and 84 in 100." in drawn.alt
    assert drawn.figure is not None and drawn.question.endswith("?")


@pytest.mark.parametrize(
    ("lift", "said"),
    [
        (1.84, "and the best of them still looks 1.8 times as good as guessing (the middle of 400 tries)."),
        (1.01, "and the best of them looks no better than guessing (the middle of 400 tries)."),
    ],
)  # fmt: skip
def test_luck_alone_is_told_as_measured(tmp_path, lift, said):
    (drawn,) = proven_figures.luck_alone(one(tmp_path, luck(lift)))
    assert f"32 models that know nothing, {said}" in drawn.caption
    assert "at least 2.6 times as good as guessing" in drawn.caption


def test_the_best_of_learnt_models_is_told_with_how_many_there_were(tmp_path):
    beside = {
        "models judged": {"measured": 80.0, "of": 20},
        "lift of the best of all models": {"measured": 1.46, "of": 80},
    }
    (drawn,) = proven_figures.luck_alone(one(tmp_path, told("null_world", beside=beside)))
    assert "80 models learnt where there is nothing to find" in drawn.alt


def test_a_proof_without_such_figures_has_no_drawing(tmp_path):
    plain = one(tmp_path, told())
    assert proven_figures.coverage(plain) == [] == proven_figures.luck_alone(plain)


def test_every_table_has_a_caption_and_no_blank_cell(tmp_path):
    shown = read(tmp_path, luck(1.8), coverage(80.0, 70.0))
    page = BeautifulSoup(proven.every_proof(shown).html, "html.parser")
    assert all(table.caption.get_text(strip=True) for table in page.find_all("table"))
    assert all(cell.get_text(strip=True) for cell in page.select("td, th"))
    ids = [tag["id"] for tag in page.find_all(id=True)]
    assert len(ids) == len(set(ids))
    assert not re.search(r"at.risk|high.risk", page.get_text())
