from helpers.modelling.learners import LEARNERS
from helpers.study.protocol import cut_offs, protocol


def test_the_designs_are_the_two_by_two_of_the_study():
    told = {(one.text, one.earlier) for one in protocol().designs.values()}
    assert told == {(False, False), (False, True), (True, False), (True, True)}


def test_every_algorithm_of_the_protocol_can_learn():
    assert set(protocol().algorithms) == set(LEARNERS)


def test_the_headline_cut_off_comes_first():
    assert list(cut_offs().items()) == [("top tenth", 0.1), ("one half", 0.5)]
