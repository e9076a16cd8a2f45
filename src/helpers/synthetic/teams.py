"""Teams and the people who work in them: who writes down what happens to a family."""

import numpy as np

from helpers.synthetic.draws import Draws, Integers

TEAMS = {
    "Front Door": 1,
    "Assessment": 4,
    "Early Help": 3,
    "Safeguarding": 5,
    "Conference": 1,
    "Children We Look After": 2,
}
"""How many teams there are of each kind."""
TEAM_NAMES = tuple(f"{kind} Team {n + 1}" for kind, teams in TEAMS.items() for n in range(teams))
AUTHORS_IN_TEAM = 14
HALF_YEAR_DAYS = 183
"""A family meets another author of the same team after so many days."""


def team_of(draws: Draws, kind: str, family: Integers) -> Integers:
    """Return the team of a kind that works with each family (index into :data:`TEAM_NAMES`)."""
    return TEAM_NAMES.index(f"{kind} Team 1") + _which(draws, kind, family)


def author_of(draws: Draws, kind: str, family: Integers, day: Integers) -> Integers:
    """Return the number of who in that team writes about each family on a day."""
    drawn = draws.uniform(f"author {kind}", family, day // HALF_YEAR_DAYS) * AUTHORS_IN_TEAM
    return np.asarray(
        1000 * (tuple(TEAMS).index(kind) + 1)
        + 100 * _which(draws, kind, family)
        + drawn.astype(np.int64)
    )


def _which(draws: Draws, kind: str, family: Integers) -> Integers:
    return (draws.uniform(f"team {kind}", family) * TEAMS[kind]).astype(np.int64)
