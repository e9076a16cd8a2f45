"""The public site shows made-up authorities alone."""

import json

import pytest
from small_site import make_authority

from helpers.errors import SecondLookError
from helpers.publishing.guard import main, refuse_real


@pytest.fixture
def site(tmp_path):
    def make(**runs):
        folder = tmp_path / "html"
        for name in runs:
            (folder / "authorities" / name).mkdir(parents=True)
        record = {"runs": {name: {"data": data} for name, data in runs.items()}}
        (folder / "results.json").write_text(json.dumps(record))
        return folder

    return make


def test_records_of_real_children_are_refused(tmp_path):
    made_up = make_authority(tmp_path, "one", name="One")
    real = make_authority(tmp_path, "two", name="Two", data="real")
    assert refuse_real([made_up]) is None
    with pytest.raises(SecondLookError, match="records of real children"):
        refuse_real([made_up, real])


def test_a_site_of_these_made_up_authorities_may_be_published(tmp_path, site):
    one = make_authority(tmp_path, "one", name="One")
    assert main([str(site(one="synthetic")), str(one)]) == 0


def test_a_site_that_shows_another_authority_is_refused(tmp_path, site, capsys):
    one = make_authority(tmp_path, "one", name="One")
    assert main([str(site(one="synthetic", two="synthetic")), str(one)]) == 1
    assert "shows 'two'" in capsys.readouterr().err


def test_a_site_made_from_real_records_is_refused_although_the_folder_now_says_otherwise(
    tmp_path, site, capsys
):
    one = make_authority(tmp_path, "one", name="One")
    assert main([str(site(one="real")), str(one)]) == 1
    assert "made from records of real children" in capsys.readouterr().err


def test_a_folder_that_is_no_site_is_refused(tmp_path, capsys):
    one = make_authority(tmp_path, "one", name="One")
    assert main([str(tmp_path / "nowhere"), str(one)]) == 1
    assert "no finished site" in capsys.readouterr().err
