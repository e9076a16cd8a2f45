"""Families and children: who they are before anything happens."""

from dataclasses import dataclass

import numpy as np
import numpy.typing as npt

from helpers.synthetic.draws import Draws, Flags, Floats, Integers, pick
from helpers.synthetic.settings import Place

NEVER = 10**6
"""A day that never comes (far beyond every cut)."""
ADULT_DAYS = 6574
"""Days from birth to the 18th birthday, less one: nothing is recorded about an adult."""
LARGEST_NUMBER = 1_000_003
"""A prime: ids are scattered below it, so that an id says nothing about who is whose brother or sister."""


@dataclass(frozen=True)
class Families:
    """All children of one authority, family by family.

    Arrays of one row per family: ``first`` (index of its first child), ``size``, ``deprivation_fifth`` (1 to 5),
    ``group`` (``A`` or ``B``, of no meaning in itself).
    Arrays of one row per child: ``family``, ``birth`` (day), ``sex``, ``ethnicity``, ``disabled``, ``left`` (the
    day from which the records no longer follow the child) and ``left_because`` (``adult``, ``moved`` or ``died``).
    """

    first: Integers
    size: Integers
    deprivation_fifth: Integers
    group: npt.NDArray[np.str_]
    family: Integers
    birth: Integers
    sex: npt.NDArray[np.str_]
    ethnicity: npt.NDArray[np.str_]
    disabled: Flags
    left: Integers
    left_because: npt.NDArray[np.str_]
    child_ids: npt.NDArray[np.str_]
    family_ids: npt.NDArray[np.str_]

    @property
    def children(self) -> Integers:
        """Indices of all children."""
        return np.arange(len(self.family))

    def members(self, family: Integers) -> tuple[Integers, Integers]:
        """Return all children of the families given, and for each its row in ``family``."""
        size = self.size[family]
        row = np.repeat(np.arange(len(family)), size)
        within = np.arange(size.sum()) - np.repeat(np.cumsum(size) - size, size)
        return self.first[family][row] + within, row


def make_families(place: Place, draws: Draws) -> Families:
    """Make the families of one authority; child number ``n`` is the same however many children follow."""
    size = _sizes(place, draws)
    families = np.arange(len(size))
    family = np.repeat(families, size)
    first = np.cumsum(size) - size
    rank = np.arange(len(family)) - first[family]
    birth = _births(place, draws, family, rank)
    left, because = _departures(place, draws, family, birth)
    children = np.arange(len(family))
    return Families(
        first=first,
        size=size,
        deprivation_fifth=1
        + pick(
            np.array(place.families["deprivation"]), draws.uniform("deprivation fifth", families)
        ),
        group=np.where(draws.uniform("group", families) < place.families["group_b"], "B", "A"),
        family=family,
        birth=birth,
        sex=_sexes(place, draws, children),
        ethnicity=_ethnicities(place, draws, family),
        disabled=draws.uniform("disabled", children) < place.families["disabled"],
        left=left,
        left_because=because,
        child_ids=_ids(f"SYN-{place.prefix}-", children),
        family_ids=_ids(f"SYN-FAM-{place.prefix}-", families),
    )


def _sizes(place: Place, draws: Draws) -> Integers:
    shares = np.array(place.families["sizes"])
    size = 1 + pick(shares, draws.uniform("family size", np.arange(place.children)))
    enough = int(np.searchsorted(np.cumsum(size), place.children)) + 1
    size = size[:enough]
    size[-1] -= size.sum() - place.children
    return size


def _births(place: Place, draws: Draws, family: Integers, rank: Integers) -> Integers:
    """Spread the first births evenly; brothers and sisters follow 13 months to five years apart."""
    children = np.arange(len(family))
    earliest = place.origin - 21 * 365
    eldest = earliest + draws.uniform("first birth", family) * (place.last - earliest)
    gap = np.where(rank > 0, 400 + draws.uniform("gap", children) * 1400, 0.0)
    run = np.cumsum(gap)
    start = np.flatnonzero(rank == 0)
    return np.asarray(np.floor(eldest + run - run[start][family]), dtype=np.int64)


def _departures(
    place: Place, draws: Draws, family: Integers, birth: Integers
) -> tuple[Integers, npt.NDArray[np.str_]]:
    children = np.arange(len(family))
    adult = birth + ADULT_DAYS
    moved = place.origin + draws.waiting(
        "move", np.full(len(family), place.families["moves_per_year"]), family
    )
    died = birth + draws.waiting(
        "death", np.full(len(family), place.families["deaths_per_year"]), children
    )
    days = np.stack([adult, np.ceil(moved), np.ceil(died)])
    which = days.argmin(axis=0)
    names = np.array(["adult", "moved", "died"])
    return days.min(axis=0).astype(np.int64), names[which]


def _sexes(place: Place, draws: Draws, children: Integers) -> npt.NDArray[np.str_]:
    share: Floats = draws.uniform("sex", children)
    unstated = draws.uniform("sex not stated", children) < place.dials["sex_not_stated"]
    recorded = np.where(share < 0.51, "male", np.where(share < 0.999, "female", "neither"))
    return np.where(unstated, "not stated", recorded)


def _ethnicities(place: Place, draws: Draws, family: Integers) -> npt.NDArray[np.str_]:
    """Give brothers and sisters one ethnicity (children of mixed families may differ; here they do not)."""
    shares = place.families["ethnicity"]
    chosen = pick(np.array(list(shares.values())), draws.uniform("ethnicity", family))
    return np.array(list(shares))[chosen]


def _ids(prefix: str, numbers: Integers) -> npt.NDArray[np.str_]:
    scattered = (numbers * 611_953 + 271_828) % LARGEST_NUMBER
    return np.char.add(prefix, np.char.zfill(scattered.astype(np.str_), 7))
