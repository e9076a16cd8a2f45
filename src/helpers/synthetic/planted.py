"""What is planted about groups of children: who is watched more, and whose thresholds lie elsewhere.

Everything here acts on whole families, so that a world with and one without a planted difference agree on every child
of every other family.
"""

from dataclasses import dataclass

import numpy as np

from helpers.events import ETHNIC_GROUPS
from helpers.synthetic.draws import Floats
from helpers.synthetic.families import Families
from helpers.synthetic.settings import Place


@dataclass(frozen=True)
class Planted:
    """What is planted about each family: arrays of one row per family.

    ``scrutiny`` multiplies the rate of contacts; ``threshold`` is added to every threshold, in units of need.
    """

    scrutiny: Floats
    threshold: Floats


def planted(place: Place, families: Families) -> Planted:
    """Return what is planted about each family, over all attributes."""
    ethnic_groups = [ETHNIC_GROUPS[code] for code in place.families["ethnicity"]]
    of_family = {
        "group": (("A", "B"), (families.group == "B").astype(np.int64)),
        "ethnicity": (ethnic_groups, families.ethnic_code),
    }
    scrutiny, threshold = np.ones(len(families.size)), np.zeros(len(families.size))
    for attribute, (labels, which) in of_family.items():
        factors, shifts = place.scrutiny[attribute], place.thresholds[attribute]
        scrutiny *= np.array([factors.get(label, 1.0) for label in labels])[which]
        threshold += np.array([shifts.get(label, 0.0) for label in labels])[which]
    return Planted(scrutiny, threshold)


def in_words(place: Place) -> tuple[str, ...]:
    """Return what is planted in an authority, a sentence each, for the labels on its pages and files."""
    told = []
    for attribute, factors in place.scrutiny.items():
        for label, factor in factors.items():
            if factor != 1:
                told.append(
                    f"People contact the council {factor:g} times as often about children of "
                    f"{_named(attribute, label)}, whatever their needs."
                )
    for attribute, shifts in place.thresholds.items():
        for label, shift in shifts.items():
            if shift:
                told.append(
                    f"The council acts {'later' if shift > 0 else 'sooner'} with children of "
                    f"{_named(attribute, label)}: every threshold lies {abs(shift):g} units of need "
                    f"{'higher' if shift > 0 else 'lower'} (one unit is about the usual spread between children)."
                )
    if place.dials["deprivation_is_need"] < 1:
        share = round(100 * (1 - place.dials["deprivation_is_need"]))
        told.append(
            f"Of what the records show about poorer neighbourhoods, {share} in 100 parts are not greater need: "
            "people look more closely there."
        )
    return tuple(told)


def _named(attribute: str, label: str) -> str:
    return f"group {label}" if attribute == "group" else f"{label} families"
