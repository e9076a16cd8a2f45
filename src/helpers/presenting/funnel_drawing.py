"""A funnel: each group's rate against how many decisions it is a share of, with the limits within which chance alone moves it."""

import textwrap
from collections.abc import Sequence
from dataclasses import dataclass
from math import sqrt
from statistics import NormalDist

import numpy as np
from matplotlib.artist import Artist
from matplotlib.axes import Axes
from matplotlib.figure import Figure
from matplotlib.lines import Line2D
from matplotlib.ticker import FixedLocator, MaxNLocator, NullLocator

from helpers.presenting.drawing import COLOURS, INK, LETTERS, board

INNER, OUTER = 0.95, 0.998
"""Shares of groups that lie within the limits if chance alone is at work; the two that funnels are usually drawn with."""
PANEL, LEGEND = 2.9, 1.3
"""Inches."""
ROOM = 0.2
"""Of the height, left free above and below what is drawn, for names."""
APART = (0.4, 0.1)
"""How far apart two names must lie, across and up, in shares of the panel, to be written both."""


@dataclass(frozen=True, kw_only=True)
class Spot:
    """One group: its short name, the decisions its rate is a share of, the rate, and whether a gap was found for it."""

    name: str
    decisions: int
    rate: float
    found: bool


@dataclass(frozen=True, kw_only=True)
class Funnel:
    """The groups of one outcome, and the rate of all children, which is the middle of the funnel."""

    title: str
    spots: tuple[Spot, ...]
    middle: float


def limits(middle: float, decisions: float, within: float) -> tuple[float, float]:
    """Return between which rates a share of all groups lies by chance, if each decision stood by itself.

    Parameters
    ----------
    middle
        The rate of all children.
    decisions
        What a group's rate is a share of.
    within
        The share of groups, by the normal approximation of the binomial distribution.
    """
    far = NormalDist().inv_cdf(0.5 + within / 2) * sqrt(middle * (1 - middle) / decisions)
    return max(0.0, middle - far), min(1.0, middle + far)


def funnels(drawn: Sequence[Funnel], *, across: str, up: str) -> Figure | None:
    """Draw one panel for each outcome; without a single number there is no drawing.

    Parameters
    ----------
    across, up
        What both axes measure.
    """
    seen = [funnel for funnel in drawn if funnel.spots]
    if not seen:
        return None
    with board(PANEL * len(seen) + LEGEND) as (figure, axes):
        axes.remove()
        places = figure.subplots(len(seen), 1, squeeze=False)[:, 0]
        for place, funnel in zip(places, seen, strict=True):
            _panel(place, funnel)
            place.set_ylabel(up)
        places[-1].set_xlabel(across)
        figure.legend(handles=_explained(), loc="outside lower left")
    return figure


def _panel(axes: Axes, funnel: Funnel) -> None:
    axes.set_title("\n".join(textwrap.wrap(funnel.title, LETTERS)), loc="left")
    axes.spines["left"].set_visible(True)
    axes.set_xscale("log")
    most, least = (choose(spot.decisions for spot in funnel.spots) for choose in (max, min))
    places = np.geomspace(0.8 * least, 1.25 * most, 60)
    for within, style in ((INNER, "--"), (OUTER, "-")):
        ends = [limits(funnel.middle, float(place), within) for place in places]
        for side in (0, 1):
            axes.plot(
                places, [100 * end[side] for end in ends], color=INK, linestyle=style, linewidth=1
            )
    axes.axhline(100 * funnel.middle, color=INK, linestyle=":", linewidth=1)
    for spot in funnel.spots:
        axes.scatter(
            [spot.decisions], [100 * spot.rate], marker="s" if spot.found else "o", s=45, linewidth=1.5, zorder=3,
            facecolor=COLOURS[1] if spot.found else "none", edgecolor=COLOURS[1] if spot.found else COLOURS[0],
        )  # fmt: skip
    axes.set_xlim(places[0], places[-1])
    axes.margins(y=ROOM)
    axes.xaxis.set_major_locator(FixedLocator([20, 50, 100, 200, 500, 1000, 2000, 5000, 10000]))
    axes.xaxis.set_minor_locator(NullLocator())
    axes.xaxis.set_major_formatter(lambda place, _: f"{place:,.0f}")
    axes.yaxis.set_major_locator(MaxNLocator(nbins=5, steps=[1, 2, 5, 10]))
    _write_names(axes, funnel)


def _write_names(axes: Axes, funnel: Funnel) -> None:
    """Write the names of groups with a gap on the far side of their marks, as far as they do not lie on each other."""
    written: list[tuple[float, float]] = []
    for spot in (one for one in funnel.spots if one.found):
        place = axes.transData.transform((spot.decisions, 100 * spot.rate))
        across, up = axes.transAxes.inverted().transform(place)
        if any(abs(across - x) < APART[0] and abs(up - y) < APART[1] for x, y in written):
            continue
        written.append((across, up))
        left, below = across > 0.5, spot.rate < funnel.middle
        axes.annotate(
            spot.name,
            (spot.decisions, 100 * spot.rate),
            xytext=(5 if left else -5, -6 if below else 6),
            textcoords="offset points",
            ha="right" if left else "left",
            va="top" if below else "bottom",
        )


def _explained() -> list[Artist]:
    """Return what the legend explains."""
    return [
        Line2D(
            [], [], color=COLOURS[0], marker="o", markerfacecolor="none", linewidth=0, label="a group, no gap found"
        ),
        Line2D([], [], color=COLOURS[1], marker="s", linewidth=0, label="a group, gap found"),
        Line2D([], [], color=INK, linestyle=":", linewidth=1, label="all children"),
        Line2D(
            [], [], color=INK, linestyle="--", linewidth=1, label=f"by chance, {100 * INNER:.0f} in 100 lie within"
        ),
        Line2D(
            [], [], color=INK, linewidth=1, label=f"by chance, {1000 * OUTER:.0f} in 1,000 lie within"
        ),
    ]  # fmt: skip
