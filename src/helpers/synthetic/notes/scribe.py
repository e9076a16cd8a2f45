"""Who writes the notes: goes through the facts child by child and day by day, and remembers what was written."""

from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import NamedTuple

import numpy as np
import numpy.typing as npt

from helpers.events import DOCUMENTS
from helpers.synthetic import chance
from helpers.synthetic.notes.compose import DRAWS, compose
from helpers.synthetic.notes.documents import shapes
from helpers.synthetic.notes.draft import Draft, Gathered
from helpers.synthetic.notes.emission import evidence
from helpers.synthetic.notes.facts import Facts
from helpers.synthetic.notes.household import household
from helpers.synthetic.notes.manner import Layout, layouts
from helpers.synthetic.notes.phrases import fitting, phrases
from helpers.synthetic.notes.plan import Plan, troubles
from helpers.synthetic.notes.slots import About, Words
from helpers.synthetic.notes.styles import Style, styles

_CONFERENCE, _REVIEW = (
    DOCUMENTS.index(name) for name in ("initial conference", "review conference")
)


class _Row(NamedTuple):
    """One note's facts: see :class:`helpers.synthetic.notes.facts.Facts`."""

    child: int
    day: int
    document: int
    author: int
    team: int
    age_group: int
    age_years: float
    sex: str
    source: str
    brothers_and_sisters: int
    first_in_history: bool


@dataclass(slots=True)
class _History:
    """The notes of one child so far: day, document and draft of each; and the child's words before and since birth."""

    child: int = -1
    written: list[tuple[int, int, Draft]] = field(default_factory=list)
    words: tuple[dict[str, str], dict[str, str]] = field(default_factory=lambda: ({}, {}))

    def before(self, child: int, day: int) -> list[tuple[int, int, Draft]]:
        """Return the child's notes of days before ``day``."""
        if child != self.child:
            self.child, self.written, self.words = child, [], ({}, {})
        if self.written and self.written[-1][0] < day:
            return self.written
        return [entry for entry in self.written if entry[0] < day]


class Scribe:
    """Writes the notes of one authority, child by child and day by day."""

    def __init__(self, facts: Facts, *, dial: float, header: bool) -> None:
        self.dial, self.header = dial, header
        self.authors = styles(facts.author, seed=facts.seed)
        self.history = _History()
        self.layouts: dict[tuple[int, int], tuple[Layout, ...]] = {}

    def block(self, facts: Facts) -> Gathered:
        """Return the notes of a block of facts."""
        told = self._tellings(facts)
        numbers = _whole(facts.draw("sentences", DRAWS)).tolist()
        of_day = _whole(facts.draw("words of the day", 1))[:, 0].tolist()
        of_child = _whole(chance.uniform(facts.seed, "child of notes", facts.child)).tolist()
        of_family = _whole(chance.uniform(facts.seed, "family of notes", facts.family)).tolist()
        whose = zip(of_family, of_child, of_day, strict=True)
        said = zip(told.tolist(), troubles(told), facts.levels.tolist(), numbers, strict=True)
        written = Gathered()
        for row, owner, telling in zip(_rows(facts), whose, said, strict=True):
            written.add(self._note(row, owner, telling))
        return written

    def _note(
        self,
        row: _Row,
        whose: tuple[int, int, int],
        said: tuple[list[int], int, list[int], list[int]],
    ) -> Draft:
        style = self.authors[row.author]
        earlier = self.history.before(row.child, row.day)
        about = _about(row, whose, style, earlier, self.history.words[row.age_group > 0])
        tellings, trouble, levels, numbers = said
        plan = Plan(
            shape=shapes()[row.document],
            layouts=self._layouts(row.document, row.author),
            style=style,
            words=Words(about, row.sex),
            fitting=fitting(about.situation),
            team=row.team,
            tellings=tellings,
            levels=levels,
            troubles=trouble,
            numbers=numbers,
            last=earlier[-1][2] if earlier else None,
            last_alike=_latest_alike(earlier, row.document),
        )
        draft = compose(plan, synthetic_header=self.header)
        self.history.written.append((row.day, row.document, draft))
        return draft

    def _layouts(self, document: int, author: int) -> tuple[Layout, ...]:
        known = self.layouts.get((document, author))
        if known is None:
            known = layouts(shapes()[document], self.authors[author])
            self.layouts[document, author] = known
        return known

    def _tellings(self, facts: Facts) -> npt.NDArray[np.int8]:
        habit, breadth = habit_and_breadth(facts, self.authors)
        return evidence(
            facts,
            dial=self.dial,
            negation=habit,
            breadth=breadth,
            may_speak=ages_spoken_of(facts),
        )


def habit_and_breadth(
    facts: Facts, authors: dict[int, Style]
) -> tuple[npt.NDArray[np.float64], npt.NDArray[np.float64]]:
    """Return each note's author's habit of ruling out and document's breadth, as the emission table takes them."""
    habit = np.array([authors[author].negation for author in facts.author.tolist()])
    return habit, np.array([shape.breadth for shape in shapes()])[facts.document]


def ages_spoken_of(facts: Facts) -> npt.NDArray[np.bool_]:
    """Return whether each subject has a meaning at the age of each note's child, of shape (note, domain)."""
    spoken: npt.NDArray[np.bool_] = np.array(phrases().ages).T[facts.age_group]
    return spoken


def _whole(draws: npt.NDArray[np.float64]) -> npt.NDArray[np.int64]:
    return (draws * 2.0**52).astype(np.int64)


def _rows(facts: Facts) -> Iterator[_Row]:
    columns = (getattr(facts, name).tolist() for name in _Row._fields)
    return map(_Row._make, zip(*columns, strict=True))


def _latest_alike(earlier: list[tuple[int, int, Draft]], document: int) -> Draft | None:
    for _, kind, draft in reversed(earlier):
        if kind == document:
            return draft
    return None


def _about(
    row: _Row,
    whose: tuple[int, int, int],
    style: Style,
    earlier: list[tuple[int, int, Draft]],
    kept: dict[str, str],
) -> About:
    plan_day, reviews = None, 0
    if row.document == _REVIEW:
        for day, kind, _ in earlier:
            if kind == _CONFERENCE:
                plan_day, reviews = day, 0
            reviews += kind == _REVIEW
    family_number, child_number, day_number = whose
    return About(
        style=style,
        household=household(family_number, formal=style.formal, born=row.age_group > 0),
        family_number=family_number,
        child_number=child_number,
        day_number=day_number,
        day=row.day,
        team=row.team,
        age_group=row.age_group,
        age_years=row.age_years,
        brothers_and_sisters=row.brothers_and_sisters,
        first_in_history=row.first_in_history,
        source=row.source,
        plan_day=plan_day,
        reviews=reviews,
        kept=kept,
    )
