"""Models that had data without end: made as the study's own decisions are, judged on families that taught them nothing."""

from functools import cache

import numpy as np
import pandas as pd
import pytest

from helpers import cohort as cohorts
from helpers.estimate import State
from helpers.features.structured import structured
from helpers.outcomes.declare import outcome
from helpers.synthetic.settings import place
from helpers.synthetic.world import make_block
from helpers.synthetic.worlds import authorities
from helpers.truth.ceilings import learned as room
from helpers.truth.ceilings.bracket import Bracket
from helpers.truth.ceilings.learned import Learned, learned
from helpers.truth.ceilings.learned_drawn import Block, Drawn, drawn
from helpers.truth.ceilings.learned_sizes import Sizes
from proofs.learned_ceilings import told

CHILDREN, SEED = 5000, 11


@cache
def of_authority(slug: str) -> dict[str, Drawn]:
    return drawn(Block("default", slug, SEED, place(slug).outcomes, CHILDREN))


@pytest.mark.parametrize("slug", authorities())
def test_decisions_are_those_of_the_study_with_the_same_features(slug: str) -> None:
    where = place(slug, children=CHILDREN)
    events = make_block(where, seed=SEED, block=0).events
    first, last = (pd.Timestamp(day, unit="D") for day in (where.first, where.last))
    for name, found in of_authority(slug).items():
        asked = outcome(name)
        built = cohorts.build(events, asked, period_start=first, period_end=last)
        expected = structured(events, built, asked)
        assert found.names[: found.of_records] == tuple(expected.columns)
        np.testing.assert_array_equal(found.columns[:, : found.of_records], expected.to_numpy())
        assert found.followed.tolist() == built.decisions["followed"].tolist()
        assert len(np.unique(found.family)) == built.families


def test_notes_stand_behind_the_records_and_tell_something() -> None:
    for found in of_authority("north-west").values():
        of_notes = found.names[found.of_records :]
        assert all(name.startswith("notes_") for name in of_notes)
        number = found.columns[:, found.names.index("notes_current_number")]
        assert (number > 0).mean() > 0.9


def test_families_of_several_blocks_stay_apart() -> None:
    (one, _) = of_authority("north-west").values()
    together = Drawn.together([one, one])
    assert len(together) == 2 * len(one)
    assert len(np.unique(together.family)) == 2 * len(np.unique(one.family))


@pytest.fixture(scope="module")
def found() -> list[Learned]:
    """What few decisions of one authority teach."""
    sizes = Sizes(learned=1200, chosen_on=500, tested=1500, children=CHILDREN)
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(room, "usable_cores", lambda: 1)
        patch.setattr(room, "authorities", lambda: ("north-west",))
        return learned("strong", tell=lambda said: None, sizes=sizes)


def test_every_outcome_is_learned_with_and_without_notes(found: list[Learned]) -> None:
    assert tuple(one.outcome for one in found) == place("north-west").outcomes
    first = found[0]
    assert first.learned >= 1200
    assert first.tested >= 1500
    for precision in (first.records, first.with_notes):
        assert precision.state is State.ESTIMATED
        assert precision.low < precision.value < precision.high
        assert precision.value > 1.5 * first.prevalence
    assert first.gain.estimate.value == pytest.approx(first.with_notes.value - first.records.value)


def test_what_lies_above_the_full_state_beyond_noise_is_told(found: list[Learned]) -> None:
    one = found[0]
    for high, above in ((one.records.low - 0.01, True), (one.records.low + 0.01, False)):
        possible = Bracket(low=0.0, high=high, prevalence=one.prevalence, decisions=1000)
        assert told(one, possible)[0]["above"] is above
