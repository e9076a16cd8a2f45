"""A small built site, served on the loopback, and a browser that reports what a page does."""

import functools
import sys
from collections.abc import Callable, Iterator
from contextlib import AbstractContextManager
from pathlib import Path

import pytest
from looking import Seen
from playwright.sync_api import Browser
from visiting import Visit, opened, pages_of, served, surveyed

sys.path.insert(0, str(Path(__file__).parents[1] / "publishing"))
from small_site import build_small_site, make_authority, make_notebooks


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """All of these tests open pages in a browser."""
    for item in items:
        if Path(__file__).parent in item.path.parents:
            item.add_marker(pytest.mark.browser)


@pytest.fixture(scope="session")
def built_site(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The folder of a small site: two made-up authorities with an executed notebook each, and one across."""
    root = tmp_path_factory.mktemp("site")
    make_notebooks(root)
    folders = [
        make_authority(root, slug, name=f"{name} (invented)")
        for slug, name in (("one", "One"), ("two", "Two"))
    ]
    return build_small_site(root, folders, four=True).index.parent


@pytest.fixture(scope="session")
def address(built_site: Path) -> Iterator[str]:
    """Where the site is served: a free port of the loopback."""
    with served(built_site) as where:
        yield where


@pytest.fixture
def visit(browser: Browser, address: str) -> Callable[..., AbstractContextManager[Visit]]:
    """Open one page in a window of its own."""
    return functools.partial(opened, browser, address)


@pytest.fixture(scope="session")
def survey(browser: Browser, address: str, built_site: Path) -> dict[str, Seen]:
    """What every page of the site shows, each opened once."""
    return surveyed(browser, address, pages_of(built_site))
