"""Make sure that a browser stands ready for the tests: ``python tests/browser/provide.py``.

Looks for Chromium on the PATH, then for what Playwright has installed or can install, then asks the system's package
manager when run as root; else says in one sentence what to do, and fails.
"""

import os
import shutil
import subprocess
import sys
from pathlib import Path

ON_PATH = ("chromium", "chromium-browser", "google-chrome", "google-chrome-stable")
PACKAGE = "chromium"
INSTALL_SECONDS = 600


def find_browser() -> str | None:
    """Return the path of a Chromium that is there already, or ``None``."""
    on_path = next((found for name in ON_PATH if (found := shutil.which(name))), None)
    return on_path or playwrights_own()


def playwrights_own() -> str | None:
    """Return the Chromium that Playwright installed earlier, or ``None``."""
    from playwright.sync_api import sync_playwright

    with sync_playwright() as driver:
        path = driver.chromium.executable_path
    return path if Path(path).exists() else None


def install_with_playwright() -> bool:
    """Let Playwright install its own Chromium; whether that worked."""
    return succeeds([sys.executable, "-m", "playwright", "install", "chromium"])


def install_with_apt() -> bool:
    """Let the system's package manager install Chromium, if it is apt and we are root; whether that worked."""
    is_root = hasattr(os, "geteuid") and os.geteuid() == 0
    apt = shutil.which("apt-get")
    if not is_root or apt is None:
        return False
    return succeeds([apt, "update", "-qq"]) and succeeds(
        [apt, "install", "-y", "-qq", "--no-install-recommends", PACKAGE]
    )


def succeeds(command: list[str]) -> bool:
    """Run a command quietly; whether it ended well in time."""
    try:
        ended = subprocess.run(
            command,
            check=False,
            timeout=INSTALL_SECONDS,
            stdout=subprocess.DEVNULL,
            stderr=subprocess.DEVNULL,
        )
    except (OSError, subprocess.TimeoutExpired):
        return False
    return ended.returncode == 0


def provide() -> str | None:
    """Return the path of a browser, installing one where that is possible; ``None`` where it is not."""
    found = find_browser()
    for install in (install_with_playwright, install_with_apt):
        if found is None and install():
            found = find_browser()
    return found


def main() -> int:
    """Tell which browser the tests will use, or what to do."""
    found = provide()
    if found is None:
        sys.stderr.write(
            "No browser for the tests: install Chromium (on Debian or Ubuntu: apt-get install chromium) and run again.\n"
        )
        return 1
    sys.stdout.write(f"The browser tests use {found}\n")
    return 0


if __name__ == "__main__":
    raise SystemExit(main())
