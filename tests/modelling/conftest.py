"""One numeric thread, as in the study's workers: threads that wait for each other are slower than one."""

import pytest
from threadpoolctl import threadpool_limits


@pytest.fixture(scope="session", autouse=True)
def one_thread():
    with threadpool_limits(1):
        yield
