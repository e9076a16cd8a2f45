"""A small built site, served on the loopback, and a browser that reports what a page does."""

import functools
import http.server
import re
import sys
import threading
from collections.abc import Callable, Iterator
from contextlib import AbstractContextManager, contextmanager
from dataclasses import dataclass, field
from pathlib import Path

import pytest
from looking import Seen, look_at
from playwright.sync_api import Browser, ConsoleMessage, Page, Playwright, Route, sync_playwright
from provide import find_browser

sys.path.insert(0, str(Path(__file__).parents[1] / "publishing"))
from small_site import build_small_site, make_authority, make_notebooks

FLAGS = [
    "--headless",
    "--no-sandbox",
    "--disable-gpu",
    "--no-first-run",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
]


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """All of these tests share one site and one browser: keep them in one worker."""
    for item in items:
        if Path(__file__).parent in item.path.parents:
            item.add_marker(pytest.mark.browser)
            item.add_marker(pytest.mark.xdist_group("browser"))


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
def page_names(built_site: Path) -> list[str]:
    """Every HTML page of the site, by its address below the root."""
    return sorted(path.relative_to(built_site).as_posix() for path in built_site.rglob("*.html"))


class Quiet(http.server.SimpleHTTPRequestHandler):
    """Serves files without a word."""

    def log_message(self, *_: object) -> None:
        """Say nothing."""


@pytest.fixture(scope="session")
def address(built_site: Path) -> Iterator[str]:
    """Where the site is served: a free port of the loopback."""
    handler = functools.partial(Quiet, directory=str(built_site))
    with http.server.ThreadingHTTPServer(("127.0.0.1", 0), handler) as server:
        threading.Thread(target=server.serve_forever, daemon=True).start()
        yield f"http://127.0.0.1:{server.server_port}/"
        server.shutdown()


@pytest.fixture(scope="session")
def playwright_driver() -> Iterator[Playwright]:
    """The driver, once for all tests."""
    with sync_playwright() as driver:
        yield driver


@pytest.fixture(scope="session")
def browser(playwright_driver: Playwright) -> Iterator[Browser]:
    """One Chromium for all tests."""
    found = find_browser()
    started = playwright_driver.chromium.launch(executable_path=found, args=FLAGS)
    yield started
    started.close()


@dataclass
class Visit:
    """A page that was opened, and what happened meanwhile."""

    page: Page
    elsewhere: list[str] = field(default_factory=list)
    errors: list[str] = field(default_factory=list)


@contextmanager
def opened(browser: Browser, address: str, name: str, *, width: int = 1280) -> Iterator[Visit]:
    """Open a page of the site; everything off the loopback is refused and noted."""
    context = browser.new_context(
        color_scheme="light", viewport={"width": width, "height": 800}, reduced_motion="reduce"
    )
    seen = Visit(page=context.new_page())

    def refuse(route: Route) -> None:
        seen.elsewhere.append(route.request.url)
        route.abort()

    def note(message: ConsoleMessage) -> None:
        if message.type == "error":
            seen.errors.append(f"{message.text} {message.location.get('url', '')}")

    context.route(re.compile(rf"^(?!{re.escape(address)}|data:|blob:)"), refuse)
    seen.page.on("console", note)
    seen.page.on("pageerror", lambda error: seen.errors.append(str(error)))
    seen.page.goto(address + name, wait_until="load")
    yield seen
    context.close()


@pytest.fixture
def visit(browser: Browser, address: str) -> Callable[..., AbstractContextManager[Visit]]:
    """Open one page in a window of its own."""
    return functools.partial(opened, browser, address)


@pytest.fixture(scope="session")
def survey(browser: Browser, address: str, page_names: list[str]) -> dict[str, Seen]:
    """What every page of the site shows, each opened once."""
    found = {}
    for name in page_names:
        with opened(browser, address, name) as seen:
            found[name] = look_at(seen)
    return found
