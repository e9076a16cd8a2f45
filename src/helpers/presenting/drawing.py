"""The drawing board: colours, marks and sizes that every figure shares, and the way from a figure to a page.

Text and axes take the colour of the page around them, so figures are legible in light and dark; series colours keep
a contrast of 3 to 1 against both and never stand alone: each series has its own marker. A figure is as wide as a
phone is, its text at least 11 points, and long names stand above their row instead of beside it.
"""

import hashlib
import io
import re
import textwrap
from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from html import escape
from typing import Any

import matplotlib as mpl
import seaborn as sns
from matplotlib.axes import Axes
from matplotlib.figure import Figure

from helpers.presenting.show import Shown
from helpers.presenting.tables import Table

INK = "#010203"
"""Drawn in this colour, written into the page as the colour of its text."""
COLOURS = ("#2b7fb8", "#d55e00", "#009e73", "#b565a7")
MARKERS = ("o", "s", "D", "^")
WIDTH, LINE_HEIGHT, LANE_HEIGHT, AIR = 4.0, 0.2, 0.22, 0.1
"""Inches: of a figure, of a line of text, of a lane that holds one mark, and between rows."""
LETTERS = 41
"""How many letters fit into a line."""
LONGEST_ALT = 250
FONTS = "'DejaVu Sans', Verdana, sans-serif"
"""Measured in the first, which ships with matplotlib; the second has nearly the same widths."""
FIGURE = "margin:1rem 0;max-width:28rem"
ON_A_PAGE = "width:100%;height:auto;stroke-linejoin:round;stroke-linecap:butt"

_STYLE: Any = {
    "svg.fonttype": "none",
    "svg.hashsalt": "second look",
    "font.family": "DejaVu Sans",
    "font.size": 11,
    "axes.labelsize": 11,
    "axes.titlesize": 11,
    "xtick.labelsize": 11,
    "ytick.labelsize": 11,
    "legend.fontsize": 11,
    "text.color": INK,
    "axes.labelcolor": INK,
    "axes.edgecolor": INK,
    "xtick.color": INK,
    "ytick.color": INK,
    "figure.facecolor": "none",
    "axes.facecolor": "none",
    "savefig.facecolor": "none",
    "axes.spines.top": False,
    "axes.spines.right": False,
    "axes.spines.left": False,
    "axes.grid": False,
    "legend.frameon": False,
}


@dataclass(frozen=True, kw_only=True)
class Drawn:
    """A figure with everything that belongs to it on a page.

    Attributes
    ----------
    question
        What the figure asks; its title.
    figure
        The drawing; none if there is no number to draw.
    alt
        What the drawing shows, in at most :data:`LONGEST_ALT` characters, from the same numbers.
    caption
        How to read it; only a drawing has one.
    table
        The numbers drawn.
    silence
        What the page says if there is no drawing.
    """

    question: str
    figure: Figure | None
    alt: str
    caption: str
    table: Table
    silence: str = "There is no number to draw; the table says why."

    def __post_init__(self) -> None:
        if not self.alt or len(self.alt) > LONGEST_ALT:
            raise ValueError(f"the alternative text has {len(self.alt)} characters: {self.alt}")

    def shown(self) -> Shown:
        """Return the figure as a piece of a page: drawing, question, caption, and its numbers in a table."""
        said = self.alt if self.figure else self.silence
        drawing = (
            f"{svg(self.figure, self.alt, key=self.table.caption)}"
            f'<figcaption style="text-align:left">{escape(self.caption)}</figcaption>'
            if self.figure
            else f"<p>{escape(self.silence)}</p>"
        )
        html = (
            f'<figure class="second-look-figure" style="{FIGURE}">'
            f"<p><strong>{escape(self.question)}</strong></p>{drawing}</figure>"
            f"{self.table.folded('The numbers in a table').html}"
        )
        return Shown(html=html, text=f"{self.question} {said}")


@dataclass(frozen=True)
class Grid:
    """Where the rows of a figure stand, in inches from the top: a name of one or more lines, then lanes for marks.

    A row without lanes is its name alone.
    """

    labels: tuple[str, ...]
    lanes: tuple[int, ...]

    @property
    def wrapped(self) -> tuple[str, ...]:
        """The names, broken so that they fit the figure."""
        return tuple("\n".join(textwrap.wrap(label, LETTERS)) for label in self.labels)

    def name_height(self, row: int) -> float:
        """Room for the name of a row."""
        return LINE_HEIGHT * (self.wrapped[row].count("\n") + 1)

    def top(self, row: int) -> float:
        """Where a row begins: below the names, the lanes and the air of those before it."""
        return sum(
            self.name_height(before) + LANE_HEIGHT * self.lanes[before] + AIR
            for before in range(row)
        )

    @property
    def height(self) -> float:
        """All rows together."""
        return self.top(len(self.labels))

    def lane(self, row: int, number: int = 0) -> float:
        """The middle of one lane of a row."""
        return self.top(row) + self.name_height(row) + LANE_HEIGHT * (number + 0.5)


@contextmanager
def board(height: float) -> Iterator[tuple[Figure, Axes]]:
    """Yield a figure of this height, in inches, with one set of axes."""
    with sns.axes_style("ticks", rc=_STYLE), mpl.rc_context(_STYLE):
        figure = Figure(figsize=(WIDTH, height), layout="constrained")
        yield figure, figure.subplots()


def lay(axes: Axes, grid: Grid) -> None:
    """Write each row's name above its lanes, at the left edge, the first row on top."""
    axes.set_ylim(grid.height, 0)
    axes.set_yticks([])
    axes.set_ylabel("")
    for row, label in enumerate(grid.wrapped):
        height = grid.top(row) + grid.name_height(row)
        axes.text(0, height, label, transform=axes.get_yaxis_transform(), va="bottom", ha="left")


def say(axes: Axes, height: float, words: str) -> None:
    """Write words into a lane where a mark would stand."""
    axes.text(
        0.05, height, words, transform=axes.get_yaxis_transform(), va="center", style="italic"
    )


def svg(figure: Figure, alt: str, *, key: str) -> str:
    """Return a figure as inline SVG that names itself and takes its text colour from the page.

    The same figure gives the same bytes on every run; ids are made the figure's own with ``key``, so that several
    figures can stand on one page.
    """
    written = io.StringIO()
    with mpl.rc_context(_STYLE):
        figure.savefig(written, format="svg", metadata={"Date": None, "Creator": None})
    drawing = written.getvalue()
    drawing = drawing[drawing.index("<svg") :]
    drawing = re.sub(r"<metadata>.*?</metadata>", "", drawing, flags=re.DOTALL)
    # A style sheet inside the drawing would hold for the whole page; its two rules move to the drawing itself.
    drawing = re.sub(r"<style.*?</style>", "", drawing, flags=re.DOTALL)
    drawing = drawing.replace(INK, "currentColor").replace("'DejaVu Sans'", FONTS)
    own = f"f{hashlib.sha256((key + alt + drawing).encode()).hexdigest()[:8]}-"
    drawing = re.sub(r'\bid="([^"]+)"', rf'id="{own}\1"', drawing)
    drawing = re.sub(r"url\(#([^)]+)\)", rf"url(#{own}\1)", drawing)
    drawing = re.sub(r'xlink:href="#([^"]+)"', rf'xlink:href="#{own}\1"', drawing)
    opening = re.sub(r'\s(?:width|height)="[^"]*pt"', "", drawing[: drawing.index(">")])
    named = f'{opening} role="img" aria-label="{escape(alt)}" style="{ON_A_PAGE}"'
    return re.sub(r"\n\s*", "\n", named + drawing[drawing.index(">") :])


def fitted(sentences: Iterable[str]) -> str:
    """Return as many of the sentences, from the first on, as an alternative text can hold."""
    alt = ""
    for sentence in sentences:
        longer = f"{alt} {sentence}".strip()
        if len(longer) > LONGEST_ALT:
            break
        alt = longer
    return alt
