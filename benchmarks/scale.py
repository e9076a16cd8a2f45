"""Scale: one million children of one authority, with files and notes, and the memory that all processes hold."""

import subprocess
import sys
import tempfile
import time
from pathlib import Path

import psutil
from measuring import held

CHILDREN = 1_000_000
SLUG = "north-west"
"""The authority with the most to write: it has a note of every contact."""
PROCESSES = 2
EVERY_SECONDS = 0.2


def resident(process: psutil.Process) -> int:
    """Return the resident memory of a process and all that it started, in bytes."""
    held_now = 0
    for one in (process, *process.children(recursive=True)):
        try:
            held_now += one.memory_info().rss
        except psutil.NoSuchProcess:
            continue
    return held_now


def a_million_children() -> None:
    """Make them by the command, and sample the memory until it ends."""
    with tempfile.TemporaryDirectory() as root:
        call = [sys.executable, "-m", "helpers.cli", "synthesise", str(Path(root, SLUG))]
        call += ["--children", str(CHILDREN), "--processes", str(PROCESSES)]
        start, peak = time.perf_counter(), 0
        with subprocess.Popen(call, stdout=subprocess.DEVNULL) as running:
            watched = psutil.Process(running.pid)
            while running.poll() is None:
                peak = max(peak, resident(watched))
                time.sleep(EVERY_SECONDS)
        took = time.perf_counter() - start
        if running.returncode:
            raise subprocess.CalledProcessError(running.returncode, call)
        size = sum(path.stat().st_size for path in Path(root).rglob("*") if path.is_file())
    beside = f"{took / 60:.1f} minutes on {PROCESSES} processes, {size / 1e6:,.0f} MB of files, notes and truth"
    held(f"memory for {CHILDREN:,} children", peak / 1e9, "GB", at_most=2, beside=beside)


def main() -> None:
    """Measure it."""
    a_million_children()
