"""A note in the making: where its evidence stands, and what later notes take from it."""

import pytest

from helpers.synthetic.notes.draft import Draft, Gathered


def _draft():
    return Draft(["Title", " ", "One.", "\n", "Three."], [2, 5, 1, 3, 0, 4, 7, 2, 1, 0])


def test_marks_are_counted_from_the_beginning_of_each_note():
    gathered = Gathered()
    for draft in (_draft(), Draft(["Nothing told."]), _draft()):
        gathered.add(draft)
    assert gathered.texts == ["Title One.\nThree.", "Nothing told.", "Title One.\nThree."]
    assert gathered.marks().tolist() == [
        [0, 6, 10, 5, 1, 3, 0],
        [0, 11, 17, 7, 2, 1, 0],
        [2, 6, 10, 5, 1, 3, 0],
        [2, 11, 17, 7, 2, 1, 0],
    ]


def test_no_notes_have_no_marks():
    assert Gathered().marks().shape == (0, 7)


def test_a_note_repeated_is_all_copied_and_offers_nothing_to_copy():
    again = _draft().repeated()
    assert again.told == [2, 5, 1, 3, 1, 4, 7, 2, 1, 1]
    assert again.passage == []


@pytest.mark.parametrize(("offered", "then"), [(0, 0), (2, 3), (4, 4)])
def test_a_last_line_may_be_copied_only_after_evidence_and_within_bounds(offered, then):
    draft = Draft(passage=[("Said.", 5, 1, 3)] * offered)
    draft.end("Seen.")
    assert len(draft.passage) == then
