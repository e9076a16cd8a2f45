"""The files of an authority are found whatever their prefix; folders that must not be worked in are refused."""

import subprocess

import pytest

from helpers.authority.folder import find_files, refuse_real_folder_inside_git, slug
from helpers.authority.settings import Settings
from helpers.errors import SecondLookError


def _settings(data):
    return Settings.model_validate(
        {
            "name": "Small (invented)",
            "data": data,
            "period": {"start": "2018-04-01", "end": "2025-03-31"},
            "outcomes": ["contact-to-plan-or-care"],
        }
    )


@pytest.fixture
def authority(tmp_path):
    folder = tmp_path / "north-west"
    folder.mkdir()
    for name in ("authority.yml", "SYNTHETIC-families.csv", "SYNTHETIC.json", "notes.csv"):
        (folder / name).touch()
    return folder


def test_files_are_found_with_and_without_a_prefix(authority):
    files = find_files(authority)
    assert files.families == authority / "SYNTHETIC-families.csv"
    assert files.notes == authority / "notes.csv"
    assert files.manifest == authority / "SYNTHETIC.json"
    assert files.contacts is None


def test_a_list_of_contacts_is_not_taken_for_what_became_of_them(authority):
    (authority / "list-1-contacts.csv").touch()
    files = find_files(authority)
    assert (files.contacts, files.annex_a) == (None, (authority / "list-1-contacts.csv",))


def test_two_files_that_could_both_be_meant_are_refused(authority):
    (authority / "old-families.csv").touch()
    with pytest.raises(SecondLookError, match="could both be meant; keep one of the two"):
        find_files(authority)


def test_an_unknown_authority_names_the_one_beside_it(authority):
    with pytest.raises(
        SecondLookError, match="there is no authority 'nort-west'; did you mean 'north-west'"
    ):
        find_files(authority.parent / "nort-west")


def test_a_file_in_place_of_a_folder_is_answered_with_its_folder(authority):
    with pytest.raises(SecondLookError, match="this is a file; name the folder it lies in"):
        find_files(authority / "authority.yml")


def test_an_authority_is_called_by_its_folder(authority, monkeypatch):
    monkeypatch.chdir(authority)
    assert slug(authority / ".") == "north-west"


@pytest.fixture
def in_git(authority, monkeypatch):
    for variable in ("GIT_DIR", "GIT_WORK_TREE", "GIT_INDEX_FILE"):
        monkeypatch.delenv(variable, raising=False)
    subprocess.run(["git", "init", "-q", str(authority.parent)], check=True)
    return authority


def test_real_records_that_git_could_take_up_are_refused(in_git):
    with pytest.raises(SecondLookError, match="records of real children, inside the git tree"):
        refuse_real_folder_inside_git(in_git, _settings("real"))


@pytest.mark.parametrize("pattern", ["north-west/", "north-west/*", "*"])
def test_real_records_that_git_ignores_are_let_be(in_git, pattern):
    (in_git.parent / ".gitignore").write_text(pattern + "\n")
    refuse_real_folder_inside_git(in_git, _settings("real"))


def test_made_up_records_may_lie_in_git(in_git):
    refuse_real_folder_inside_git(in_git, _settings("synthetic"))


def test_real_records_outside_git_are_let_be(authority):
    refuse_real_folder_inside_git(authority, _settings("real"))
