"""Serve a built site on the loopback and open its pages; everything off the loopback is refused and noted."""

import functools
import http.server
import re
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path

from looking import Seen, look_at
from playwright.sync_api import Browser, ConsoleMessage, Page, Playwright, Route
from provide import find_browser

FLAGS = [
    "--headless",
    "--no-sandbox",
    "--disable-gpu",
    "--no-first-run",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
]


class Quiet(http.server.SimpleHTTPRequestHandler):
    """Serves files without a word."""

    def log_message(self, *_: object) -> None:
        """Say nothing."""


@contextmanager
def served(site: Path) -> Iterator[str]:
    """Serve a folder on a free port of the loopback and give its address."""
    handler = functools.partial(Quiet, directory=str(site))
    with http.server.ThreadingHTTPServer(("127.0.0.1", 0), handler) as server:
        threading.Thread(target=server.serve_forever, daemon=True).start()
        yield f"http://127.0.0.1:{server.server_port}/"
        server.shutdown()


def started(driver: Playwright) -> Browser:
    """Start the Chromium that stands ready."""
    return driver.chromium.launch(executable_path=find_browser(), args=FLAGS)


def pages_of(site: Path) -> list[str]:
    """Return every HTML page of a site, by its address below the root."""
    return sorted(path.relative_to(site).as_posix() for path in site.rglob("*.html"))


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


def surveyed(browser: Browser, address: str, names: list[str]) -> dict[str, Seen]:
    """Return what every page shows, each opened once."""
    found = {}
    for name in names:
        with opened(browser, address, name) as seen:
            found[name] = look_at(seen)
    return found
