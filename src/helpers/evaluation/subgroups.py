"""The groups whose rates are judged, as sets of decisions: everybody, and each group of each attribute."""

from collections.abc import Mapping
from dataclasses import dataclass

import numpy as np
import numpy.typing as npt


@dataclass(frozen=True, eq=False)
class Group:
    """One group of children, or everybody (both names empty).

    ``members`` marks the group's decisions, shape ``(rows,)``.
    """

    attribute: str
    name: str
    members: npt.NDArray[np.bool_]


def everybody_and_groups(
    rows: int, attributes: Mapping[str, npt.NDArray[np.str_] | npt.NDArray[np.object_]]
) -> list[Group]:
    """Return everybody, then every group of every attribute in the order of their names.

    Parameters
    ----------
    rows
        Number of decisions.
    attributes
        The group of each decision, shape ``(rows,)``, by attribute. Every decision is in exactly one group of each.
    """
    found = [Group("", "", np.ones(rows, dtype=bool))]
    for attribute, labels in attributes.items():
        names = sorted({str(label) for label in labels})
        found += [Group(attribute, name, np.asarray(labels == name, dtype=bool)) for name in names]
    return found
