"""Why is there a gap? Alike children compared, and each gap taken apart."""

from collections.abc import Iterator

from helpers.estimate import Estimate
from helpers.presenting import words
from helpers.presenting.claims import Claim, beside
from helpers.presenting.gap import Gap, gaps_of
from helpers.presenting.gap_words import FOUND
from helpers.presenting.groups_folded import folded
from helpers.presenting.groups_named import attribute, group
from helpers.presenting.groups_source import Place, places
from helpers.presenting.show import Shown, headed, points, sentences, together
from helpers.presenting.source import OutcomeWords, Results
from helpers.presenting.tables import Table
from helpers.presenting.why_tables import (
    ADJUSTED,
    MISTAKES,
    UNADJUSTED,
    WENT,
    before_and_after,
    cell,
    odds,
    reasons,
    unless_empty,
)

RATES = {"false_alarms": "false_positive_rate", "misses": "false_negative_rate"}
"""The same mistakes as rates."""
PARTS = {
    "base rate": "because the outcome follows more or less often",
    "calibration": "because scores claim too much or too little",
    "cut-off": "because of where the line falls, and chance",
}
PART = "part of gap in {} from {}"
IN_PART = "adjusted, but not for what tells the group"
"""What is noted where something, such as the age of an age group, is left out of what children are alike in."""
ALIKE = "alike in age, need and history"
ALIKE_IN_PART = f"{ALIKE}, as far as these do not themselves make the group,"
STAYS = Claim(
    true="{what}: more for “{group}” than for all others, also beside children {alike}: {after} in 100. "
    "Before that: {before}.",
    false="{what}: fewer for “{group}” than for all others, also beside children {alike}: {after} in 100. "
    "Before that: {before}.",
    cannot_tell="{what}: once children {alike} are compared, nobody can tell whether there is a gap for "
    "“{group}”: {after} in 100. Before that: {before}.",
    suppressed=f"{{what}}: what becomes of the gap for “{{group}}” is {words.SUPPRESSED}.",
    too_few=f"{{what}}: what becomes of the gap for “{{group}}”: {words.TOO_FEW}.",
)
WENT_ALONG = "What went once alike children were compared: {went}."
"""What is said of the difference of the two, where it has a number; it excuses nothing."""


def adjusted(report: Results) -> Shown:
    """Return what becomes of each sure gap when alike children are compared, and all of them in folded tables."""
    return together(
        headed(
            outcome.title,
            points(_stayed(report, outcome)),
            folded(
                f"Alike children in tables: {words.inside(outcome.title)}",
                [
                    made(place)
                    for made in (before_and_after, odds)
                    for place in places(report, outcome)
                ],
            ),
        )
        for outcome in report.outcomes
    )


def _stayed(report: Results, outcome: OutcomeWords) -> list[str]:
    """Return a sentence for each gap that was found, or that there is none to be explained."""
    said = [_said(place, mistake, gap) for place, mistake, gap in _found(report, outcome)]
    return said or ["No gap was found that would have to be explained."]


def _said(place: Place, mistake: str, gap: Gap) -> str:
    """Return what becomes of one gap once alike children are compared."""
    what = _what(place, mistake)
    before, after, went = (
        _named(place, made.format(mistake)).get(gap.group) for made in (UNADJUSTED, ADJUSTED, WENT)
    )
    if before is None or after is None:
        return f"{what}: for “{gap.group}”, alike children were not compared."
    reason = reasons(place, mistake).get(gap.group)
    if after.value is None and reason:
        return f"{what}: for “{gap.group}”, alike children could not be compared, because {reason}."
    said = STAYS.said(beside(after, 0.0)).format(
        what=what,
        group=gap.group,
        alike=_alike(place, mistake, gap.group),
        before=words.change(before, times=100),
        after=words.change(after, times=100),
    )
    if went is None or went.value is None:
        return said
    return f"{said} {WENT_ALONG.format(went=words.change(went, times=100))}"


def _alike(place: Place, mistake: str, named: str) -> str:
    """Return what children are alike in who are compared with a group."""
    noted = {
        group(name, place.attribute): one.about.note
        for name, one in place.findings(ADJUSTED.format(mistake)).items()
    }
    return ALIKE_IN_PART if noted.get(named) == IN_PART else ALIKE


def taken_apart(report: Results) -> Shown:
    """Return, outcome by outcome, into which three parts each gap that was found falls, and all others in folded tables."""
    return together(
        part
        for outcome in report.outcomes
        for part in (
            sentences(f"{outcome.title}:"),
            points(_parted(report, outcome)),
            folded(
                f"Gaps in three parts, in tables: {words.inside(outcome.title)}",
                map(_apart, places(report, outcome)),
            ),
        )
    )


def _parted(report: Results, outcome: OutcomeWords) -> list[str]:
    """Return a sentence on the three parts of each gap that was found, or that there is none to be taken apart."""
    said = []
    for place, mistake, gap in _found(report, outcome):
        parts = [_named(place, made).get(gap.group) for made in _parts_of(RATES[mistake])]
        told = [
            f"{words.change(one, times=100)} {why}"
            for one, why in zip(parts, PARTS.values(), strict=True)
            if one is not None and one.value is not None
        ]
        if len(told) == len(PARTS):
            said.append(
                f"{_what(place, mistake)}, for “{gap.group}”, in 100: {words.listed(told)}."
            )
    return said or ["No gap was found that could be taken apart."]


def _apart(place: Place) -> Shown | None:
    """Return the three parts of every gap; nothing if none has a number."""
    called = attribute(place.attribute)
    made = [
        (f"{group(name, place.attribute)}: {MISTAKES[mistake]}", [part.get(name) for part in parts])
        for mistake, measure in RATES.items()
        for parts in ([place.rates(one, of=measure) for one in _parts_of(measure)],)
        for name in parts[0]
    ]
    return unless_empty(
        Table(
            caption=f"{place.outcome.title}: each gap by {called} in three parts that add up to it, in 100",
            columns=(
                "Group and mistake",
                *(f"{said[:1].upper()}{said[1:]}" for said in PARTS.values()),
            ),
            rows=tuple((label, *map(cell, parts)) for label, parts in made),
        ),
        [one for _, parts in made for one in parts],
    )


def _found(report: Results, outcome: OutcomeWords) -> Iterator[tuple[Place, str, Gap]]:
    """Yield each gap that was found, with its place and the mistake that it is about."""
    for place in places(report, outcome):
        for mistake, rate in RATES.items():
            for gap in gaps_of(place, rate):
                if gap.verdict == FOUND:
                    yield place, mistake, gap


def _what(place: Place, mistake: str) -> str:
    what = MISTAKES[mistake]
    return f"{what[:1].upper()}{what[1:]}, by {attribute(place.attribute)}"


def _named(place: Place, measure: str) -> dict[str, Estimate]:
    """Return a measure by what groups are called."""
    return {group(name, place.attribute): one for name, one in place.rates(measure).items()}


def _parts_of(measure: str) -> list[str]:
    return [PART.format(measure, part) for part in PARTS]
