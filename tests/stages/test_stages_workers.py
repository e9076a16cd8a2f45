import importlib
import os
import signal

import pytest

from helpers.errors import SecondLookError
from helpers.workers import THREADS, Pool, usable_cores


def square(number: int) -> int:
    return number * number


def threads(_: int) -> set[str | None]:
    return {os.environ.get(name) for name in THREADS}


def mistake(_: int) -> None:
    raise SecondLookError("this is wrong", where="here", mend="mend it")


@pytest.mark.parametrize("processes", [1, 2])
def test_results_come_in_the_order_of_the_tasks(processes):
    done = []
    with Pool(processes) as pool:
        assert pool.run(square, [3, 1, 2], done=done.append) == [9, 1, 4]
    assert sorted(done) == [1, 2, 3]


def test_workers_have_one_numeric_thread_and_the_parent_keeps_its_own(monkeypatch):
    monkeypatch.setenv("OMP_NUM_THREADS", "2")
    monkeypatch.delenv("MKL_NUM_THREADS", raising=False)
    with Pool(2) as pool:
        assert pool.run(threads, [0]) == [{"1"}]
    assert os.environ["OMP_NUM_THREADS"] == "2"
    assert "MKL_NUM_THREADS" not in os.environ


@pytest.mark.parametrize("processes", [1, 2])
def test_a_mistake_in_a_worker_keeps_its_place_and_mend(processes):
    with pytest.raises(SecondLookError) as caught, Pool(processes) as pool:
        pool.run(mistake, [0, 1])
    assert (caught.value.where, caught.value.mend) == ("here", "mend it")


def test_workers_are_gone_after_an_interruption():
    def stop(_: int) -> None:
        raise KeyboardInterrupt

    pool = Pool(2)
    with pytest.raises(KeyboardInterrupt), pool:
        pool.run(square, [1, 2], done=stop)
    assert pool._children
    assert not any(child.is_alive() for child in pool._children)


def test_a_pool_without_tasks_starts_nobody():
    with Pool(2) as pool:
        assert pool.run(square, []) == []
        assert pool._children == []


def test_fewer_than_one_process_is_refused():
    with pytest.raises(SecondLookError, match="processes"):
        Pool(0)


def halves(number: int) -> list[int]:
    return [number // 2, number - number // 2] if number > 1 else []


@pytest.mark.parametrize("processes", [1, 2])
def test_tasks_that_follow_from_others_are_done_too(processes):
    seen = []

    def then(task, result):
        seen.append(task)
        return result

    with Pool(processes) as pool:
        pool.flow(halves, [4], then=then)
    assert sorted(seen) == [1, 1, 1, 1, 2, 2, 4]


def end_this_process(_: int) -> None:
    os.kill(os.getpid(), signal.SIGTERM)


def test_a_worker_ended_from_outside_is_told_in_a_sentence():
    with pytest.raises(SecondLookError, match="ended from outside"), Pool(2) as pool:
        pool.run(end_this_process, [0, 1])


def test_a_mistake_in_what_follows_ends_the_workers():
    def then(task, result):
        raise ValueError(task)

    pool = Pool(2)
    with pytest.raises(ValueError, match="4"), pool:
        pool.flow(halves, [4], then=then)
    assert not any(child.is_alive() for child in pool._children)


@pytest.mark.parametrize("asked", ["there", "http://127.0.0.1:8786", ""])
def test_a_cluster_that_is_none_is_refused_at_once(asked):
    with pytest.raises(SecondLookError, match="names no Dask cluster"):
        Pool(1, dask=asked)


def test_dask_that_is_not_installed_is_told_in_a_sentence(monkeypatch):
    def missing(name: str) -> None:
        raise ImportError(name)

    monkeypatch.setattr(importlib, "import_module", missing)
    with pytest.raises(SecondLookError, match="Dask is not installed; install what"):
        Pool(1, dask="local")


def test_work_is_spread_over_every_core_that_may_be_used():
    assert 1 <= usable_cores() <= (os.cpu_count() or 1)
