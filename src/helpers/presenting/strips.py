"""A drawing of many things at once: one line for each world, one mark on it for each outcome."""

from collections.abc import Sequence
from dataclasses import dataclass
from statistics import median

from matplotlib.axes import Axes
from matplotlib.figure import Figure
from matplotlib.ticker import MaxNLocator

from helpers.estimate import Estimate
from helpers.presenting import words
from helpers.presenting.charts import Scale
from helpers.presenting.drawing import COLOURS, INK, MARKERS, Grid, board, lay, say

GUESSES = 0.1
"""Inches below a line at which guessing is marked."""


@dataclass(frozen=True, kw_only=True)
class Strip:
    """One row of strips: its name, the estimates of each series, and where guessing would land for them."""

    label: str
    series: tuple[tuple[Estimate, ...], ...]
    guessing: tuple[Estimate, ...] = ()

    @property
    def name(self) -> str:
        """Its label, with how many of its numbers are not shown."""
        every = [one for estimates in self.series for one in estimates]
        missing = len(every) - len(shown(every))
        return f"{self.label} ({missing} of {len(every)} not shown)" if missing else self.label


def strips(rows: Sequence[Strip], *, series: Sequence[str], scale: Scale) -> Figure | None:
    """Draw one lane for each series of each row, a mark on it for each number, and the middle of them in figures.

    How many numbers are not shown is said beside the row's name, why in the table below it; without a single number there is no drawing.
    """
    drawn = [one for row in rows for estimates in row.series for one in shown(estimates)]
    if not drawn:
        return None
    grid = Grid(tuple(row.name for row in rows), tuple(len(series) for _ in rows))
    guessed = any(shown(row.guessing) for row in rows)
    entries = len(series) + guessed + (scale.mark is not None)
    with board(grid.height + 0.75 + 0.22 * entries) as (figure, axes):
        lay(axes, grid)
        axes.set_xlim(0, 1.05 * max(scale.top, scale.times * max(drawn)))
        for place, row in enumerate(rows):
            for number, estimates in enumerate(row.series):
                draw_lane(axes, grid.lane(place, number), number, shown(estimates), scale)
            draw_guesses(axes, grid.lane(place, len(series) - 1), shown(row.guessing), scale)
        if scale.mark is not None:
            axes.axvline(scale.mark * scale.times, color=INK, linestyle="--", linewidth=1)
        axes.set_xlabel(scale.title)
        axes.xaxis.set_major_locator(MaxNLocator(nbins=5, steps=[1, 2, 5, 10]))
        _explain(axes, series, scale, guessed=guessed)
        figure.legend(loc="outside lower left")
    return figure


def shown(estimates: Sequence[Estimate]) -> list[float]:
    """Return the numbers of those estimates that have one."""
    return [one.value for one in estimates if one.value is not None]


def draw_lane(axes: Axes, height: float, number: int, values: list[float], scale: Scale) -> None:
    """Draw the values of one series into its lane, and their middle in figures beside them."""
    if not values:
        say(axes, height, "no number to show")
        return
    placed = [value * scale.times for value in values]
    axes.hlines(height, min(placed), max(placed), color=COLOURS[number], linewidth=1)
    axes.scatter(
        placed, [height] * len(placed), marker=MARKERS[number], s=45, facecolor="none", edgecolor=COLOURS[number], linewidth=1.5, zorder=3
    )  # fmt: skip
    outside = max(placed) > 0.86 * axes.get_xlim()[1]
    axes.annotate(
        _middle(placed, scale),
        (min(placed) if outside else max(placed), height),
        xytext=(-9 if outside else 9, 0),
        textcoords="offset points",
        ha="right" if outside else "left",
        va="center",
    )


def _middle(placed: list[float], scale: Scale) -> str:
    value = median(placed)
    return f"{value:.0f}" if scale.times != 1 else f"{value:.{words.decimals()}f}"


def draw_guesses(axes: Axes, height: float, values: list[float], scale: Scale) -> None:
    """Draw where guessing would land, a little below a lane."""
    axes.plot(
        [value * scale.times for value in values],
        [height + GUESSES] * len(values),
        color=INK,
        marker="|",
        markersize=7,
        linewidth=0,
    )


def _explain(axes: Axes, series: Sequence[str], scale: Scale, *, guessed: bool) -> None:
    for number, name in enumerate(series):
        axes.plot(
            [], [], color=COLOURS[number], marker=MARKERS[number], markerfacecolor="none", linewidth=1, label=name
        )  # fmt: skip
    if guessed:
        axes.plot([], [], color=INK, marker="|", markersize=9, linewidth=0, label="guessing")
    if scale.mark is not None:
        axes.plot([], [], color=INK, linestyle="--", linewidth=1, label=scale.mark_label)
