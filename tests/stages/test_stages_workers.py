import os

import pytest

from helpers.errors import SecondLookError
from helpers.workers import THREADS, Pool


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
