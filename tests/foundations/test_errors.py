import pickle

from helpers.errors import SecondLookError, nearest_name


def test_an_error_is_one_sentence_that_names_place_and_mend() -> None:
    error = SecondLookError("there is no sheet for list 4", where="a.xlsx", mend="export it again")
    assert str(error) == "a.xlsx: there is no sheet for list 4; export it again."


def test_an_error_ends_with_one_mark_only() -> None:
    assert str(SecondLookError("x", mend="did you mean 'y'?")) == "x; did you mean 'y'?"
    assert str(SecondLookError("x")) == "x."


def test_an_error_keeps_its_parts_when_it_crosses_from_a_worker() -> None:
    error = SecondLookError("the file is empty", where="notes.csv", mend="export it again")
    again = pickle.loads(pickle.dumps(error))
    assert (again.what, again.where, again.mend) == (error.what, error.where, error.mend)
    assert str(again) == str(error)


def test_the_nearest_name_is_offered() -> None:
    assert nearest_name("north-wst", ["north-west", "south-east"]) == "did you mean 'north-west'?"


def test_all_names_are_offered_when_none_is_near() -> None:
    assert nearest_name("zzz", ["b", "a"]) == "choose one of a, b"


def test_no_names_are_offered_when_there_is_none() -> None:
    assert nearest_name("zzz", []) == "there is none to choose from"
