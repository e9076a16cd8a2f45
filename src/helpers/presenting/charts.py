"""The three kinds of drawing: dots with intervals, bars of counts, and a hundred children as marks."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from itertools import pairwise
from types import MappingProxyType
from typing import Any

import seaborn as sns
from matplotlib.axes import Axes
from matplotlib.figure import Figure
from matplotlib.ticker import MaxNLocator

from helpers.estimate import Estimate
from helpers.presenting.drawing import COLOURS, INK, MARKERS, Grid, board, lay, say
from helpers.presenting.words import decimals, state_words

BAR = 0.15
"""Inches."""
BEST = "the best possible in this made-up world"
DIAMOND, NUMBER = 0.04, 0.16
"""How far a diamond and a number reach, as shares of the axis."""
_BEST: Mapping[str, Any] = MappingProxyType(
    {
        "color": INK,
        "marker": "D",
        "markersize": 8,
        "markerfacecolor": "none",
        "markeredgewidth": 1.5,
        "linewidth": 0,
    }
)
"""How the best possible is drawn: an open diamond."""


@dataclass(frozen=True, kw_only=True)
class DotRow:
    """One row of a dot drawing: its name, one estimate for each series, where guessing would land, and the best possible."""

    label: str
    estimates: tuple[Estimate, ...]
    guessing: Estimate | None = None
    best: float | None = None


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
    everybody
        Where all children lie, one estimate for each series: a stroke on each of its lanes.
    """

    title: str
    top: float
    mark: float | None = None
    mark_label: str = ""
    times: float = 1.0
    everybody: tuple[Estimate, ...] = ()


def dots(rows: Sequence[DotRow], *, series: Sequence[str], scale: Scale) -> Figure | None:
    """Draw one row for each thing compared: a marker, an interval and its number for each series.

    A series without a number has words in its place, a row without any has them beside its name, and without a
    single number there is no drawing.
    """
    ends = [_end(estimate, scale) for row in rows for estimate in row.estimates if _seen(estimate)]
    if not ends:
        return None
    ends += [row.best * scale.times for row in rows if row.best is not None]
    grid = Grid(
        tuple(_name(row) for row in rows),
        tuple(len(series) if any(map(_seen, row.estimates)) else 0 for row in rows),
    )
    with board(grid.height + 0.75 + 0.22 * _entries(series, rows, scale)) as (figure, axes):
        lay(axes, grid)
        axes.set_xlim(0, 1.03 * max([scale.top, *ends]))
        for place, row in enumerate(rows):
            _row(axes, grid, place, row, series, scale)
        if scale.mark is not None:
            axes.axvline(scale.mark * scale.times, color=INK, linestyle="--", linewidth=1)
        axes.set_xlabel(scale.title)
        axes.xaxis.set_major_locator(MaxNLocator(nbins=5, steps=[1, 2, 5, 10]))
        _explain(axes, series, rows, scale)
        figure.legend(loc="outside lower left")
    return figure


def _seen(estimate: Estimate) -> bool:
    return estimate.value is not None


def _name(row: DotRow) -> str:
    """Return a row's name, with the reasons beside it if none of its numbers can be shown."""
    if any(map(_seen, row.estimates)):
        return row.label
    return f"{row.label}: {' or '.join(dict.fromkeys(map(state_words, row.estimates)))}"


def _row(
    axes: Axes, grid: Grid, place: int, row: DotRow, series: Sequence[str], scale: Scale
) -> None:
    for number, estimate in enumerate(row.estimates[: grid.lanes[place]]):
        height = grid.lane(place, number)
        for everybody in scale.everybody[number : number + 1]:
            if everybody.value is not None and _seen(estimate):
                ends = [height - 0.1, height + 0.1]
                axes.plot(
                    [everybody.value * scale.times] * 2, ends, color=INK, linewidth=2, zorder=1
                )
        if _seen(estimate):
            _dot(axes, height, number, estimate, scale, best=row.best)
        else:
            _unsaid(axes, height, number, series, estimate)
    if grid.lanes[place] and row.guessing is not None and row.guessing.value is not None:
        ends = [grid.lane(place) - 0.1, grid.lane(place, grid.lanes[place] - 1) + 0.1]
        axes.plot([row.guessing.value * scale.times] * 2, ends, color=INK, linewidth=2)
    if grid.lanes[place] and row.best is not None:
        middle = (grid.lane(place) + grid.lane(place, grid.lanes[place] - 1)) / 2
        axes.plot([row.best * scale.times], [middle], **_BEST)


def _unsaid(
    axes: Axes, height: float, number: int, series: Sequence[str], estimate: Estimate
) -> None:
    """Say why a series has no number, beside its empty marker: the legend tells which series that is."""
    short = [name.partition(",")[0] for name in series]
    name = f"{short[number]}: " if len(series) > 1 and short.count(short[number]) == 1 else ""
    axes.plot(
        [0.02], [height], transform=axes.get_yaxis_transform(),
        marker=MARKERS[number], markersize=7, markeredgecolor=COLOURS[number], markerfacecolor="none", linewidth=0,
    )  # fmt: skip
    say(axes, height, f"{name}{state_words(estimate)}")


def _dot(
    axes: Axes, height: float, number: int, estimate: Estimate, scale: Scale, *, best: float | None
) -> None:
    """Draw one estimate, its number to the right of it and of the best possible if that lies there, or to the left near the
    right end of the axis.
    """
    assert estimate.value is not None
    colour, value = COLOURS[number], estimate.value * scale.times
    low = value if estimate.low is None else estimate.low * scale.times
    high = _end(estimate, scale)
    axes.hlines(height, low, high, color=colour, linewidth=2.5)
    sns.scatterplot(
        x=[value], y=[height], ax=axes, color=colour, marker=MARKERS[number], s=60, linewidth=0, zorder=3
    )  # fmt: skip
    end, right = axes.get_xlim()[1], high
    if best is not None and -DIAMOND <= (best * scale.times - high) / end <= NUMBER:
        right = best * scale.times
    outside = right > 0.88 * end
    axes.annotate(
        _said(value, scale),
        (low if outside else right, height),
        xytext=(-7 if outside else 7, 0),
        textcoords="offset points",
        ha="right" if outside else "left",
        va="center",
    )


def _end(estimate: Estimate, scale: Scale) -> float:
    """Return how far to the right an estimate reaches."""
    assert estimate.value is not None
    return scale.times * (estimate.value if estimate.high is None else estimate.high)


def _said(value: float, scale: Scale) -> str:
    if scale.times == 1:
        return f"{value:.{decimals()}f}"
    return f"{value:.1f}" if 0 < value < 1 else f"{value:.0f}"


def _entries(series: Sequence[str], rows: Sequence[DotRow], scale: Scale) -> int:
    """Return how many entries the legend has."""
    of_rows = any(row.guessing is not None for row in rows) + any(
        row.best is not None for row in rows
    )
    return len(series) + of_rows + (scale.mark is not None) + any(map(_seen, scale.everybody))


def _explain(axes: Axes, series: Sequence[str], rows: Sequence[DotRow], scale: Scale) -> None:
    for number, name in enumerate(series):
        axes.plot([], [], color=COLOURS[number], marker=MARKERS[number], linewidth=2.5, label=name)
    if any(row.guessing is not None for row in rows):
        axes.plot([], [], color=INK, marker="|", markersize=12, linewidth=0, label="guessing")
    if any(row.best is not None for row in rows):
        axes.plot([], [], label=BEST, **_BEST)
    if any(map(_seen, scale.everybody)):
        axes.plot([], [], color=INK, marker="|", markersize=12, linewidth=0, label="all children")
    if scale.mark is not None:
        axes.plot([], [], color=INK, linestyle="--", linewidth=1, label=scale.mark_label)


def bars(counts: Sequence[tuple[str, Estimate]], *, title: str) -> Figure | None:
    """Draw one bar for each count, its number at its end; a count that is not shown has words beside its name."""
    values = [shown.value for _, shown in counts if shown.value is not None]
    if not values:
        return None
    grid = Grid(
        tuple(
            label if _seen(shown) else f"{label}: {state_words(shown)}" for label, shown in counts
        ),
        tuple(int(_seen(shown)) for _, shown in counts),
    )
    lanes = [grid.lane(place) for place, has in enumerate(grid.lanes) if has]
    with board(grid.height + 0.4) as (figure, axes):
        # Widths are shares of the least distance between two bars; all bars are to be BAR inches high.
        apart = min([below - above for above, below in pairwise(lanes)], default=1.0)
        sns.barplot(
            x=values, y=lanes, orient="y", native_scale=True, ax=axes, color=COLOURS[0], saturation=1, linewidth=0, width=BAR / apart
        )  # fmt: skip
        lay(axes, grid)
        top = max([*values, 1.0])
        for lane, value in zip(lanes, values, strict=True):
            axes.text(value + top * 0.02, lane, f"{value:,.0f}", va="center")
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


def hundreds(panels: Sequence[Hundred]) -> Figure | None:
    """Draw each rate as a block of a hundred marks: filled circles inside the rate, open squares outside it.

    A rate without a number has one line of words; without a single number there is no drawing.
    """
    if not any(_seen(panel.rate) for panel in panels):
        return None
    heights = [2.0 if _seen(panel.rate) else 0.5 for panel in panels]
    with board(sum(heights)) as (figure, axes):
        axes.remove()
        places = figure.subplots(len(panels), 1, squeeze=False, height_ratios=heights)
        for axes, panel in zip(places[:, 0], panels, strict=True):
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
