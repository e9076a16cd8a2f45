"""The rules of one made-up authority as plain numbers, for compiled code that asks what else could have happened.

The generator applies the rules to all children at once and draws one future for each; this package applies them to one family at
a time and draws many. That rules stand in both places is the price of seconds in place of hours. A test holds the two
together: what is foreseen has to come true as often as it was foreseen. Whatever can be worked out beforehand (needs, rates of
contacts and of harm) is the generator's own.

Arrays are few and their places have names, since compiled functions hand over each array of a tuple at every call.
"""

from collections.abc import Mapping, Sequence
from typing import NamedTuple

import numpy as np
import numpy.typing as npt

from helpers.synthetic.journeys import days
from helpers.synthetic.journeys.care import HOME_SUPPORTED, SHARES
from helpers.synthetic.journeys.contacts import calendar
from helpers.synthetic.journeys.protection import STEPS_DOWN
from helpers.synthetic.journeys.sources import may_wait, shares_by_stage
from helpers.synthetic.settings import Place, facts
from helpers.synthetic.signal import signal

Numbers = npt.NDArray[np.float64]
Indices = npt.NDArray[np.int64]

GATES = (
    "referral",
    "early_help",
    "no_action",
    "support",
    "enquiry",
    "conference",
    "conference_open",
    "plan",
    "removal",
)
(
    REFERRAL,
    EARLY_HELP,
    NO_ACTION,
    SUPPORT,
    ENQUIRY,
    CONFERENCE,
    CONFERENCE_OPEN,
    PLAN,
    REMOVAL,
) = range(len(GATES))
RATES = ("enquiry_open", "care_open", "care_plan")
ENQUIRY_OPEN, CARE_OPEN, CARE_PLAN = range(len(RATES))
AT, MEAN, SPREAD = range(3)
"""Rows of gates and rates: where it lies, and mean and spread (of a gate: what the dial keeps of it)."""
DURATIONS = (
    "assessment_working_days",
    "conference_working_days",
    "plan_days",
    "support_days",
    "early_help_days",
    "care_days",
)
(
    ASSESSMENT_DAYS,
    CONFERENCE_DAYS,
    PLAN_DAYS,
    SUPPORT_DAYS,
    EARLY_HELP_DAYS,
    CARE_DAYS,
) = range(len(DURATIONS))
SHARE, LASTS = range(2)
"""Layers of the durations: the share of cases, and how long they last at most."""
TOLD, WAITS, OF_SOURCES = range(3)
"""Rows of sources: what each adds to a decision, whether it waits for a working day, and from where on shares stand."""
PRESSES, OF_PLANS = range(2)
"""Rows of plans: what each category presses towards care, and from where on shares stand."""
RANK, WORKING = range(2)
"""Rows of days: the rank of the first working day from each day on, and the working days in order."""
DAYS_FROM = days.FIRST
NUMBERS = (
    "drift", "first_day", "dial", "signal_share", "rate_dial", "escalation_need", "after_closure", "during_early_help",
    "join", "remains", "relief", "young", "young_until", "old", "young_in_care", "told_referral", "told_no_action",
    "longer_with_need", "usual_need", "steps_down", "at_home", "multiple", "season_from",
    "filed_contact", "filed_early_help", "filed_referral", "filed_enquiry", "filed_plan", "filed_care",
)  # fmt: skip
(
    DRIFT, FIRST_DAY, DIAL, SIGNAL_SHARE, RATE_DIAL, ESCALATION_NEED, AFTER_CLOSURE, DURING_EARLY_HELP,
    JOIN, REMAINS, RELIEF, YOUNG, YOUNG_UNTIL, OLD, YOUNG_IN_CARE, TOLD_REFERRAL, TOLD_NO_ACTION,
    LONGER_WITH_NEED, USUAL_NEED, AFTER_PLAN, AT_HOME, MULTIPLE, SEASON_FROM,
    FILED_CONTACT, FILED_EARLY_HELP, FILED_REFERRAL, FILED_ENQUIRY, FILED_PLAN, FILED_CARE,
) = range(len(NUMBERS))  # fmt: skip
_OF_WEIGHTS = (
    "young", "young_until", "old", "young_in_care", "told_referral", "told_no_action", "longer_with_need", "usual_need",
)  # fmt: skip
_OF_RATES = ("escalation_need", "after_closure", "during_early_help", "join")
_MOST_POINTS = 16
_AHEAD = 800
"""Days after the last day of the records that the calendar covers."""


class Law(NamedTuple):
    """Every number that decides what happens next, as settings and published durations have it.

    Attributes
    ----------
    numbers
        Single numbers, at the places named in :data:`NUMBERS`.
    gates, rates
        Of shape ``(3, gates)`` and ``(3, rates)``.
    durations, points
        Of shape ``(2, durations, points)``, and how many points each has.
    sources
        Of shape ``(2 + stages times concerns, sources)``; shares are cumulated.
    plans
        Of shape ``(1 + concerns, categories)``.
    season
        The factor of the calendar, day by day.
    days
        Of shape ``(2, days)``.
    """

    numbers: Numbers
    gates: Numbers
    rates: Numbers
    durations: Numbers
    points: Indices
    sources: Numbers
    plans: Numbers
    season: Numbers
    days: Indices


def law(place: Place) -> Law:
    """Return the rules of an authority."""
    dial = signal(place.slug, place.dials["signal"])
    durations, points = _durations()
    known, every = facts(), np.arange(place.origin, place.last + _AHEAD)
    return Law(
        numbers=np.array([_numbers(place)[name] for name in NUMBERS]),
        gates=np.array(
            [
                _listed(place.gates, GATES),
                [dial.moments[gate][0] for gate in GATES],
                [dial.keeps_spread(gate) for gate in GATES],
            ]
        ),
        rates=np.array(
            [
                _listed(place.rates, RATES),
                [dial.moments[rate][0] for rate in RATES],
                [dial.moments[rate][1] for rate in RATES],
            ]
        ),
        durations=durations,
        points=points,
        sources=np.vstack([known.told["sources"], may_wait(), _cumulated(shares_by_stage())]),
        plans=np.vstack([known.told["plan_category"], known.shares["plan_category"]]),
        season=calendar(every),
        days=_days(),
    )


def _numbers(place: Place) -> dict[str, float]:
    dial = signal(place.slug, place.dials["signal"])
    numbers = {name: place.weights[name] for name in _OF_WEIGHTS}
    numbers |= {name: place.rates[name] for name in _OF_RATES}
    filed = ("contact", "early_help", "referral", "enquiry", "plan", "care")
    numbers |= {f"filed_{name}": place.weights[name] for name in filed}
    return numbers | {
        "drift": place.gates["drift"],
        "first_day": place.first,
        "dial": dial.dial,
        "signal_share": dial.share,
        "rate_dial": dial.for_rates,
        "remains": place.help_remains,
        "relief": -float(np.log(place.help_remains)) / place.rates["contact_need"],
        "steps_down": STEPS_DOWN,
        "at_home": HOME_SUPPORTED * float(SHARES[0, :2].sum() / SHARES[0].sum()),
        "multiple": facts().codes["plan_category"].index("multiple"),
        "season_from": place.origin,
    }


def _listed(settings: Mapping[str, float], names: Sequence[str]) -> list[float]:
    return [settings[name] for name in names]


def _durations() -> tuple[Numbers, Indices]:
    durations = np.ones((2, len(DURATIONS), _MOST_POINTS))
    points = np.zeros(len(DURATIONS), dtype=np.int64)
    for row, name in enumerate(DURATIONS):
        shares, limits = facts().durations[name]
        points[row] = len(shares)
        durations[SHARE, row, : len(shares)] = shares
        durations[LASTS, row, : len(shares)] = limits
    return durations, points


def _cumulated(shares: Numbers) -> Numbers:
    summed = np.cumsum(shares, axis=1)
    return np.asarray(summed / summed[:, -1:])


def _days() -> Indices:
    rank, working = days.table()
    both = np.full((2, len(rank)), working[-1])
    both[RANK], both[WORKING, : len(working)] = rank, working
    return both
