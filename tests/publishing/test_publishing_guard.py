"""The public site shows made-up authorities alone."""

import json

import pytest
from small_site import make_authority as write_authority

from helpers.errors import SecondLookError
from helpers.publishing.guard import main, refuse_real
from helpers.publishing.plan import settings_of
from helpers.synthetic.manifest import MANIFEST, read_manifest, write_manifest


def make_authority(root, slug, **more):
    folder = write_authority(root, slug, **more)
    write_manifest(folder, {"authority": slug}, truth=root / "no-truth")
    return folder


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


def test_records_that_only_say_that_they_are_made_up_are_refused(tmp_path):
    renamed = write_authority(tmp_path, "one", name="One")
    with pytest.raises(SecondLookError, match=f"no {MANIFEST} that shows that its records were"):
        refuse_real([renamed])


@pytest.mark.parametrize("name", ["families.csv", "authority.yml", "annex-a.xlsx"])
def test_a_file_put_among_made_up_ones_is_refused(tmp_path, name):
    folder = make_authority(tmp_path, "one", name="One")
    with (folder / name).open("a", encoding="utf-8") as file:
        file.write("# another line\n")
    with pytest.raises(SecondLookError, match=f"'{name}' is not as the generator made it"):
        refuse_real([folder])


def test_a_file_taken_from_made_up_ones_is_refused(tmp_path):
    folder = make_authority(tmp_path, "one", name="One")
    (folder / "families.csv").unlink()
    with pytest.raises(SecondLookError, match=r"'families.csv' is not as the generator made it"):
        refuse_real([folder])


def test_a_manifest_written_by_hand_is_refused(tmp_path):
    folder = make_authority(tmp_path, "one", name="One")
    manifest = read_manifest(folder) | {"authority": "another"}
    (folder / MANIFEST).write_text(json.dumps(manifest), "utf-8")
    with pytest.raises(SecondLookError, match="its signature is not that of the generator"):
        refuse_real([folder])


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


def test_no_site_is_built_of_real_records_that_git_could_take_up(tmp_path):
    real = write_authority(tmp_path, "one", name="One", data="real")
    (tmp_path / ".git").mkdir()
    with pytest.raises(SecondLookError, match="inside the git tree"):
        settings_of([real])
