"""What if there were more to find? The same evaluation in made-up worlds that differ in how much there is to find."""

from collections import Counter
from itertools import pairwise
from statistics import median

from helpers.policy import policy
from helpers.presenting import words
from helpers.presenting.charts import Scale
from helpers.presenting.claims import better_than_guessing, reaches
from helpers.presenting.drawing import Drawn, fitted
from helpers.presenting.figures import AXIS, MARK
from helpers.presenting.show import Shown, points, sentences, together
from helpers.presenting.source import Evidence
from helpers.presenting.stale import measured_on
from helpers.presenting.strips import Strip, shown, strips
from helpers.presenting.tallies import tally
from helpers.presenting.world_records import BY_STRENGTH, WORLDS, Worlds
from helpers.presenting.world_tables import (
    MIDDLE,
    bare_score,
    effort,
    every,
    if_there,
    middles,
    world_table,
)

MISTAKES = {
    "false_discovery_rate": "false alarms, of those flagged",
    "false_negative_rate": "missed, of those for whom it followed",
    "flagged_again": "flagged again by another draw of families",
}
SPANS = {
    "false_discovery_rate": "of 100 flagged, {rates} are false alarms",
    "false_negative_rate": "of 100 for whom the outcome followed, {rates} are missed",
    "flagged_again": "of 100 flagged once, {rates} would be flagged again",
}
REPORTED = {"false_discovery_rate": 0.6, "false_negative_rate": 0.8}
"""About 6 in 10 flags wrong, about 4 in 5 children missed: Community Care, 10 September 2020, known only second hand."""
AT = "one half"
"""The study's own line: the only one at which its pair of mistakes can be set beside ours at all."""
LIKE_FOR_LIKE = (
    "Even so the comparison is not like for like: the study thinned out the cases for which nothing followed, and here nothing "
    "is thinned out. So no mark is drawn in the figure, and nothing here confirms or contradicts the study."
)


def average_precision(evidence: Evidence) -> Shown:
    """Return average precision in worlds with less and more to find, beside guessing and the study's mark."""
    return if_there(evidence, _average_precision)


def mistakes(evidence: Evidence) -> Shown:
    """Return false alarms, missed children and flags that stay, in worlds with less and more to find."""
    return if_there(evidence, _mistakes)


def reported(evidence: Evidence) -> Shown:
    """Return where the study's reported pair of mistakes would lie, in words, with what speaks against comparing."""
    return if_there(evidence, lambda found: sentences(*_reported(found)))


def _average_precision(found: Worlds) -> Shown:
    mark = policy().study.bar
    rows = [
        Strip(
            label=name,
            series=(found.of(world, "average_precision"),),
            guessing=found.of(world, "prevalence"),
        )
        for world, name in found.among(BY_STRENGTH).items()
    ]
    said = [_judged(found, world) for world in found.among(BY_STRENGTH)]
    drawn = Drawn(
        question="The more there is to find, how much nearer do models come to the study's mark?",
        figure=strips(
            rows,
            series=("one model for each outcome",),
            scale=Scale(title=AXIS, top=mark, mark=mark, mark_label=f"{MARK}, {mark}"),
        ),
        silence=words.nothing_drawn(one for row in rows for one in row.series[0]),
        alt=fitted(
            [
                "Average precision from world to world, the middle of the outcomes.",
                *middles(rows),
            ]
        ),
        caption=f"{MIDDLE} Design: {words.design(words.HEADLINE)}. {effort(found.proof)}{measured_on(found.proof)}",
        table=world_table(
            found,
            "Average precision from world to world (interval)",
            {
                "Average precision (interval)": ("average_precision", words.HEADLINE, words.score),
                "Guessing": ("prevalence", words.HEADLINE, bare_score),
            },
            worlds=found.among(BY_STRENGTH),
        ),
    )
    return together([points([_rising(rows), *said]), drawn.shown()])


def _judged(found: Worlds, world: str) -> str:
    """Return how many models of a world do better than guessing, and how many reach the study's mark."""
    mark = policy().study.bar
    areas = Counter(better_than_guessing(one) for one in found.of(world, "roc_auc"))
    precisions = Counter(reaches(one, mark) for one in found.of(world, "average_precision"))
    better = tally(areas, "do better than guessing", "do no better")
    reached = tally(precisions, f"reach the study's mark of {mark}", "fall short of it")
    return f"{WORLDS[world]}: {words.inside(better)} {reached}"


def _rising(rows: list[Strip]) -> str:
    """Return whether models do better in each world with more to find, by the middle of the outcomes."""
    middles = [median(values) for row in rows if (values := shown(row.series[0]))]
    if len(middles) < 2:
        return "There are too few worlds with a number to tell whether more to find gives better models."
    told = words.listed([f"{value:.{words.decimals()}f}" for value in middles])
    if all(after > before for before, after in pairwise(middles)):
        return f"In the middle of the outcomes, average precision is {told}. It rises at each step, though a small step may be chance."
    return f"In the middle of the outcomes, average precision is {told}. It does not rise at every step."


def _mistakes(found: Worlds) -> Shown:
    rows = [
        Strip(label=name, series=tuple(found.of(world, measure) for measure in MISTAKES))
        for world, name in found.among(BY_STRENGTH).items()
    ]
    drawn = Drawn(
        question="Where there is more to find, are there fewer false alarms and missed children, and do flags stay?",
        figure=strips(
            rows, series=tuple(MISTAKES.values()), scale=Scale(title="in 100", top=100, times=100)
        ),
        silence=words.nothing_drawn(every(rows)),
        alt=fitted(
            [
                "False alarms, missed children and flags that stay in 100, the middle of the outcomes.",
                *middles(rows, times=100),
            ]
        ),
        caption=(
            f"Each mark is one outcome. {MIDDLE} {words.CUT_OFFS[words.HEADLINE_CUT_OFF].capitalize()}. Flags that stay are "
            f"better when there are more, mistakes when there are fewer. {measured_on(found.proof)}"
        ),
        table=world_table(
            found,
            "Mistakes and flags that stay from world to world (interval)",
            {
                name: (measure, words.HEADLINE, words.in_hundred)
                for measure, name in MISTAKES.items()
            },
            worlds=found.among(BY_STRENGTH),
        ),
    )
    return together(
        [points(_spans(found, world) for world in found.among(BY_STRENGTH)), drawn.shown()]
    )


def _spans(found: Worlds, world: str) -> str:
    """Return the least and the most of each rate over the outcomes of one world."""
    said = [
        sentence.format(rates=_from_to(rates))
        for measure, sentence in SPANS.items()
        if (rates := shown(found.of(world, measure)))
    ]
    return f"{WORLDS[world]}: {'; '.join(said) or 'there is no number to show'}."


def _from_to(rates: list[float]) -> str:
    low, high = (f"{100 * rate:.0f}" for rate in (min(rates), max(rates)))
    return low if low == high else f"{low} to {high}"


def _reported(found: Worlds) -> list[str]:
    said = [
        "As reported by Community Care on 10 September 2020, about 6 in 10 flags in the study were wrong, and about 4 in 5 "
        "children at risk were missed. We know that article only second hand. With flags from a score of one half, as there:"
    ]
    for measure, name in (("false_discovery_rate", "false alarms"), ("false_negative_rate", "missed children")):  # fmt: skip
        spans = [
            WORLDS[world]
            for world in found.among(BY_STRENGTH)
            if (rates := shown(found.of(world, measure, cut_off=AT)))
            and min(rates) <= REPORTED[measure] <= max(rates)
        ]
        value = f"{100 * REPORTED[measure]:.0f} in 100 {name}"
        if spans:
            quoted = words.listed([f"'{world}'" for world in spans])
            said.append(f"{value} would lie within what the outcomes span in {quoted}.")
        else:
            said.append(f"{value} would lie outside what the outcomes span in every one of these worlds.")  # fmt: skip
    return [*said, LIKE_FOR_LIKE]
