"""What several rooms' tests share: the whole book, made once by the command itself, and one browser."""

import shutil
import subprocess
import sys
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

import pytest
from playwright.sync_api import Browser, sync_playwright
from visiting import started
from xdist.scheduler import LoadGroupScheduling

pytest.register_assert_rewrite("page_rules")

ROOT = Path(__file__).parents[1]
BOOK = ("book", "--world", "small", "--effort", "smoke")


SHARED = ("tests/book/", "tests/browser/")
"""Folders whose tests share a site that takes minutes to build: one process does all of a folder."""


class OneSiteEach(LoadGroupScheduling):
    """Deal tests out one by one, but those of a folder that shares a site to one process.

    Marks of groups would do, if they still reached the scheduler: from pytest 9.2 on, names of tests no longer carry them.
    """

    def _split_scope(self, nodeid: str) -> str:
        return next((folder for folder in SHARED if nodeid.startswith(folder)), nodeid)


def pytest_xdist_make_scheduler(config: pytest.Config, log: object) -> OneSiteEach:
    """Let :class:`OneSiteEach` deal out the tests."""
    return OneSiteEach(config, log)


@dataclass(frozen=True)
class Workplace:
    """A folder with the chapters and notebooks of the project, and the command to be called in it."""

    folder: Path

    @property
    def site(self) -> Path:
        """Where the site stands."""
        return self.folder / "build" / "html"

    def call(self, *arguments: str) -> subprocess.CompletedProcess[str]:
        """Call ``second-look`` as its reader would, in this folder."""
        return subprocess.run(
            [sys.executable, "-W", "default", "-m", "helpers.cli", *arguments],
            cwd=self.folder,
            capture_output=True,
            text=True,
            encoding="utf-8",
            timeout=600,
            check=False,
        )


@pytest.fixture(scope="session")
def whole_book(tmp_path_factory: pytest.TempPathFactory) -> Workplace:
    """The book of all four authorities on the small world; tests that use it lie in ``tests/book``."""
    folder = tmp_path_factory.mktemp("whole")
    for name in ("book", "notebooks", "docs/evidence", "proofs"):
        shutil.copytree(ROOT / name, folder / name)
    shutil.copy(ROOT / "_config.yml", folder)
    workplace = Workplace(folder)
    made = workplace.call(*BOOK)
    assert made.returncode == 0, made.stdout[-2000:] + made.stderr[-4000:]
    return workplace


@pytest.fixture(scope="session")
def browser() -> Iterator[Browser]:
    """One Chromium for all tests of a process: a second driver beside the first would refuse to start."""
    with sync_playwright() as driver:
        chromium = started(driver)
        yield chromium
        chromium.close()
