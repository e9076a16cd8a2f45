"""What each candidate contact would be about, worked out beforehand for all of them: one row for each child spoken of.

Nothing here depends on how anything that happened before came out; that is for the front door to weigh.
"""

from dataclasses import dataclass

import numpy as np

from helpers.synthetic.draws import Floats, Integers
from helpers.synthetic.journeys.sources import may_wait, source_of
from helpers.synthetic.journeys.town import Town
from helpers.synthetic.notes.domains import CONCERNS, HIGHEST_LEVEL

GATES = ("referral", "early_help", "no_action")
"""Thresholds that the front door weighs."""


@dataclass(frozen=True)
class Calls:
    """Children whom a candidate contact would speak of, candidate by candidate.

    Arrays of one row per candidate: ``first`` (row of the first of these children) and ``size`` (how many).
    Arrays of one row per child spoken of: the child, its family, the day, need and tender years that day, the concern
    and who gets in touch (indices), and ``chances``, of shape ``(gates, rows)``, in the order of :data:`GATES`.
    """

    first: Integers
    size: Integers
    child: Integers
    family: Integers
    day: Integers
    need: Floats
    tender: Floats
    domain: Integers
    source: Integers
    chances: Floats

    def rows(self, candidate: Integers) -> Integers:
        """Return the rows of some candidates."""
        size = self.size[candidate]
        before = np.cumsum(size) - size
        return np.repeat(self.first[candidate] - before, size) + np.arange(size.sum())


def make_calls(town: Town, child: Integers, day: Integers) -> Calls:
    """Work out what candidates would be about: one about each child, joined by brothers and sisters."""
    families = town.families
    domain = main_concern(town, child, day)
    source = source_of(town, child, day, domain)
    weekend = (day + 3) % 7 - 4  # 1970-01-01 was a Thursday; 1 on Saturday, 2 on Sunday
    day = np.where(may_wait()[source] & (weekend > 0), day + 3 - weekend, day)
    member, row = families.members(families.family[child])
    present = (families.birth[member] <= day[row]) & (day[row] < families.left[member])
    kept = np.flatnonzero(present)
    member, row = member[kept], row[kept]
    joins = town.draws.uniform("joins", member, day[row]) < town.place.rates["join"]
    kept = np.flatnonzero(joins | (member == child[row]))
    member, row = member[kept], row[kept]
    size = np.bincount(row, minlength=len(child))
    family, day = families.family[member], day[row]
    return Calls(
        first=np.cumsum(size) - size,
        size=size,
        child=member,
        family=family,
        day=day,
        need=town.need.at(member, day),
        tender=town.tender(member, day),
        domain=domain[row],
        source=source[row],
        chances=town.draws.together(GATES, family, member, day),
    )


def main_concern(town: Town, child: Integers, day: Integers) -> Integers:
    """Return the concern (its index) that a contact or decision is mainly about: likelier the higher its level."""
    weights = 0.12 + np.arange(HIGHEST_LEVEL + 1) ** 1.5
    cumulated = weights.take(town.need.levels_of(CONCERNS, child, day))
    for number in range(1, len(CONCERNS)):
        cumulated[number] += cumulated[number - 1]
    drawn = town.draws.uniform("main concern", town.families.family[child], day)
    return np.asarray((cumulated < drawn * cumulated[-1]).sum(axis=0))
