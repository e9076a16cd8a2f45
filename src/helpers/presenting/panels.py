"""A drawing of several measures at once: one panel for each, one line in it for each world, one mark for each outcome."""

from collections.abc import Sequence
from dataclasses import dataclass

from matplotlib.axes import Axes
from matplotlib.figure import Figure
from matplotlib.ticker import MaxNLocator

from helpers.estimate import Estimate
from helpers.presenting.charts import Scale
from helpers.presenting.drawing import COLOURS, INK, LANE_HEIGHT, LINE_HEIGHT, MARKERS, board
from helpers.presenting.strips import draw_guesses, draw_lane, shown

FRAME = 0.7
"""Inches that a panel needs beside its lines and its title: its axis."""
AIR = 0.08
"""Inches between two lines of a panel."""


@dataclass(frozen=True, kw_only=True)
class Elsewhere:
    """A value from elsewhere, drawn on a line of its own: what the line is called, and what stands beside the value."""

    label: str
    value: float
    said: str


@dataclass(frozen=True, kw_only=True)
class Panel:
    """One measure in several worlds.

    Attributes
    ----------
    title
        What is measured, in lines of at most 29 letters.
    rows
        For each world, the estimates of each series.
    scale
        Its axis.
    guessing
        For each world, where guessing would land; empty if there is no such thing.
    elsewhere
        A value from elsewhere to be marked.
    """

    title: str
    rows: tuple[tuple[tuple[Estimate, ...], ...], ...]
    scale: Scale
    guessing: tuple[tuple[Estimate, ...], ...] = ()
    elsewhere: Elsewhere | None = None

    @property
    def names(self) -> int:
        """How many lines of text its title has."""
        return self.title.count("\n") + 1

    @property
    def lanes(self) -> list[int]:
        """How many lanes each of its lines has, that of the value from elsewhere last."""
        return [len(row) for row in self.rows] + [1] * (self.elsewhere is not None)

    @property
    def room(self) -> float:
        """How high its lines are together, in inches."""
        return sum(LANE_HEIGHT * many + AIR for many in self.lanes)

    def top(self, row: int) -> float:
        """Return where a line begins, in inches from the top."""
        return sum(LANE_HEIGHT * many + AIR for many in self.lanes[:row])

    def lane(self, row: int, number: int) -> float:
        """Return the middle of one lane of a line."""
        return self.top(row) + AIR / 2 + LANE_HEIGHT * (number + 0.5)

    def middle(self, row: int) -> float:
        """Return the height at which the name of a line stands."""
        return (self.lane(row, 0) + self.lane(row, self.lanes[row] - 1)) / 2

    @property
    def every(self) -> list[Estimate]:
        """Every estimate of it."""
        return [one for row in self.rows for estimates in row for one in estimates]


def panels(
    drawn: Sequence[Panel], *, worlds: Sequence[str], series: Sequence[str], reported: str = ""
) -> Figure | None:
    """Draw panels below each other, each with the same worlds; without a single number there is no drawing.

    Parameters
    ----------
    worlds
        Short names, in the order of every panel's rows; at most eleven letters.
    series
        What each series is called.
    reported
        What values from elsewhere are called.
    """
    if not any(shown(panel.every) for panel in drawn):
        return None
    heights = [panel.room + FRAME + LINE_HEIGHT * panel.names for panel in drawn]
    entries = [name.count("\n") + 1 for name in (*series, reported)] + [1, 1]
    with board(sum(heights) + LINE_HEIGHT * sum(entries)) as (figure, axes):
        axes.remove()
        places = figure.subplots(len(drawn), 1, squeeze=False, height_ratios=heights)[:, 0]
        for place, panel in zip(places, drawn, strict=True):
            _panel(place, panel, worlds)
        _explain(places[0], drawn, series, reported)
        figure.legend(loc="outside lower left", handlelength=1.6)
    return figure


def _panel(axes: Axes, panel: Panel, worlds: Sequence[str]) -> None:
    scale = panel.scale
    axes.set_title(panel.title, loc="left")
    axes.set_ylim(panel.room, 0)
    axes.set_xlim(0, 1.2 * max([scale.top, *(scale.times * one for one in shown(panel.every))]))
    names = [*worlds, *([panel.elsewhere.label] if panel.elsewhere else [])]
    axes.set_yticks([panel.middle(row) for row in range(len(names))], names)
    axes.tick_params(axis="y", length=0)
    for place, row in enumerate(panel.rows):
        for number, estimates in enumerate(row):
            draw_lane(axes, panel.lane(place, number), number, shown(estimates), scale)
    for place, guesses in enumerate(panel.guessing):
        draw_guesses(axes, panel.lane(place, panel.lanes[place] - 1), shown(guesses), scale)
    if panel.elsewhere is not None:
        _mark(axes, panel.elsewhere, panel.lane(len(panel.rows), 0), scale)
    if scale.mark is not None:
        axes.axvline(scale.mark * scale.times, color=INK, linestyle="--", linewidth=1)
    axes.set_xlabel(scale.title)
    axes.xaxis.set_major_locator(MaxNLocator(nbins=5, steps=[1, 2, 5, 10]))


def _mark(axes: Axes, elsewhere: Elsewhere, height: float, scale: Scale) -> None:
    """Draw a value from elsewhere on its own line, and through the lines above it so that they can be set beside it."""
    value = elsewhere.value * scale.times
    axes.axvline(value, color=INK, linestyle=":", linewidth=1)
    axes.plot([value], [height], color=INK, marker="*", markersize=11, linewidth=0, zorder=3)
    left = value > 0.5 * axes.get_xlim()[1]
    axes.annotate(
        elsewhere.said,
        (value, height),
        xytext=(-9 if left else 9, 0),
        textcoords="offset points",
        ha="right" if left else "left",
        va="center",
    )


def _explain(axes: Axes, drawn: Sequence[Panel], series: Sequence[str], reported: str) -> None:
    for number, name in enumerate(series):
        axes.plot(
            [], [], color=COLOURS[number], marker=MARKERS[number], markerfacecolor="none", linewidth=1, label=name
        )  # fmt: skip
    if any(shown(guesses) for panel in drawn for guesses in panel.guessing):
        axes.plot([], [], color=INK, marker="|", markersize=9, linewidth=0, label="guessing")
    for label in dict.fromkeys(
        panel.scale.mark_label for panel in drawn if panel.scale.mark is not None
    ):
        axes.plot([], [], color=INK, linestyle="--", linewidth=1, label=label)
    if any(panel.elsewhere for panel in drawn):
        axes.plot(
            [], [], color=INK, marker="*", markersize=11, linestyle=":", linewidth=1, label=reported
        )
