"""How like England is it? Published figures beside those of the made-up councils, with every miss."""

from collections.abc import Callable

from helpers.presenting import words
from helpers.presenting.drawing import Drawn, fitted
from helpers.presenting.scorecard_drawing import times_england
from helpers.presenting.scorecard_records import (
    TOGETHER,
    Figure,
    Scorecard,
    council_name,
    scorecard_of,
)
from helpers.presenting.show import Shown, points, sentences, together
from helpers.presenting.source import Evidence
from helpers.presenting.stale import measured_on
from helpers.presenting.tables import Table

ABSENT = (
    "The made-up world has not been set beside published figures yet: the proof 'calibration' has left no evidence. "
    "'make prove PROOF=calibration' makes it."
)
FURTHEST = 3
"""How many misses are told in words."""


def if_there(evidence: Evidence, show: Callable[[Scorecard], Shown]) -> Shown:
    """Return what there is to show of the calibration, or one sentence while there is no evidence."""
    found = scorecard_of(evidence)
    return sentences(ABSENT) if found is None else show(found)


def in_short(evidence: Evidence) -> Shown:
    """Return how many figures come out near enough, and which lie furthest off."""
    return if_there(evidence, _in_short)


def aimed_at(evidence: Evidence) -> Shown:
    """Return the figures that were aimed at, in a drawing and a table."""
    return if_there(
        evidence,
        lambda found: _drawn(
            found,
            fitted_ones=True,
            question="Figures we aimed at: do they come out as in England?",
        ).shown(),
    )


def held_out(evidence: Evidence) -> Shown:
    """Return the figures with which the world is only compared, in a drawing and a table."""
    return if_there(
        evidence,
        lambda found: _drawn(
            found,
            fitted_ones=False,
            question="Figures we did not aim at: do they come out as in England?",
        ).shown(),
    )


def misses(evidence: Evidence) -> Shown:
    """Return the held-out figures that are not near enough in an open table, the furthest off first."""
    return if_there(evidence, _misses)


def by_council(evidence: Evidence) -> Shown:
    """Return every figure council by council, and where it was published, in two tables that are folded away."""
    return if_there(evidence, lambda found: together([_by_council(found), _sources(found)]))


def _in_short(found: Scorecard) -> Shown:
    aimed, compared = found.those(fitted=True), found.those(fitted=False)
    missed = sorted((one for one in compared if not one.met), key=_distance, reverse=True)
    said = [
        f"Of {words.counted(len(aimed), 'figure')} that we aimed at, {_near(aimed)} over the four made-up councils together.",
        f"Of {words.counted(len(compared), 'figure')} that were held out, {_near(compared)}.",
        *(f"Far off: {_told(one)}" for one in missed[:FURTHEST]),
    ]
    return points(said)


def _near(figures: list[Figure]) -> str:
    met = sum(one.met for one in figures)
    return f"{met if met else 'none'} {'comes' if met <= 1 else 'come'} out near enough"


def _distance(one: Figure) -> float:
    """Return how many times too large or too small a figure is, whichever way; what was not counted is furthest."""
    if one.together is None or one.together <= 0:
        return float("inf")
    times = one.together / one.published
    return max(times, 1 / times)


def _told(one: Figure) -> str:
    here = (
        "nothing to count here"
        if one.together is None
        else f"{_plain(one.together)} in our made-up councils"
    )
    return f"{words.inside(one.name)}, {_plain(one.published)} {one.unit} as published, and {here}."


def _drawn(found: Scorecard, *, fitted_ones: bool, question: str) -> Drawn:
    figures = found.those(fitted=fitted_ones)
    rows = sorted(figures, key=_distance, reverse=True)
    return Drawn(
        question=question,
        figure=times_england(figures),
        alt=fitted(
            [
                f"Of {words.counted(len(figures), 'figure')}, {_near(figures)}.",
                *(f"{one.name}: {_off(one)}." for one in rows if not one.met),
            ]
        ),
        caption=(
            "Each line is one figure of the made-up councils, drawn as times the published one, so that different units fit on one drawing. Marks at an end "
            "lie there or further. How councils differ is no ranking. "
            f"{measured_on(found.proof)}"
        ),
        table=_table(
            figures,
            caption="Figures aimed at"
            if fitted_ones
            else "Held-out figures, in the order of the drawing",
        ),
    )


def _misses(found: Scorecard) -> Shown:
    missed = [one for one in found.those(fitted=False) if not one.met]
    if not missed:
        return sentences("Every held-out figure comes out near enough.")
    rows = sorted(missed, key=_distance, reverse=True)
    return _table(rows, caption="Held-out figures that miss, the furthest off first").shown()


def _table(figures: list[Figure], *, caption: str) -> Table:
    return Table(
        caption=caption,
        columns=("Figure", "England", "Here (from seed to seed)", "Off by", "Near enough?"),
        rows=tuple(
            (
                f"{one.name}, {one.unit}",
                _england(one),
                _here(one),
                _off(one),
                "yes" if one.met else f"no: {100 * one.tolerance:.0f} in 100 allowed",
            )
            for one in figures
        ),
    )


def _england(one: Figure) -> str:
    """Return a published figure, with the lowest and the highest council or region where published."""
    if not one.between:
        return _plain(one.published)
    low, high = map(_plain, one.between)
    return f"{_plain(one.published)} (places {low} to {high})"


def _here(one: Figure) -> str:
    """Return what a figure came to over all councils, with the least and the most over the seeds."""
    came = one.came[TOGETHER]
    if came.made is None or came.least is None or came.most is None:
        return "nothing to count"
    return f"{_plain(came.made)} ({_plain(came.least)} to {_plain(came.most)})"


def _off(one: Figure) -> str:
    """Return how far off a figure is, in words."""
    if one.off is None:
        return "nothing to count"
    if one.off >= 1:
        return f"{1 + one.off:.1f} times as much"
    share = round(100 * abs(one.off))
    if not share:
        return "less than 1 in 100"
    return f"{share} in 100 {'more' if one.off > 0 else 'less'}"


def _by_council(found: Scorecard) -> Shown:
    table = Table(
        caption="All figures of England, and those of each made-up council",
        columns=("Figure", "England", *map(council_name, found.councils)),
        rows=tuple(
            (
                f"{one.name}, {one.unit}",
                _plain(one.published),
                *(_made(one, each) for each in found.councils),
            )
            for one in found.figures
        ),
    )
    return table.folded("Every figure, council by council")


def _sources(found: Scorecard) -> Shown:
    table = Table(
        caption="Where the published figures come from; years end on 31 March",
        columns=("Figure", "Aimed at?", "Year", "Source", "How it follows from what was published"),
        rows=tuple(
            (
                one.name,
                "aimed at" if one.fitted else "held out",
                f"{one.year}",
                one.source,
                one.how or "as published",
            )
            for one in found.figures
        ),
    )
    return table.folded("Where the published figures come from")


def _made(one: Figure, council: str) -> str:
    made = one.came[council].made
    return "nothing to count" if made is None else _plain(made)


def _plain(value: float) -> str:
    """Return a number with as many digits as can be read.

    >>> _plain(1672.4), _plain(42.84), _plain(1.131)
    ('1,672', '42.8', '1.13')
    """
    if value >= 100:
        return f"{value:,.0f}"
    return f"{value:.1f}" if value >= 10 else f"{value:.2f}"
