"""How like notes are made-up notes? Figures of their words beside bands that the project proposes."""

from helpers.presenting import words
from helpers.presenting.drawing import Drawn, fitted
from helpers.presenting.scorecard import if_there
from helpers.presenting.scorecard_drawing import in_bands
from helpers.presenting.scorecard_records import Scorecard, TextFigure, council_name
from helpers.presenting.show import Shown
from helpers.presenting.source import Evidence
from helpers.presenting.stale import measured_on
from helpers.presenting.tables import Table

FIGURES = {
    "words": "words of the middle note",
    "words_of_the_longest": "words of a long note (19 of 20 are shorter)",
    "zipf": "how fast words grow rarer (Zipf)",
    "heaps": "how fast new words come (Heaps)",
    "once": "words that stand but once, of all different words",
    "repeated": "sentences that repeat another",
    "alike": "notes word for word like another",
    "gzip": "times shorter when packed (gzip)",
}
"""What the figures of notes are called, in the order in which they are shown."""
WHOLE = 10
"""From here on a figure is shown without decimals."""


def notes(evidence: Evidence) -> Shown:
    """Return the figures of made-up notes in their bands, for each kind of note of each council."""
    return if_there(evidence, lambda found: _notes(found).shown())


def _notes(found: Scorecard) -> Drawn:
    banded = [one for one in found.texts if one.within is not None]
    by_figure = [
        (f"{said[:1].upper()}{said[1:]} ({_band(ones[0])})", ones)
        for figure, said in FIGURES.items()
        if (ones := [one for one in banded if one.figure == figure])
    ]
    kept = sum(bool(one.within) for one in banded)
    read = found.proof.settings.get("notes of each kind")
    return Drawn(
        question="Are the made-up notes as rich in words, and as full of repeats, as we would expect?",
        figure=in_bands(by_figure),
        silence="No notes were read.",
        alt=fitted(
            [
                f"{kept} of {words.counted(len(banded), 'figure')} of notes keep within the bands.",
                *(
                    f"{FIGURES[one.figure]}, {_whose(one)}: {_said(one)}."
                    for one in banded
                    if not one.within
                ),
            ]
        ),
        caption=(
            f"{kept} of {words.counted(len(banded), 'figure')} of made-up notes keep within the bands. "
            + (
                f"Of each kind of note, {read:,} were read; kinds with fewer are left out. "
                if read
                else ""
            )
            + f"The bands are proposals of ours. {measured_on(found.proof)}"
        ),
        table=_table(found),
    )


def _table(found: Scorecard) -> Table:
    rows: dict[str, dict[str, str]] = {}
    for one in found.texts:
        rows.setdefault(_whose(one), {})[one.figure] = _said(one)
    return Table(
        caption="Figures of made-up notes, by council and kind; those outside their band are named so",
        columns=("Council and kind", *(said for said in FIGURES.values())),
        rows=tuple(
            (whose, *(figures.get(name, "not counted") for name in FIGURES))
            for whose, figures in rows.items()
        ),
    )


def _whose(one: TextFigure) -> str:
    return f"{council_name(one.council)}, {one.kind}"


def _said(one: TextFigure) -> str:
    value = f"{one.made:.0f}" if one.made >= WHOLE else f"{one.made:.2f}"
    return f"{value}, outside" if one.within is False else value


def _band(one: TextFigure) -> str:
    return f"{one.low:g} to {one.high:g}"
