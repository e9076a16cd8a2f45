"""What is foreseen comes true as often as foreseen: the rules of the possible futures are those of the generator."""

from dataclasses import replace
from functools import cache

import numpy as np
import pytest

from helpers.outcomes.declare import outcomes
from helpers.synthetic.worlds import authorities
from helpers.truth.ceilings.allotted import shares
from helpers.truth.ceilings.decisions import Decided, decided, live_through, well_recorded
from helpers.truth.ceilings.full_state import FEWEST, chances
from helpers.truth.ceilings.possible import law as rules
from helpers.truth.ceilings.possible import layout
from helpers.truth.ceilings.possible.foresee import PARTS, foresee, foresee_harm
from helpers.truth.ceilings.possible.law import Law, law

CHILDREN = 50_000
FAR_OFF = 4.0
"""Standard errors that chance alone hardly ever reaches."""
NAMES = tuple(outcomes())
EVENT, HARM = 0, 1


@cache
def made(slug: str, world: str = "default") -> tuple[Law, dict[str, Decided]]:
    where = replace(well_recorded(slug, world), children=CHILDREN)
    there = live_through(where, seed=77)
    return law(where), decided(there, where.outcomes)


def of(name: str) -> tuple[Law, Decided]:
    slug = outcomes()[name].authority
    followed, by_name = made(slug)
    return followed, by_name[name]


@cache
def of_name(name: str, seed: int = 1) -> np.ndarray:
    return foreseen(*of(name), seed=seed)


def foreseen(follow: Law, one: Decided, *, seed: int = 1) -> np.ndarray:
    about = follow, one.families, one.questions, np.full(len(one.followed), FEWEST, dtype=np.int64)
    both = foresee(*about, seed)[..., 0], foresee_harm(*about, seed)
    return np.stack([parts.mean(axis=1) for parts in both], axis=1)


def standard_errors(chance: np.ndarray, came: np.ndarray) -> float:
    spread = np.sqrt((chance * np.clip(1 - chance, 0, 1)).sum())
    return float((came.sum() - chance.sum()) / spread)


@pytest.mark.parametrize("name", NAMES)
def test_the_outcome_follows_as_often_as_foreseen(name: str) -> None:
    _, one = of(name)
    assert abs(standard_errors(of_name(name)[:, EVENT], one.followed)) < FAR_OFF


@pytest.mark.parametrize("name", NAMES)
def test_harm_comes_as_often_as_foreseen(name: str) -> None:
    _, one = of(name)
    assert abs(standard_errors(of_name(name)[:, HARM], one.harmed)) < FAR_OFF


@pytest.mark.parametrize(
    "name", [name for name in NAMES if name not in ("plan-ended-then-looked-after",)]
)
def test_the_tenth_most_at_risk_is_neither_over_nor_underrated(name: str) -> None:
    _, one = of(name)
    ranked, counted = (of_name(name, seed)[:, EVENT] for seed in (1, 2))
    top = np.argsort(-ranked)[: len(ranked) // 10]
    assert abs(standard_errors(counted[top], one.followed[top])) < FAR_OFF


@pytest.mark.parametrize("known", ["an enquiry may begin still", "an enquiry has begun"])
def test_what_an_unfinished_assessment_may_lead_to_comes_as_often_as_foreseen(known: str) -> None:
    name = "support-needed-then-plan-or-care"
    _, one = of(name)
    child = one.questions.asked[layout.CHILD, :-1].astype(np.int64)
    unfinished = one.families.people[layout.PHASE, child] == layout.ASSESSMENT
    begun = one.families.people[layout.ENQUIRED, child] >= 0
    rows = unfinished & (begun if known == "an enquiry has begun" else ~begun)
    assert rows.sum() > 20
    chance, came = of_name(name)[rows, EVENT], one.followed[rows]
    assert chance.mean() > 0.03
    assert abs(standard_errors(chance, came)) < FAR_OFF


def test_another_rule_is_noticed() -> None:
    follow, one = of("contact-to-plan-or-care")
    gates = follow.gates.copy()
    gates[rules.AT, rules.CONFERENCE] -= 1.5
    off = standard_errors(foreseen(follow._replace(gates=gates), one)[:, EVENT], one.followed)
    assert abs(off) > FAR_OFF


def test_parts_of_the_futures_err_each_by_itself() -> None:
    follow, one = of("plan-ended-then-looked-after")
    rows = len(one.followed)
    once, often = (np.full(rows, number, dtype=np.int64) for number in (PARTS, 32 * PARTS))
    parts = foresee_harm(follow, one.families, one.questions, once, 1)
    known = foresee_harm(follow, one.families, one.questions, often, 2).mean(axis=1)
    off = parts - known[:, None]
    some, others = off[:, : PARTS // 2].mean(axis=1), off[:, PARTS // 2 :].mean(axis=1)
    assert abs(np.corrcoef(some, others)[0, 1]) < FAR_OFF / np.sqrt(rows)


@pytest.mark.parametrize("name", ["contact-to-plan-or-care", "no-action-then-referred-again"])
def test_more_futures_are_given_where_they_differ_more(name: str) -> None:
    follow, one = of(name)
    few = np.full(len(one.followed), FEWEST, dtype=np.int64)
    first, other = (
        foresee(follow, one.families, one.questions, few, seed).mean(axis=1) for seed in (1, 2)
    )
    given = shares(one.families, one.questions, first, seed=1)
    differ = np.sqrt(np.maximum(other[:, 1] - other[:, 0] ** 2, 0))
    assert given.mean() == pytest.approx(1)
    assert given.min() > 0
    assert np.corrcoef(given, differ)[0, 1] > 0.5


def test_the_same_seed_foresees_the_same() -> None:
    follow, one = of("first-review-then-looked-after")
    np.testing.assert_array_equal(foreseen(follow, one), of_name("first-review-then-looked-after"))


def test_where_nothing_is_to_be_found_the_best_possible_is_hardly_more_than_guessing() -> None:
    follow, by_name = made("north-west", "no-signal")
    name = "contact-to-plan-or-care"
    record = chances(follow, by_name[name], seed=5, futures=64).ceiling(name).record
    assert record.low < record.prevalence + 0.01


def test_every_authority_has_its_decisions() -> None:
    assert {name for slug in authorities() for name in made(slug)[1]} == set(NAMES)
