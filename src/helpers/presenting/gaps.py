"""The gaps of one authority in words: in short, by attribute, and each by itself with what would have been found."""

from collections import Counter
from collections.abc import Iterable, Sequence

from helpers.policy import policy
from helpers.presenting import words
from helpers.presenting.gap import Gap, gaps_of
from helpers.presenting.gap_words import CANNOT_TELL, FOUND, MEASURES, NONE, amount
from helpers.presenting.groups_named import attribute
from helpers.presenting.groups_source import Place, places
from helpers.presenting.show import Shown, headed, points, sentences, together
from helpers.presenting.source import OutcomeWords, Results
from helpers.presenting.tables import Table

MAIN = ("false_discovery_rate", "false_negative_rate", "flagged_share")
"""The measures that a figure shows and that are told first; the others stand in tables."""
MISTAKES = MAIN[:2]
"""Those of them that count mistakes."""
UNASKED = "No gaps were looked for: the study of {name} was run without mistakes by group."
NOTHING = (
    "Nothing can be said of any group: of {many} comparisons with all others, every one rests on too few children or is suppressed "
    "to protect children. No gap can be ruled out."
)
ANSWERED = (FOUND, NONE, CANNOT_TELL)
"""The verdicts on questions that could be asked."""
LIKELY = 0.8
"""A gap that would be found less often than so is told to be easily missed."""


def in_short(report: Results) -> Shown:
    """Return, outcome by outcome, how many comparisons were made, where a gap was found, and how much would be missed."""
    return together(
        headed(outcome.title, points(_in_short(report, outcome))) for outcome in report.outcomes
    )


def _in_short(report: Results, outcome: OutcomeWords) -> list[str]:
    sets = [
        (place, measure, gaps)
        for place in places(report, outcome)
        for measure in MEASURES
        if (gaps := gaps_of(place, measure))
    ]
    every = [gap for *_, gaps in sets for gap in gaps]
    if not every:
        return [UNASKED.format(name=report.name)]
    if not any(gap.verdict in ANSWERED for gap in every):
        return [NOTHING.format(many=f"{len(every):,}")]
    told = [
        f"{MEASURES[measure].called}, compared with all others: {'; '.join(found)}."
        for measure in MAIN
        if (
            found := [
                _by(place, gaps) for place, of, gaps in sets if of == measure and _found(gaps)
            ]
        )
    ]
    return [*(told or [_none_found(every)]), tally(every), _elsewhere(sets), _by_chance(sets)]


def _by(place: Place, gaps: Iterable[Gap]) -> str:
    """Return the gaps that were found by one attribute."""
    return f"by {attribute(place.attribute)}, {words.listed(_found(gaps))}"


def _found(gaps: Iterable[Gap]) -> list[str]:
    return [gap.in_short for gap in gaps if gap.verdict == FOUND]


def tally(every: Sequence[Gap], *, of: str = "a group") -> str:
    """Return how many questions were asked, how they came out, and how many could not be asked.

    Parameters
    ----------
    of
        What was compared with all others.
    """
    counted = Counter(gap.verdict for gap in every)
    parts = [
        f"in {counted[FOUND] or 'none'} a gap was found",
        f"in {counted[NONE] or 'none'} there is no gap of practical size",
        f"in {counted[CANNOT_TELL] or 'none'} nobody can tell",
    ]
    asked = sum(counted[verdict] for verdict in ANSWERED)
    unsaid = [
        f"{counted[why]:,} {'is' if counted[why] == 1 else 'are'} {why}"
        for why in (words.TOO_FEW, words.SUPPRESSED)
        if counted[why]
    ]
    rest = f" Of those left, {words.listed(unsaid)}." if unsaid else ""
    if not asked:
        return f"Whether {of} differs from all others could not be asked anywhere.{rest}"
    return f"Whether {of} differs from all others was asked {asked:,} times: {words.listed(parts)}.{rest}"


def _none_found(every: Sequence[Gap]) -> str:
    """Return that no gap was found in what is told first, and how many could have been missed."""
    said = "In who is flagged, falsely alarmed or missed, no gap was found. That does not show that there is none"
    powers = [
        gap.power.value
        for gap in every
        if gap.measure in MAIN and gap.power is not None and gap.power.value is not None
    ]
    if not powers:
        return f"{said}."
    missed = sum(power < LIKELY for power in powers)
    return (
        f"{said}: in {missed} of {len(powers)} comparisons, a gap just large enough to matter would have been found "
        "less than 8 times in 10."
    )


def _elsewhere(sets: Sequence[tuple[Place, str, list[Gap]]]) -> str:
    """Return how many gaps were found in measures that stand in tables alone."""
    further = [(measure, gaps) for _, measure, gaps in sets if measure not in MAIN]
    if not further:
        return "No further numbers were compared."
    many = sum(len(_found(gaps)) for _, gaps in further)
    nouns = words.listed(list(dict.fromkeys(MEASURES[measure].noun for measure, _ in further)))
    found = (
        f"{words.counted(many, 'gap')} {'was' if many == 1 else 'were'}" if many else "no gap was"
    )
    return f"Of these, {found} found in numbers that stand in tables alone: {nouns}."


def _by_chance(sets: Sequence[tuple[Place, str, list[Gap]]]) -> str:
    """Return how many sets of questions were asked, and in how many chance alone may show a gap."""
    many = sum(any(gap.verdict in ANSWERED for gap in gaps) for *_, gaps in sets)
    outside = 1 - policy().estimates.confidence
    likely = round(many * outside)
    return (
        f"The questions fall into {words.counted(many, 'set')}, one for each attribute and number. Each set allows for all its "
        f"groups: without any gap it would still show one {100 * outside:.0f} times in 100. So chance alone may show a gap in "
        f"{'perhaps one' if likely <= 1 else f'about {likely}'} of {many}."
    )


def has_one(place: Place) -> bool:
    """Tell whether a gap was found in a mistake that the figure shows."""
    return any(gap.verdict == FOUND for measure in MISTAKES for gap in gaps_of(place, measure))


def by_attribute(place: Place) -> list[str]:
    """Return a sentence for each number of a figure: what may be said of which groups."""
    return [
        f"{MEASURES[measure].called}: {said}."
        for measure in MAIN
        if (said := _by_verdict(gaps_of(place, measure)))
    ]


def _by_verdict(gaps: Sequence[Gap]) -> str:
    """Return which groups got which verdict, and how often a gap would have been found where none was."""
    parts = []
    found = _found(gaps)
    if found:
        parts.append(f"gap found for {words.listed(found)}")
    for verdict in (NONE, CANNOT_TELL, words.TOO_FEW, words.SUPPRESSED):
        names = _named(gap for gap in gaps if gap.verdict == verdict)
        if names:
            parts.append(f"{verdict} for {names}")
    chances = dict.fromkeys(gap.chance for gap in gaps if gap.chance)
    if chances:
        size = amount(gaps[0].size)
        told = [
            f"{each} for {_named(gap for gap in gaps if gap.chance == each)}" for each in chances
        ]
        parts.append(f"a gap of {size} would have been found {words.listed(told)}")
    return "; ".join(parts)


def _named(gaps: Iterable[Gap]) -> str:
    names = [f"“{gap.group}”" for gap in gaps]
    return words.listed(names) if names else ""


def each(place: Place) -> Shown:
    """Return every gap of an attribute in words and numbers, folded away."""
    every = [gap for measure in MEASURES for gap in gaps_of(place, measure)]
    if not every:
        return sentences(UNASKED.format(name=place.report.name))
    return Table(
        caption=f"{place.outcome.title}: each gap by {attribute(place.attribute)}, a group beside all others",
        columns=(
            "What is counted, and in which group",
            "In words",
            "Difference, in 100 (interval)",
            "Times as often as among all others (interval)",
        ),
        rows=tuple(
            (
                f"{gap.measured.called}: {gap.group}",
                gap.in_words(),
                words.change(gap.estimate, times=100),
                _times(gap),
            )
            for gap in every
        ),
    ).shown(folded_under="Each gap in words, and which gaps would have been found")


def _times(gap: Gap) -> str:
    return "not computed" if gap.ratio is None else words.times(gap.ratio)
