"""Families and children: who they are before anything happens.

An authority is made in blocks of whole families. Children are numbered through; block number ``b`` holds the numbers
from ``b`` times :data:`CHILDREN_IN_BLOCK` on, and the last family of a block has only as many children as still fit.
So a block needs nothing of any other.
"""

from dataclasses import dataclass

import numpy as np
import numpy.typing as npt

from helpers.errors import SecondLookError
from helpers.synthetic.draws import Draws, Flags, Floats, Integers, in_order, pick
from helpers.synthetic.settings import LARGEST_ID, Place
from helpers.synthetic.strings import Strings, named, numbered

NEVER = 10**6
"""A day that never comes (far beyond every cut)."""
ADULT_DAYS = 6574
"""Days from birth to the 18th birthday, less one: nothing is recorded about an adult."""
CHILDREN_IN_BLOCK = 170_000
"""Children of one block: enough that little time is lost between steps, few enough for a block to fit in memory."""
LEFT_BECAUSE = ("adult", "moved", "died")
_SEXES = ("male", "female", "neither", "not stated")


@dataclass(frozen=True)
class Families:
    """All children of one block, family by family, in arrays that count from 0.

    ``number`` is the number of the block's first child among all children of the authority; families are numbered
    from there too.
    Arrays of one row per family: ``first`` (index of its first child), ``size``, ``deprivation_fifth`` (1 to 5),
    ``group`` (``A`` or ``B``, of no meaning in itself), ``ethnic_code`` (its place in the settings' list).
    Arrays of one row per child: ``family``, ``birth`` (day), ``sex``, ``ethnicity``, ``disabled``, ``left`` (the
    day from which the records no longer follow the child), ``left_because`` (index into :data:`LEFT_BECAUSE`), and
    ``rank`` (the child's place when all children of the block are sorted by their ids).
    """

    number: int
    first: Integers
    size: Integers
    deprivation_fifth: Integers
    group: npt.NDArray[np.str_]
    family: Integers
    birth: Integers
    sex: Strings
    ethnicity: Strings
    ethnic_code: Integers
    disabled: Flags
    left: Integers
    left_because: Integers
    child_ids: Strings
    family_ids: Strings
    rank: Integers

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


def block_count(place: Place) -> int:
    """Return how many blocks an authority is made in."""
    return -(-place.children // CHILDREN_IN_BLOCK)


def make_families(place: Place, draws: Draws) -> Families:
    """Make the families of one block; child number ``n`` is the same however many children follow.

    Raises
    ------
    SecondLookError
        If the authority has no such block.
    """
    number = draws.block * CHILDREN_IN_BLOCK
    if not 0 <= draws.block < block_count(place):
        raise SecondLookError(
            f"there is no block {draws.block} among {block_count(place)}",
            where="block",
            mend="count blocks from 0",
        )
    size = _sizes(place, draws, min(CHILDREN_IN_BLOCK, place.children - number))
    families = np.arange(len(size))
    family = np.repeat(families, size)
    first = np.cumsum(size) - size
    birth = _births(place, draws, family, np.arange(len(family)) - first[family])
    left, because = _departures(place, draws, family, birth)
    children = np.arange(len(family))
    ethnic_code = _ethnic_codes(place, draws, families)
    rank = np.empty_like(children)
    rank[in_order(scattered(number + children))] = children
    return Families(
        number=number,
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
        ethnicity=named(list(place.families["ethnicity"]), ethnic_code[family]),
        ethnic_code=ethnic_code,
        disabled=draws.uniform("disabled", children) < place.families["disabled"],
        left=left,
        left_because=because,
        child_ids=ids(f"SYN-{place.prefix}-", number + children),
        family_ids=ids(f"SYN-FAM-{place.prefix}-", number + families),
        rank=rank,
    )


def _sizes(place: Place, draws: Draws, children: int) -> Integers:
    shares = np.array(place.families["sizes"])
    size = 1 + pick(shares, draws.uniform("family size", np.arange(children)))
    enough = int(np.searchsorted(np.cumsum(size), children)) + 1
    size = size[:enough]
    size[-1] -= size.sum() - children
    return size


def _births(place: Place, draws: Draws, family: Integers, rank: Integers) -> Integers:
    """Spread the first births evenly; brothers and sisters follow 13 months to five years apart."""
    earliest = place.origin - 21 * 365
    start = np.flatnonzero(rank == 0)
    eldest = earliest + draws.uniform("first birth", _each(start)) * (place.last - earliest)
    gap = np.where(rank > 0, 400 + draws.uniform("gap", _each(family)) * 1400, 0.0)
    run = np.cumsum(gap)
    return np.asarray(np.floor((eldest - run[start])[family] + run), dtype=np.int64)


def _departures(
    place: Place, draws: Draws, family: Integers, birth: Integers
) -> tuple[Integers, Integers]:
    """Return the day on which each child leaves the records, and why (an index into :data:`LEFT_BECAUSE`)."""
    rates = place.families
    families = np.arange(family[-1] + 1)
    away = draws.waiting("move", np.full(len(families), rates["moves_per_year"]), families)
    moved = place.origin + np.ceil(away)[family]
    life = draws.waiting("death", np.full(len(family), rates["deaths_per_year"]), _each(family))
    left, because = birth + ADULT_DAYS, np.zeros(len(family), dtype=np.int64)
    for cause, day in ((1, moved), (2, birth + np.ceil(life))):
        sooner = day < left
        left = np.where(sooner, day, left)
        because[sooner] = cause
    return left.astype(np.int64), because


def _sexes(place: Place, draws: Draws, children: Integers) -> Strings:
    share: Floats = draws.uniform("sex", children)
    unstated = draws.uniform("sex not stated", children) < place.dials["sex_not_stated"]
    recorded = (share >= 0.51).astype(np.int64) + (share >= 0.999)
    return named(_SEXES, np.where(unstated, _SEXES.index("not stated"), recorded))


def _ethnic_codes(place: Place, draws: Draws, families: Integers) -> Integers:
    """Give each family one ethnicity (children of mixed families may differ; here they do not)."""
    shares = np.array(list(place.families["ethnicity"].values()))
    return pick(shares, draws.uniform("ethnicity", families))


def _each(rows: Integers) -> Integers:
    return np.arange(len(rows))


def scattered(numbers: Integers) -> Integers:
    """Return the numbers in ids: scattered below a prime, so that no id says who is whose brother or sister."""
    return (numbers * 38_196_601 + 27_182_818) % LARGEST_ID


def ids(prefix: str, numbers: Integers) -> Strings:
    """Return ids for numbers below :data:`helpers.synthetic.settings.LARGEST_ID`; they sort as their digits do."""
    return numbered(prefix, scattered(numbers))
