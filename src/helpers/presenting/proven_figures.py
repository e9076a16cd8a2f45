"""Figures of the proofs: how many intervals hold the truth, and how good luck alone looks."""

import re

from scipy.stats import binomtest

from helpers.estimate import Estimate
from helpers.presenting import words
from helpers.presenting.charts import DotRow, Scale, dots
from helpers.presenting.drawing import Drawn, fitted
from helpers.presenting.source import MeasuredFigure, ProofResult
from helpers.presenting.stale import measured_on
from helpers.presenting.tables import Table

OURS, NAIVE = "", "plain percentiles, rows resampled: "
HELD = {OURS: "intervals of these pages", NAIVE: "as if there were no brothers and sisters"}
"""Two ways to an interval, by how the proof's figures begin, and what pages call them."""
MEASURE = "average_precision"
PROMISED = 95
OF_COVERAGE = re.compile(rf"(?:{NAIVE})?{MEASURE}, about (\d+) positives")
OF_LUCK = re.compile(r"luck alone: highest lift of (\d+) models, (.+)")
MIDDLE, SELDOM = "in the middle", "one in twenty times at least"
NOTICEABLE = 1.05
"""A lift below this, shown with one decimal, is that of guessing."""
BEST, JUDGED = "lift of the best of all models", "models judged"


def coverage(proof: ProofResult) -> list[Drawn]:
    """Return the figure of how many intervals hold the truth, by how many children carry a number; none if not measured."""
    found = {one.figure: one for one in (*proof.claims, *proof.beside)}
    sizes = sorted({int(match[1]) for match in map(OF_COVERAGE.fullmatch, found) if match})
    rows = []
    for size in sizes:
        both = [found.get(f"{way}{MEASURE}, about {size} positives") for way in HELD]
        if all(both):
            shares = tuple(share_of_runs(one.measured, one.of) for one in both if one)
            rows.append(
                DotRow(label=f"{size} children for whom the outcome followed", estimates=shares)
            )
    return [_coverage(proof, rows)] if rows else []


def _coverage(proof: ProofResult, rows: list[DotRow]) -> Drawn:
    scale = Scale(
        title="intervals in 100 that hold the truth",
        top=100,
        mark=PROMISED / 100,
        mark_label=f"what is promised, {PROMISED}",
        times=100,
    )
    return Drawn(
        question=f"Of 100 intervals that promise to hold the truth {PROMISED} times, how many do?",
        figure=dots(rows, series=tuple(HELD.values()), scale=scale),
        alt=fitted(
            [
                "Intervals in 100 that hold the truth, ours and those that forget brothers and sisters.",
                *(
                    f"{row.label}: {words.listed([words.in_hundred(_bare(one)) for one in row.estimates])}."
                    for row in rows
                ),
            ]
        ),
        caption=(
            "Cohorts were drawn again and again from a made-up population whose true average precision is known. With few "
            "children, pages say that there are too few to judge; their intervals are shown here all the same. "
            f"{measured_on(proof)}"
        ),
        table=Table(
            caption="Intervals in 100 that hold the true average precision",
            columns=("About so many", *(f"{said} (interval)" for said in HELD.values())),
            rows=tuple((row.label, *map(words.in_hundred, row.estimates)) for row in rows),
        ),
    )


def luck_alone(proof: ProofResult) -> list[Drawn]:
    """Return the figure of how good models look that know nothing; none if it was not measured."""
    rows = [row for one in proof.beside for row in _of_luck(proof, one)]
    return [_luck(proof, rows)] if rows else []


def _of_luck(proof: ProofResult, one: MeasuredFigure) -> list[tuple[str, str, float]]:
    """Return name, sentence and lift of a figure that tells what luck reaches; nothing for any other figure."""
    match = OF_LUCK.fullmatch(one.figure)
    if match and match[2] == MIDDLE:
        said = f"{match[1]} models that know nothing, and the best of them {_looks(one.measured)} (the middle of {one.of:,} tries)."
        return [(f"Best of {match[1]} models that know nothing, {MIDDLE}", said, one.measured)]
    if match and match[2] == SELDOM:
        said = f"One try in twenty, the best of {match[1]} {_looks(one.measured, at_least='at least ')}."
        return [
            (
                f"Best of {match[1]} that know nothing, one try in twenty, at least",
                said,
                one.measured,
            )
        ]
    judged = [beside for beside in proof.beside if beside.figure == JUDGED]
    if one.figure == BEST and judged:
        models = f"{judged[0].measured:g} models learnt where there is nothing to find"
        return [
            (
                f"Best of {models}",
                f"{models}, and the best of them {_looks(one.measured)}.",
                one.measured,
            )
        ]
    return []


def _looks(lift: float, *, at_least: str = "") -> str:
    if lift < NOTICEABLE:
        return "looks no better than guessing"
    return f"still looks {at_least}{lift:.1f} times as good as guessing"


def _luck(proof: ProofResult, rows: list[tuple[str, str, float]]) -> Drawn:
    said = [sentence for _, sentence, _ in rows]
    scale = Scale(title="times as good as guessing (lift)", top=3, mark=1, mark_label="guessing, 1")
    return Drawn(
        question="How good does the best of many models look that know nothing?",
        figure=dots(
            [DotRow(label=label, estimates=(Estimate(value=lift),)) for label, _, lift in rows],
            series=("the best, by luck alone",),
            scale=scale,
        ),
        alt=fitted(said),
        caption=f"{' '.join(said)} Choosing the best of many rewards luck. {measured_on(proof)}",
        table=Table(
            caption=f"How good luck alone looks ({proof.name.replace('_', ' ')})",
            columns=("What", "Times as good as guessing"),
            rows=tuple((label, f"{lift:.2f}") for label, _, lift in rows),
        ),
    )


def share_of_runs(measured: float, of: int) -> Estimate:
    """Return how often something happened, in 100 of some runs, as a share with its 95% interval (Wilson 1927)."""
    times = round(measured * of / 100)
    ends = binomtest(times, of).proportion_ci(method="wilson")
    return Estimate(value=times / of, low=float(ends.low), high=float(ends.high), n=of)


def _bare(estimate: Estimate) -> Estimate:
    return Estimate(value=estimate.value)
