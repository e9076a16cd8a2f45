"""The two drawings of the scorecard: made-up figures as times the published ones, and figures of notes in their bands."""

from collections.abc import Sequence
from typing import Any

from matplotlib.axes import Axes
from matplotlib.figure import Figure as Drawing
from matplotlib.ticker import NullLocator

from helpers.presenting.drawing import COLOURS, INK, Grid, board, lay, say
from helpers.presenting.scorecard_records import Figure, TextFigure

LEAST, MOST = 1 / 5, 5.0
"""How many times the published figure the axis reaches; what lies beyond stands at its end."""
TICKS = {0.25: "a quarter", 0.5: "half", 1.0: "England", 2.0: "twice", 4.0: "4 times"}
BAND: Any = {"color": COLOURS[2], "alpha": 0.35, "linewidth": 7, "solid_capstyle": "butt"}
BEYOND = 0.5
"""By how many widths of a band its axis is longer, to either side."""
FOOT, ENTRY = 0.75, 0.22
"""Inches: of the axis with its title, and of an entry of the legend."""


def times_england(figures: Sequence[Figure]) -> Drawing | None:
    """Draw each figure as times the published one: each council, all together, and what is near enough."""
    if all(one.together is None for one in figures):
        return None
    grid = Grid(tuple(one.name for one in figures), tuple(1 for _ in figures))
    with board(grid.height + FOOT + 5 * ENTRY) as (drawing, axes):
        lay(axes, grid)
        axes.set_xscale("log")
        axes.set_xlim(LEAST, MOST)
        for place, one in enumerate(figures):
            _row(axes, grid.lane(place), one)
        axes.set_xticks(list(TICKS), list(TICKS.values()))
        axes.xaxis.set_minor_locator(NullLocator())
        axes.tick_params(top=True, labeltop=True)
        axes.set_xlabel("times the published figure")
        axes.plot([], [], color=INK, marker="|", markersize=12, linewidth=0, label="published for England")  # fmt: skip
        axes.plot([], [], **BAND, label="near enough")
        axes.plot([], [], color=COLOURS[0], marker="o", markerfacecolor="none", linewidth=0, label="one made-up council")  # fmt: skip
        axes.plot([], [], color=COLOURS[1], marker="D", linewidth=0, label="the four together")
        drawing.legend(loc="outside lower left")
    return drawing


def _row(axes: Axes, height: float, one: Figure) -> None:
    axes.plot([1 - one.tolerance, 1 + one.tolerance], [height, height], **BAND)
    axes.plot([1], [height], color=INK, marker="|", markersize=14, linewidth=0)
    if one.together is None:
        say(axes, height, "nothing to count")
        return
    councils = [_placed(made / one.published) for made in one.councils]
    axes.scatter(councils, [height] * len(councils), s=36, facecolor="none", edgecolor=COLOURS[0], linewidth=1.4, zorder=3)  # fmt: skip
    axes.scatter([_placed(one.together / one.published)], [height], marker="D", s=44, color=COLOURS[1], linewidth=0, zorder=4)  # fmt: skip


def _placed(times: float) -> float:
    return min(max(times, LEAST), MOST)


def in_bands(figures: Sequence[tuple[str, Sequence[TextFigure]]]) -> Drawing | None:
    """Draw each figure of notes on a line of its own, on which its band reaches from 0 to 1; one mark for each kind of note.

    Parameters
    ----------
    figures
        For each line, its name and the figures, all with the same band.
    """
    if not any(found for _, found in figures):
        return None
    grid = Grid(tuple(name for name, _ in figures), tuple(1 for _ in figures))
    with board(grid.height + FOOT + 2 * ENTRY) as (drawing, axes):
        lay(axes, grid)
        axes.set_xlim(-BEYOND, 1 + BEYOND)
        for place, (_, found) in enumerate(figures):
            height = grid.lane(place)
            axes.plot([0, 1], [height, height], **BAND)
            placed = [_in_band(one) for one in found]
            axes.scatter(placed, [height] * len(placed), s=36, facecolor="none", edgecolor=COLOURS[0], linewidth=1.4, zorder=3)  # fmt: skip
        axes.set_xticks([0, 1], ["lowest", "highest"])
        axes.set_xlabel("where a figure lies in its band")
        axes.plot([], [], **BAND, label="the band proposed")
        axes.plot([], [], color=COLOURS[0], marker="o", markerfacecolor="none", linewidth=0, label="one kind of note in one council")  # fmt: skip
        drawing.legend(loc="outside lower left")
    return drawing


def _in_band(one: TextFigure) -> float:
    assert one.low is not None and one.high is not None
    return min(max((one.made - one.low) / (one.high - one.low), -BEYOND), 1 + BEYOND)
