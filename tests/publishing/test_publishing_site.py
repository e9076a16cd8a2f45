"""A site is built whole, checked, and only then shown."""

import json

import pytest
from small_site import SmallReport, build_small_site, make_authority, make_notebooks

from helpers.errors import SecondLookError
from helpers.publishing import site as site_module


@pytest.fixture(scope="module")
def analysts_site(tmp_path_factory):
    """The site of one authority with records of its own, really built, without the four made-up ones."""
    root = tmp_path_factory.mktemp("analyst")
    make_notebooks(root)
    folder = make_authority(root, "our-council", name="Our council", data="real")
    build_small_site(root, [folder])
    return root


def test_an_analysts_site_builds_without_the_four(analysts_site):
    pages = {p.name for p in (analysts_site / "build/html/authorities/our-council").iterdir()}
    assert pages == {"index.html", "performance.html"}


def test_the_title_of_a_page_names_its_authority(analysts_site):
    page = (analysts_site / "build/html/authorities/our-council/performance.html").read_text(
        "utf-8"
    )
    assert "How well does it predict? Our council" in page


def test_executed_pages_of_real_data_stay_beside_the_data(analysts_site):
    assert (analysts_site / "data/our-council/.second-look/pages/performance.ipynb").is_file()
    assert not (analysts_site / "build/pages").exists()


def test_real_data_are_never_called_made_up(analysts_site):
    page = (analysts_site / "build/html/authorities/our-council/index.html").read_text("utf-8")
    assert "its children and their records are made up" not in page
    assert "rest on records of real children" in page


def test_results_and_the_run_record_are_published_together(analysts_site):
    record = json.loads((analysts_site / "build/html/results.json").read_text("utf-8"))
    assert record["results"] == {"our-council": {"decisions": 100}}
    assert record["runs"]["our-council"]["suppressed"] == 3


def test_no_notebook_or_source_is_published(analysts_site):
    left = {p.name for p in (analysts_site / "build/html").rglob("*")}
    assert not {name for name in left if name.endswith(".ipynb")} | ({"_sources"} & left)


def test_the_chapters_in_git_are_not_written_to(analysts_site):
    assert not (analysts_site / "book/authorities").exists()


def test_an_unchanged_site_is_not_built_again(analysts_site):
    folder = analysts_site / "data/our-council"
    assert build_small_site(analysts_site, [folder]).skipped


@pytest.fixture
def quick(tmp_path, monkeypatch):
    """Build without Jupyter Book or notebooks: the page holds the words given."""
    make_notebooks(tmp_path)

    def make(folders, *, words="fine", **changed):
        def render(source, target):
            target.mkdir(parents=True)
            (target / "index.html").write_text(f"<p>{words}</p>", encoding="utf-8")

        def execute(jobs, **_):
            for job in jobs:
                job.page.parent.mkdir(parents=True, exist_ok=True)
                job.page.write_text("{}")

        monkeypatch.setattr(site_module, "render", render)
        monkeypatch.setattr(site_module, "execute", execute)
        return build_small_site(tmp_path, folders, **changed)

    return make


@pytest.mark.parametrize("leaked", ["CH-778899", "FA-112233", "SYN-NW-000012"])
def test_a_page_that_names_a_child_or_family_stops_the_build(quick, tmp_path, leaked):
    folder = make_authority(tmp_path, "one", name="One (invented)")
    quick([folder])
    shown = (tmp_path / "build/html/index.html").read_text()
    (folder / "early_help.csv").write_text("child_id,start,end,reason_ended\n")
    with pytest.raises(SecondLookError, match=r"index\.html: the id of a .*child or family"):
        quick([folder], words=f"about {leaked}")
    assert (tmp_path / "build/html/index.html").read_text() == shown
    assert not (tmp_path / "build/html.new").exists()


def test_after_a_failure_the_next_build_is_not_skipped(quick, tmp_path):
    folder = make_authority(tmp_path, "one", name="One (invented)")
    with pytest.raises(SecondLookError):
        quick([folder], words="CH-778899")
    assert not quick([folder]).skipped


def test_a_changed_chapter_builds_the_site_again(quick, tmp_path):
    folder = make_authority(tmp_path, "one", name="One (invented)")
    quick([folder])
    chapter = tmp_path / "book/why.md"
    chapter.write_text(chapter.read_text("utf-8") + "\nMore.\n", encoding="utf-8")
    assert not quick([folder]).skipped


def test_changed_data_build_the_site_again(quick, tmp_path):
    folder = make_authority(tmp_path, "one", name="One (invented)")
    quick([folder])
    (folder / "families.csv").write_text("child_id,family_id,deprivation_fifth\n")
    assert not quick([folder]).skipped


def test_results_may_come_as_json_text(quick, tmp_path):
    class Texts(SmallReport):
        def to_json(self):
            return '{"decisions": 5}'

    quick([make_authority(tmp_path, "one", name="One")], open_report=lambda folder: Texts())
    record = json.loads((tmp_path / "build/html/results.json").read_text())
    assert record["results"]["one"] == {"decisions": 5}


def test_two_folders_of_one_name_are_refused(quick, tmp_path):
    first = make_authority(tmp_path, "one", name="One")
    second = make_authority(tmp_path / "other", "one", name="Another")
    with pytest.raises(SecondLookError, match="two folders are called 'one'"):
        quick([first, second])


def test_an_unknown_authority_is_answered_with_the_nearest_one(quick, tmp_path):
    folder = make_authority(tmp_path, "north-west", name="North West (invented)")
    with pytest.raises(SecondLookError, match="did you mean 'north-west'"):
        quick([folder.with_name("north-wst")])


def test_no_authority_at_all_is_refused(quick):
    with pytest.raises(SecondLookError, match="no authority was named"):
        quick([])


def test_a_build_away_from_the_project_is_refused_before_anything_is_read(tmp_path, monkeypatch):
    folder = make_authority(tmp_path, "west", name="West")
    monkeypatch.chdir(tmp_path)
    read: list[object] = []
    with pytest.raises(SecondLookError, match="there is no book here; run the command in the proj"):
        site_module.build([folder], open_report=read.append)
    assert not read
