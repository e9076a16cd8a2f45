"""Notebooks are executed whole or not at all, and only when something changed."""

import tempfile
from pathlib import Path

import nbformat
import pytest

from helpers.errors import SecondLookError
from helpers.publishing.execute import Job, execute, is_done


@pytest.fixture
def job(tmp_path):
    def make(notebook, *, authority="One (invented)", **changed):
        page = tmp_path / "pages" / notebook.name
        return Job(
            **{
                "notebook": notebook,
                "page": page,
                "parameters": {"authority": "data/one"},
                "authority": authority,
                "slug": "one",
                **changed,
            }
        )

    return make


def test_a_page_shows_what_its_own_parameters_give(write_notebook, job):
    one = job(write_notebook("print('from', authority)"))
    execute([one])
    printed = nbformat.read(one.page, as_version=4).cells[-1].outputs[0].text
    assert printed == "from data/one\n"


def test_two_runs_make_equal_files(write_notebook, job):
    one = job(write_notebook("print(1)"))
    execute([one])
    first = one.page.read_bytes()
    one.page.unlink()
    execute([one])
    assert one.page.read_bytes() == first


def test_done_work_is_skipped_and_changed_inputs_are_not(write_notebook, job):
    notebook = write_notebook("print(1)")
    execute([job(notebook, inputs="a")])
    assert (is_done(job(notebook, inputs="a")), is_done(job(notebook, inputs="b"))) == (True, False)


def test_a_failed_notebook_is_named_with_its_cell_and_the_others_go_on(write_notebook, job):
    bad = job(write_notebook("print(1)", "raise ValueError('no rows')", name="bad.ipynb"))
    good = job(write_notebook("print(1)", name="good.ipynb"))
    with pytest.raises(
        SecondLookError,
        match=r"bad\.ipynb for One \(invented\), cell 4: ValueError: no rows",
    ):
        execute([bad, good], processes=2)
    assert (bad.page.exists(), good.page.exists()) == (False, True)


def test_a_wrong_parameter_stops_the_run_before_anything_is_executed(write_notebook, job):
    good = job(write_notebook("print(1)", name="good.ipynb"))
    wrong = job(write_notebook(name="wrong.ipynb"), parameters={"athority": "x"})
    with pytest.raises(SecondLookError, match="did you mean 'authority'"):
        execute([good, wrong])
    assert not good.page.exists()


def test_progress_is_told_of_every_job(write_notebook, job):
    told = []
    execute([job(write_notebook("print(1)"))], progress=told.append)
    assert told == ["page.ipynb for One (invented): executed"]


@pytest.fixture
def failing_starts(monkeypatch):
    """Let the kernel fail to start a number of times, and count the tries."""
    import papermill

    as_it_is = papermill.execute_notebook

    def let_fail(times):
        tries = []

        def start(*arguments, **settings):
            tries.append(1)
            if len(tries) <= times:
                raise RuntimeError("Kernel didn't respond in 60 seconds")
            return as_it_is(*arguments, **settings)

        monkeypatch.setattr(papermill, "execute_notebook", start)
        return tries

    return let_fail


def test_a_kernel_that_does_not_start_is_tried_once_more(write_notebook, job, failing_starts):
    failing_starts(1)
    assert execute([job(write_notebook("print(1)"))])[0].failure is None


def test_a_kernel_that_never_starts_is_told_in_a_sentence(write_notebook, job, failing_starts):
    tries = failing_starts(9)
    with pytest.raises(SecondLookError, match="the kernel stopped"):
        execute([job(write_notebook("print(1)"))])
    assert len(tries) == 2


def test_kernels_leave_no_sockets_behind(write_notebook, job, monkeypatch):
    made = []
    make = tempfile.mkdtemp

    def noted(*arguments, **settings):
        made.append(Path(make(*arguments, **settings)))
        return str(made[-1])

    monkeypatch.setattr("helpers.publishing.kernels.tempfile.mkdtemp", noted)
    execute([job(write_notebook("print(1)"))])
    assert not [folder for folder in made if folder.exists()]
