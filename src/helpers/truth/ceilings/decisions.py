"""The decisions of one outcome in a made-up authority, with where everybody in the family stood that day."""

from dataclasses import dataclass, replace

import numpy as np
import pandas as pd
from scipy.special import ndtri

from helpers.outcomes.declaration import Outcome
from helpers.outcomes.declare import outcome
from helpers.outcomes.label import decisions
from helpers.outcomes.pairing import months_on
from helpers.synthetic.draws import Draws, Flags, Floats, Integers
from helpers.synthetic.journeys.contacts import usual_rate
from helpers.synthetic.journeys.days import add_working_days, on_working_day
from helpers.synthetic.journeys.ending import DUE
from helpers.synthetic.journeys.harm import rate_of_harm, true_harm
from helpers.synthetic.journeys.phases import Phase
from helpers.synthetic.need import may_become
from helpers.synthetic.settings import Place, place
from helpers.synthetic.world import Lived, lived, recorded_of
from helpers.truth.ceilings.possible import layout
from helpers.truth.ceilings.possible.assessments import ENQUIRES_WITHIN
from helpers.truth.ceilings.possible.layout import ASKED, PEOPLE, TURNED, Families, Questions
from helpers.truth.ceilings.standing import LONG_PAST, History
from helpers.truth.ceilings.watched import Watched

TURNS = 64
"""In so many ways, alike likely, a family's crises may turn in its next year; a power of two."""


@dataclass(frozen=True, eq=False)
class Decided:
    """Decisions of one outcome, where families stood, and what came of them.

    Attributes
    ----------
    families, questions
        For :func:`helpers.truth.ceilings.possible.foresee`.
    followed, harmed
        Whether the outcome followed, as it happened, and whether the child came to harm as late as that.
    child
        Index of the child in its block.
    """

    families: Families
    questions: Questions
    followed: Flags
    harmed: Flags
    child: Integers


def well_recorded(slug: str, world: str) -> Place:
    """Return an authority in a world in which all that happened is recorded at once and rightly."""
    return replace(
        place(slug, world=world),
        recording=place(slug, world="well-recorded").recording,
        code_drift=(),
        new_system=None,
    )


def live_through(where: Place, *, seed: int, block: int = 0) -> Lived[Watched]:
    """Let a block of an authority live to its last day, and keep when each phase of each case began."""
    return lived(where, seed=seed, block=block, kind=Watched)


def decided(there: Lived[Watched], names: tuple[str, ...]) -> dict[str, Decided]:
    """Return the decisions of some outcomes by the name of the outcome, from a well-recorded authority."""
    town = there.town
    first, last = (pd.Timestamp(day, unit="D") for day in (town.place.first, town.place.last))
    events, history = recorded_of(there).events, History.of(town)
    number_of = pd.Index(town.families.child_ids)
    harm = true_harm(town, there.lives["help"])
    found = {}
    for name in names:
        asked = outcome(name)
        frame = decisions(events, asked, period_start=first, period_end=last).frame
        child = number_of.get_indexer(pd.Index(frame["child_id"])).astype(np.int64)
        day = _day(frame["day"])
        horizon = _day(months_on(frame["day"], asked.within_months))
        families, questions = _standing(history, asked, child, day=day, horizon=horizon)
        found[name] = Decided(
            families=families,
            questions=questions,
            followed=frame["followed"].to_numpy(dtype=bool),
            harmed=_harmed(harm, child, day=day, horizon=horizon),
            child=child,
        )
    return found


def _standing(
    history: History, asked: Outcome, child: Integers, *, day: Integers, horizon: Integers
) -> tuple[Families, Questions]:
    town = history.town
    families, need = town.families, town.need
    family = families.family[child]
    member, row = families.members(family)
    begins = _begins(asked)
    today = day[row]
    # what the contact or referral of the day adds is still to come
    by = today - 1 if begins in (layout.CONTACT, layout.REFERRAL) else today
    opened, _, is_open = history.case(member, by)
    phase, since = _phases(history, member, by, is_open)
    support_known, assessed = _assessment(history, member, by, opened, is_open, phase)
    enquired, conference_known = _enquired(history, member, by, opened, since, phase)
    may_be = is_open & (assessed >= 0) & (enquired < 0)
    may_be &= on_working_day(np.where(may_be, opened + ENQUIRES_WITHIN - 1, by)) > by
    phase = np.where(may_be, Phase.ASSESSMENT, phase)
    year = need.year(member, today)
    early_help_start, early_help_end = history.early_help(member, by)
    table = history.tables["referrals" if begins == layout.REFERRAL else "contacts"]
    source, concern = (
        table.told(c, child, day, otherwise=0).astype(np.int64) for c in ("source", "domain")
    )
    spoken = history.tables["contacts"].told("start", member, today, otherwise=LONG_PAST) == today
    of_people = {
        "birth": families.birth[member],
        "left": families.left[member],
        "need": need.at(member, today),
        "levels": need.packed[year, member],
        "rate": usual_rate(town, member, need.at(member, today)) / layout.YEAR,
        "harm": rate_of_harm(town, town.true_need.at(member, today)) / layout.YEAR,
        "filed": history.filed(member, by),
        "unfiled": np.where(is_open, history.unfiled(member, by, opened), 0.0),
        "case_end": history.case_end(member, by),
        "early_help_start": early_help_start,
        "early_help_end": early_help_end,
        "helped_until": history.helped_until(member, by),
        "plan_told": _plan_told(history, member, by),
        "concern": history.taken_up.told("domain", member, by, otherwise=0),
        "phase": phase,
        "since": since,
        **_weighed(history, member, by, phase),
        "opened": opened,
        "supported": support_known,
        "assessed": assessed,
        "enquired": enquired,
        "conference_known": conference_known,
        "spoken": spoken,
    }
    people = np.zeros((len(PEOPLE), len(member)))
    for name, values in of_people.items():
        people[PEOPLE.index(name)] = values
    first = np.concatenate([[0], np.cumsum(families.size[family])])
    turns = need.begins(np.arange(len(need.need) + 1))
    of_decisions = {
        "day": day,
        "horizon": horizon,
        "child": first[:-1] + child - families.first[family],
        "turn_of_year": np.ceil(turns[need.year(child, day) + 1, family]),
        "threshold": town.planted.threshold[family],
        "source": source,
        "concern": concern,
    }
    questions = np.zeros((len(ASKED), len(child) + 1))
    for name, values in of_decisions.items():
        questions[ASKED.index(name), :-1] = values
    questions[ASKED.index("first")] = first
    return Families(people, _turned(town, member, year)), Questions(
        questions, begins, _counts(asked)
    )


def _turned(town: Watched, child: Integers, year: Integers) -> Floats:
    """Return what need and all that goes with it may become in each child's next year, by the turn of crises."""
    draws = _draws(town.draws)
    about = (town.place, town.families, town.draws)
    need, levels = may_become(*about, child=child, year=year, turns=draws)
    true_need, share = need, town.place.dials["deprivation_is_need"]
    if share != 1:
        true_need, _ = may_become(*about, child=child, year=year, turns=draws, deprivation=share)
    turned = np.empty((TURNS, len(TURNED), len(child)))
    turned[:, layout.TURNED_NEED], turned[:, layout.TURNED_LEVELS] = need, levels
    for turn in range(TURNS):
        rate = usual_rate(town, child, need[turn].astype(np.float64))
        turned[turn, layout.TURNED_RATE] = rate / layout.YEAR
        turned[turn, layout.TURNED_HARM] = rate_of_harm(town, true_need[turn]) / layout.YEAR
    return turned


def _draws(draws: Draws) -> Floats:
    """Return one normal number from each of as many equal shares as there are turns.

    Each is drawn anywhere within its share, else the rarest turns would be left out; their order is such that the first few,
    wherever one begins, lie evenly over all (van der Corput).
    """
    digits = TURNS.bit_length() - 1
    order = np.array([int(f"{turn:0{digits}b}"[::-1], 2) for turn in range(TURNS)])
    return np.asarray(ndtri((order + draws.uniform("turns of crises", order)) / TURNS))


def _phases(
    history: History, child: Integers, day: Integers, is_open: Flags
) -> tuple[Integers, Integers]:
    """Return the phase of each open case, and the day on which it began."""
    phase, since = (
        history.phases.told(column, child, day, otherwise=0.0).astype(np.int64)
        for column in ("phase", "since")
    )
    return np.where(is_open, phase, layout.NO_CASE), since


def _weighed(
    history: History, child: Integers, day: Integers, phase: Integers
) -> dict[str, Floats]:
    """Return what was weighed when the phase of each open case began."""
    return {
        f"phase_{name}": np.where(
            phase == Phase.ASSESSMENT,
            *(
                rows.told(name, child, day, otherwise=0.0)
                for rows in (history.openings, history.phases)
            ),
        )
        for name in ("need", "tender", "filed")
    }


def _assessment(
    history: History,
    child: Integers,
    day: Integers,
    opened: Integers,
    is_open: Flags,
    phase: Integers,
) -> tuple[Integers, Integers]:
    """Return whether support is known to be needed in each open case, and the day on which its assessment ended."""
    rows = history.tables["assessments"]
    start, end, needed = (
        rows.told(c, child, day, otherwise=LONG_PAST).astype(np.int64)
        for c in ("start", "end", "support_needed")
    )
    ended = is_open & (start >= opened) & (end <= day)
    assessed = np.where(ended, end, -1)
    known = np.where(ended, needed, -1)
    return np.where(is_open & (phase != Phase.ASSESSMENT), 1, known), assessed


def _enquired(
    history: History,
    child: Integers,
    day: Integers,
    opened: Integers,
    since: Integers,
    phase: Integers,
) -> tuple[Integers, Integers]:
    """Return the day of an enquiry that has not led on yet, and whether it is known to lead to a conference; -1 for neither."""
    rows = history.tables["enquiries"]
    last, unneeded = (
        rows.told(column, child, day, otherwise=LONG_PAST).astype(np.int64)
        for column in ("start", "conference_unneeded")
    )
    in_assessment = (phase == Phase.ASSESSMENT) & (last >= opened)
    in_support = (phase == Phase.SUPPORT) & (last > since)
    there = in_assessment | in_support
    due = add_working_days(np.where(there, last, day), DUE["conference_unneeded"])
    known = there & (due <= day)
    return np.where(there, last, -1), np.where(known, 1 - unneeded, -1)


def _plan_told(history: History, child: Integers, day: Integers) -> Floats:
    category = history.tables["plans"].told("first_category", child, day, otherwise=-1.0)
    told = np.append(history.town.facts.told["plan_category"], 0.0)
    return np.asarray(told[category.astype(np.int64)])


def _harmed(harm: pd.DataFrame, child: Integers, *, day: Integers, horizon: Integers) -> Flags:
    """Tell which children came to harm after the day and no later than the horizon."""
    came = harm[~harm["averted"].to_numpy(dtype=bool)]
    moment = np.sort(came["child"].to_numpy(np.int64) * 10**6 + came["day"].to_numpy(np.int64))
    first, last = (
        np.searchsorted(moment, child * 10**6 + one, side="right") for one in (day, horizon)
    )
    return np.asarray(last > first)


def _begins(asked: Outcome) -> int:
    """Return what the day of a decision begins with."""
    match asked.decision.table, asked.decision.day:
        case "contacts", _:
            return layout.CONTACT
        case "referrals", _:
            return layout.REFERRAL
        case "plans", "end":
            return layout.PLAN_ENDED
        case _:
            return layout.GOES_ON


def _counts(asked: Outcome) -> int:
    """Return which events count, as a sum."""
    total = 0
    for rows in asked.event.any_of:
        if rows.table == "referrals":
            total |= layout.COUNTS_ACCEPTED if rows.where else layout.COUNTS_REFERRAL
        else:
            total |= {"plans": layout.COUNTS_PLAN, "care": layout.COUNTS_CARE}[rows.table]
    return total


def _day(days: pd.Series) -> Integers:
    return np.asarray(days.to_numpy(dtype="datetime64[D]").astype(np.int64))
