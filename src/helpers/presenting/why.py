"""Why is there a gap? Alike children compared, and each gap taken apart."""

from collections import Counter
from collections.abc import Iterator, Sequence

from helpers.estimate import Estimate
from helpers.presenting import words
from helpers.presenting.claims import Claim, beside
from helpers.presenting.gap import Gap, gaps_of
from helpers.presenting.gap_words import FOUND
from helpers.presenting.groups_folded import folded
from helpers.presenting.groups_named import attribute, group
from helpers.presenting.groups_source import Place, places
from helpers.presenting.show import Shown, headed, sentences, together
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
PART_COLUMNS = (
    "Group and mistake",
    *(f"{said[:1].upper()}{said[1:]}" for said in PARTS.values()),
)
PART = "part of gap in {} from {}"
IN_PART = "adjusted, but not for what tells the group"
"""What is noted where something, such as the age of an age group, is left out of what children are alike in."""
STAYS = Claim(
    true="a gap stays: more",
    false="a gap stays: fewer",
    cannot_tell="nobody can tell whether a gap stays",
    suppressed=words.SUPPRESSED,
    too_few=words.TOO_FEW,
)
"""What becomes of a gap once alike children are compared."""
LEFT_OUT = "; what makes the group itself was left out"
NOT_COMPARED = "alike children were not compared"
NONE_FOUND = "No gap was found that would have to be explained."


def adjusted(report: Results) -> Shown:
    """Return what becomes of each sure gap when alike children are compared, and all of them in folded tables."""
    return together(
        headed(
            outcome.title,
            _stayed(report, outcome),
            folded(
                f"All gaps beside alike children, in tables: {words.inside(outcome.title)}",
                [
                    made(place)
                    for made in (before_and_after, odds)
                    for place in places(report, outcome)
                ],
            ),
        )
        for outcome in report.outcomes
    )


def _stayed(report: Results, outcome: OutcomeWords) -> Shown:
    """Return how many of the gaps that were found stay, and each of them as a row; or that there is none to be explained."""
    found = [*_found(report, outcome)]
    if not found:
        return sentences(NONE_FOUND)
    verdicts = [_becomes(place, mistake, gap) for place, mistake, gap in found]
    table = Table(
        caption=f"{outcome.title}: gaps that were found, and what becomes of them",
        columns=(
            "Group and mistake",
            "Gap to all others, in 100 (interval)",
            "The same among children alike in age, need and history (interval)",
            "What went: the first less the second (interval)",
            "What becomes of it",
        ),
        rows=tuple(
            (
                f"{_what(place, mistake)}: {gap.group}",
                *(cell(one) for one in _numbers(place, mistake, gap)),
                said,
            )
            for (place, mistake, gap), said in zip(found, verdicts, strict=True)
        ),
    )
    return together(
        [
            sentences(_tally(verdicts)),
            table.shown(folded_under="Each gap that was found, before and after"),
        ]
    )


def _tally(verdicts: Sequence[str]) -> str:
    """Return how many gaps stay, of how many nobody can tell, and how many were not compared.

    >>> _tally([STAYS.true, STAYS.cannot_tell, STAYS.cannot_tell])
    'Of 3 gaps that were found, once alike children are compared: 1 stays, and of 2 nobody can tell.'
    """
    stay = sum(said.startswith((STAYS.true, STAYS.false)) for said in verdicts)
    unknown = sum(said.startswith(STAYS.cannot_tell) for said in verdicts)
    rest = len(verdicts) - stay - unknown
    parts = [f"{stay or 'none'} stay{'' if stay > 1 else 's'}"]
    parts += [f"of {unknown} nobody can tell"] if unknown else []
    parts += [f"{rest} could not be compared, or may not be told"] if rest else []
    many = words.counted(len(verdicts), "gap")
    was = "was" if len(verdicts) == 1 else "were"
    listed = ", and ".join([", ".join(parts[:-1]), parts[-1]]) if parts[1:] else parts[0]
    return f"Of {many} that {was} found, once alike children are compared: {listed}."


def _numbers(place: Place, mistake: str, gap: Gap) -> list[Estimate | None]:
    """Return a gap before and after comparing alike children, and what went."""
    return [
        _named(place, made.format(mistake)).get(gap.group) for made in (UNADJUSTED, ADJUSTED, WENT)
    ]


def _becomes(place: Place, mistake: str, gap: Gap) -> str:
    """Return what becomes of one gap once alike children are compared."""
    _, after, _ = _numbers(place, mistake, gap)
    if after is None:
        return NOT_COMPARED
    reason = reasons(place, mistake).get(gap.group)
    if after.value is None and reason:
        return f"alike children could not be compared: {reason}"
    said = STAYS.said(beside(after, 0.0))
    return f"{said}{LEFT_OUT}" if _is_in_part(place, mistake, gap.group) else said


def _is_in_part(place: Place, mistake: str, named: str) -> bool:
    """Tell whether something was left out of what children are alike in who are compared with a group."""
    return any(
        group(name, place.attribute) == named and one.about.note == IN_PART
        for name, one in place.findings(ADJUSTED.format(mistake)).items()
    )


def taken_apart(report: Results) -> Shown:
    """Return, outcome by outcome, into which three parts each gap that was found falls, and all others in folded tables."""
    return together(
        headed(
            outcome.title,
            _parted(report, outcome),
            folded(
                f"All gaps in three parts, in tables: {words.inside(outcome.title)}",
                map(_apart, places(report, outcome)),
            ),
        )
        for outcome in report.outcomes
    )


def _parted(report: Results, outcome: OutcomeWords) -> Shown:
    """Return which part is the largest in how many gaps that were found, and each gap as a row; or that there is none."""
    made = [
        (f"{_what(place, mistake)}: {gap.group}", _parts(place, mistake, gap))
        for place, mistake, gap in _found(report, outcome)
    ]
    known = [values for _, parts in made if (values := _values(parts))]
    if not known:
        return sentences("No gap was found that could be taken apart.")
    largest = Counter(
        max(zip(map(abs, values), PARTS.values(), strict=True))[1] for values in known
    )
    told = [f"{why} in {largest[why]}" for why in PARTS.values() if largest[why]]
    table = Table(
        caption=f"{outcome.title}: gaps that were found, in three parts that add up to them, in 100",
        columns=PART_COLUMNS,
        rows=tuple((label, *map(cell, parts)) for label, parts in made),
    )
    many = words.counted(len(known), "gap")
    return together(
        [
            sentences(f"Of {many} taken apart, the largest part is there {words.listed(told)}."),
            table.shown(folded_under="Each gap that was found, in three parts"),
        ]
    )


def _parts(place: Place, mistake: str, gap: Gap) -> list[Estimate | None]:
    return [_named(place, made).get(gap.group) for made in _parts_of(RATES[mistake])]


def _values(parts: list[Estimate | None]) -> list[float]:
    """Return the three parts of a gap; nothing unless all of them are known."""
    values = [one.value for one in parts if one is not None and one.value is not None]
    return values if len(values) == len(PARTS) else []


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
            columns=PART_COLUMNS,
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
