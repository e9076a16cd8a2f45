"""How the benchmarks measure and tell: one line a figure, with its limit and whether it is met."""

import os

for _name in ("OMP_NUM_THREADS", "OPENBLAS_NUM_THREADS", "MKL_NUM_THREADS"):
    os.environ.setdefault(_name, "1")

import statistics
import time
from collections.abc import Callable

ROUNDS = 3

MISSED: list[str] = []
"""The figures that missed their limits in this run."""


def seconds(work: Callable[[], object]) -> float:
    """Return how long one call took."""
    start = time.perf_counter()
    work()
    return time.perf_counter() - start


def in_turn(
    ours: Callable[[], object], theirs: Callable[[], object], *, rounds: int = ROUNDS
) -> tuple[float, float]:
    """Return the median seconds of two calls, measured in turn."""
    pairs = [(seconds(ours), seconds(theirs)) for _ in range(rounds)]
    mine, other = zip(*pairs, strict=True)
    return statistics.median(mine), statistics.median(other)


def held(
    what: str,
    value: float,
    unit: str,
    *,
    at_least: float | None = None,
    at_most: float | None = None,
    beside: str = "",
) -> None:
    """Print one figure with its limit, and remember it if the limit is missed.

    Parameters
    ----------
    at_least, at_most
        The limit: one of the two, or neither for a figure that stands beside another.
    beside
        What it is measured beside, in words.
    """
    met = value >= at_least if at_least is not None else at_most is None or value <= at_most
    verdict = "met" if met else "MISSED"
    bound = "no limit"
    if at_least is not None:
        bound = f"at least {at_least:,g}: {verdict}"
    elif at_most is not None:
        bound = f"at most {at_most:,g}: {verdict}"
    said = f"{value:,.0f}" if value >= 100 else f"{value:.2f}"
    print(f"{what}: {said} {unit} ({bound}){'; ' + beside if beside else ''}", flush=True)
    if not met:
        MISSED.append(what)
