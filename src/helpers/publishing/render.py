"""Run Jupyter Book on a staged folder, in a process of its own, with every warning an error."""

import os
import re
import shutil
import subprocess
import sys
from pathlib import Path

from helpers.errors import SecondLookError
from helpers.publishing.mends import UNUSED_SCRIPTS

PYTHON = (sys.executable, "-c", "from jupyter_book.cli.main import main; main()")
STRICT = ("--all", "-W", "--keep-going", "-q")  # a partial build could keep stale numbers
COLOURS = re.compile(r"\x1b\[[0-9;]*m")
UNUSED = (".map", "webpack-macros.html", ".buildinfo")
SHOWN = 5  # warnings that an error message lists


def render(source: Path, target: Path) -> None:
    """Build the staged book into a new folder; on failure no such folder stands.

    Parameters
    ----------
    source
        A staged book.
    target
        The folder to make; what stood there is removed first.

    Raises
    ------
    SecondLookError
        If the build warns or fails; the message holds its first warnings.
    """
    shutil.rmtree(target, ignore_errors=True)
    work = target.with_name(f"{target.name}.work")
    shutil.rmtree(work, ignore_errors=True)
    try:
        built = subprocess.run(
            [*PYTHON, "build", str(source), *STRICT, "--path-output", str(work)],
            capture_output=True,
            text=True,
            encoding="utf-8",
            errors="replace",
            check=False,
            env={**os.environ, "PYTHONUTF8": "1", "PYTHONWARNINGS": "ignore"},
        )
        if built.returncode:
            raise SecondLookError(
                "the book could not be built: " + _warnings(built.stderr, source),
                where=source,
                mend="mend what is named here in the chapter or notebook it comes from",
            )
        drop_unused_files(work / "_build" / "html")
        (work / "_build" / "html").rename(target)
    finally:
        shutil.rmtree(work, ignore_errors=True)


def drop_unused_files(site: Path) -> None:
    """Leave out what no page loads: source maps, templates, scripts that the mends took off, the builder's notes."""
    for path in sorted(site.rglob("*")):
        if path.name.endswith(UNUSED) or path.name in UNUSED_SCRIPTS:
            path.unlink()


def _warnings(log: str, source: Path) -> str:
    lines = COLOURS.sub("", log).replace(f"{source.resolve()}{os.sep}", "").splitlines()
    told = [line for line in lines if "WARNING" in line or "ERROR" in line or "rror:" in line]
    chosen = told[:SHOWN] or lines[-SHOWN:]
    more = f" (and {len(told) - SHOWN} more)" if len(told) > SHOWN else ""
    return " | ".join(line.strip() for line in chosen) + more
