"""The three kinds of drawing: dots with intervals, bars of counts, and a hundred children as marks."""

from collections.abc import Sequence
from dataclasses import dataclass
from itertools import pairwise

import seaborn as sns
from matplotlib.axes import Axes
from matplotlib.figure import Figure
from matplotlib.ticker import MaxNLocator

from helpers.estimate import Estimate
from helpers.presenting.drawing import COLOURS, INK, MARKERS, Grid, board, lay, say
from helpers.presenting.words import state_words

BAR = 0.15
"""Inches."""


@dataclass(frozen=True, kw_only=True)
class DotRow:
    """One row of a dot drawing: its name, one estimate for each series, and where guessing would land."""

    label: str
    estimates: tuple[Estimate, ...]
    guessing: Estimate | None = None


@dataclass(frozen=True, kw_only=True)
class Scale:
    """The horizontal axis of a dot drawing.

    Attributes
    ----------
    title
        What the axis measures.
    top
        The least end of the axis; it is longer where an interval is.
    mark, mark_label
        A line across all rows, and its name.
    times
        What values are multiplied with, such as 100 for shares shown as *in a hundred*.
    """

    title: str
    top: float
    mark: float | None = None
    mark_label: str = ""
    times: float = 1.0


def dots(rows: Sequence[DotRow], *, series: Sequence[str], scale: Scale) -> Figure:
    """Draw one row for each thing compared: a marker and an interval for each series, words where there is none."""
    grid = Grid(tuple(row.label for row in rows), lanes=len(series))
    with board(grid.height + 1.1 + 0.22 * len(series)) as (figure, axes):
        lay(axes, grid)
        longest = max([scale.top, *(_row(axes, grid, place, row, series, scale) for place, row in enumerate(rows))])  # fmt: skip
        if scale.mark is not None:
            axes.axvline(scale.mark * scale.times, color=INK, linestyle="--", linewidth=1)
        axes.set_xlim(0, longest * 1.02)
        axes.set_xlabel(scale.title)
        axes.xaxis.set_major_locator(MaxNLocator(nbins=5))
        _explain(axes, series, rows, scale)
        figure.legend(loc="outside lower left")
    return figure


def _row(
    axes: Axes, grid: Grid, place: int, row: DotRow, series: Sequence[str], scale: Scale
) -> float:
    """Draw one row; return how far to the right it reaches."""
    missing = [state_words(estimate) for estimate in row.estimates]
    if all(missing) and len(set(missing)) == 1:
        say(axes, (grid.lane(place) + grid.lane(place, grid.lanes - 1)) / 2, missing[0])
        return 0.0
    longest = 0.0
    for number, estimate in enumerate(row.estimates):
        height = grid.lane(place, number)
        if missing[number]:
            name = series[number].partition(",")[0]
            say(axes, height, missing[number] if len(series) == 1 else f"{name}: {missing[number]}")
        else:
            longest = max(longest, _dot(axes, height, number, estimate, scale))
    if row.guessing is not None and row.guessing.value is not None:
        ends = [grid.lane(place) - 0.1, grid.lane(place, grid.lanes - 1) + 0.1]
        axes.plot([row.guessing.value * scale.times] * 2, ends, color=INK, linewidth=2)
    return longest


def _dot(axes: Axes, height: float, number: int, estimate: Estimate, scale: Scale) -> float:
    """Draw one estimate; return how far to the right it reaches."""
    assert estimate.value is not None
    colour, value = COLOURS[number], estimate.value * scale.times
    low = value if estimate.low is None else estimate.low * scale.times
    high = value if estimate.high is None else estimate.high * scale.times
    axes.hlines(height, low, high, color=colour, linewidth=2.5)
    sns.scatterplot(
        x=[value], y=[height], ax=axes, color=colour, marker=MARKERS[number], s=60, linewidth=0, zorder=3
    )  # fmt: skip
    return high


def _explain(axes: Axes, series: Sequence[str], rows: Sequence[DotRow], scale: Scale) -> None:
    for number, name in enumerate(series):
        axes.plot([], [], color=COLOURS[number], marker=MARKERS[number], linewidth=2.5, label=name)
    if any(row.guessing is not None for row in rows):
        axes.plot([], [], color=INK, marker="|", markersize=12, linewidth=0, label="guessing")
    if scale.mark is not None:
        axes.plot([], [], color=INK, linestyle="--", linewidth=1, label=scale.mark_label)


def bars(counts: Sequence[tuple[str, Estimate]], *, title: str) -> Figure:
    """Draw one bar for each count, its number written at its end, words where it is not shown."""
    grid = Grid(tuple(label for label, _ in counts))
    with board(grid.height + 0.4) as (figure, axes):
        values = [0.0 if shown.value is None else shown.value for _, shown in counts]
        lanes = [grid.lane(place) for place in range(len(counts))]
        # Widths are shares of the least distance between two bars; all bars are to be BAR inches high.
        apart = min([below - above for above, below in pairwise(lanes)], default=1.0)
        sns.barplot(
            x=values, y=lanes, orient="y", native_scale=True, ax=axes, color=COLOURS[0], saturation=1, width=BAR / apart
        )  # fmt: skip
        lay(axes, grid)
        top = max([*values, 1.0])
        for lane, (_, shown) in zip(lanes, counts, strict=True):
            if shown.value is None:
                say(axes, lane, state_words(shown))
            else:
                axes.text(shown.value + top * 0.02, lane, f"{shown.value:,.0f}", va="center")
        axes.set_xlim(0, top * 1.22)
        axes.set_xlabel(title)
        axes.set_xticks([])
        sns.despine(ax=axes, bottom=True, left=True)
    return figure


@dataclass(frozen=True, kw_only=True)
class Hundred:
    """A hundred decisions as marks: how many of them a rate is about, and what both kinds are called."""

    title: str
    rate: Estimate
    inside: str
    outside: str


def hundreds(panels: Sequence[Hundred]) -> Figure:
    """Draw each rate as a square of a hundred marks: filled circles inside the rate, open squares outside it."""
    with board(2.1 * len(panels)) as (figure, axes):
        axes.remove()
        for axes, panel in zip(
            figure.subplots(len(panels), 1, squeeze=False)[:, 0], panels, strict=True
        ):
            _hundred(axes, panel)
    return figure


def _hundred(axes: Axes, panel: Hundred) -> None:
    axes.set_title(panel.title, loc="left")
    axes.set_axis_off()
    if panel.rate.value is None:
        axes.text(0, 0.5, state_words(panel.rate), transform=axes.transAxes, style="italic")
        return
    inside = round(panel.rate.value * 100)
    places = [(number % 20, -(number // 20)) for number in range(100)]
    for chosen, marker, colour, filled, name in (
        (places[:inside], "o", COLOURS[1], True, panel.inside),
        (places[inside:], "s", COLOURS[0], False, panel.outside),
    ):
        axes.scatter(
            [place[0] for place in chosen],
            [place[1] for place in chosen],
            marker=marker,
            s=60,
            facecolor=colour if filled else "none",
            edgecolor=colour,
            linewidth=1.4,
            label=f"{len(chosen)} {name}",
        )
    axes.set_xlim(-0.7, 19.7)
    axes.set_ylim(-4.7, 0.7)
    axes.legend(loc="upper left", bbox_to_anchor=(0, 0), borderaxespad=0, handletextpad=0.3)
