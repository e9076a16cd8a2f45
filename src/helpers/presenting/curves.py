"""Two kinds of drawing with an axis to each side: a score against what followed, and a measure as records grow."""

from collections.abc import Sequence
from dataclasses import dataclass

from matplotlib.figure import Figure
from matplotlib.ticker import FixedLocator, MaxNLocator, NullFormatter, NullLocator

from helpers.estimate import Estimate
from helpers.presenting.drawing import COLOURS, INK, MARKERS, WIDTH, board


@dataclass(frozen=True, kw_only=True)
class Spot:
    """One place of a curve: how far to the right, and an estimate with its interval."""

    across: float
    estimate: Estimate


def agreement(spots: Sequence[Spot], *, across: str, up: str) -> Figure | None:
    """Draw what followed against what the score said, with the line on which both are the same.

    Both axes are shares of 1 and are shown in a hundred; spots without a number are left out, and without a single
    one there is no drawing.
    """
    seen = [(spot.across, spot.estimate) for spot in spots if spot.estimate.value is not None]
    if not seen:
        return None
    top = 108 * max(max(place, *_ends(estimate)) for place, estimate in seen)
    with board(WIDTH + 0.5) as (figure, axes):
        axes.spines["left"].set_visible(True)
        axes.plot(
            [0, top],
            [0, top],
            color=INK,
            linestyle="--",
            linewidth=1,
            label="score and outcome agree",
        )
        for number, (place, estimate) in enumerate(seen):
            low, high = _ends(estimate)
            axes.vlines(100 * place, 100 * low, 100 * high, color=COLOURS[0], linewidth=2.5)
            axes.plot(
                [100 * place], [100 * (estimate.value or 0)], color=COLOURS[0], marker=MARKERS[0], markersize=7, linewidth=0,
                label="children with like scores, with interval" if number == 0 else None,
            )  # fmt: skip
        axes.set_xlim(0, top)
        axes.set_ylim(0, top)
        axes.set_aspect("equal")
        axes.set_xlabel(across)
        axes.set_ylabel(up)
        for axis in (axes.xaxis, axes.yaxis):
            axis.set_major_locator(MaxNLocator(nbins=5, steps=[1, 2, 5, 10]))
        figure.legend(loc="outside lower left")
    return figure


def growth(
    seen: Sequence[Spot], projected: Sequence[Spot], *, guessing: Estimate, up: str
) -> Figure | None:
    """Draw a measure against the number of families learnt from, as a multiple of those there are.

    What was seen is filled, what is projected is open and another shape; a line marks guessing. Without a single number
    that was seen there is no drawing.
    """
    groups = [
        [(spot.across, spot.estimate) for spot in spots if spot.estimate.value is not None]
        for spots in (seen, projected)
    ]
    if not groups[0]:
        return None
    with board(3.6) as (figure, axes):
        axes.spines["left"].set_visible(True)
        axes.set_xscale("log")
        names = ("seen, with interval", "projected, with interval")
        for number, (spots, name) in enumerate(zip(groups, names, strict=True)):
            for place, estimate in spots:
                axes.vlines(place, *_ends(estimate), color=COLOURS[number], linewidth=2.5)
            if spots:
                axes.plot(
                    [place for place, _ in spots], [estimate.value or 0 for _, estimate in spots],
                    color=COLOURS[number], marker=MARKERS[number], markersize=7, linewidth=1 - number,
                    markerfacecolor="none" if number else COLOURS[0], label=name,
                )  # fmt: skip
        if guessing.value is not None:
            axes.axhline(guessing.value, color=INK, linestyle="--", linewidth=1, label="guessing")
        places = [place for spots in groups for place, _ in spots]
        axes.set_xlim(0.8 * min(places), 1.25 * max(places))
        axes.xaxis.set_major_locator(FixedLocator([0.1, 0.2, 0.5, 1, 2, 4, 10]))
        axes.xaxis.set_minor_locator(NullLocator())
        axes.xaxis.set_major_formatter(lambda place, _: f"{place:g}")
        axes.xaxis.set_minor_formatter(NullFormatter())
        axes.set_ylim(bottom=0)
        axes.set_xlabel("times as many families as there are")
        axes.set_ylabel(up)
        figure.legend(loc="outside lower left")
    return figure


def _ends(estimate: Estimate) -> tuple[float, float]:
    """Return the ends of an interval; the value itself where there is none."""
    assert estimate.value is not None
    return (
        estimate.value if estimate.low is None else estimate.low,
        estimate.value if estimate.high is None else estimate.high,
    )
