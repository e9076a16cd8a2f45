"""Where a number stands among findings: the labels that ask for it, without what is noted and who answered."""

from helpers.estimate import About

Place = tuple[str, str, str, str, str, str, str]
"""Authority, outcome, design, cut-off, attribute, group and measure."""


def place_of(about: About) -> Place:
    """Return where a number stands."""
    where = (about.authority, about.outcome, about.design, about.cut_off)
    return (*where, about.attribute, about.group, about.measure)
