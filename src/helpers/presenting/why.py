"""Why is there a gap? Alike children compared, and each gap taken apart."""

from helpers.presenting import words
from helpers.presenting.claims import Claim, beside
from helpers.presenting.gap import Gap, gaps_of
from helpers.presenting.gap_words import FOUND
from helpers.presenting.groups_named import attribute, group
from helpers.presenting.groups_source import Place, places
from helpers.presenting.show import Shown, headed, points, sentences, together
from helpers.presenting.source import OutcomeWords, Results
from helpers.presenting.tables import Table

MISTAKES = {
    "false_alarms": "flagged, of those for whom it did not follow",
    "misses": "missed, of those for whom it followed",
}
"""Both mistakes as they are modelled apart: each among the children who could have met it."""
RATES = {"false_alarms": "false_positive_rate", "misses": "false_negative_rate"}
"""The same mistakes as rates."""
UNADJUSTED, ADJUSTED = "unadjusted gap in {}", "adjusted gap in {}"
PARTS = {
    "base rate": "because the outcome follows more or less often",
    "calibration": "because scores claim too much or too little",
    "cut-off": "because of where the line falls, and chance",
}
PART = "part of gap in {} from {}"
STAYS = Claim(
    true="{what}: more for “{group}” than for all others, also beside children alike in age, need and history: {after} in 100. "
    "Before that: {before}.",
    false="{what}: fewer for “{group}” than for all others, also beside children alike in age, need and history: {after} in "
    "100. Before that: {before}.",
    cannot_tell="{what}: once children alike in age, need and history are compared, nobody can tell whether there is a gap for "
    "“{group}”: {after} in 100. Before that: {before}.",
    suppressed=f"{{what}}: what becomes of the gap for “{{group}}” is {words.SUPPRESSED}.",
    too_few=f"{{what}}: what becomes of the gap for “{{group}}”: {words.TOO_FEW}.",
)


def adjusted(report: Results) -> Shown:
    """Return what becomes of each sure gap when alike children are compared, and all of them in folded tables."""
    return together(
        headed(
            outcome.title,
            points(_stayed(report, outcome)),
            *(_adjusted(place) for place in places(report, outcome)),
        )
        for outcome in report.outcomes
    )


def _stayed(report: Results, outcome: OutcomeWords) -> list[str]:
    """Return a sentence for each gap that was found, or that there is none to be explained."""
    said = [
        _said(place, mistake, gap)
        for place in places(report, outcome)
        for mistake, rate in RATES.items()
        for gap in gaps_of(place, rate)
        if gap.verdict == FOUND
    ]
    return said or ["No gap was found that would have to be explained."]


def _said(place: Place, mistake: str, gap: Gap) -> str:
    """Return what becomes of one gap once alike children are compared."""
    what = (
        f"{MISTAKES[mistake][:1].upper()}{MISTAKES[mistake][1:]}, by {attribute(place.attribute)}"
    )
    before, after = (
        {group(name, place.attribute): one for name, one in place.rates(made).items()}.get(
            gap.group
        )
        for made in (UNADJUSTED.format(mistake), ADJUSTED.format(mistake))
    )
    if before is None or after is None:
        return f"{what}: for “{gap.group}”, alike children were not compared."
    return STAYS.said(beside(after, 0.0)).format(
        what=what,
        group=gap.group,
        before=words.change(before, times=100),
        after=words.change(after, times=100),
    )


def _adjusted(place: Place) -> Shown:
    rows = []
    for mistake, called in MISTAKES.items():
        before = place.rates(UNADJUSTED.format(mistake))
        after = place.rates(ADJUSTED.format(mistake))
        rows += [
            (
                f"{group(name, place.attribute)}: {called}",
                words.change(one, times=100),
                words.change(after[name], times=100) if name in after else "not computed",
            )
            for name, one in before.items()
        ]
    called = attribute(place.attribute)
    if not rows:
        return sentences(f"No alike children were compared by {called}.")
    return Table(
        caption=f"{place.outcome.title}: gaps by {called}, before and after comparing alike children",
        columns=(
            "Group and mistake",
            "Gap to all others, in 100 (interval)",
            "The same among children alike in age, need and history (interval)",
        ),
        rows=tuple(rows),
    ).shown(folded_under=f"Alike children by {called}")


def taken_apart(report: Results) -> Shown:
    """Return, outcome by outcome, into which three parts each gap falls, in folded tables."""
    return together(
        headed(outcome.title, *(_taken_apart(place) for place in places(report, outcome)))
        for outcome in report.outcomes
    )


def _taken_apart(place: Place) -> Shown:
    called = attribute(place.attribute)
    rows = []
    for mistake, measure in RATES.items():
        parts = [place.rates(PART.format(measure, part), of=measure) for part in PARTS]
        rows += [
            (
                f"{group(name, place.attribute)}: {MISTAKES[mistake]}",
                *(words.change(of_groups[name], times=100) for of_groups in parts),
            )
            for name in parts[0]
            if all(name in of_groups for of_groups in parts)
        ]
    if not rows:
        return sentences(f"No gap by {called} was taken apart.")
    return Table(
        caption=f"{place.outcome.title}: each gap by {called} in three parts that add up to it, in 100",
        columns=(
            "Group and mistake",
            *(f"{said[:1].upper()}{said[1:]}" for said in PARTS.values()),
        ),
        rows=tuple(rows),
    ).shown(folded_under=f"Gaps by {called} in three parts")
