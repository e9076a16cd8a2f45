"""Contacts: someone tells the council about a child. The engine of the made-up world.

Every child has candidate contacts; each happens where the child's rate of contacts that day reaches the rate that the
candidate needs. The rate depends on the child's need and standing. So a change of one dial adds or removes contacts and
moves none. A family takes its candidates one after the other, and while a case is open in it, waits for the case to be
followed to its end; other families do not wait.
"""

from dataclasses import dataclass

import numpy as np

from helpers.synthetic.arrivals import Arrivals, arrivals
from helpers.synthetic.draws import Flags, Floats, Integers, in_order
from helpers.synthetic.journeys.calls import GATES, Calls, make_calls
from helpers.synthetic.journeys.course import PHASES, Desk, follow, open_cases
from helpers.synthetic.journeys.front_door import answer
from helpers.synthetic.journeys.town import Batch, Town
from helpers.synthetic.need import LOWEST_NEED

BUSIEST = 1.1
"""The highest factor of the calendar."""
HIGHEST_NOTICED = 3.0
"""Need above this leads to no more contacts."""
CHEAPER = 1
"""Contacts are taken while there are at least one for so many children who wait for a phase: they take less time."""
MOST_IN_FAMILY = 8
MOST_AHEAD, LOOKED_AT = 16, 2_000
"""So many candidates of a family are looked at at once at most, and about so many of all families."""
_YEAR = 365.25
_PANDEMIC = (
    18_343,
    18_414,
)  # 22 March to 1 June 2020, first and last day: fewer people saw children


@dataclass(frozen=True)
class Candidates:
    """Contacts that may happen, sorted by family and time; one row per candidate.

    ``needed`` is the factor by which a child's standing must multiply the usual rate for the candidate to happen.
    ``first`` and ``end`` have one row per family: the rows of its first candidate and after its last.
    """

    child: Integers
    day: Integers
    needed: Floats
    first: Integers
    end: Integers
    calls: Calls


def live(
    town: Town, *, candidates: Candidates | None = None, among: Flags | None = None
) -> Candidates:
    """Let everything happen, from the origin to the last day of the records, and return the candidates.

    Parameters
    ----------
    candidates
        Where they are known from another future of the same town; drawn if not given.
    among
        Which families; all of them if not given.
    """
    if candidates is None:
        candidates = _candidates(town)
    following, desk = candidates.first.copy(), Desk()
    lives = candidates.first < candidates.end
    free = np.flatnonzero(lives if among is None else lives & among)
    while True:
        fullest = max(PHASES, key=desk.number)
        if len(free) * CHEAPER > desk.number(fullest):
            free = _at_next(town, candidates, following, free)
            rows = following[free]
            following[free] += 1
            open_cases(town, desk, _contact(town, candidates.calls, rows))
            waits = town.standing.open_cases[free] > 0
            free = free[~waits & (following[free] < candidates.end[free])]
        elif desk.number(fullest):
            closed = follow(town, desk, fullest)
            free = np.concatenate([free, closed[following[closed] < candidates.end[closed]]])
        else:
            return candidates


def _at_next(town: Town, candidates: Candidates, following: Integers, free: Integers) -> Integers:
    """Move families on to the next of their candidates that happens, and return those who have one.

    A candidate that does not happen leaves everyone as they are, so that whole runs of them are passed over.
    """
    seeking = free
    while len(seeking):
        ahead = np.arange(max(1, min(MOST_AHEAD, LOOKED_AT // len(seeking))))
        end = candidates.end[seeking]
        rows = np.minimum(following[seeking] + ahead[:, None], end - 1)
        reached = np.logical_or.accumulate(_happens(town, candidates, rows))
        onward = following[seeking] + len(ahead) - reached.sum(axis=0)
        following[seeking] = np.minimum(onward, end)
        seeking = seeking[~reached[-1] & (onward < end)]
    return free[following[free] < candidates.end[free]]


def _candidates(town: Town) -> Candidates:
    """Return the candidates that could happen, none before the first of a family that does.

    Until then no child of the family is in any special standing.
    """
    families, rates, last = town.families, town.place.rates, town.place.last
    everyone, highest = families.children, town.need.highest()
    usual = usual_rate(town, everyone, highest) * BUSIEST * (highest > LOWEST_NEED)
    fastest = max(rates["after_closure"], rates["during_early_help"], 1.0)
    low = _needed(town, everyone, above=np.zeros_like(usual), below=usual)
    first = np.full(len(families.size), last + 1)
    happens = low.rate < 1
    np.minimum.at(first, families.family[low.child[happens]], low.day[happens])
    touched = np.flatnonzero(first[families.family] <= last)
    high = _needed(town, touched, above=usual[touched], below=fastest * usual[touched])
    found = low.and_also(high)
    kept = (found.rate < fastest) & (found.day >= first[families.family[found.child]])
    return _in_order(town, found[np.flatnonzero(kept)])


def _needed(town: Town, among: Integers, *, above: Floats, below: Floats) -> Arrivals:
    """Return arrivals while the child is there, with the rate needed as a multiple of the usual rate."""
    families = town.families
    days = range(town.place.origin, town.place.last + 1)
    found = arrivals(town.draws, "contact", among=among, above=above, below=below, days=days)
    there = families.birth[found.child] <= found.day
    found = found[np.flatnonzero(there & (found.day < families.left[found.child]))]
    rate = usual_rate(town, found.child, town.need.at(found.child, found.day)) * calendar(found.day)
    return Arrivals(found.child, found.day, found.rate / rate)


def _in_order(town: Town, found: Arrivals) -> Candidates:
    """Sort candidates by family and time; two of one child on one day stay as they are."""
    family, days = town.families.family[found.child], town.place.last + 1 - town.place.origin
    moment = (family * days + found.day - town.place.origin) * MOST_IN_FAMILY
    moment += found.child - town.families.first[family]
    order = in_order(moment)
    found, family = found[order], family[order]
    end = np.searchsorted(family, np.arange(len(town.families.size)), side="right")
    return Candidates(
        child=found.child,
        day=found.day,
        needed=found.rate,
        first=np.concatenate([[0], end[:-1]]),
        end=end,
        calls=make_calls(town, found.child, found.day),
    )


def log_rate(town: Town, child: Integers, need: Floats) -> Floats:
    """Return the log of how many times as many contacts as usual there are about a child.

    Beyond a need there is no one left to notice; some families are in sight of more people, whatever their need.
    """
    rates = town.place.rates
    noticed = np.minimum(need, HIGHEST_NOTICED)
    return np.asarray(
        rates["contact_need"] * noticed + _in_sight(town)[town.families.family[child]]
    )


def _in_sight(town: Town) -> Floats:
    """Return by how much each family is in sight of more people than usual, or of fewer: part of the log of the rate."""
    drawn = town.draws.normal("in sight", np.arange(len(town.families.size)))
    return np.asarray(town.place.rates["in_sight"] * np.minimum(np.maximum(drawn, -2), 2))


def usual_rate(town: Town, child: Integers, need: Floats) -> Floats:
    """Return contacts a year about a child in no special standing."""
    times = np.exp(town.signal.log_rate("contact", log_rate(town, child, need)))
    family = town.families.family[child]
    scrutiny = town.planted.scrutiny[family] / _company(town)[family]
    return np.asarray(town.place.rates["contact"] * times * scrutiny)


def _company(town: Town) -> Floats:
    """Return, where nothing is to be found, how many more contacts a child has because brothers and sisters have some.

    One row per family. Elsewhere it is 1: a larger family is in sight of more people.
    """
    join, most = town.place.rates["join"], len(town.place.families["sizes"])
    more = (1 + join * np.arange(most)) ** (1 - town.signal.share)
    shares = np.array(town.place.families["sizes"]) * np.arange(1, most + 1)
    usual = more @ shares / shares.sum()
    return np.asarray((more / usual)[town.families.size - 1])


def calendar(day: Integers) -> Floats:
    """Return the factor of the calendar: fewer contacts in the first lockdown and in August, more after it."""
    first = int(day.min(initial=0))
    every = np.arange(first, int(day.max(initial=0)) + 1)
    month = every.astype("datetime64[D]").astype("datetime64[M]").astype(np.int64) % 12
    season = np.where(month == 7, 0.85, np.where(np.isin(month, (2, 5, 10)), BUSIEST, 1.0))
    pandemic = (every >= _PANDEMIC[0]) & (every <= _PANDEMIC[1])
    return np.where(pandemic, 0.7, season)[day - first]


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
    return np.asarray(candidates.needed[rows] < factor)


def _contact(town: Town, calls: Calls, candidates: Integers) -> Batch:
    """Let the front door answer some candidates, and return the children whose cases open."""
    rows = calls.rows(candidates)
    child, day = calls.child[rows], calls.day[rows]
    batch = Batch(
        child=child,
        family=calls.family[rows],
        day=day,
        need=calls.need[rows] - town.relief(child, day),
        tender=calls.tender[rows],
        on_file=town.standing.on_file[child],
    )
    chances = dict(zip(GATES, calls.chances[:, rows], strict=True))
    return answer(
        town, batch, domain=calls.domain[rows], source=calls.source[rows], chances=chances
    )
