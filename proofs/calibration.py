"""The made-up world of the book beside published figures of England, and its notes beside bands for text.

Claimed is what was set: figures that were aimed at. Held-out figures, with which the world is only compared, bear no claim;
they are recorded with their misses.
"""

import math
from collections.abc import Iterator, Mapping
from functools import partial
from statistics import fmean
from typing import Any

from helpers.synthetic.published import Published, published
from helpers.synthetic.worlds import authorities
from helpers.truth.scorecard import Counted, counted, notes_by_kind, over_all
from helpers.truth.text_figures import BANDS, within
from proofs.proving import Answer, Bound, Measured, Proof, Tell
from proofs.seeds import each

WORLD = "default"
SEEDS = (1001, 1002, 1003)
"""Others than those by which settings were found."""
READ = 2000
"""Notes of each kind in each council."""
FITTED = "figures aimed at that come out near enough, four councils together"
HELD_OUT = "held-out figures that come out near enough, four councils together"
TEXT = "figures of notes within their bands"
TOGETHER = ""


def measure(tell: Tell) -> Answer:
    """Count every published figure in every council and seed, and the figures of notes in one seed."""
    tasks = [(slug, seed) for seed in SEEDS for slug in authorities()]
    found = dict(zip(tasks, each(_counted, tasks, tell=tell), strict=True))
    by_seed = {seed: [found[slug, seed] for slug in authorities()] for seed in SEEDS}
    made: dict[str, list[Mapping[str, float]]] = {
        slug: [found[slug, seed].figures for seed in SEEDS] for slug in authorities()
    }
    made[TOGETHER] = [over_all(councils) for councils in by_seed.values()]
    notes = dict(zip(authorities(), each(_notes, authorities(), tell=tell), strict=True))
    figures = {
        FITTED: _near([one for one in published() if one.fitted], made[TOGETHER]),
        HELD_OUT: _near([one for one in published() if not one.fitted], made[TOGETHER]),
        TEXT: _within(notes),
    }
    return Answer(figures=figures, records=[*_figures(made), *_texts(notes)])


def _counted(task: tuple[str, int]) -> Counted:
    slug, seed = task
    return counted(slug, world=WORLD, seed=seed)


_notes = partial(notes_by_kind, world=WORLD, seed=SEEDS[0], read=READ)


def _near(asked: list[Published], made: list[Mapping[str, float]]) -> Measured:
    """Return how many in 100 figures are met by their mean over the seeds."""
    met = sum(one.met(fmean(each_one[one.key] for each_one in made)) for one in asked)
    return Measured(value=100 * met / len(asked), of=len(asked))


def _within(notes: Mapping[str, Mapping[str, Mapping[str, float]]]) -> Measured:
    every = [
        within(figure, figures[figure])
        for kinds in notes.values()
        for figures in kinds.values()
        for figure in BANDS
    ]
    return Measured(value=100 * sum(every) / len(every), of=len(every))


def _figures(made: Mapping[str, list[Any]]) -> Iterator[dict[str, Any]]:
    """Yield each published figure with what came out in each council and in all together, over the seeds."""
    for one in published():
        for slug, over_seeds in made.items():
            values = [figures[one.key] for figures in over_seeds]
            known = all(map(math.isfinite, values))
            yield {
                "what": "figure",
                "key": one.key,
                "name": one.name,
                "unit": one.unit,
                "published": one.value,
                "year": one.year,
                "source": one.source,
                "how": one.how,
                "fitted": one.fitted,
                "tolerance": one.tolerance,
                "between": one.between,
                "council": slug,
                "made": _short(fmean(values)) if known else None,
                "least": _short(min(values)) if known else None,
                "most": _short(max(values)) if known else None,
            }


def _texts(notes: Mapping[str, Mapping[str, Mapping[str, float]]]) -> Iterator[dict[str, Any]]:
    for slug, kinds in notes.items():
        for kind, figures in kinds.items():
            for figure, value in figures.items():
                low, high = BANDS.get(figure, (None, None))
                yield {
                    "what": "text",
                    "council": slug,
                    "kind": kind,
                    "figure": figure,
                    "low": low,
                    "high": high,
                    "made": _short(value),
                }


def _short(value: float) -> float:
    return float(f"{value:.4g}")


PROOF = Proof(
    name="calibration",
    claim=(
        "Of the published figures of England that the made-up world was set to meet, at least 80 in 100 come out within their "
        "tolerance over the four councils together, in seeds by which nothing was set; and at least 95 in 100 figures of its "
        "notes keep within the bands that the project proposes."
    ),
    bounds={FITTED: Bound(at_least=80), TEXT: Bound(at_least=95)},
    settings={
        "unit": "in 100 figures",
        "world": WORLD,
        "seeds": list(SEEDS),
        "notes of each kind": READ,
    },
    rooms=("synthetic", "truth/scorecard", "truth/text_figures"),
    sources=("calibration.py",),
    measure=measure,
)
