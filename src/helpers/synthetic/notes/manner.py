"""How one author lays out one kind of note: the same in all of the author's notes of this kind."""

from dataclasses import dataclass

from helpers.synthetic.notes.documents import Section, Shape
from helpers.synthetic.notes.domains import DOMAINS, THEMES
from helpers.synthetic.notes.styles import Style

SECTION_DRAWS = 12
"""Whole numbers that one section needs: two for its opening sentences, one for what stands in place of subjects,
one for how many sentences are added, and the rest for those."""


@dataclass(frozen=True, slots=True)
class Layout:
    """One section in an author's hand.

    ``first`` is the place of its first number, ``heading`` the template of the author's heading, empty for none;
    ``opening`` and ``between`` stand before the first and before every other sentence; ``subjects`` are in order.
    Sentences that follow on one line (``between`` is a space) may be tied to each other.
    """

    section: Section
    first: int
    heading: str
    opening: str
    between: str
    subjects: tuple[int, ...]


def layouts(shape: Shape, style: Style) -> tuple[Layout, ...]:
    """Return the sections of a kind of note in the author's order: those that are movable change places."""
    movable = [place for place, section in enumerate(shape.sections) if section.movable]
    liked = iter(sorted(movable, key=lambda place: style.order[place]))
    order = [
        next(liked) if section.movable else place for place, section in enumerate(shape.sections)
    ]
    return tuple(_layout(shape.sections[place], place, style) for place in order)


def _layout(section: Section, place: int, style: Style) -> Layout:
    listed = section.speakers or (style.as_list and bool(section.subjects))
    between = "\n" if section.speakers else "\n- " if listed else " "
    opening = "\n"
    if style.headings and style.date_form % 2:
        opening = ": "
    return Layout(
        section=section,
        first=len(DOMAINS) + place * SECTION_DRAWS,
        heading=section.heading.template(style.favourites + place) if style.headings else "",
        opening=between if listed else opening,
        between=between,
        subjects=_by_theme(section.subjects, style.favourites),
    )


def _by_theme(subjects: tuple[int, ...], favourites: int) -> tuple[int, ...]:
    """Return subjects by theme, beginning with the theme that the author takes up first."""
    turn = favourites % len(THEMES)
    themes = THEMES[turn:] + THEMES[:turn]
    ordered = (DOMAINS.index(domain) for theme in themes for domain in theme)
    return tuple(domain for domain in ordered if domain in subjects)
