"""The two drawings of the page about the study's mark: how much has to be known, and what one area comes to."""

from collections.abc import Mapping, Sequence

from matplotlib.axes import Axes
from matplotlib.figure import Figure
from matplotlib.ticker import NullLocator

from helpers.presenting.bar_source import Bar
from helpers.presenting.drawing import COLOURS, INK, MARKERS, board
from helpers.presenting.figures import MARK

Pairs = Sequence[tuple[float, float]]
TICKS = (0.01, 0.02, 0.05, 0.1, 0.2, 0.3)
PLOT, ENTRY = 4.0, 0.22
"""Inches: of a drawing with its axes, and of an entry below it."""


def map_of_the_mark(bar: Bar, models: Mapping[str, Pairs]) -> Figure:
    """Draw average precision by how often an outcome follows, a curve for each share known, and models as marks.

    Parameters
    ----------
    models
        Pairs of a frequency and an average precision, by the name of the world.
    """
    with board(PLOT + ENTRY * (2 + len(models))) as (figure, axes):
        for share, curve in bar.curves.items():
            axes.plot(bar.prevalences, curve, color=INK, linewidth=0.8)
            _at_the_end(axes, f"{100 * share:.0f}", (bar.prevalences[-1], curve[-1]))
        axes.set_title("of 100, known", loc="right")
        axes.plot(bar.prevalences, bar.prevalences, color=INK, linestyle=":", label="guessing")
        axes.axhline(bar.mark, color=INK, linestyle="--", linewidth=1.2, label=f"{MARK}, {bar.mark}")  # fmt: skip
        for number, (name, pairs) in enumerate(models.items()):
            _scatter(axes, pairs, number, name)
        axes.set_xscale("log")
        axes.set_xlim(bar.prevalences[0], bar.prevalences[-1])
        axes.set_xticks(TICKS, [f"{100 * tick:.0f}" for tick in TICKS])
        axes.xaxis.set_minor_locator(NullLocator())
        axes.set_xlabel("of 100 children, the outcome follows for")
        axes.set_ylabel("average precision")
        _frame(axes, top=1)
        figure.legend(loc="outside lower left")
    return figure


def curves_of_one_area(bar: Bar, *, reported: tuple[float, float], star: str) -> Figure:
    """Draw how many flags are false alarms, by how many children are found, for outcomes rare and frequent.

    Parameters
    ----------
    reported, star
        The study's pair, false alarms and missed children as shares, and what it is called.
    """
    with board(PLOT + ENTRY * (1 + len(bar.of_one_area))) as (figure, axes):
        for number, one in enumerate(bar.of_one_area):
            found = [100 * recall for recall, _ in one.curve]
            wrong = [100 * (1 - precision) for _, precision in one.curve]
            axes.plot(
                found, wrong, color=COLOURS[number], linewidth=1.5, marker=MARKERS[number], markersize=6, markevery=slice(9, -1, 10),
                markerfacecolor="none", label=f"follows for {100 * one.prevalence:.0f} of 100 children",
            )  # fmt: skip
        axes.plot(
            [100 * (1 - reported[1])], [100 * reported[0]], color=INK, marker="*", markersize=12, linewidth=0, zorder=3, label=star
        )  # fmt: skip
        axes.set_xlim(0, 100)
        axes.set_xlabel("of 100 for whom it follows, found")
        axes.set_ylabel("of 100 flagged, false alarms")
        _frame(axes, top=100)
        figure.legend(loc="outside lower left")
    return figure


def _scatter(axes: Axes, pairs: Pairs, number: int, name: str) -> None:
    axes.scatter(
        [often for often, _ in pairs], [reached for _, reached in pairs],
        marker=MARKERS[number], s=45, facecolor="none", edgecolor=COLOURS[number], linewidth=1.5, zorder=3, label=name,
    )  # fmt: skip


def _at_the_end(axes: Axes, said: str, place: tuple[float, float]) -> None:
    axes.annotate(said, place, xytext=(4, 0), textcoords="offset points", va="center")


def _frame(axes: Axes, *, top: float) -> None:
    axes.set_ylim(0, top)
    axes.spines["left"].set_visible(True)
