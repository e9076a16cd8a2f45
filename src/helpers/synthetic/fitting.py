"""Set a world's thresholds and rates so that its cohorts come out as large, and its outcomes as frequent, as intended.

The dial of signal keeps sizes and frequencies only about as they were, so that worlds of different strength could not be
compared. Four knobs of each authority are turned until the four figures of its two outcomes meet their targets, by
least squares on logs with the same draws throughout (common random numbers). Nothing else is looked at: how well a
model does plays no part.

Run ``python -m helpers.synthetic.fitting WORLD ...`` to write those worlds' part of ``fitted.yml`` anew; ``WORLD/SLUG``
fits one authority alone. Turns are counted from the default world; the search begins where the last one ended.
"""

import sys
from collections.abc import Mapping
from dataclasses import dataclass, replace
from functools import cache
from pathlib import Path
from typing import Any

import numpy as np
import pandas as pd
import yaml
from scipy.optimize import OptimizeResult, least_squares

from helpers.events import TABLES, EventTables
from helpers.outcomes.declare import outcome
from helpers.outcomes.label import decisions
from helpers.synthetic.draws import Floats
from helpers.synthetic.packaged import package_yaml
from helpers.synthetic.settings import Place, place
from helpers.synthetic.world import block_count, events_of_block
from helpers.synthetic.worlds import authorities

FILE = Path(__file__).with_name("fitted.yml")
ROUNDS = 16
SEEDS = (1, 2, 3, 4)
"""As many draws as it takes until an outcome of thirty children does not toss the search about."""
LARGEST_TURN = 4.0
"""No knob is turned further than this, in units of need or logs."""
RELUCTANCE = 0.02
"""What a turn of 1 weighs beside a miss of 1 in the logs, so that knobs without effect stay where they are."""
DIFFERENCE = 0.5
"""How far a knob is turned to see what it does: far enough that single children do not decide."""
NEAR = 0.06
"""The search ends when no figure is further off than this, as a log."""


@dataclass(frozen=True)
class Knob:
    """Numbers that are turned together, and whether they turn as logs."""

    section: str
    names: tuple[str, ...]
    as_log: bool = False


KNOBS: Mapping[str, tuple[Knob, ...]] = {
    "north-west": (
        Knob("rates", ("contact",), as_log=True),
        Knob("gates", ("enquiry", "conference", "plan")),
        Knob("gates", ("referral",)),
        Knob("gates", ("no_action",)),
    ),
    "south-west": (
        Knob("gates", ("early_help",)),
        Knob("rates", ("contact",), as_log=True),
        Knob("gates", ("enquiry", "conference", "conference_open", "plan")),
        Knob("rates", ("care_open", "care_plan"), as_log=True),
    ),
    "west-midlands": (
        Knob("gates", ("support",)),
        Knob("gates", ("conference", "conference_open", "plan")),
        Knob("gates", ("enquiry",)),
        Knob("rates", ("enquiry_open",), as_log=True),
    ),
    "south-east": (
        Knob("rates", ("contact",), as_log=True),
        Knob("rates", ("enquiry_open",), as_log=True),
        Knob("gates", ("enquiry", "conference")),
        Knob("rates", ("care_plan",), as_log=True),
    ),
}
"""For each authority the knobs of: size and frequency of its first outcome, size and frequency of its second.

Each moves the figure it stands for most, of all that were tried, and was chosen for that alone.
"""


def figures(where: Place, *, seeds: tuple[int, ...] = SEEDS) -> Floats:
    """Return the logs of size and frequency of both outcomes, over a few seeds."""
    sizes, followed = np.zeros(2), np.zeros(2)
    first, last = (pd.Timestamp(day, unit="D") for day in (where.first, where.last))
    for seed in seeds:
        blocks = [
            events_of_block(where, seed=seed, block=block) for block in range(block_count(where))
        ]
        events = EventTables({name: pd.concat([one[name] for one in blocks]) for name in TABLES})
        for number, slug in enumerate(where.outcomes):
            found = decisions(events, outcome(slug), period_start=first, period_end=last).frame
            sizes[number] += len(found) / len(seeds)
            followed[number] += found["followed"].sum() / len(seeds)
    frequency = np.maximum(followed, 0.5) / np.maximum(sizes, 1)
    logs: Floats = np.log(np.stack([np.maximum(sizes, 1), frequency], axis=1).ravel())
    return logs


def targets(slug: str) -> Floats:
    """Return the logs of the intended sizes and frequencies of an authority's outcomes."""
    raw = package_yaml("worlds.yml")["cohorts"]
    logs: Floats = np.log(np.array([raw[name] for name in place(slug).outcomes]).ravel())
    return logs


def fitted(where: Place, *, begin: Floats) -> tuple[Place, Floats]:
    """Return the place with its knobs turned, and how far its figures then are from their targets (as logs).

    Parameters
    ----------
    begin
        Turns of the place's knobs to begin the search with.
    """
    knobs, aim = KNOBS[where.slug], targets(where.slug)

    @cache
    def missed(turns: tuple[float, ...]) -> Floats:
        return figures(turned(where, knobs, np.array(turns))) - aim

    def off(turns: Floats) -> Floats:
        return np.concatenate([missed(tuple(turns)), RELUCTANCE * turns])

    known: list[tuple[Floats, Floats]] = []

    def slopes(turns: Floats) -> Floats:
        """Measure what each knob does once; afterwards learn from each step taken (Broyden 1965)."""
        if known:
            before, was = known[-1]
            step = turns - before
            surprise = off(turns) - off(before) - was @ step
            now = was + np.outer(surprise, step) / (step @ step)
        else:
            steps = DIFFERENCE * np.eye(len(knobs))
            now = np.stack([(off(turns + s) - off(turns)) / DIFFERENCE for s in steps], axis=1)
        known.append((turns.copy(), now))
        return now

    def stop_when_near(intermediate_result: OptimizeResult) -> None:
        if np.abs(missed(tuple(intermediate_result.x))).max() < NEAR:
            raise StopIteration

    if np.abs(missed(tuple(begin))).max() < NEAR:
        return turned(where, knobs, begin), missed(tuple(begin))
    found = least_squares(
        off,
        begin,
        jac=slopes,
        method="dogbox",
        bounds=(-LARGEST_TURN, LARGEST_TURN),
        max_nfev=ROUNDS,
        ftol=NEAR,
        xtol=NEAR,
        callback=stop_when_near,
    )
    return turned(where, knobs, found.x), missed(tuple(found.x))


def turned(where: Place, knobs: tuple[Knob, ...], turns: Floats) -> Place:
    """Return the place with each knob turned."""
    sections = {"gates": dict(where.gates), "rates": dict(where.rates)}
    for knob, by in zip(knobs, turns, strict=True):
        for name in knob.names:
            value = sections[knob.section][name]
            value = value * np.exp(by) if knob.as_log else value + by
            sections[knob.section][name] = float(np.round(value, 6))
    return replace(where, gates=sections["gates"], rates=sections["rates"])


def unturned(slug: str, world: str) -> tuple[Place, Floats]:
    """Return an authority in a world as if nothing had been fitted, and the turns that were found before."""
    found, usual = place(slug, world=world), place(slug)
    before = package_yaml("fitted.yml").get(world, {}).get(slug, {"settings": {}})["settings"]
    sections = {"gates": dict(found.gates), "rates": dict(found.rates)}
    for section, settings in before.items():
        sections[section] |= {name: getattr(usual, section)[name] for name in settings}
    where = replace(found, gates=sections["gates"], rates=sections["rates"])
    turns = []
    for knob in KNOBS[slug]:
        now, then = (getattr(one, knob.section)[knob.names[0]] for one in (found, where))
        turns.append(np.log(now / then) if knob.as_log else now - then)
    return where, np.clip(turns, -LARGEST_TURN, LARGEST_TURN)


def keep(world: str, found: Place, miss: Floats) -> None:
    """Write what the knobs of one authority came to, and leave everything else in the file as it stands."""
    settings: dict[str, dict[str, float]] = {}
    for knob in KNOBS[found.slug]:
        values = getattr(found, knob.section)
        settings.setdefault(knob.section, {}).update({name: values[name] for name in knob.names})
    off = np.round(100 * miss).astype(int).tolist()
    text = FILE.read_text("utf-8")
    header = "".join(line for line in text.splitlines(keepends=True) if line.startswith("#"))
    kept: dict[str, Any] = yaml.safe_load(text)
    kept.setdefault(world, {})[found.slug] = {"settings": settings, "off_in_100": off}
    written = FILE.with_suffix(f".{found.slug}.part")
    written.write_text(header + yaml.safe_dump(kept, sort_keys=False), "utf-8")
    written.replace(FILE)
    sys.stdout.write(f"{world}, {found.slug}: off by {off} in 100\n")


def main(names: list[str]) -> None:
    """Fit worlds, or single authorities of worlds, one after the other."""
    for name in names:
        world, _, alone = name.partition("/")
        for slug in (alone,) if alone else authorities():
            where, begin = unturned(slug, world)
            found, miss = fitted(where, begin=begin)
            keep(world, found, miss)


if __name__ == "__main__":
    main(sys.argv[1:])
