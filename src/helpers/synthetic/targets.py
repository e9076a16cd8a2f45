"""What a made-up authority is fitted to, and the knobs that are turned for it.

Targets are the published figures of :mod:`helpers.synthetic.published` that a threshold or rate can move, and how often
each outcome follows (``cohorts`` in ``worlds.yml``). Figures that follow from others or from ``durations.yml`` need no
knob. How well a model does is nowhere among them.
"""

from collections.abc import Mapping
from dataclasses import dataclass

import numpy as np

from helpers.events import EventTables
from helpers.outcomes.declare import outcome
from helpers.outcomes.label import decisions
from helpers.synthetic.aggregates import Population, aggregates, population_of
from helpers.synthetic.aggregates.again import plans_again, referred_again
from helpers.synthetic.aggregates.flows import after_referral, rates
from helpers.synthetic.aggregates.marches import numbers
from helpers.synthetic.packaged import package_yaml
from helpers.synthetic.published import published
from helpers.synthetic.settings import Place
from helpers.synthetic.world import events_of_block

FIGURES = (
    "contacts",
    "referrals",
    "no_further_action",
    "not_in_need",
    "enquiries",
    "conferences",
    "plans_started",
    "referred_again",
    "plans_again",
    "looked_after_at_31_march",
)
"""Published figures that a knob is turned for, by key."""
PARTS = (rates, after_referral, referred_again, plans_again, numbers)
"""Where these figures are counted."""


@dataclass(frozen=True)
class Knob:
    """Numbers that are turned together, and whether they turn as logs."""

    section: str
    names: tuple[str, ...]
    as_log: bool = False


_EVERYWHERE = (
    Knob("rates", ("contact",), as_log=True),
    Knob("gates", ("referral",)),
    Knob("gates", ("no_action",)),
    Knob("gates", ("support",)),
    Knob("gates", ("enquiry",)),
    Knob("gates", ("conference",)),
    Knob("gates", ("conference_open",)),
    Knob("gates", ("plan",)),
    Knob("gates", ("removal",)),
    Knob("rates", ("enquiry_open",), as_log=True),
    Knob("rates", ("care_plan",), as_log=True),
    Knob("rates", ("care_open",), as_log=True),
    Knob("rates", ("after_closure",), as_log=True),
    Knob("weights", ("plan",)),
)
_OF_ONE = {"south-west": (Knob("gates", ("early_help",)),)}
"""Knobs of one authority alone, for one of its outcomes."""


@dataclass(frozen=True)
class LeftOut:
    """What is not fitted in a world, since the world is made to be otherwise: targets, and numbers of its own."""

    targets: tuple[str, ...] = ()
    numbers: tuple[str, ...] = ()


_AGAIN = ("no_further_action", "referred_again", "plans_again")
_LEFT_OUT: Mapping[str, LeftOut] = {
    # nobody gets in touch again soon after a case, so an outcome that asks for it needs more referrals turned away
    "no-signal": LeftOut(_AGAIN, ("after_closure", "plan weight")),
    # the same few children are always in need, and have one plan after the other: as many plans as published would follow
    # too many contacts
    "predictable": LeftOut(
        (*_AGAIN, "enquiries", "conferences", "plans_started", "looked_after_at_31_march"),
        ("after_closure", "enquiry_open", "care_plan", "care_open", "plan weight"),
    ),
}


def targets(where: Place) -> dict[str, float]:
    """Return what an authority is fitted to, by name: published figures, and the frequency of each outcome."""
    values = {one.key: one.value for one in published()}
    intended = package_yaml("worlds.yml")["cohorts"]
    frequencies = {name: intended[name][1] for name in where.outcomes}
    return {name: values[name] for name in FIGURES} | frequencies


def left_out(world: str) -> LeftOut:
    """Return what is not fitted in a world."""
    return _LEFT_OUT.get(world, LeftOut())


def knobs(where: Place) -> tuple[Knob, ...]:
    """Return the knobs of an authority in its world."""
    stays = left_out(where.world).numbers
    return tuple(
        knob
        for knob in _EVERYWHERE + _OF_ONE.get(where.slug, ())
        if not set(named(knob)) & set(stays)
    )


def named(knob: Knob) -> tuple[str, ...]:
    """Return the names of a knob's numbers, unmistakably: ``plan`` is a threshold, ``plan weight`` a weight."""
    return tuple(f"{n} weight" if knob.section == "weights" else n for n in knob.names)


def figures(where: Place, *, seeds: tuple[int, ...]) -> dict[str, float]:
    """Return what the targets come to, over the first block of a few draws of an authority."""
    drawn = [
        (events_of_block(where, seed=seed, block=0), population_of(where, seed=seed, block=0))
        for seed in seeds
    ]
    made = [aggregates(events, children, parts=PARTS) for events, children in drawn]
    averages = {name: float(np.mean([one[name] for one in made])) for name in FIGURES}
    return averages | {name: _frequency(name, drawn) for name in where.outcomes}


def _frequency(name: str, drawn: list[tuple[EventTables, Population]]) -> float:
    """Return the share of decisions that an outcome follows, among those of all draws."""
    about = outcome(name)
    found = [
        decisions(events, about, period_start=children.first, period_end=children.last).frame
        for events, children in drawn
    ]
    followed = sum(int(frame["followed"].sum()) for frame in found)
    return followed / max(sum(map(len, found)), 1)
