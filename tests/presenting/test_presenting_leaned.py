from made_up_results import report

from helpers.presenting import leaned

NORTH, SMALL = report("north-west"), report("south-west", decisions=900)


def test_words_are_told_by_which_way_they_move_scores():
    said = leaned.leaned(NORTH).text
    assert "Upwards, or by how often trees split on them: 'worried' (earlier notes)." in said
    assert "Downwards: 'no concerns' (this matter)." in said


def test_a_kind_of_record_is_told_with_what_is_lost_without_it():
    assert "contacts: 0.03 (0.02 to 0.04)" in leaned.leaned(NORTH).text


def test_without_a_model_nothing_is_told():
    assert "cannot be told" in leaned.leaned(SMALL).text
