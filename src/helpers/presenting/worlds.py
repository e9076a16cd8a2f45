"""What if there were more to find? In words: how models do in made-up worlds that differ in how much there is to find."""

from collections import Counter
from itertools import pairwise
from statistics import median

from helpers.policy import policy
from helpers.presenting import words
from helpers.presenting.claims import better_than_guessing, reaches
from helpers.presenting.show import Shown, points, sentences
from helpers.presenting.source import Evidence
from helpers.presenting.strengths import HALF, REPORTED
from helpers.presenting.strips import shown
from helpers.presenting.tallies import tally
from helpers.presenting.world_records import BY_STRENGTH, WORLDS, Worlds
from helpers.presenting.world_tables import if_there

SPANS = {
    "false_discovery_rate": "of 100 flagged, {rates} are false alarms",
    "false_negative_rate": "of 100 for whom the outcome followed, {rates} are missed",
    "flagged_again": "of 100 flagged once, {rates} would be flagged again",
}
SOURCE = (
    "As reported by Community Care on 10 September 2020, no model of the study reached its mark, about 6 in 10 flags were wrong, "
    "and about 4 in 5 children at risk were missed. The report's own tables of results were not available to check this against, "
    "and we know the article only through works that cite it."
)
LIKE_FOR_LIKE = (
    "The stars show where that pair would lie. It is not like for like: by its released code, the study thinned out the cases for "
    "which nothing followed, which raises scores, and here nothing is thinned out; its outcomes, and how often each followed, are "
    "not known, and ours are others; its pair was found in real records, and our marks come from invented worlds. So a mark "
    "near a star is no evidence for either: nothing here confirms or contradicts the study."
)


def predicted(evidence: Evidence) -> Shown:
    """Return in words how models do against guessing and the study's mark, world by world."""
    return if_there(evidence, _predicted)


def mistaken(evidence: Evidence) -> Shown:
    """Return in words what false alarms, missed children and flags that stay come to, world by world."""
    return if_there(
        evidence,
        lambda found: points(_spans(found, world) for world in found.among(BY_STRENGTH)),
    )


def reported(evidence: Evidence) -> Shown:
    """Return where the study's reported pair of mistakes would lie, in words, with what speaks against comparing."""
    return if_there(evidence, lambda found: sentences(*_reported(found)))


def _predicted(found: Worlds) -> Shown:
    worlds = found.among(BY_STRENGTH)
    return points([_rising(found), *(_judged(found, world) for world in worlds)])


def _judged(found: Worlds, world: str) -> str:
    """Return how many models of a world do better than guessing, and how many reach the study's mark."""
    mark = policy().study.bar
    areas = Counter(better_than_guessing(one) for one in found.of(world, "roc_auc"))
    precisions = Counter(reaches(one, mark) for one in found.of(world, "average_precision"))
    better = tally(areas, "do better than guessing", "do no better")
    reached = tally(precisions, f"reach the study's mark of {mark}", "fall short of it")
    return f"{WORLDS[world]}: {words.inside(better)} {reached}"


def _rising(found: Worlds) -> str:
    """Return whether models do better in each world with more to find, by the middle of the outcomes."""
    reached = [shown(found.of(world, "average_precision")) for world in found.among(BY_STRENGTH)]
    middles = [median(values) for values in reached if values]
    if len(middles) < 2:
        return "There are too few worlds with a number to tell whether more to find gives better models."
    told = words.listed([f"{value:.{words.decimals()}f}" for value in middles])
    said = f"From one made-up world to the next, average precision in the middle of the outcomes is {told}."
    if all(after > before for before, after in pairwise(middles)):
        return f"{said} It rises at each step, though a small step may be chance."
    return f"{said} It does not rise at every step."


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


def _with_numbers(found: Worlds) -> str:
    """Return of how many outcomes there are false alarms at one half to be set beside the study's."""
    every = [
        one
        for world in found.among(BY_STRENGTH)
        for one in found.of(world, "false_discovery_rate", cut_off=HALF)
    ]
    return (
        f"With flags from a score of one half, as there, few are flagged here: {len(shown(every))} of {len(every)} shares of "
        "false alarms can be shown."
    )


def _reported(found: Worlds) -> list[str]:
    said = [SOURCE, _with_numbers(found)]
    for measure, name in (("false_discovery_rate", "false alarms"), ("false_negative_rate", "missed children")):  # fmt: skip
        value, _ = REPORTED[measure]
        spans = [
            f"'{WORLDS[world]}' ({words.counted(len(rates), 'outcome')} shown)"
            for world in found.among(BY_STRENGTH)
            if (rates := shown(found.of(world, measure, cut_off=HALF)))
            and min(rates) <= value <= max(rates)
        ]
        told = f"{100 * value:.0f} in 100 {name}"
        if spans:
            said.append(f"{told} would lie within what the outcomes span in {words.listed(spans)}.")
        else:
            said.append(f"{told} would lie outside what the outcomes span in every one of these worlds.")  # fmt: skip
    return [*said, LIKE_FOR_LIKE]
