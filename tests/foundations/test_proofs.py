"""What proofs are made of: redraws one by one, a reader who misreads nothing, and how often each way of reading found it."""

import pandas as pd
import pytest

from helpers.comparison import Comparison
from helpers.synthetic.notes.writer import WrittenNotes
from proofs.notes_found import PERFECT, Gain, counted, meant
from proofs.seeds import each


def doubled(number: int) -> int:
    return 2 * number


def test_every_task_is_done_and_found_in_its_place(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("proofs.seeds.usable_cores", lambda: 1)
    said: list[str] = []
    assert each(doubled, range(25), tell=said.append) == list(range(0, 50, 2))
    assert said[-1] == "24 of 25 done"


def spans(*told: tuple[int, str, str, bool]) -> WrittenNotes:
    """Return three notes and what they tell."""
    columns = ["note", "domain", "polarity", "marked"]
    notes = pd.DataFrame({"text": ["one", "two", "three"]})
    return WrittenNotes(notes, pd.DataFrame(told, columns=columns))


def test_a_reader_who_misreads_nothing_sees_a_word_for_every_telling() -> None:
    written = spans(
        (0, "substance_use", "present", True),
        (0, "daily_care", "negated", False),
        (2, "daily_care", "present", False),
    )
    assert meant(written).tolist() == [
        "substanceusemarked. dailycarenegated. ",
        "",
        "dailycarepresent. ",
    ]


def gains(way: str, *told: tuple[float, Comparison]) -> list[Gain]:
    return [Gain(note_detail=1.0, way=way, gain=gain, verdict=said) for gain, said in told]


def test_what_was_planted_is_what_the_reader_gains_who_misreads_nothing() -> None:
    found = [
        *gains(PERFECT, *((gain, Comparison.BETTER) for gain in (0.05, 0.06, 0.07))),
        *gains("text-all", (0.03, Comparison.BETTER), (0.01, Comparison.CANNOT_TELL)),
    ]
    assert counted(found, 1.0, "text-all") == {
        "note_detail": 1.0,
        "planted": 0.06,
        "planted_low": 0.055,
        "planted_high": 0.065,
        "design": "text-all",
        "found": 1,
        "of": 2,
        "gain": 0.02,
    }
