"""What a reader takes from notes who misreads nothing: what was drawn, in the order of days, and nothing of later days."""

import numpy as np
import pandas as pd
import pytest

from helpers.cohort import Cohort
from helpers.outcomes.declare import outcome
from helpers.synthetic.notes.domains import DOMAINS
from helpers.synthetic.notes.emission import MARKED, POLARITY, emission_table
from helpers.synthetic.notes.writer import write
from helpers.synthetic.settings import place
from helpers.synthetic.world import make_block
from helpers.truth.ceilings.learned_codes import note_codes, spelled

ASKED = outcome("contact-to-plan-or-care")
DAY = "2020-06-10"
MILD, HEDGED = 1, 4


def digits(text: str) -> np.ndarray:
    return np.array(list(text[-len(DOMAINS) :]), dtype=np.int64)


def note(day: str, *, document: str = "assessment", **told: int) -> dict[str, str]:
    """Return a note that says this of some subjects, and nothing of the others."""
    number = pd.Timestamp(day).to_datetime64().astype("datetime64[D]").astype(int)
    said = "".join(str(told.get(domain, 0)) for domain in DOMAINS)
    return {"child_id": "a", "start": day, "document": document, "text": f"{number:05d}{said}"}


def told(*notes: dict[str, str]) -> pd.Series:
    """Return what these notes told by the day of the only decision."""
    frame = pd.DataFrame(notes, columns=["child_id", "start", "document", "text"])
    frame = frame.assign(start=pd.to_datetime(frame["start"]))
    day = pd.to_datetime(pd.Series([DAY]))
    decisions = pd.DataFrame({"child_id": ["a"], "day": day, "began": day, "followed": [False]})
    cohort = Cohort(outcome=ASKED.slug, decisions=decisions, considered=1, left_out={})
    return note_codes(frame, cohort, ASKED).iloc[0]


def test_what_was_said_last_and_at_most_and_how_often_it_was_there() -> None:
    found = told(
        note("2020-01-05", substance_use=MARKED),
        note("2020-02-05", substance_use=MILD, daily_care=HEDGED),
        note("2020-03-05", daily_care=3),
    )
    assert found["notes_earlier_number"] == 3
    for name, latest, highest, present in (("substance_use", 2, 3, 2), ("daily_care", -1, 1, 0)):
        assert found[f"notes_earlier_latest_{name}"] == latest
        assert found[f"notes_earlier_highest_{name}"] == highest
        assert found[f"notes_earlier_present_{name}"] == present


def test_sums_are_of_concerns_and_of_strengths_apart() -> None:
    found = told(note("2020-01-05", substance_use=MARKED, attendance=MILD, engagement=MILD))
    assert found["notes_earlier_highest_concerns"] == 5
    assert found["notes_earlier_highest_strengths"] == 2


def test_only_what_could_be_read_that_day_counts() -> None:
    before = note("2020-05-11", domestic_abuse=MILD)
    of_the_day = note(DAY, document="contact", daily_care=MARKED)
    later = [note(DAY, domestic_abuse=MARKED), note("2020-06-11", domestic_abuse=MARKED)]
    pd.testing.assert_series_equal(told(before, of_the_day), told(before, of_the_day, *later))


def test_notes_about_the_matter_in_hand_stand_apart() -> None:
    found = told(note("2020-05-11", domestic_abuse=MILD), note(DAY, document="contact"))
    assert (found["notes_current_number"], found["notes_earlier_number"]) == (1, 1)
    assert found["notes_current_latest_domestic_abuse"] == 0
    assert found["notes_current_months_since_last"] == 0
    assert found["notes_earlier_months_since_last"] == pytest.approx(30 / 30.4375)


def test_who_has_no_notes_has_no_day_of_the_last() -> None:
    found = told()
    assert np.isnan(found["notes_earlier_months_since_last"])
    assert found.drop(["notes_earlier_months_since_last", "notes_current_months_since_last"]).eq(0).all()  # fmt: skip


@pytest.mark.parametrize("dial", [0.0, 1.0, 1.5])
def test_the_digits_are_what_written_notes_say_themselves(dial: float) -> None:
    where = place("north-west", children=1500)
    facts = make_block(where, seed=3, block=0).note_facts
    coded = np.array([digits(text) for text in spelled(facts, dial=dial, seed=3)["text"]])
    spans = write(facts, dial=dial, seed=3).spans
    own = spans[~spans["copied"]]
    said = np.zeros_like(coded)
    domain = pd.Index(DOMAINS).get_indexer(pd.Index(own["domain"]))
    said[own["note"], domain] = [
        MARKED if marked else POLARITY.index(emission_table().polarities.index(polarity))
        for polarity, marked in zip(own["polarity"], own["marked"], strict=True)
    ]
    speaks = said.any(axis=1)
    assert speaks.sum() > 100
    assert (said[speaks] == coded[speaks]).all()


def test_the_first_digits_are_the_day_of_the_note() -> None:
    facts = make_block(place("south-west", children=1500), seed=4, block=0).note_facts
    days = [int(text[: -len(DOMAINS)]) for text in spelled(facts, dial=1.0, seed=4)["text"]]
    assert days == facts["start"].to_numpy("datetime64[D]").astype(int).tolist()
