"""Who belongs to which group, and whether an attribute can be asked about at all."""

from collections.abc import Mapping
from dataclasses import dataclass
from enum import StrEnum
from itertools import combinations

import numpy as np
import numpy.typing as npt
import pandas as pd

Marks = npt.NDArray[np.bool_]
Labels = npt.NDArray[np.str_] | npt.NDArray[np.object_]

NOT_RECORDED = "not yet recorded"
"""The group of those whose group was not known on the day: a group like any other, never dropped."""

MOST_GROUPS = 20
"""An attribute with more groups is not asked: nothing could be told apart among so many questions."""


class Standing(StrEnum):
    """Whether an attribute can be asked about."""

    ASKED = "asked"
    ONE_LEVEL = "all children are in one group"
    TOO_MANY_LEVELS = "too many groups"
    ALL_MISSING = "recorded for nobody"


@dataclass(frozen=True, eq=False)
class Member:
    """One group, or one pair of groups; everybody has neither name.

    Attributes
    ----------
    attribute
        Such as ``age``; of a pair ``age and sex``, in the order in which attributes are given.
    group
        Such as ``under 1``; of a pair ``under 1, female``.
    rows
        The group's decisions, shape ``(rows,)``.
    """

    attribute: str
    group: str
    rows: Marks


def named(labels: Labels) -> npt.NDArray[np.str_]:
    """Return labels as words; those that are missing (None, NaN, or no word at all) are :data:`NOT_RECORDED`."""
    place, distinct = pd.factorize(np.asarray(labels, dtype=object), use_na_sentinel=True)
    words = [str(label) if str(label).strip() else NOT_RECORDED for label in distinct]
    found: npt.NDArray[np.str_] = np.array([*words, NOT_RECORDED], dtype=np.str_)[place]
    return found


def standing(labels: Labels) -> Standing:
    """Say whether an attribute can be asked about, from the group of each decision, shape ``(rows,)``."""
    groups = set(named(labels).tolist())
    if groups <= {NOT_RECORDED}:
        return Standing.ALL_MISSING
    if len(groups) == 1:
        return Standing.ONE_LEVEL
    return Standing.TOO_MANY_LEVELS if len(groups) > MOST_GROUPS else Standing.ASKED


def members(rows: int, attributes: Mapping[str, Labels], *, pairs: bool) -> list[Member]:
    """Return everybody, then every group of every attribute that can be asked, then pairs of groups.

    Within an attribute groups stand in the order of their names, *not yet recorded* last. A pair of groups that holds
    no decision is left out.

    Parameters
    ----------
    rows
        Number of decisions.
    attributes
        The group of each decision, shape ``(rows,)``, by attribute.
    pairs
        Whether groups of two attributes at once are wanted.

    Raises
    ------
    ValueError
        If an attribute does not have a label for each decision.
    """
    found = [Member("", "", np.ones(rows, dtype=bool))]
    single: dict[str, list[Member]] = {}
    for attribute, labels in attributes.items():
        if len(labels) != rows:
            raise ValueError(f"'{attribute}' has {len(labels)} labels for {rows} decisions")
        if standing(labels) is Standing.ASKED:
            single[attribute] = _groups(attribute, named(labels))
    found += [member for groups in single.values() for member in groups]
    if pairs:
        for one, other in combinations(single, 2):
            found += _crossed(single[one], single[other])
    return found


def _groups(attribute: str, labels: npt.NDArray[np.str_]) -> list[Member]:
    names = sorted(set(labels.tolist()), key=lambda name: (name == NOT_RECORDED, name))
    return [Member(attribute, name, labels == name) for name in names]


def _crossed(one: list[Member], other: list[Member]) -> list[Member]:
    both = [
        Member(
            f"{first.attribute} and {second.attribute}",
            f"{first.group}, {second.group}",
            first.rows & second.rows,
        )
        for first in one
        for second in other
    ]
    return [member for member in both if member.rows.any()]
