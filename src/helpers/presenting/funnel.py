"""Across authorities: do mistakes fall on the same groups everywhere? Funnels in a fixed order, never a league table."""

from collections.abc import Sequence

from helpers.presenting import words
from helpers.presenting.drawing import Drawn, fitted
from helpers.presenting.funnel_drawing import Funnel, Spot, funnels
from helpers.presenting.funnel_groups import Member, counted, in_short, members, the_same
from helpers.presenting.gap_words import FOUND
from helpers.presenting.groups_source import WHOLE, Place
from helpers.presenting.show import Shown, headed, points, sentences, together
from helpers.presenting.source import OutcomeWords, Results
from helpers.presenting.tables import Table

MEASURES = {
    "false_negative_rate": (
        "missed, in 100",
        "decisions that the outcome followed",
        "missed children",
    ),
    "false_discovery_rate": ("false alarms, in 100", "decisions flagged", "false alarms"),
}
"""Of each mistake: what both axes measure, and what is counted."""
ABSENT = "{name} has no mistakes by group: its study was run without them."


def in_words(reports: Sequence[Results]) -> Shown:
    """Return how many groups lie where in the funnels, and for which groups gaps were found in how many outcomes."""
    asked = [(report, outcome) for report in reports for outcome in report.outcomes]
    said = []
    for measure, (*_, what) in MEASURES.items():
        groups = [one for report, outcome in asked for one in members(report, outcome, measure)]
        said += [counted(groups, what), the_same(groups, what, outcomes=len(asked))]
    return points(said)


def missed(reports: Sequence[Results]) -> Shown:
    """Return a funnel of missed children for each outcome, authority by authority in the order given."""
    return _by_authority(reports, "false_negative_rate")


def false_alarms(reports: Sequence[Results]) -> Shown:
    """Return a funnel of false alarms for each outcome, authority by authority in the order given."""
    return _by_authority(reports, "false_discovery_rate")


def _by_authority(reports: Sequence[Results], measure: str) -> Shown:
    return together(headed(report.name, _shown(report, measure)) for report in reports)


def _shown(report: Results, measure: str) -> Shown:
    groups = {outcome: members(report, outcome, measure) for outcome in report.outcomes}
    every = [one for of_outcome in groups.values() for one in of_outcome]
    if not every:
        return sentences(ABSENT.format(name=report.name))
    up, across, what = MEASURES[measure]
    return Drawn(
        question=f"{report.name}: do any groups lie outside the funnel of {what}?",
        figure=funnels(
            [_funnel(report, outcome, measure, of) for outcome, of in groups.items()],
            across=across,
            up=up,
        ),
        silence=words.nothing_drawn(one.rate for one in every),
        alt=fitted(
            [
                f"Funnels of {what} by group of children.",
                *(f"{outcome.title}: {in_short(of)}" for outcome, of in groups.items()),
            ]
        ),
        caption=(
            f"Each mark is a group; the same children stand in several. Design: {words.design(WHOLE.design)}; "
            f"{words.LINES_OF_ALL[WHOLE.cut_off]}. The limits stand round all children, as if each decision stood by itself."
        ),
        table=_table(report, groups, measure),
    ).shown()


def _funnel(
    report: Results, outcome: OutcomeWords, measure: str, groups: Sequence[Member]
) -> Funnel:
    middle = Place(report=report, outcome=outcome, attribute="").everybody(measure)
    spots = [
        Spot(
            name=one.name,
            decisions=one.rate.denominator,
            rate=one.rate.value,
            found=one.verdict == FOUND,
        )
        for one in groups
        if one.rate.value is not None and one.rate.denominator
    ]
    known = middle is not None and middle.value is not None
    return Funnel(
        title=outcome.title,
        spots=tuple(spots) if known else (),
        middle=middle.value if middle is not None and middle.value is not None else 0.0,
    )


def _table(report: Results, groups: dict[OutcomeWords, list[Member]], measure: str) -> Table:
    up, across, what = MEASURES[measure]
    return Table(
        caption=f"{report.name}: {what} by group, in a fixed order",
        columns=(
            "Outcome and group",
            f"{up[:1].upper()}{up[1:]} (interval)",
            f"Of so many {across}",
            "In the funnel",
            "Gap to all others",
        ),
        rows=tuple(
            (
                f"{outcome.title}, {one.label}",
                words.in_hundred(one.rate),
                words.out_of(one.rate),
                one.lies,
                one.verdict or "not asked",
            )
            for outcome, of in groups.items()
            for one in of
        ),
    )
