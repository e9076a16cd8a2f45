"""Set a world's thresholds, rates and weights so that it comes out as published for England, as far as it can.

Knobs of each authority are turned until published figures (``published.yml``) and the frequencies of its two outcomes
(``cohorts`` in ``worlds.yml``) are met, by least squares on logs with the same draws throughout (common random numbers).
A figure that cannot be met counts by its distance alone and not by its square, so that it does not carry the others away
with it; how far off it is stands in ``fitted.yml``. Nothing else is looked at: how well a model does plays no part.

Run ``python -m helpers.synthetic.fitting WORLD ...`` to write those worlds' part of ``fitted.yml`` anew; ``WORLD/SLUG``
fits one authority alone. Turns are counted from the settings in ``worlds.yml`` for the default world, and from the default
world for the others; the search begins where the last one ended, so a second run goes on from the first.
"""

import sys
import time
from collections.abc import Callable
from dataclasses import dataclass, replace
from functools import cache
from pathlib import Path
from typing import Any

import numpy as np
import yaml
from scipy.optimize import OptimizeResult, least_squares

from helpers.synthetic.draws import Floats
from helpers.synthetic.settings import Place, place
from helpers.synthetic.targets import Knob, figures, knobs, left_out, targets
from helpers.synthetic.worlds import authorities
from helpers.workers import Pool, usable_cores

SECTIONS = ("rates", "gates", "weights")
FILE = Path(__file__).with_name("fitted.yml")
ROUNDS = 10
SEEDS = (1, 2)
CHILDREN = 50_000
"""So many children are simulated of each draw: what is fitted are rates and shares, whatever the number."""
LARGEST_TURN = 4.0
"""No knob is turned further than this, in units of need or logs."""
RELUCTANCE = 0.02
"""What a turn of 1 weighs beside a miss of 1 in the logs, so that knobs without effect stay where they are."""
DIFFERENCE = 0.4
"""How far a knob is turned to see what it does: far enough that single children do not decide."""
NEAR = 0.06
"""The search ends when no figure is further off than this, as a log."""
LARGE = 0.1
"""A miss beyond this, as a log, counts by its distance and not by its square."""
FEWEST = 1e-4
"""A figure of nothing is taken for this, so that it has a logarithm."""


def missed(where: Place, *, seeds: tuple[int, ...] = SEEDS) -> dict[str, float]:
    """Return how far each target is missed, as a log."""
    made, aim = figures(where, seeds=seeds), targets(where)
    return {name: float(np.log(max(made[name], FEWEST) / aim[name])) for name in aim}


def fitted(where: Place, *, begin: Floats) -> tuple[Place, dict[str, float]]:
    """Return the place with its knobs turned, and how far its figures then are from their targets (as logs).

    Parameters
    ----------
    begin
        Turns of the place's knobs to begin the search with.
    """
    turnable, unmet = knobs(where), left_out(where.world).targets

    @cache
    def misses(turns: tuple[float, ...]) -> dict[str, float]:
        return missed(turned(where, turnable, np.array(turns)))

    def counted(turns: Floats) -> Floats:
        return np.array([v for name, v in misses(tuple(turns)).items() if name not in unmet])

    def off(turns: Floats) -> Floats:
        return np.concatenate([counted(turns), RELUCTANCE * turns])

    def stop_when_near(intermediate_result: OptimizeResult) -> None:
        if np.abs(counted(intermediate_result.x)).max() < NEAR:
            raise StopIteration

    if np.abs(counted(begin)).max() >= NEAR:
        begin = least_squares(
            off,
            begin,
            jac=_slopes(off),
            method="dogbox",
            bounds=(-LARGEST_TURN, LARGEST_TURN),
            loss="soft_l1",
            f_scale=LARGE,
            max_nfev=ROUNDS,
            ftol=NEAR / 10,
            xtol=NEAR / 10,
            callback=stop_when_near,
        ).x
    return turned(where, turnable, begin), misses(tuple(begin))


def _slopes(off: Callable[[Floats], Floats]) -> Callable[[Floats], Floats]:
    """Return a function for slopes: it measures what each knob does once, and then learns from each step (Broyden 1965)."""
    known: list[tuple[Floats, Floats]] = []

    def slopes(turns: Floats) -> Floats:
        if known:
            before, was = known[-1]
            step = turns - before
            surprise = off(turns) - off(before) - was @ step
            now = was + np.outer(surprise, step) / (step @ step)
        else:
            steps = DIFFERENCE * np.eye(len(turns))
            now = np.stack([(off(turns + s) - off(turns)) / DIFFERENCE for s in steps], axis=1)
        known.append((turns.copy(), now))
        return now

    return slopes


def turned(where: Place, turnable: tuple[Knob, ...], turns: Floats) -> Place:
    """Return the place with each knob turned."""
    sections: dict[str, Any] = {name: dict(getattr(where, name)) for name in SECTIONS}
    for knob, by in zip(turnable, turns, strict=True):
        for name in knob.names:
            value = sections[knob.section][name]
            value = value * np.exp(by) if knob.as_log else value + by
            sections[knob.section][name] = float(np.round(value, 6))
    return replace(where, **sections)


def unturned(slug: str, world: str) -> tuple[Place, Floats]:
    """Return an authority in a world as if nothing had been fitted in it, and the turns that were found before."""
    found = place(slug, world=world)
    where = place(slug, world=world, fitted=False, children=CHILDREN)
    turns = []
    for knob in knobs(found):
        now, then = (getattr(one, knob.section)[knob.names[0]] for one in (found, where))
        turns.append(np.log(now / then) if knob.as_log else now - then)
    return where, np.clip(turns, -LARGEST_TURN, LARGEST_TURN)


@dataclass(frozen=True)
class Fit:
    """One authority in one world, as it was fitted.

    Attributes
    ----------
    settings
        What the knobs came to, by section.
    off_in_100
        How far each target is missed, as a log, in hundredths.
    seconds
        Processor time that the search took.
    """

    world: str
    slug: str
    settings: dict[str, dict[str, float]]
    off_in_100: dict[str, int]
    seconds: float


def fit(asked: tuple[str, str]) -> Fit:
    """Fit one authority, given as ``(world, slug)``."""
    world, slug = asked
    began = time.process_time()
    where, begin = unturned(slug, world)
    found, miss = fitted(where, begin=begin)
    settings: dict[str, dict[str, float]] = {}
    for knob in knobs(found):
        values = getattr(found, knob.section)
        settings.setdefault(knob.section, {}).update({name: values[name] for name in knob.names})
    off = {name: round(100 * value) for name, value in miss.items()}
    return Fit(world, slug, settings, off, time.process_time() - began)


def keep(asked: tuple[str, str], one: Fit) -> list[tuple[str, str]]:
    """Write what was found, leave everything else in the file as it stands, and ask for nothing more."""
    text = FILE.read_text("utf-8")
    header = "".join(line for line in text.splitlines(keepends=True) if line.startswith("#"))
    kept: dict[str, Any] = yaml.safe_load(text)
    told = {"settings": one.settings, "off_in_100": one.off_in_100}
    not_fitted = {"not_fitted": list(left_out(one.world).targets)}
    kept.setdefault(one.world, {})[one.slug] = told | (
        not_fitted if not_fitted["not_fitted"] else {}
    )
    written = FILE.with_suffix(".part")
    written.write_text(header + yaml.safe_dump(kept, sort_keys=False), "utf-8")
    written.replace(FILE)
    sys.stdout.write(f"{one.world}, {one.slug} ({one.seconds:.0f} s): off by {one.off_in_100}\n")
    sys.stdout.flush()
    return []


def main(names: list[str]) -> None:
    """Fit worlds, or single authorities of worlds, as many at a time as there are cores."""
    parts = [name.partition("/") for name in names]
    asked = [
        (world, slug) for world, _, one in parts for slug in ((one,) if one else authorities())
    ]
    began = time.monotonic()
    with Pool(usable_cores()) as pool:
        pool.flow(fit, asked, then=keep)
    sys.stdout.write(f"{time.monotonic() - began:.0f} s in all\n")


if __name__ == "__main__":
    main(sys.argv[1:])
