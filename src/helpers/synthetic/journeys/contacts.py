"""Contacts: someone tells the council about a child. The engine of the made-up world.

Every child has candidate contacts from a process so fast that no state could need more; each candidate then
happens with a probability that depends on the child's need and standing that day (thinning). So a change of one
dial adds or removes contacts and moves none. Candidates are taken in rounds: the r-th of every family at once.
"""

from dataclasses import dataclass
from itertools import pairwise

import numpy as np

from helpers.synthetic.draws import Flags, Floats, Integers, pick
from helpers.synthetic.journeys.front_door import answer
from helpers.synthetic.journeys.town import Town
from helpers.synthetic.notes.domains import CONCERNS

BUSIEST = 1.1
"""The highest factor of the calendar."""
HIGHEST_NOTICED = 3.0
"""Need above this leads to no more contacts."""
_YEAR = 365.25
_MOST_CANDIDATES = 400
_PROCESSES = ("contact", "contact of the watched")
_PANDEMIC = (
    18_343,
    18_414,
)  # 22 March to 1 June 2020, first and last day: fewer people saw children


@dataclass(frozen=True)
class Candidates:
    """Contacts that may happen, sorted by family and time; one row per candidate.

    ``chance`` is the probability that a candidate happens to a child in no special standing, ``draw`` the number
    that decides, and ``turn`` the candidate's rank among those of its family.
    """

    child: Integers
    day: Integers
    chance: Floats
    draw: Floats
    turn: Integers

    def of(self, rows: Flags) -> "Candidates":
        """Return some of the candidates."""
        return Candidates(
            self.child[rows], self.day[rows], self.chance[rows], self.draw[rows], self.turn[rows]
        )


def live(town: Town, *, among: Flags | None = None) -> None:
    """Let everything happen, from the origin to the last day of the records.

    Parameters
    ----------
    among
        Which families; all of them if not given.
    """
    candidates = _candidates(town)
    if among is not None:
        candidates = candidates.of(among[town.families.family[candidates.child]])
    order = np.argsort(candidates.turn, kind="stable")
    limits = np.searchsorted(candidates.turn[order], np.arange(candidates.turn.max(initial=-1) + 2))
    for first, last in pairwise(limits):
        rows = order[first:last]
        happens = _happens(town, candidates, rows)
        _contact(town, candidates.child[rows][happens], candidates.day[rows][happens])


def _candidates(town: Town) -> Candidates:
    rates = town.place.rates
    fastest = max(rates["after_closure"], rates["during_early_help"], 1.0) * BUSIEST
    everyone = town.families.children
    ceiling = fastest * _rate(town, everyone, town.need.need.max(axis=1))
    usual = _times(town, everyone, ceiling, purpose="contact")
    more = _times(town, *_watched_more(town, ceiling), purpose="contact of the watched")
    child, day, number = (np.concatenate(columns) for columns in zip(usual, more, strict=True))
    chance = _rate(town, child, town.need.at(child, day)) * _calendar(day) / ceiling[child]
    chance = chance * np.minimum(town.planted.scrutiny, 1.0)[town.families.family[child]]
    family = town.families.family[child]
    order = np.lexsort((child, day, family))
    child, day, number, family = child[order], day[order], number[order], family[order]
    starts = np.flatnonzero(np.diff(family, prepend=-1))
    turn = np.arange(len(family)) - np.repeat(starts, np.diff(starts, append=len(family)))
    draw = town.draws.uniform("contact happens", child, number)
    return Candidates(child, day, chance[order], draw, turn)


def log_rate(town: Town, child: Integers, need: Floats) -> Floats:
    """Return the log of how many times as many contacts as usual there are about a child.

    Beyond a need there is no one left to notice; some families are in sight of more people, whatever their need.
    """
    rates = town.place.rates
    noticed = np.minimum(need, HIGHEST_NOTICED)
    in_sight = town.draws.normal("in sight", np.arange(len(town.families.size)))
    seen = rates["in_sight"] * np.clip(in_sight, -2, 2)[town.families.family[child]]
    return np.asarray(rates["contact_need"] * noticed + seen)


def _rate(town: Town, child: Integers, need: Floats) -> Floats:
    """Return contacts a year about a child in no special standing."""
    times = np.exp(town.signal.log_rate("contact", log_rate(town, child, need)))
    return np.asarray(town.place.rates["contact"] * times / _company(town)[child])


def _company(town: Town) -> Floats:
    """Return, where nothing is to be found, how many more contacts a child has because brothers and sisters have some.

    Elsewhere it is 1: a larger family is in sight of more people.
    """
    join, sizes = town.place.rates["join"], town.families.size
    company = (1 + join * (sizes - 1)) ** (1 - town.signal.share)
    shares = np.array(town.place.families["sizes"]) * np.arange(1, 6)
    usual = (1 + join * np.arange(5)) ** (1 - town.signal.share) @ shares / shares.sum()
    return np.asarray((company / usual)[town.families.family])


def _watched_more(town: Town, ceiling: Floats) -> tuple[Integers, Floats]:
    """Return the children who are watched more than usual, and the rate of candidates that this adds for each child.

    What is added is a process of its own, so that turning scrutiny up adds contacts and moves none.
    """
    more = np.maximum(town.planted.scrutiny - 1.0, 0.0)[town.families.family]
    return np.flatnonzero(more), ceiling * more


def _times(
    town: Town, child: Integers, ceiling: Floats, *, purpose: str
) -> tuple[Integers, Integers, Integers]:
    """Return child, day and number of every candidate between birth or origin and the end of the records.

    Parameters
    ----------
    child
        Whose candidates are wanted.
    ceiling
        Candidates a year, one number for every child there is.
    purpose
        Names the process: its candidates' numbers never meet those of another.
    """
    families = town.families
    time = np.maximum(families.birth, town.place.origin).astype(np.float64)[child]
    until = np.minimum(families.left, town.place.last + 1)
    first = _MOST_CANDIDATES * _PROCESSES.index(purpose)
    found: list[tuple[Integers, Integers, Integers]] = []
    for number in range(first, first + _MOST_CANDIDATES):
        time = time + town.draws.waiting(
            "contact", ceiling[child], child, np.full_like(child, number)
        )
        inside = time < until[child]
        child, time = child[inside], time[inside]
        if not len(child):
            break
        found.append((child, np.floor(time).astype(np.int64), np.full_like(child, number)))
    if not found:
        nothing = np.empty(0, dtype=np.int64)
        return nothing, nothing, nothing
    columns = tuple(np.concatenate(column) for column in zip(*found, strict=True))
    return columns[0], columns[1], columns[2]


def _calendar(day: Integers) -> Floats:
    """Return the factor of the calendar: fewer contacts in the first lockdown and in August, more after it."""
    month = day.astype("datetime64[D]").astype("datetime64[M]").astype(np.int64) % 12
    season = np.where(month == 7, 0.85, np.where(np.isin(month, (2, 5, 10)), BUSIEST, 1.0))
    pandemic = (day >= _PANDEMIC[0]) & (day <= _PANDEMIC[1])
    return np.where(pandemic, 0.7, season)


def _happens(town: Town, candidates: Candidates, rows: Integers) -> Flags:
    child, day = candidates.child[rows], candidates.day[rows]
    rates, standing = town.place.rates, town.standing
    since_closure = day - standing.case_end[child]
    closed_lately = (since_closure > 0) & (since_closure <= _YEAR)
    helped = day < standing.helped_until[child]
    in_early_help = day < standing.early_help_end[child]
    factor = np.where(in_early_help, rates["during_early_help"], 1.0)
    factor = np.where(closed_lately, np.maximum(factor, rates["after_closure"]), factor)
    factor = factor * np.where(helped, town.place.help_remains, 1.0)
    return np.asarray(candidates.draw[rows] < candidates.chance[rows] * factor)


def _contact(town: Town, child: Integers, day: Integers) -> None:
    """Write one contact about each child, joined by brothers and sisters, and let the front door answer."""
    if not len(child):
        return
    families = town.families
    domain = main_concern(town, child, day)
    source = _source(town, child, day, domain)
    may_wait = ~np.isin(source, ("6", "3E"))
    weekend = (day + 3) % 7 >= 5  # 1970-01-01 was a Thursday
    day = np.where(may_wait & weekend, day + 7 - (day + 3) % 7, day)
    member, row = families.members(families.family[child])
    joins = town.draws.uniform("joins", member, day[row]) < town.place.rates["join"]
    present = (families.birth[member] <= day[row]) & (day[row] < families.left[member])
    kept = present & (joins | (member == child[row]))
    member, row = member[kept], row[kept]
    answer(town, town.batch(member, day[row]), domain=domain[row], source=source[row])


def main_concern(town: Town, child: Integers, day: Integers) -> Integers:
    """Return the concern (its index) that a contact or decision is mainly about: likelier the higher its level."""
    levels = town.need.levels(child, day)[:, : len(CONCERNS)]
    weights = 0.12 + levels.astype(np.float64) ** 1.5
    return pick(weights, town.draws.uniform("main concern", town.families.family[child], day))


def _source(town: Town, child: Integers, day: Integers, domain: Integers) -> np.ndarray:
    """Return who gets in touch; no school about a child below school age, no health visitor about an older one."""
    codes = np.array(town.facts.codes["sources"])
    shares = town.facts.shares["sources"][domain].copy()
    age = (day - town.families.birth[child]) / _YEAR
    shares[np.ix_(age < 4.5, np.isin(codes, ("2A", "3C", "1C")))] = 0.0
    shares[np.ix_(age >= 5, codes == "3B")] = 0.0
    shares[np.ix_(age < 12, codes == "1C")] = 0.0
    return codes[pick(shares, town.draws.uniform("source", child, day))]
