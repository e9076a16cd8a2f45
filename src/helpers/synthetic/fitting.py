"""Set a world's thresholds and rates so that its cohorts come out as large, and its outcomes as frequent, as intended.

The dial of signal keeps sizes and frequencies only about as they were, so that worlds of different strength could not be
compared. Four knobs of each authority are turned until the four figures of its two outcomes meet their targets, by
least squares on logs with the same draws throughout (common random numbers). Nothing else is looked at: how well a
model does plays no part.

Run ``python -m helpers.synthetic.fitting WORLD ...`` to write those worlds' part of ``fitted.yml`` anew.
"""

import sys
from collections.abc import Mapping
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any

import numpy as np
import pandas as pd
import yaml
from scipy.optimize import least_squares

from helpers.events import TABLES, EventTables
from helpers.outcomes.declare import outcome
from helpers.outcomes.label import decisions
from helpers.synthetic.draws import Floats
from helpers.synthetic.packaged import package_yaml
from helpers.synthetic.settings import Place, place
from helpers.synthetic.world import block_count, events_of_block
from helpers.synthetic.worlds import authorities

FILE = Path(__file__).with_name("fitted.yml")
ROUNDS = 5
LARGEST_TURN = 3.0
"""No knob is turned further than this, in units of need or logs."""
RELUCTANCE = 0.02
"""What a turn of 1 weighs beside a miss of 1 in the logs, so that knobs without effect stay where they are."""
DIFFERENCE = 0.15
"""How far a knob is turned to see what it does: far enough that single children do not decide."""


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
        Knob("gates", ("plan",)),
        Knob("rates", ("care_open", "care_plan"), as_log=True),
    ),
    "west-midlands": (
        Knob("gates", ("support",)),
        Knob("gates", ("conference", "plan")),
        Knob("gates", ("enquiry",)),
        Knob("gates", ("conference_open",)),
    ),
    "south-east": (
        Knob("gates", ("support",)),
        Knob("gates", ("conference_open",)),
        Knob("gates", ("plan",)),
        Knob("rates", ("care_plan",), as_log=True),
    ),
}
"""For each authority the knobs of: size and frequency of its first outcome, size and frequency of its second."""


def figures(where: Place, *, seeds: tuple[int, ...] = (1, 2)) -> Floats:
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


def fitted(where: Place) -> tuple[Place, Floats]:
    """Return the place with its knobs turned, and how far its figures then are from their targets (as logs)."""
    knobs, aim = KNOBS[where.slug], targets(where.slug)

    def off(turn: Floats) -> Floats:
        miss = figures(turned(where, knobs, turn - 1)) - aim
        return np.concatenate([miss, RELUCTANCE * (turn - 1)])

    found = least_squares(
        off,
        np.ones(len(knobs)),  # 1 for no turn, since steps are taken in proportion
        bounds=(1 - LARGEST_TURN, 1 + LARGEST_TURN),
        diff_step=DIFFERENCE,
        max_nfev=ROUNDS,
    )
    best = turned(where, knobs, found.x - 1)
    return best, figures(best) - aim


def turned(where: Place, knobs: tuple[Knob, ...], step: Floats) -> Place:
    """Return the place with each knob turned by a step."""
    sections = {"gates": dict(where.gates), "rates": dict(where.rates)}
    for knob, by in zip(knobs, step, strict=True):
        for name in knob.names:
            value = sections[knob.section][name]
            value = value * np.exp(by) if knob.as_log else value + by
            sections[knob.section][name] = float(np.round(value, 6))
    return replace(where, gates=sections["gates"], rates=sections["rates"])


def write(names: list[str]) -> None:
    """Fit worlds and write what their knobs came to."""
    kept: dict[str, Any] = dict(package_yaml("fitted.yml") or {})
    for world in names:
        kept[world] = {}
        for slug in authorities():
            found, miss = fitted(place(slug, world=world))
            settings: dict[str, dict[str, float]] = {}
            for knob in KNOBS[slug]:
                for name in knob.names:
                    settings.setdefault(knob.section, {})[name] = getattr(found, knob.section)[name]
            off = np.round(100 * miss).astype(int).tolist()
            kept[world][slug] = {"settings": settings, "off_in_100": off}
            sys.stdout.write(f"{world}, {slug}: off by {off} in 100\n")
    header = (
        "# What fitting.py found: thresholds and rates by world and authority, so that cohorts come out as large, and\n"
        "# outcomes as frequent, as `cohorts` in worlds.yml says. Made by: python -m helpers.synthetic.fitting WORLD ...\n"
        "# off_in_100: how far size and frequency of the first and the second outcome then are from what was intended.\n"
    )
    FILE.write_text(header + yaml.safe_dump(kept, sort_keys=False), "utf-8")


if __name__ == "__main__":
    write(sys.argv[1:])
