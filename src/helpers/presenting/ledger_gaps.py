"""A drawing of differences: how many more or fewer there are in one group than in the other, on both sides of a line."""

from collections.abc import Sequence
from dataclasses import dataclass

from matplotlib.axes import Axes
from matplotlib.figure import Figure
from matplotlib.ticker import MaxNLocator

from helpers.estimate import Estimate
from helpers.presenting.drawing import COLOURS, INK, MARKERS, Grid, board, lay, say
from helpers.presenting.words import state_words

TIMES = 100
LEAST = 5.0
"""The axis reaches at least so far to either side, in 100."""
HALF = 0.11
"""Inches: half a lane."""
ROOM = 1.45
"""Beyond the longest interval, for the numbers."""


@dataclass(frozen=True, kw_only=True)
class Gap:
    """One row: its name, and a difference for each series, in shares."""

    label: str
    series: tuple[Estimate, ...]


def gaps(
    rows: Sequence[Gap], *, series: Sequence[str], title: str, ends: tuple[str, str]
) -> Figure | None:
    """Draw a lane for each series of each row: a mark and its interval, left or right of no difference.

    A difference that is not shown has words in its lane; without a single number there is no drawing.

    Parameters
    ----------
    ends
        What lies to the left of the line in the middle, and what to the right.
    """
    drawn = [one for row in rows for one in row.series if one.value is not None]
    if not drawn:
        return None
    grid = Grid(tuple(row.label for row in rows), tuple(len(series) for _ in rows))
    reach = ROOM * max(LEAST, *(abs(end) for one in drawn for end in _ends(one)))
    with board(grid.height + 1.0 + 0.22 * len(series)) as (figure, axes):
        lay(axes, grid)
        axes.set_xlim(-reach, reach)
        for place, row in enumerate(rows):
            _middle(axes, grid, place)
            for number, one in enumerate(row.series):
                _lane(axes, grid.lane(place, number), number, one)
        axes.xaxis.set_major_locator(MaxNLocator(nbins=5, steps=[1, 2, 5, 10]))
        axes.xaxis.set_major_formatter(lambda value, _: signed(value, decimals=0))
        axes.set_xlabel(
            f"{title}\n\N{LEFTWARDS ARROW} {ends[0]} \N{MIDDLE DOT} {ends[1]} \N{RIGHTWARDS ARROW}"
        )
        for number, name in enumerate(series):
            axes.plot(
                [], [], color=COLOURS[number], marker=MARKERS[number], linewidth=2.5, label=name
            )
        figure.legend(loc="outside lower left")
    return figure


def signed(number: float, *, decimals: int = 1) -> str:
    """Return a rounded number with its sign; nothing has none.

    >>> [signed(-1.62), signed(0.01), signed(2, decimals=0)]
    ['-1.6', '0.0', '+2']
    """
    shown = round(number, decimals)
    return f"{shown:+.{decimals}f}" if shown else f"{0:.{decimals}f}"


def _middle(axes: Axes, grid: Grid, place: int) -> None:
    """Draw the line of no difference beside a row's lanes, leaving its name free."""
    lanes = [grid.lane(place, number) for number in (0, grid.lanes[place] - 1)]
    axes.plot([0, 0], [lanes[0] - HALF, lanes[-1] + HALF], color=INK, linewidth=1)


def _ends(one: Estimate) -> list[float]:
    return [TIMES * end for end in (one.low, one.value, one.high) if end is not None]


def _lane(axes: Axes, height: float, number: int, one: Estimate) -> None:
    if one.value is None:
        say(axes, height, state_words(one))
        return
    ends = _ends(one)
    low, high, value = min(ends), max(ends), TIMES * one.value
    axes.hlines(height, low, high, color=COLOURS[number], linewidth=2.5)
    axes.plot(
        [value], [height], color=COLOURS[number], marker=MARKERS[number], markersize=7, linewidth=0
    )
    left = value < 0
    axes.annotate(
        signed(value),
        (low if left else high, height),
        xytext=(-7 if left else 7, 0),
        textcoords="offset points",
        ha="right" if left else "left",
        va="center",
    )
