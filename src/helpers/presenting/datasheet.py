"""What the made-up data of this book are: sizes, worlds, what was planted, and how the records err."""

from collections.abc import Sequence
from datetime import date

from helpers.estimate import Estimate
from helpers.presenting import words
from helpers.presenting.datasheet_source import Datasheet
from helpers.presenting.show import Shown, headed, points, sentences, together
from helpers.presenting.source import Results
from helpers.presenting.tables import Table
from helpers.presenting.world_records import WORLDS

DIALS = {
    "signal": "how much a child's state, beside chance, decides what happens",
    "effect_of_help": "by how much help lowers later contacts, harm and escalation",
    "needs_last": "how alike a family's crises are from one year to the next",
    "note_detail": "how much a note knows beyond the record",
    "deprivation_is_need": "how much of what records show about poorer neighbourhoods is need",
}
"""The dials that shape a world, and what they turn; others concern recording alone."""
NAMED = {
    **WORLDS,
    "small": "Small, made in seconds for tests",
    "middle": "Middle, by another name",
    "unbiased": "Nothing planted about groups",
    "scrutiny": "One group and poorer neighbourhoods watched more closely",
    "well-recorded": "Recorded at once and rightly",
}
"""What the worlds are called on this page."""
ERRORS = {
    "late.share": "events that reach the system later than on their day",
    "blank.assessments.child_seen": "assessments that do not say whether the child was seen",
    "day_and_month_exchanged": "dates with day and month exchanged",
    "start_and_end_exchanged": "episodes with start and end exchanged",
    "same_row_twice": "rows that stand there twice",
    "nearly_the_same_row": "rows that stand there once more with another source or day",
    "second_id": "children recorded under two numbers",
    "birth_date_late": "children whose birth date is blank at first",
    "ethnicity_after_police": "more children whose ethnicity is not asked at first, where police were in touch first",
    "mild_disability_missing": "mild disabilities that are never recorded",
}
"""Shares of errors that are listed, and what they are shares of."""


def sizes(sheet: Datasheet) -> Shown:
    """Return what each council's records span, from how many simulated children, what is asked, and what workers wrote."""
    table = Table(
        caption="The invented councils",
        columns=("Council", "Records from", "to", "Children simulated"),
        rows=tuple(
            (one.name, _month(one.start), _month(one.end), f"{one.children:,}")
            for one in sheet.councils
        ),
    )
    asked = [
        f"{one.name} asks: {'; '.join(one.outcomes)}. Its notes: {words.listed(list(one.documents))}."
        for one in sheet.councils
    ]
    return together([table.shown(), points(asked)])


def records(reports: Sequence[Results]) -> Shown:
    """Return how many entries of each kind the records hold, council by council, as the disclosure rules let them be shown.

    Kinds that are counted for no council, such as notes, are left out.
    """
    rows = [
        (said.capitalize(), *(_entries(report, kind) for report in reports))
        for kind, said in words.EVENTS.items()
        if any(report.find(measure="events", attribute="table", group=kind) for report in reports)
    ]
    table = Table(
        caption="Entries in the records, rounded to the nearest 5",
        columns=("Kind", *(report.name for report in reports)),
        rows=tuple(rows),
    )
    return table.shown()


def made_by(sheet: Datasheet) -> Shown:
    """Return by which version, from which seed and in which world each council was made."""
    table = Table(
        caption="From what each council was made",
        columns=("Council", "World", "Seed", "Generator", "Fingerprint of its settings"),
        rows=tuple(
            (
                one.name,
                *(_told(value) for value in (one.world, one.seed, one.generator, one.settings)),
            )
            for one in sheet.councils
        ),
    )
    said = (
        f"{words.counted(sheet.fitted, 'published figure')} of England "
        f"{'was' if sheet.fitted == 1 else 'were'} aimed at while rates, shares and lengths were set. With "
        f"{words.counted(sheet.held_out, 'more figure')} the result is only compared."
    )
    return together([sentences(said), table.shown()])


def dials(sheet: Datasheet) -> Shown:
    """Return what the dials are and how they stand in each world."""
    named = [name for name in DIALS if all(name in each for each in sheet.dials.values())]
    said = [f"{name.replace('_', ' ').capitalize()}: {DIALS[name]}." for name in named]
    table = Table(
        caption="How the dials stand in each world",
        columns=("World", *(name.replace("_", " ").capitalize() for name in named)),
        rows=tuple(
            (NAMED.get(world, world), *(f"{each[name]:g}" for name in named))
            for world, each in sheet.dials.items()
        ),
    )
    return together([points(said), table.shown()])


def planted(reports: Sequence[Results]) -> Shown:
    """Return what was planted about groups of children, council by council, a sentence each."""
    return together(
        headed(
            report.name,
            points([f"Set by us: {words.inside(one)}" for one in report.planted])
            if report.planted
            else sentences("Nothing was planted about any group here."),
        )
        for report in reports
    )


def errors(sheet: Datasheet) -> Shown:
    """Return how often records err, and what changed in the recording of single councils."""
    table = Table(
        caption="How often the records err, in the world of this book",
        columns=("What goes wrong", "How often"),
        rows=tuple(
            (said.capitalize(), words.in_hundred(Estimate(value=sheet.errors[name])))
            for name, said in ERRORS.items()
            if name in sheet.errors
        ),
    )
    changed = [f"{one.name}: {' '.join(one.changes)}" for one in sheet.councils if one.changes]
    return together([table.shown(), points(changed)] if changed else [table.shown()])


def _entries(report: Results, kind: str) -> str:
    found = report.find(measure="events", attribute="table", group=kind)
    return words.number(found[0].estimate) if found else "none"


def _told(value: str) -> str:
    return value or "not said by the folder"


def _month(day: date) -> str:
    return f"{day:%B %Y}"
