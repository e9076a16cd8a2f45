"""One figure for the worlds with less and more to find: scores, false alarms, missed children, and flags that stay."""

from helpers.policy import policy
from helpers.presenting import words
from helpers.presenting.charts import Scale
from helpers.presenting.drawing import Drawn, fitted
from helpers.presenting.figures import MARK
from helpers.presenting.panels import Elsewhere, Panel, panels
from helpers.presenting.show import Shown
from helpers.presenting.source import Evidence
from helpers.presenting.stale import measured_on
from helpers.presenting.world_records import BY_STRENGTH, Worlds
from helpers.presenting.world_tables import (
    MIDDLE,
    Column,
    bare_score,
    effort,
    if_there,
    middle,
    world_table,
)

SHORT = {
    "no-signal": "nothing",
    "weak": "little",
    "default": "middle",
    "strong": "much",
    "predictable": "predictable",
}
"""What the lines of the figure are called, beside which there is little room."""
TENTH, HALF = words.HEADLINE_CUT_OFF, "one half"
"""The line of these pages, and the study's own: the only one at which its reported pair can be set beside ours at all."""
REPORTED = {
    "false_discovery_rate": (0.6, "about 6 in 10"),
    "false_negative_rate": (0.8, "about 4 in 5"),
}
"""Flags that were wrong and children missed, as reported by Community Care on 10 September 2020; known only second hand."""
SERIES = ("one outcome, the highest tenth flagged", "one outcome, flags from one half")
STUDY = "the study as reported, flags from one half"
TITLES = {
    "average_precision": "Average precision",
    "false_discovery_rate": "False alarms,\nof 100 flagged",
    "false_negative_rate": "Missed children, of 100\nfor whom it followed",
    "flagged_again": "Flagged again by another draw,\nof 100 flagged once",
}


def strengths(evidence: Evidence) -> Shown:
    """Return average precision, mistakes and flags that stay in worlds with less and more to find, in one figure.

    The study's mark stands beside average precision, and its reported pair of mistakes beside ours.
    """
    return if_there(evidence, _strengths)


def _strengths(found: Worlds) -> Shown:
    worlds = found.among(BY_STRENGTH)
    drawn = _panels(found)
    return Drawn(
        question="Where there is more to find, what becomes of scores, mistakes and flags?",
        figure=panels(
            drawn, worlds=[SHORT[world] for world in worlds], series=SERIES, reported=STUDY
        ),
        silence=words.nothing_drawn(one for panel in drawn for one in panel.every),
        alt=fitted(_alt(found)),
        caption=(
            f"Made-up worlds stand from the least to find to the most. {MIDDLE} {_hidden(found)}Design: {words.design(words.HEADLINE)}. "
            "Scores and flags that stay are better to the right, mistakes to the left. The star is not like for like with "
            f"the squares: the text below says why. {effort(found.proof)}{measured_on(found.proof)}"
        ),
        table=world_table(
            found, "Made-up worlds with less and more to find (interval)", _columns(), worlds=worlds
        ),
    ).shown()


def _panels(found: Worlds) -> list[Panel]:
    worlds, mark = found.among(BY_STRENGTH), policy().study.bar
    in_hundred = Scale(title="in 100", top=100, times=100)
    precision = Panel(
        title=TITLES["average_precision"],
        rows=tuple((found.of(world, "average_precision"),) for world in worlds),
        guessing=tuple(found.of(world, "prevalence") for world in worlds),
        scale=Scale(title="0 to 1", top=1, mark=mark, mark_label=f"{MARK}, {mark}"),
    )
    mistakes = [
        Panel(
            title=TITLES[measure],
            rows=tuple(
                (found.of(world, measure, cut_off=TENTH), found.of(world, measure, cut_off=HALF))
                for world in worlds
            ),
            scale=in_hundred,
            elsewhere=Elsewhere(label="the study", value=value, said=said),
        )
        for measure, (value, said) in REPORTED.items()
    ]
    stays = Panel(
        title=TITLES["flagged_again"],
        rows=tuple((found.of(world, "flagged_again"),) for world in worlds),
        scale=in_hundred,
    )
    return [precision, *mistakes, stays]


def _hidden(found: Worlds) -> str:
    """Return how many numbers the figure cannot show, a sentence and a space; nothing if it shows all."""
    every = [one for panel in _panels(found) for one in panel.every]
    hidden = words.unshown(every, noun="")
    return f"Of {words.counted(len(every), 'number')}, {hidden}. " if hidden else ""


def _alt(found: Worlds) -> list[str]:
    """Return the middles of each world, from the least to find to the most."""
    said = [
        "Made-up worlds, in the middle of the outcomes: score, false alarms and missed children in 100."
    ]
    for world in found.among(BY_STRENGTH):
        score = middle(found.of(world, "average_precision"))
        wrong, missed = (middle(found.of(world, measure), times=100) for measure in REPORTED)
        said.append(f"{SHORT[world].capitalize()}: {score}, {wrong}, {missed}.")
    return said


def _columns() -> dict[str, Column]:
    rates = {"false_discovery_rate": "False alarms", "false_negative_rate": "Missed children"}
    lines = {TENTH: "the highest tenth flagged", HALF: "flags from one half"}
    return {
        "Average precision (interval)": Column("average_precision", words.score),
        "Guessing": Column("prevalence", bare_score),
        **{
            f"{name}, {line}": Column(measure, words.in_hundred, cut_off=cut_off)
            for measure, name in rates.items()
            for cut_off, line in lines.items()
        },
        "Flagged again by another draw": Column("flagged_again", words.in_hundred),
    }
