"""What attributes and groups of children are called on a page, and in which order they stand: never by their rates."""

from collections.abc import Iterable

from helpers.policy import policy
from helpers.presenting.words import ATTRIBUTES, NOT_YET_RECORDED, listed

GROUPS: dict[str, tuple[str, ...]] = {
    "age": tuple(policy().ages),
    "sex": ("female", "male", "another or not stated"),
    "ethnicity": ("Asian", "Black", "Mixed", "White", "Other"),
    "disability": ("disabled", "not disabled"),
    "deprivation": ("1 (most deprived)", "2", "3", "4", "5 (least deprived)"),
}
"""The groups of each attribute in the order in which they are shown; *not yet recorded* stands last everywhere."""
AND, COMMA = " and ", ", "
"""What joins the names of a pair of attributes, and those of a pair of groups."""


def attribute(name: str) -> str:
    """Return what an attribute, or a pair of them, is called; one that an authority declared keeps its own name.

    >>> attribute("age and first_language")
    'age and first language'
    """
    return AND.join(ATTRIBUTES.get(one, one.replace("_", " ")) for one in name.split(AND))


def group(name: str, of: str) -> str:
    """Return what a group of an attribute, or of a pair of them, is called.

    >>> group("under 1, 2", "age and deprivation")
    'under 1, fifth 2'
    """
    return COMMA.join(
        f"fifth {part}" if alone == "deprivation" and part[:1].isdigit() else part
        for alone, part in _parts(name, of)
    )


def merged(said: Iterable[tuple[str, str]]) -> list[str]:
    """Return what is said of each attribute as sentences, one for all attributes of which the same is said.

    >>> merged([("age", "too few to judge"), ("sex", "cannot tell"), ("disability", "too few to judge")])
    ['By age and disability: too few to judge.', 'By sex: cannot tell.']
    """
    attributes: dict[str, list[str]] = {}
    for name, what in said:
        attributes.setdefault(what, []).append(attribute(name))
    return [f"By {listed(names)}: {what}." for what, names in attributes.items()]


def in_order(of: str, groups: Iterable[str]) -> list[str]:
    """Return the groups of an attribute, or of a pair of them, in the order in which they are shown."""
    return sorted(
        dict.fromkeys(groups),
        key=lambda name: [_place(alone, part) for alone, part in _parts(name, of)],
    )


def _parts(name: str, of: str) -> list[tuple[str, str]]:
    """Return each attribute of a pair with its group."""
    attributes = of.split(AND)
    return list(zip(attributes, name.split(COMMA, len(attributes) - 1), strict=False))


def _place(of: str, name: str) -> tuple[bool, int, str]:
    """Return where a group stands: those known beforehand first, others by their names, *not yet recorded* last."""
    order = GROUPS.get(of, ())
    return (
        name == NOT_YET_RECORDED,
        order.index(name) if name in order else len(order),
        name,
    )
