"""A notebook's parameters are checked before anything runs."""

import pytest

from helpers.errors import SecondLookError
from helpers.publishing.parameters import check_parameters, declared_parameters


def test_declared_parameters_are_read_with_and_without_types(write_notebook):
    path = write_notebook(parameters="authority: str = 'x'  # folder\ndraws = 3\nneeded: int\n")
    assert declared_parameters(path) == {"authority": True, "draws": True, "needed": False}


def test_a_misspelt_name_is_answered_with_the_nearest_one(write_notebook):
    with pytest.raises(SecondLookError, match="'autority'; did you mean 'authority'"):
        check_parameters(write_notebook(), {"autority": "data/x"})


def test_the_data_must_be_named_although_there_is_a_default(write_notebook):
    with pytest.raises(SecondLookError, match="'authority' is missing"):
        check_parameters(write_notebook(), {})


def test_a_parameter_without_default_must_be_given(write_notebook):
    path = write_notebook(parameters="authority: str = 'x'\ndraws: int")
    with pytest.raises(SecondLookError, match="'draws' is missing"):
        check_parameters(path, {"authority": "a"})


def test_a_parameter_with_default_may_be_left_out(write_notebook):
    path = write_notebook(parameters="authority: str = 'x'\ndraws = 3")
    assert check_parameters(path, {"authority": "a"}) is None


def test_an_unknown_notebook_is_answered_with_the_nearest_one(write_notebook):
    path = write_notebook(name="performance.ipynb")
    with pytest.raises(SecondLookError, match=r"did you mean 'performance\.ipynb'"):
        check_parameters(path.with_name("performence.ipynb"), {})


def test_a_file_that_is_no_notebook_is_named(tmp_path):
    path = tmp_path / "broken.ipynb"
    path.write_text("not JSON")
    with pytest.raises(SecondLookError, match=r"broken\.ipynb: this is not a notebook"):
        check_parameters(path, {})


def test_a_notebook_without_parameters_cell_is_named(tmp_path):
    path = tmp_path / "bare.ipynb"
    path.write_text('{"cells": [], "metadata": {}, "nbformat": 4, "nbformat_minor": 5}')
    with pytest.raises(SecondLookError, match="no cell is tagged 'parameters'"):
        check_parameters(path, {})
