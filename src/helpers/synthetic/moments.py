"""Measure what thresholds and rates weigh in the default world: the mean and spread that the dial ``signal`` needs.

Run ``python -m helpers.synthetic.moments`` to write ``moments.yml`` anew after a change of the default world.
"""

from collections import defaultdict
from dataclasses import dataclass, field
from pathlib import Path

import numpy as np

from helpers.synthetic.draws import Draws, Flags, Floats, Integers
from helpers.synthetic.journeys.contacts import live, log_rate
from helpers.synthetic.journeys.town import Batch, Town
from helpers.synthetic.settings import place
from helpers.synthetic.world import first_day
from helpers.synthetic.worlds import authorities

CHILDREN = 40_000
FILE = Path(__file__).with_name("moments.yml")
_HEADER = """# Mean and spread of what each threshold and rate weighs in the default world, measured on {children} made-up children of
# each authority (python -m helpers.synthetic.moments). Thresholds in units of need, rates as logs.
"""


@dataclass(frozen=True)
class _Watched(Town):
    """A town that keeps what its thresholds and rates weigh."""

    seen: dict[str, list[Floats]] = field(default_factory=lambda: defaultdict(list))

    def passes(
        self,
        gate: str,
        batch: Batch,
        *,
        told: Floats | float = 0.0,
        chance: Floats | None = None,
    ) -> Flags:
        """Keep what is weighed, and go on."""
        self.seen[gate].append(self.weighed(gate, batch, told=told))
        return super().passes(gate, batch, told=told, chance=chance)

    def waiting(
        self, rate: str, batch: Batch, *, drawn: Floats, told: Floats | float = 0.0
    ) -> Integers:
        """Keep the log of the rate, and go on."""
        self.seen[rate].append(self.pressing(batch, told=told))
        return super().waiting(rate, batch, drawn=drawn, told=told)


def measured(slug: str, *, seed: int = 1, children: int = CHILDREN) -> dict[str, list[float]]:
    """Return mean and spread by threshold or rate, in the first block of one authority of the default world."""
    town = first_day(place(slug, children=children), Draws(seed, slug, 0), kind=_Watched)
    live(town)
    everyone = town.families.children
    town.seen["contact"] = [
        log_rate(town, everyone[there], need[there])
        for need, there in zip(town.need.need, town.need.there, strict=True)
    ]
    together = {name: np.concatenate(parts) for name, parts in town.seen.items()}
    return {
        name: [round(float(one.mean()), 3), round(float(one.std()), 3)]
        for name, one in sorted(together.items())
    }


def write() -> None:
    """Write ``moments.yml``."""
    lines = [_HEADER.format(children=f"{CHILDREN:,}")]
    for slug in authorities():
        lines.append(f"{slug}:\n")
        lines += [f"  {name}: {numbers}\n" for name, numbers in measured(slug).items()]
    FILE.write_text("".join(lines), "utf-8")


if __name__ == "__main__":
    write()
